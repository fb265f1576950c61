/**
 * Files that components need and do not bring: where they belong, whether they are right, and how
 * they are fetched and unpacked. Depends on {@code api}, {@code audio}, {@code component}, {@code
 * files} and Jackson.
 */
@NullMarked
package org.sonoprobe.assets;

import org.jspecify.annotations.NullMarked;
