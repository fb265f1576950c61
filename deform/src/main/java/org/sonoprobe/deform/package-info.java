/**
 * Deformations with the names, parameters and units of audiomentations. Depends on {@code core}.
 */
@NullMarked
package org.sonoprobe.deform;

import org.jspecify.annotations.NullMarked;
