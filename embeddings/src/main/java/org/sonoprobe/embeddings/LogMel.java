package org.sonoprobe.embeddings;

import org.sonoprobe.dsp.Framing;
import org.sonoprobe.dsp.MelFilterbank;
import org.sonoprobe.dsp.MelScale;
import org.sonoprobe.dsp.Stft;

/**
 * Log mel spectra in bel: {@code log10(max(power, 1e-10))} of Slaney bands, zeros beyond the ends
 * (librosa's).
 */
final class LogMel {
  private final Stft stft;
  private final MelFilterbank filterbank;

  LogMel(Analysis analysis, int bands) {
    int sampleRate = analysis.sampleRate();
    int fftSize = analysis.fftSize();
    stft = new Stft(fftSize, fftSize, false, analysis.hop(), Framing.CENTRED_ZERO);
    filterbank =
        new MelFilterbank(
            sampleRate,
            fftSize,
            bands,
            0,
            sampleRate / 2.0,
            MelScale.SLANEY,
            MelFilterbank.Shape.SLANEY_AREA);
  }

  /** {@code [frame][band]}; at least one frame. */
  double[][] apply(float[] samples) {
    double[][] frames = new double[stft.frameCount(samples.length)][filterbank.bandCount()];
    stft.power(
        samples,
        (frame, power) -> {
          double[] row = frames[frame];
          filterbank.apply(power, row);
          for (int band = 0; band < row.length; band++) {
            row[band] = Math.log10(Math.max(row[band], 1e-10));
          }
        });
    return frames;
  }
}
