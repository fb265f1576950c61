package org.sonoprobe.benchmarks;

import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/** An embedding of four of the samples. */
public record TickModel() implements EmbeddingModel {
  @Override
  public String name() {
    return "tick";
  }

  @Override
  public Input input() {
    return Input.asIs();
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(
        audio -> {
          float[] samples = audio.samples();
          return Embedding.ofFrames(
              new float[][] {{samples[0], samples[1], samples[2], samples[3]}}, 0);
        });
  }
}
