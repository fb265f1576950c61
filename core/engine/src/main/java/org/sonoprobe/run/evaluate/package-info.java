/**
 * Trials, in which probes are trained and scored, and measures, which need no probe. Depends on
 * {@code api}, {@code assets}, {@code component}, {@code config}, {@code experiment}, {@code
 * extract}, {@code plan}, {@code results}, {@code statistics}, {@code store} and {@code work}.
 */
@NullMarked
package org.sonoprobe.run.evaluate;

import org.jspecify.annotations.NullMarked;
