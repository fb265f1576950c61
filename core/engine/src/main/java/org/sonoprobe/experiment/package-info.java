/**
 * What is to be found out: the experiment, its builder, and how tracks are divided. Depends on
 * {@code api}, {@code component}, {@code files} and {@code json}.
 */
@NullMarked
package org.sonoprobe.experiment;

import org.jspecify.annotations.NullMarked;
