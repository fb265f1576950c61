/**
 * Handcrafted embedding models and precomputed vectors. Depends on {@code core} alone, no native
 * library.
 */
@NullMarked
package org.sonoprobe.embeddings;

import org.jspecify.annotations.NullMarked;
