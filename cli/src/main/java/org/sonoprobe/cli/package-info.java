/** The command line. Depends on {@code core} and picocli. */
@NullMarked
package org.sonoprobe.cli;

import org.jspecify.annotations.NullMarked;
