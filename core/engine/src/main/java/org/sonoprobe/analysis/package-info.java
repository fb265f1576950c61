/**
 * What results allow to be said. Depends on {@code api}, {@code component}, {@code config}, {@code
 * experiment}, {@code files}, {@code results} and {@code statistics}.
 */
@NullMarked
package org.sonoprobe.analysis;

import org.jspecify.annotations.NullMarked;
