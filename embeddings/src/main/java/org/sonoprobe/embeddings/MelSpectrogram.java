package org.sonoprobe.embeddings;

import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;

/**
 * Statistics of log mel spectra in bel: how loud each band is, and how much it moves.
 *
 * <p>A texture window gives mean and standard deviation of each band and the standard deviation of
 * its frame-to-frame difference: 3 x {@code bands} dimensions.
 *
 * @param sampleRate in Hz; 22050 unless set
 * @param bands mel bands; 64 unless set
 * @param fftSize samples in a frame; 1024 unless set
 * @param hop samples from frame to frame; 256 unless set
 * @param textureSeconds length of a texture window; 1 unless set; windows overlap by half
 */
public record MelSpectrogram(int sampleRate, int bands, int fftSize, int hop, double textureSeconds)
    implements EmbeddingModel {

  public MelSpectrogram {
    Checks.positive("sample_rate", sampleRate);
    Checks.positive("bands", bands);
    Checks.positive("hop", hop);
    Checks.positive("texture_seconds", textureSeconds);
  }

  /** 64 bands at 22.05 kHz. */
  public MelSpectrogram() {
    this(22050, 64, 1024, 256, 1);
  }

  @Override
  public String name() {
    return "melspectrogram";
  }

  @Override
  public Embedder open() {
    LogMel mel = new LogMel(sampleRate, fftSize, hop, bands);
    int window = Math.max(1, (int) Math.round(textureSeconds * sampleRate / hop));
    return audio -> {
      double[][] spectra = mel.apply(audio.mono());
      float[][] features = new float[spectra.length][bands];
      for (int i = 0; i < spectra.length; i++) {
        for (int band = 0; band < bands; band++) {
          features[i][band] = (float) spectra[i][band];
        }
      }
      return Texture.windows(features, window, (double) hop / sampleRate, Texture::moments);
    };
  }
}
