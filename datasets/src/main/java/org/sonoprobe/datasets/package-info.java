/** Datasets: one's own tracks by CSV or by folder, and TinySOL. Depends on {@code core}. */
@NullMarked
package org.sonoprobe.datasets;

import org.jspecify.annotations.NullMarked;
