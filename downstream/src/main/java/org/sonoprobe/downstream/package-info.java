/**
 * The dense probes of the thesis. Matrix products go to OpenBLAS with plain arrays, the rest is
 * loops that the compiler vectorises; PCA uses its LAPACK. Depends on {@code api}, {@code files}
 * and OpenBLAS.
 */
@NullMarked
package org.sonoprobe.downstream;

import org.jspecify.annotations.NullMarked;
