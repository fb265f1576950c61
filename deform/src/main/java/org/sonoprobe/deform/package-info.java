/**
 * Deformations with the names, parameters and units of audiomentations. Depends on {@code core} and
 * JTransforms.
 */
@NullMarked
package org.sonoprobe.deform;

import org.jspecify.annotations.NullMarked;
