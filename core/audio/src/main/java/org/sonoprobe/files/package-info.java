/**
 * Files and tables: NPY, NPZ, CSV, records as rows, files that appear whole or not at all. Depends
 * on {@code component} and the JDK.
 */
@NullMarked
package org.sonoprobe.files;

import org.jspecify.annotations.NullMarked;
