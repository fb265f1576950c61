/** Small programs that each show one idea. Depends on everything. */
@NullMarked
package org.sonoprobe.examples;

import org.jspecify.annotations.NullMarked;
