/**
 * Embeddings on disk, by content. Every file appears whole or not at all. Depends on {@code api}
 * and {@code files}.
 */
@NullMarked
package org.sonoprobe.store;

import org.jspecify.annotations.NullMarked;
