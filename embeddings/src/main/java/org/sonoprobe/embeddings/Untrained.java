package org.sonoprobe.embeddings;

import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.dsp.Cut;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.dsp.Patcher;
import org.sonoprobe.dsp.Patches;
import org.sonoprobe.dsp.ShortAudio;

/**
 * A floor: a convolutional network that was never trained. What a trained network scores above it
 * is what training taught; what it scores itself, its architecture and its spectrogram know.
 *
 * <p>Mel spectra of MusiCNN (96 bands) in patches of a second; {@code filters} random filters over
 * all bands and 7 frames, ReLU, then mean and maximum over time: {@code 2 filters} dimensions.
 * Weights are normal with the variance of He and others (2015), {@code 2 / inputs}.
 *
 * @param filters how many; 128 unless set
 * @param seed of the weights; 0 unless set
 */
public record Untrained(int filters, long seed) implements EmbeddingModel {

  private static final int WIDTH = 7;

  public Untrained {
    Checks.positive("filters", filters);
  }

  /** 128 filters. */
  public Untrained() {
    this(128, 0);
  }

  @Override
  public String name() {
    return "untrained";
  }

  @Override
  public Input input() {
    return Input.mono(16000);
  }

  @Override
  public LoadedModel load(Loading loading) {
    FrontEnds.Musicnn frontEnd = new FrontEnds.Musicnn();
    Patcher patcher = new Patcher(frontEnd, Cut.of(63, 63), ShortAudio.REPEAT);
    int bands = frontEnd.bandCount();
    float[][] weights = weights(WIDTH * bands);
    return LoadedModel.of(
        audio -> {
          Patches patches = patcher.apply(audio.samples());
          float[] patch = new float[patches.frames() * bands];
          float[][] rows = new float[patches.count()][];
          for (int p = 0; p < rows.length; p++) {
            patches.copy(p, patch, 0);
            rows[p] = answers(patch, patches.frames(), bands, weights);
          }
          return Embedding.ofFrames(rows, 63.0 * frontEnd.hop() / frontEnd.sampleRate());
        });
  }

  private float[][] weights(int inputs) {
    java.util.Random random = new java.util.Random(seed); // specified bit for bit
    double deviation = Math.sqrt(2.0 / inputs);
    float[][] weights = new float[filters][inputs];
    for (float[] filter : weights) {
      for (int i = 0; i < inputs; i++) {
        filter[i] = (float) (deviation * random.nextGaussian());
      }
    }
    return weights;
  }

  private float[] answers(float[] patch, int frames, int bands, float[][] weights) {
    float[] row = new float[2 * filters];
    int places = frames - WIDTH + 1;
    for (int f = 0; f < filters; f++) {
      float[] filter = weights[f];
      double sum = 0;
      float largest = 0;
      for (int t = 0; t < places; t++) {
        float answer = 0;
        for (int i = 0; i < filter.length; i++) {
          answer += filter[i] * patch[t * bands + i];
        }
        float heard = Math.max(0, answer);
        sum += heard;
        largest = Math.max(largest, heard);
      }
      row[f] = (float) (sum / places);
      row[filters + f] = largest;
    }
    return row;
  }
}
