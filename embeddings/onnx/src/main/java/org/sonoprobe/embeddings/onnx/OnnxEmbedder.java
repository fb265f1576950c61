package org.sonoprobe.embeddings.onnx;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.dsp.FrontEnd;

/** A network as one thread uses it. */
final class OnnxEmbedder implements Embedder {

  private final OnnxModel recipe;
  private final List<String> outputs;
  private final FrontEnd.Transform transform;
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;
  private final int bands;
  private final int patchFrames;

  OnnxEmbedder(
      OnnxModel recipe,
      List<String> outputs,
      FrontEnd.Transform transform,
      ZooModel<NDList, NDList> model) {
    this.recipe = recipe;
    this.outputs = outputs;
    this.transform = transform;
    this.model = model;
    this.predictor = model.newPredictor();
    this.bands = recipe.hearing().frontEnd().bandCount();
    this.patchFrames = recipe.patches().patchFrames();
  }

  @Override
  public Embedding embed(Audio audio) throws IOException {
    OnnxModel.Patches cut = recipe.patches();
    float[] frames = transform.apply(audio.samples());
    int count = frames.length / bands;
    int patches = count < patchFrames ? 1 : 1 + (count - patchFrames) / cut.patchHop();
    float[] filled = count < patchFrames ? filled(frames, count) : frames;
    float[] values = new float[0];
    int layers = Math.max(1, outputs.size());
    int dimension = 0;
    for (int first = 0; first < patches; first += cut.batchSize()) {
      int size = Math.min(cut.batchSize(), patches - first);
      List<float[]> rows = run(filled, first, size);
      if (first == 0) {
        dimension = rows.get(0).length / size;
        values = new float[layers * patches * dimension];
      }
      for (int layer = 0; layer < layers; layer++) {
        float[] own = rows.get(layer);
        System.arraycopy(own, 0, values, (layer * patches + first) * dimension, own.length);
      }
    }
    double frameSeconds =
        (double) recipe.hearing().frontEnd().hop() / recipe.hearing().sampleRate();
    return Embedding.wrap(values, layers, patches, dimension, cut.patchHop() * frameSeconds);
  }

  /** Too few frames made into one patch. */
  private float[] filled(float[] frames, int count) {
    float[] patch = new float[patchFrames * bands];
    boolean repeat = count > 0 && recipe.patches().shortAudio() == ShortAudio.REPEAT;
    float[] source = repeat ? frames : silentFrame();
    int length = repeat ? count : 1;
    System.arraycopy(frames, 0, patch, 0, count * bands);
    for (int i = count; i < patchFrames; i++) {
      System.arraycopy(source, i % length * bands, patch, i * bands, bands);
    }
    return patch;
  }

  /** A frame in the middle of silence. */
  private float[] silentFrame() {
    int hop = recipe.hearing().frontEnd().hop();
    float[] silence = transform.apply(new float[hop == 1 ? 1 : 8 * hop]);
    int frame = Math.min(silence.length / bands - 1, silence.length / bands / 2);
    return java.util.Arrays.copyOfRange(silence, frame * bands, (frame + 1) * bands);
  }

  /** For each layer the rows of some patches, one after the other. */
  private List<float[]> run(float[] frames, int first, int count) throws IOException {
    Layout layout = recipe.patches().layout();
    Shape shape = layout.shape(count, patchFrames, bands);
    FloatBuffer buffer = FloatBuffer.allocate(count * patchFrames * bands);
    for (int p = 0; p < count; p++) {
      int start = (first + p) * recipe.patches().patchHop();
      if (layout.isTransposed()) {
        for (int band = 0; band < bands; band++) {
          for (int t = 0; t < patchFrames; t++) {
            buffer.put(frames[(start + t) * bands + band]);
          }
        }
      } else {
        buffer.put(frames, start * bands, patchFrames * bands);
      }
    }
    buffer.flip();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray patches = manager.create(buffer, shape, DataType.FLOAT32);
      recipe.ports().input().ifPresent(patches::setName);
      NDList given = predictor.predict(new NDList(patches));
      given.attach(manager);
      List<float[]> layers = new ArrayList<>();
      for (NDArray output : wanted(given)) {
        layers.add(rows(output, count));
      }
      if (layers.stream().mapToInt(layer -> layer.length).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "its outputs "
                + String.join(", ", outputs)
                + " differ in dimension: "
                + layers.stream().map(layer -> layer.length / count).toList());
      }
      return layers;
    } catch (TranslateException | RuntimeException e) {
      throw new IOException(
          recipe.path()
              + " failed on an input of shape "
              + shape
              + ": "
              + e.getMessage()
              + "; check layout, patch_frames, input and outputs",
          e);
    }
  }

  private List<NDArray> wanted(NDList given) {
    if (outputs.isEmpty()) {
      return List.of(given.get(0));
    }
    List<NDArray> wanted = new ArrayList<>();
    for (String name : outputs) {
      NDArray found = null;
      List<String> names = new ArrayList<>();
      for (NDArray output : given) {
        names.add(String.valueOf(output.getName()));
        found = name.equals(output.getName()) ? output : found;
      }
      if (found == null) {
        throw new IllegalArgumentException(
            "it has no output '" + name + "'; it has: " + String.join(", ", names));
      }
      wanted.add(found);
    }
    return wanted;
  }

  /** One row per patch; further axes are laid end to end. */
  private static float[] rows(NDArray output, int count) {
    float[] values = output.toFloatArray();
    if (output.getShape().dimension() == 0
        || values.length % count != 0
        || output.getShape().get(0) != count) {
      throw new IllegalArgumentException(
          "its output has the shape " + output.getShape() + " for " + count + " patches");
    }
    return values;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
