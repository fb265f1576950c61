package org.sonoprobe.embeddings;

import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.dsp.Dct;

/**
 * Mel-frequency cepstral coefficients: what the spectrum's envelope is like, and how much it moves.
 *
 * <p>Coefficients are the orthonormal DCT-II of log mel spectra (S. Davis, P. Mermelstein, 1980),
 * in bel: a tenth of what {@code librosa.feature.mfcc} gives with {@code top_db=None}. A texture
 * window gives mean and standard deviation of each coefficient and the standard deviation of its
 * frame-to-frame difference: 3 x {@code coefficients} dimensions.
 *
 * @param sampleRate in Hz; 22050 unless set
 * @param coefficients number of coefficients from the 0th on; 20 unless set
 * @param bands mel bands; 128 unless set
 * @param fftSize samples in a frame; 1024 unless set
 * @param hop samples from frame to frame; 256 unless set
 * @param textureSeconds length of a texture window; 1 unless set; windows overlap by half
 */
public record Mfcc(
    int sampleRate, int coefficients, int bands, int fftSize, int hop, double textureSeconds)
    implements EmbeddingModel {

  public Mfcc {
    Checks.positive("sample_rate", sampleRate);
    Checks.positive("coefficients", coefficients);
    Checks.positive("hop", hop);
    Checks.positive("texture_seconds", textureSeconds);
    if (coefficients > bands) {
      throw new IllegalArgumentException(
          "coefficients must not exceed bands, but are " + coefficients + " and " + bands);
    }
  }

  /** 20 coefficients of 128 bands at 22.05 kHz. */
  public Mfcc() {
    this(22050, 20, 128, 1024, 256, 1);
  }

  @Override
  public String name() {
    return "mfcc";
  }

  @Override
  public Embedder open() {
    LogMel mel = new LogMel(sampleRate, fftSize, hop, bands);
    Dct dct = new Dct(coefficients, bands);
    int window = Math.max(1, (int) Math.round(textureSeconds * sampleRate / hop));
    return audio -> {
      double[][] spectra = mel.apply(audio.mono());
      float[][] features = new float[spectra.length][coefficients];
      for (int i = 0; i < spectra.length; i++) {
        double[] cepstrum = dct.apply(spectra[i]);
        for (int k = 0; k < coefficients; k++) {
          features[i][k] = (float) cepstrum[k];
        }
      }
      return Texture.windows(features, window, (double) hop / sampleRate, Texture::moments);
    };
  }
}
