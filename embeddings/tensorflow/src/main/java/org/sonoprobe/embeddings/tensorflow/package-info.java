/**
 * TensorFlow SavedModels as embedding models, run with TensorFlow through DJL. Depends on {@code
 * networks}; brings TensorFlow's native library.
 */
@NullMarked
package org.sonoprobe.embeddings.tensorflow;

import org.jspecify.annotations.NullMarked;
