/** What results allow to be said. Depends on {@code run}, {@code config} and {@code statistics}. */
@NullMarked
package org.sonoprobe.analysis;

import org.jspecify.annotations.NullMarked;
