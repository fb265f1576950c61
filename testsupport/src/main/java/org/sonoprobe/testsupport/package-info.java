/** What the tests of all modules share; not published. */
@NullMarked
package org.sonoprobe.testsupport;

import org.jspecify.annotations.NullMarked;
