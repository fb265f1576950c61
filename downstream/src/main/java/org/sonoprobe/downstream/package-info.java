/**
 * The dense probes of the thesis. Matrix products go to OpenBLAS with plain arrays, the rest is
 * loops that the compiler vectorises; PCA uses ND4J. Depends on {@code core}, OpenBLAS and ND4J.
 */
@NullMarked
package org.sonoprobe.downstream;

import org.jspecify.annotations.NullMarked;
