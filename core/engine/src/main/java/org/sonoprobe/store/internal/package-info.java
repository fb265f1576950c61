/** Files of a run. Not for users. */
@NullMarked
package org.sonoprobe.store.internal;

import org.jspecify.annotations.NullMarked;
