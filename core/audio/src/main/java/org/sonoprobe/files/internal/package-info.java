/** How the core writes files; nobody else uses it. Depends on the JDK. */
@NullMarked
package org.sonoprobe.files.internal;

import org.jspecify.annotations.NullMarked;
