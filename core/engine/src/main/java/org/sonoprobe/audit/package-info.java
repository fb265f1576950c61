/**
 * What a dataset is made of and what is wrong with it: cards and audits. Depends on {@code api},
 * {@code assets}, {@code audio}, {@code component} and {@code dsp}.
 */
@NullMarked
package org.sonoprobe.audit;

import org.jspecify.annotations.NullMarked;
