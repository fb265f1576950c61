/**
 * Experiments as YAML: reading with positions and all errors at once, writing, overrides, JSON
 * Schema. Depends on {@code api}, {@code component}, {@code dsp}, {@code experiment} and Jackson.
 */
@NullMarked
package org.sonoprobe.config;

import org.jspecify.annotations.NullMarked;
