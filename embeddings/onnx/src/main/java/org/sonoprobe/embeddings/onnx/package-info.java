/**
 * Networks in ONNX files as embedding models, run with ONNX Runtime through DJL. Depends on {@code
 * core} and DJL.
 */
@NullMarked
package org.sonoprobe.embeddings.onnx;

import org.jspecify.annotations.NullMarked;
