/** What is measured inside a package that is not public. */
@NullMarked
package org.sonoprobe.downstream;

import org.jspecify.annotations.NullMarked;
