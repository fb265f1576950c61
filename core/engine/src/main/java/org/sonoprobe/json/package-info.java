/** JSON files. Depends on {@code component}, {@code files} and Jackson. */
@NullMarked
package org.sonoprobe.json;

import org.jspecify.annotations.NullMarked;
