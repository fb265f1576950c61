/**
 * A probe that hears frames in their order, trained with PyTorch through DJL. Depends on {@code
 * downstream}; brings PyTorch's native library.
 */
@NullMarked
package org.sonoprobe.downstream.pytorch;

import org.jspecify.annotations.NullMarked;
