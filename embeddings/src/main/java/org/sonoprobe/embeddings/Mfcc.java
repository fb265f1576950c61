package org.sonoprobe.embeddings;

import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.dsp.Dct;

/**
 * Mel-frequency cepstral coefficients: what the spectrum's envelope is like, and how much it moves.
 *
 * <p>Coefficients are the orthonormal DCT-II of log mel spectra (S. Davis, P. Mermelstein, 1980),
 * in bel: a tenth of what {@code librosa.feature.mfcc} gives with {@code top_db=None}. A texture
 * window gives mean and standard deviation of each coefficient and the standard deviation of its
 * frame-to-frame difference: 3 x {@code coefficients} dimensions.
 *
 * @param analysis how audio is cut; frames of 1024 samples with a hop of 256 unless set
 * @param coefficients number of coefficients from the 0th on; 20 unless set
 * @param bands mel bands; 128 unless set
 */
public record Mfcc(@Parameter(flat = true) Analysis analysis, int coefficients, int bands)
    implements EmbeddingModel {

  public Mfcc {
    Checks.positive("coefficients", coefficients);
    if (coefficients > bands) {
      throw new IllegalArgumentException(
          "coefficients must not exceed bands, but are " + coefficients + " and " + bands);
    }
  }

  /** 20 coefficients of 128 bands at 22.05 kHz. */
  public Mfcc() {
    this(new Analysis(22050, 1024, 256, 1), 20, 128);
  }

  @Override
  public String name() {
    return "mfcc";
  }

  @Override
  public Input input() {
    return Input.mono(analysis.sampleRate());
  }

  @Override
  public LoadedModel load(Loading loading) {
    LogMelBands mel = new LogMelBands(analysis, bands);
    Dct dct = new Dct(coefficients, bands);
    return LoadedModel.of(
        audio ->
            mel.moments(
                audio.samples(),
                spectrum -> {
                  double[] cepstrum = dct.apply(spectrum);
                  float[] feature = new float[coefficients];
                  for (int k = 0; k < coefficients; k++) {
                    feature[k] = (float) cepstrum[k];
                  }
                  return feature;
                }));
  }
}
