package org.sonoprobe.embeddings;

import java.util.HashSet;
import java.util.List;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;

/**
 * Short-time features by librosa's definitions, one after the other, and statistics of them over
 * texture windows.
 *
 * <p>Frames are centred, zeros beyond the ends. A window gives for each feature all statistics:
 * with the default, 2 x 47 dimensions.
 *
 * @param of the features; {@code mfcc}, {@code chroma_stft}, {@code spectral_contrast}, {@code
 *     spectral_centroid}, {@code spectral_bandwidth}, {@code spectral_rolloff}, {@code
 *     spectral_flatness}, {@code zero_crossing_rate}, {@code rms}, {@code onset_strength} and
 *     {@code spectral_flux} unless set
 * @param statistics of each over a window, in this order; {@code mean} and {@code std} unless set;
 *     none for the frames themselves
 * @param analysis how audio is cut; frames of 2048 samples with a hop of 512 unless set
 * @param coefficients of {@code mfcc}, from the 0th on; 20 unless set
 * @param bands of the mel spectrum; 128 unless set
 * @param tempogramLength frames in a window of {@code tempogram}; 384 unless set
 */
public record Features(
    List<Descriptor> of,
    List<Statistic> statistics,
    @Parameter(flat = true) Analysis analysis,
    int coefficients,
    int bands,
    int tempogramLength)
    implements EmbeddingModel {

  public Features {
    of = List.copyOf(of);
    statistics = List.copyOf(statistics);
    Checks.positive("coefficients", coefficients);
    Checks.positive("bands", bands);
    Checks.positive("tempogram_length", tempogramLength);
    if (of.isEmpty()
        || new HashSet<>(of).size() < of.size()
        || new HashSet<>(statistics).size() < statistics.size()) {
      throw new IllegalArgumentException(
          ("of needs at least one feature, and no name may stand twice, but of is %s and "
                  + "statistics %s")
              .formatted(of, statistics));
    }
    if (coefficients > bands) {
      throw new IllegalArgumentException(
          "coefficients must not exceed bands, but are " + coefficients + " and " + bands);
    }
  }

  /** The usual features of timbre, harmony and rhythm. */
  public Features() {
    this(
        List.of(
            Descriptor.MFCC,
            Descriptor.CHROMA_STFT,
            Descriptor.SPECTRAL_CONTRAST,
            Descriptor.SPECTRAL_CENTROID,
            Descriptor.SPECTRAL_BANDWIDTH,
            Descriptor.SPECTRAL_ROLLOFF,
            Descriptor.SPECTRAL_FLATNESS,
            Descriptor.ZERO_CROSSING_RATE,
            Descriptor.RMS,
            Descriptor.ONSET_STRENGTH,
            Descriptor.SPECTRAL_FLUX),
        List.of(Statistic.MEAN, Statistic.STD),
        new Analysis(22050, 2048, 512, 1),
        20,
        128,
        384);
  }

  /** Some features with the usual statistics. */
  public static Features of(Descriptor... descriptors) {
    Features usual = new Features();
    return new Features(
        List.of(descriptors), usual.statistics, usual.analysis, 20, 128, usual.tempogramLength);
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  public Input input() {
    return Input.mono(analysis.sampleRate());
  }

  @Override
  public LoadedModel load(Loading loading) {
    FrameFeatures frames = new FrameFeatures(this);
    return LoadedModel.of(audio -> summed(frames.of(audio.samples())));
  }

  private Embedding summed(float[][] rows) {
    if (statistics.isEmpty()) {
      return Embedding.ofFrames(rows, analysis.hopSeconds());
    }
    Texture texture =
        new Texture(rows.length, analysis.textureFrames(), analysis.hopSeconds(), this::statistics);
    for (float[] row : rows) {
      texture.hear(row);
    }
    return texture.embedding();
  }

  private float[] statistics(float[][] window) {
    int features = window[0].length;
    float[] row = new float[statistics.size() * features];
    double[] values = new double[window.length];
    for (int f = 0; f < features; f++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = window[i][f];
      }
      for (int s = 0; s < statistics.size(); s++) {
        row[s * features + f] = (float) statistics.get(s).of(values);
      }
    }
    return row;
  }
}
