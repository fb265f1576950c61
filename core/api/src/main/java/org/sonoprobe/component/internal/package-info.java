/** What the modules of the core share and nobody else uses. Depends on the JDK. */
@NullMarked
package org.sonoprobe.component.internal;

import org.jspecify.annotations.NullMarked;
