package org.sonoprobe.embeddings.onnx;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.dsp.FrontEnd;

/** An opened network with its front-end. */
final class OnnxEmbedder implements Embedder {
  private final OnnxModel recipe;
  private final @Nullable FrontEnd frontEnd;
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  OnnxEmbedder(OnnxModel recipe) throws IOException {
    this.recipe = recipe;
    this.frontEnd = recipe.frontEnd().equals("waveform") ? null : FrontEnd.named(recipe.frontEnd());
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(recipe.path())
            .optTranslator(new NoopTranslator())
            .optOption("intraOpNumThreads", "1")
            .optOption("interOpNumThreads", "1")
            .build();
    try {
      model = criteria.loadModel();
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IOException(
          recipe.path() + " cannot be loaded as an ONNX network: " + e.getMessage(), e);
    }
    predictor = model.newPredictor();
  }

  @Override
  public Embedding embed(Audio audio) throws IOException {
    float[][] frames = frames(audio.mono());
    List<float[]> rows = new ArrayList<>();
    int patches =
        frames.length < recipe.patchFrames()
            ? 1
            : 1 + (frames.length - recipe.patchFrames()) / recipe.patchHop();
    float[][] filled = frames.length < recipe.patchFrames() ? filled(frames) : frames;
    for (int first = 0; first < patches; first += recipe.batchSize()) {
      rows.addAll(run(filled, first, Math.min(recipe.batchSize(), patches - first)));
    }
    double frameSeconds = (frontEnd == null ? 1.0 : frontEnd.hop()) / recipe.sampleRate();
    return Embedding.ofFrames(rows.toArray(float[][]::new), recipe.patchHop() * frameSeconds);
  }

  private float[][] frames(float[] samples) {
    if (frontEnd != null) {
      return frontEnd.apply(samples);
    }
    float[][] frames = new float[samples.length][1];
    for (int i = 0; i < samples.length; i++) {
      frames[i][0] = samples[i];
    }
    return frames;
  }

  /** Too few frames made into one patch. */
  private float[][] filled(float[][] frames) {
    float[][] patch = new float[recipe.patchFrames()][];
    float[][] silence = frames(new float[frontEnd == null ? 1 : 8 * frontEnd.hop()]);
    for (int i = 0; i < patch.length; i++) {
      if (i < frames.length) {
        patch[i] = frames[i];
      } else if (frames.length > 0 && recipe.shortAudio() == ShortAudio.REPEAT) {
        patch[i] = frames[i % frames.length];
      } else {
        patch[i] = silence[Math.min(silence.length - 1, silence.length / 2)];
      }
    }
    return patch;
  }

  private List<float[]> run(float[][] frames, int first, int count) throws IOException {
    int bands = frames[0].length;
    int length = recipe.patchFrames();
    FloatBuffer buffer = FloatBuffer.allocate(count * length * bands);
    for (int p = 0; p < count; p++) {
      int start = (first + p) * recipe.patchHop();
      if (recipe.layout().isTransposed()) {
        for (int band = 0; band < bands; band++) {
          for (int t = 0; t < length; t++) {
            buffer.put(frames[start + t][band]);
          }
        }
      } else {
        for (int t = 0; t < length; t++) {
          buffer.put(frames[start + t]);
        }
      }
    }
    buffer.flip();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray patches =
          manager.create(buffer, recipe.layout().shape(count, length, bands), DataType.FLOAT32);
      if (!recipe.input().isEmpty()) {
        patches.setName(recipe.input());
      }
      NDList outputs = predictor.predict(new NDList(patches));
      outputs.attach(manager);
      return rows(output(outputs), count);
    } catch (TranslateException | RuntimeException e) {
      throw new IOException(
          recipe.path()
              + " failed on an input of shape "
              + recipe.layout().shape(count, length, bands)
              + ": "
              + e.getMessage()
              + "; check layout, patch_frames, input and output",
          e);
    }
  }

  private NDArray output(NDList outputs) {
    if (recipe.output().isEmpty()) {
      return outputs.get(0);
    }
    List<String> names = new ArrayList<>();
    for (NDArray output : outputs) {
      if (recipe.output().equals(output.getName())) {
        return output;
      }
      names.add(String.valueOf(output.getName()));
    }
    throw new IllegalArgumentException(
        "it has no output '" + recipe.output() + "'; it has: " + String.join(", ", names));
  }

  /** One row per patch; further axes are laid end to end. */
  private static List<float[]> rows(NDArray output, int count) {
    float[] values = output.toFloatArray();
    if (values.length % count != 0 || output.getShape().get(0) != count) {
      throw new IllegalArgumentException(
          "its output has the shape " + output.getShape() + " for " + count + " patches");
    }
    int dimension = values.length / count;
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
    }
    return rows;
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
