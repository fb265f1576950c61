/**
 * How an experiment is carried out: extractions, trials, resuming, events, results. Depends on
 * {@code api}, {@code assets}, {@code audio}, {@code audit}, {@code component}, {@code config},
 * {@code experiment}, {@code files}, {@code json}, {@code results}, {@code statistics} and {@code
 * store}.
 */
@NullMarked
package org.sonoprobe.run;

import org.jspecify.annotations.NullMarked;
