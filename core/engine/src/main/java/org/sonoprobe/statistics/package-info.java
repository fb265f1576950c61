/** Numbers with their intervals, draws, and tests. Depends on {@code api}. */
@NullMarked
package org.sonoprobe.statistics;

import org.jspecify.annotations.NullMarked;
