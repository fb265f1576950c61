/**
 * Files that components need and do not bring: where they belong, whether they are right, and how
 * they are fetched and unpacked. Depends on {@code api} and {@code component}.
 */
@NullMarked
package org.sonoprobe.assets;

import org.jspecify.annotations.NullMarked;
