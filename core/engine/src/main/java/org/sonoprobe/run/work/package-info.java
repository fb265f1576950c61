/**
 * Work as data, the backends that carry it out, who hears of it, and what becomes of a failure.
 * Depends on {@code component} and {@code results}.
 */
@NullMarked
package org.sonoprobe.run.work;

import org.jspecify.annotations.NullMarked;
