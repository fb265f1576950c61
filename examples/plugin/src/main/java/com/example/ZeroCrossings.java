package com.example;

import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/**
 * How often the wave changes its sign, and how loud it is, in each window.
 *
 * @param windowSeconds length of a window; 0.1 unless set
 */
public record ZeroCrossings(double windowSeconds) implements EmbeddingModel {

  public ZeroCrossings {
    if (!(windowSeconds > 0)) {
      throw new IllegalArgumentException("window_seconds must be positive, but is " + windowSeconds);
    }
  }

  public ZeroCrossings() {
    this(0.1);
  }

  @Override
  public String name() {
    return "zero_crossings";
  }

  @Override
  public Input input() {
    return Input.mono(16000);
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(this::embed);
  }

  private Embedding embed(Audio audio) {
    float[] samples = audio.mono();
    int window = Math.max(1, (int) (windowSeconds * audio.sampleRate()));
    int frames = Math.max(1, samples.length / window);
    float[][] rows = new float[frames][2];
    for (int f = 0; f < frames; f++) {
      int crossings = 0;
      double energy = 0;
      int end = Math.min(samples.length, (f + 1) * window);
      for (int i = f * window; i < end; i++) {
        energy += samples[i] * samples[i];
        crossings += i > 0 && samples[i] >= 0 != samples[i - 1] >= 0 ? 1 : 0;
      }
      rows[f][0] = (float) crossings / window;
      rows[f][1] = (float) Math.sqrt(energy / window);
    }
    return Embedding.ofFrames(rows, windowSeconds);
  }
}
