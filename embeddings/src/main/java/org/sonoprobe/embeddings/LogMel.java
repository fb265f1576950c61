package org.sonoprobe.embeddings;

import java.util.function.Consumer;
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

  /** Number of frames, at least one. */
  int frameCount(float[] samples) {
    return stft.frameCount(samples.length);
  }

  /** Hears the bands of each frame, in an array that is used again for the next. */
  void apply(float[] samples, Consumer<double[]> frames) {
    double[] row = new double[filterbank.bandCount()];
    stft.power(
        samples,
        (frame, power) -> {
          filterbank.apply(power, row);
          for (int band = 0; band < row.length; band++) {
            row[band] = Math.log10(Math.max(row[band], 1e-10));
          }
          frames.accept(row);
        });
  }
}
