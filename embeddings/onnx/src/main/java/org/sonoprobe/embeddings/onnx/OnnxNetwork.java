package org.sonoprobe.embeddings.onnx;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.dsp.FrontEnd;

/** A network in memory, once for all threads. */
final class OnnxNetwork implements LoadedModel {

  private final OnnxModel recipe;
  private final List<String> outputs;
  private final FrontEnd.Transform transform;
  private final ZooModel<NDList, NDList> model;

  private OnnxNetwork(OnnxModel recipe, List<String> outputs, ZooModel<NDList, NDList> model) {
    this.recipe = recipe;
    this.outputs = outputs;
    this.model = model;
    this.transform = recipe.hearing().frontEnd().open();
  }

  /**
   * Reads a network and lets it hear a patch of silence.
   *
   * @param outputs wanted, by name; the first one if empty
   */
  static OnnxNetwork load(OnnxModel recipe, List<String> outputs) throws IOException {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(recipe.path())
            .optTranslator(new NoopTranslator())
            .optOption("intraOpNumThreads", "1")
            .optOption("interOpNumThreads", "1")
            .build();
    OnnxNetwork network;
    try {
      network = new OnnxNetwork(recipe, outputs, criteria.loadModel());
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IOException(
          recipe.path() + " cannot be loaded as an ONNX network: " + e.getMessage(), e);
    }
    boolean sound = false;
    try (Embedder embedder = network.open()) {
      embedder.embed(Audio.wrap(recipe.hearing().sampleRate(), new float[0]));
      sound = true;
    } finally {
      if (!sound) {
        network.close();
      }
    }
    return network;
  }

  @Override
  public Embedder open() {
    return new OnnxEmbedder(recipe, outputs, transform, model);
  }

  @Override
  public void close() {
    model.close();
  }
}
