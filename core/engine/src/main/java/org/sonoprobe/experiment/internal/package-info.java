/** What stands in for components that a configuration names and nobody brings. Not for users. */
@NullMarked
package org.sonoprobe.experiment.internal;

import org.jspecify.annotations.NullMarked;
