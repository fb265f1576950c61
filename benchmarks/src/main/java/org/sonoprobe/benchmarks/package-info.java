/** Speed, measured with JMH and against reference programs. Depends on everything it measures. */
@NullMarked
package org.sonoprobe.benchmarks;

import org.jspecify.annotations.NullMarked;
