/**
 * Networks in TorchScript files as embedding models, run with PyTorch through DJL. Depends on
 * {@code networks}; brings PyTorch's native library.
 */
@NullMarked
package org.sonoprobe.embeddings.pytorch;

import org.jspecify.annotations.NullMarked;
