/**
 * Networks in ONNX files as embedding models, run with ONNX Runtime through DJL. Depends on {@code
 * networks}; brings ONNX Runtime's native library.
 */
@NullMarked
package org.sonoprobe.embeddings.onnx;

import org.jspecify.annotations.NullMarked;
