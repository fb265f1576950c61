/**
 * Compressed audio with FFmpeg, in memory. Found by the service {@link
 * org.sonoprobe.audio.CompressedAudio}; depends on {@code api}, {@code audio} and JavaCPP's FFmpeg.
 */
@NullMarked
package org.sonoprobe.audio.ffmpeg;

import org.jspecify.annotations.NullMarked;
