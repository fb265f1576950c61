/**
 * Deformations and features made with TarsosDSP, under its licence, GPL-3.0. Depends on {@code
 * core} and TarsosDSP.
 */
@NullMarked
package org.sonoprobe.deform.tarsos;

import org.jspecify.annotations.NullMarked;
