/**
 * Embeddings as arrays of ND4J, and measures of what layers have in common. Depends on {@code api},
 * {@code files} and ND4J.
 *
 * <p>ND4J sets the number of threads of OpenBLAS when it is loaded, and reads the environment
 * variable {@code OMP_NUM_THREADS}: with another number, products have other last bits.
 */
@NullMarked
package org.sonoprobe.nd4j;

import org.jspecify.annotations.NullMarked;
