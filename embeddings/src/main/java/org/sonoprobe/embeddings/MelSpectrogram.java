package org.sonoprobe.embeddings;

import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;

/**
 * Statistics of log mel spectra in bel: how loud each band is, and how much it moves.
 *
 * <p>A texture window gives mean and standard deviation of each band and the standard deviation of
 * its frame-to-frame difference: 3 x {@code bands} dimensions.
 *
 * @param analysis how audio is cut; frames of 1024 samples with a hop of 256 unless set
 * @param bands mel bands; 64 unless set
 */
public record MelSpectrogram(@Parameter(flat = true) Analysis analysis, int bands)
    implements EmbeddingModel {

  public MelSpectrogram {
    Checks.positive("bands", bands);
  }

  /** 64 bands at 22.05 kHz. */
  public MelSpectrogram() {
    this(new Analysis(22050, 1024, 256, 1), 64);
  }

  @Override
  public String name() {
    return "melspectrogram";
  }

  @Override
  public Input input() {
    return Input.mono(analysis.sampleRate());
  }

  @Override
  public LoadedModel load(Loading loading) {
    LogMelBands mel = new LogMelBands(analysis, bands);
    return LoadedModel.of(
        audio ->
            mel.moments(
                audio.samples(),
                spectrum -> {
                  float[] feature = new float[bands];
                  for (int band = 0; band < bands; band++) {
                    feature[band] = (float) spectrum[band];
                  }
                  return feature;
                }));
  }
}
