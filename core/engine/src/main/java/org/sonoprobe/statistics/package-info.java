/** Intervals by resampling, and tests. Depends on {@code api}. */
@NullMarked
package org.sonoprobe.statistics;

import org.jspecify.annotations.NullMarked;
