/**
 * How an experiment is carried out: the runner, the phases of a run, its record and its listeners.
 * Depends on {@code api}, {@code assets}, {@code audit}, {@code config}, {@code evaluate}, {@code
 * experiment}, {@code extract}, {@code json}, {@code plan}, {@code results}, {@code store} and
 * {@code work}.
 */
@NullMarked
package org.sonoprobe.run;

import org.jspecify.annotations.NullMarked;
