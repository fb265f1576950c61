/**
 * Reading, writing and resampling audio files. Formats are told by content and decoded directly,
 * one small reader per codec library. Depends on {@code api}, {@code component} and the codec
 * libraries.
 */
@NullMarked
package org.sonoprobe.audio;

import org.jspecify.annotations.NullMarked;
