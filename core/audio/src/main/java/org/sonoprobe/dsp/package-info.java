/**
 * Signal processing on plain arrays: windows, short-time Fourier transform, mel filterbanks, cosine
 * transform, and the spectrogram front-ends of known networks. Depends on {@code api} and
 * JTransforms.
 */
@NullMarked
package org.sonoprobe.dsp;

import org.jspecify.annotations.NullMarked;
