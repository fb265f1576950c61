/**
 * How an experiment is carried out: extractions, trials, resuming, events, results. Depends on
 * {@code api}, {@code audio}, {@code component}, {@code config}, {@code experiment} and {@code
 * store}.
 */
@NullMarked
package org.sonoprobe.run;

import org.jspecify.annotations.NullMarked;
