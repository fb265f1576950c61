package org.sonoprobe.embeddings;

import java.util.function.Function;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.dsp.Framing;
import org.sonoprobe.dsp.MelFilterbank;
import org.sonoprobe.dsp.MelScale;
import org.sonoprobe.dsp.Stft;

/**
 * Log mel spectra in bel: {@code log10(max(power, 1e-10))} of Slaney bands, zeros beyond the ends
 * (librosa's).
 */
final class LogMelBands {
  private final Analysis analysis;
  private final Stft stft;
  private final MelFilterbank filterbank;

  LogMelBands(Analysis analysis, int bands) {
    this.analysis = analysis;
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

  /**
   * The moments of a feature over texture windows.
   *
   * @param feature makes an array of its own of the bands of a frame, whose array is used again
   */
  Embedding moments(float[] samples, Function<double[], float[]> feature) {
    Texture texture =
        new Texture(
            stft.frameCount(samples.length),
            analysis.textureFrames(),
            analysis.hopSeconds(),
            Texture::moments);
    double[] row = new double[filterbank.bandCount()];
    stft.power(
        samples,
        (frame, power) -> {
          filterbank.apply(power, row);
          for (int band = 0; band < row.length; band++) {
            row[band] = Math.log10(Math.max(row[band], 1e-10));
          }
          texture.hear(feature.apply(row));
        });
    return texture.embedding();
  }
}
