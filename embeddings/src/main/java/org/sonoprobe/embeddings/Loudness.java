package org.sonoprobe.embeddings;

import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/**
 * A floor: how long and how loud a track is, and nothing else; six dimensions. A data set whose
 * labels these predict is solved by a shortcut.
 *
 * <p>Duration in seconds and its logarithm; level (root mean square), largest sample and the
 * quietest and loudest tenth of a second, in dB full scale, at least -120.
 */
public record Loudness() implements EmbeddingModel {

  @Override
  public String name() {
    return "duration_loudness";
  }

  @Override
  public Input input() {
    return Input.asIs();
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(Loudness::embed);
  }

  private static Embedding embed(Audio audio) {
    float[] samples = audio.mono();
    int window = Math.max(1, audio.sampleRate() / 10);
    double total = 0;
    double peak = 0;
    double quietest = Double.POSITIVE_INFINITY;
    double loudest = 0;
    for (int start = 0; start < samples.length; start += window) {
      int end = Math.min(samples.length, start + window);
      double squares = 0;
      for (int i = start; i < end; i++) {
        squares += (double) samples[i] * samples[i];
        peak = Math.max(peak, Math.abs(samples[i]));
      }
      total += squares;
      quietest = Math.min(quietest, squares / (end - start));
      loudest = Math.max(loudest, squares / (end - start));
    }
    double seconds = audio.durationSeconds();
    float[] values = {
      (float) seconds,
      (float) Math.log(seconds + 0.01),
      decibels(samples.length == 0 ? 0 : total / samples.length),
      decibels(peak * peak),
      decibels(samples.length == 0 ? 0 : quietest),
      decibels(loudest)
    };
    return Embedding.wrap(values, 1, 1, values.length, 0);
  }

  private static float decibels(double power) {
    return (float) (10 * Math.log10(Math.max(power, 1e-12)));
  }
}
