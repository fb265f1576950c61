package org.sonoprobe.fakes;

import java.util.List;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/** The first sample, in two layers: as it is, and doubled. */
public record Height(int frames) implements EmbeddingModel {

  public Height() {
    this(1);
  }

  @Override
  public String name() {
    return "height";
  }

  @Override
  public Input input() {
    return Input.mono(8000);
  }

  @Override
  public List<String> layers() {
    return List.of("plain", "double");
  }

  @Override
  public List<String> notes() {
    return List.of("it was trained on nothing");
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(
        audio -> {
          float first = audio.frameCount() == 0 ? 0 : audio.mono()[0];
          float[] values = new float[2 * frames];
          for (int i = 0; i < frames; i++) {
            values[i] = first;
            values[frames + i] = 2 * first;
          }
          return Embedding.wrap(values, 2, frames, 1, 0.1);
        });
  }
}
