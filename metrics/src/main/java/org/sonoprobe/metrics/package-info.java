/** Metrics for classes and tags. Depends on {@code core}'s {@code api}. */
@NullMarked
package org.sonoprobe.metrics;

import org.jspecify.annotations.NullMarked;
