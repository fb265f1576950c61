/**
 * Reading, writing and resampling audio files. Formats are told by content and decoded directly;
 * compressed formats by the service {@link org.sonoprobe.audio.CompressedAudio}. Depends on {@code
 * api}, {@code component} and {@code files}.
 */
@NullMarked
package org.sonoprobe.audio;

import org.jspecify.annotations.NullMarked;
