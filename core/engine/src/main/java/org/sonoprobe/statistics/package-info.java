/** Numbers with their intervals, draws, and tests. Depends on {@code api} and {@code component}. */
@NullMarked
package org.sonoprobe.statistics;

import org.jspecify.annotations.NullMarked;
