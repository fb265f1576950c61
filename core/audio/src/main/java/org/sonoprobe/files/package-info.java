/**
 * Array and table files: NPY, NPZ and CSV. Depends on {@code api}, {@code component} and the JDK.
 */
@NullMarked
package org.sonoprobe.files;

import org.jspecify.annotations.NullMarked;
