/**
 * Results as tables for people and programs. Depends on {@code api}, {@code component}, {@code
 * experiment}, {@code run} and {@code store}.
 */
@NullMarked
package org.sonoprobe.report;

import org.jspecify.annotations.NullMarked;
