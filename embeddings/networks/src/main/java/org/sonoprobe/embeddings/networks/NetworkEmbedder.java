package org.sonoprobe.embeddings.networks;

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
import java.util.Locale;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.dsp.Patcher;
import org.sonoprobe.dsp.Patches;

/**
 * Runs a network on the patches of one track at a time: batches never mix tracks, so that a track's
 * bits depend on it alone whatever an engine does with the size of a batch.
 */
final class NetworkEmbedder implements Embedder {
  private final NetworkRecipe recipe;
  private final List<String> layers;
  private final Patcher patcher;
  private final ZooModel<NDList, NDList> model;
  private final Predictor<NDList, NDList> predictor;

  NetworkEmbedder(
      NetworkRecipe recipe, List<String> layers, Patcher patcher, ZooModel<NDList, NDList> model) {
    this.recipe = recipe;
    this.layers = layers;
    this.patcher = patcher;
    this.model = model;
    this.predictor = model.newPredictor();
  }

  @Override
  public Embedding embed(Audio audio) throws IOException {
    Patches patches = patcher.apply(audio.samples());
    int count = patches.count();
    int batch =
        recipe
            .cutting()
            .batchOf(
                patches.frames() * patches.bands(), !recipe.execution().device().equals("cpu"));
    float[] values = new float[0];
    int rowsPerPatch = 1;
    int dimension = 0;
    for (int first = 0; first < count; first += batch) {
      int size = Math.min(batch, count - first);
      List<Reading.Rows> read =
          run(patches, first, size, recipe.cutting().fixedBatch() ? batch : size);
      if (first == 0) {
        rowsPerPatch = read.get(0).perPatch();
        dimension = read.get(0).values().length / size / rowsPerPatch;
        values = new float[size(read.size(), (long) count * rowsPerPatch, dimension)];
      }
      for (int layer = 0; layer < read.size(); layer++) {
        float[] own = read.get(layer).values();
        System.arraycopy(
            own, 0, values, (layer * count + first) * rowsPerPatch * dimension, own.length);
      }
    }
    int rows = count * rowsPerPatch;
    int layerCount = values.length / rows / dimension;
    double hop = hopSeconds(audio, rowsPerPatch);
    int heard = rows;
    if (rowsPerPatch > 1 && hop > 0) {
      // steps of the last patch that lie in the silence after the audio
      heard = Math.max(1, Math.min(rows, (int) Math.ceil(audio.durationSeconds() / hop)));
    }
    return Embedding.wrap(
        heard == rows ? values : firstRows(values, layerCount, rows, heard, dimension),
        layerCount,
        heard,
        dimension,
        hop);
  }

  private static int size(int layers, long rows, int dimension) throws IOException {
    long size = layers * rows * dimension;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException(
          ("its embedding would have %s values (%s layers x %s frames x %s), more than an "
                  + "array holds; choose fewer layers, or divide the track ('windows')")
              .formatted(size, layers, rows, dimension));
    }
    return (int) size;
  }

  private static float[] firstRows(float[] values, int layers, int rows, int kept, int dimension) {
    float[] first = new float[layers * kept * dimension];
    for (int layer = 0; layer < layers; layer++) {
      System.arraycopy(
          values, layer * rows * dimension, first, layer * kept * dimension, kept * dimension);
    }
    return first;
  }

  private double hopSeconds(Audio audio, int rowsPerPatch) {
    long hop = recipe.cutting().hopSamples(recipe.hearing().frontEnd());
    if (hop == 0) {
      return rowsPerPatch == 1 ? 0 : audio.durationSeconds() / rowsPerPatch;
    }
    return (double) hop / recipe.hearing().rate() / rowsPerPatch;
  }

  /** For each layer the rows of some patches, which are followed by zeros up to those given. */
  private List<Reading.Rows> run(Patches patches, int first, int count, int given)
      throws IOException {
    Layout layout = recipe.cutting().layout();
    Shape shape = layout.shape(given, patches.frames(), patches.bands());
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray array = manager.create(input(patches, first, count, given), shape, DataType.FLOAT32);
      recipe.ports().input().ifPresent(array::setName);
      NDList outputs = predictor.predict(new NDList(array));
      outputs.attach(manager);
      return read(outputs, given, count);
    } catch (IllegalArgumentException e) {
      throw new IOException(recipe.path() + ": " + e.getMessage(), e);
    } catch (TranslateException | RuntimeException e) {
      throw new IOException(
          ("%s failed on an input of shape %s (layout %s): %s; check layout, "
                  + "patch_frames, front_end, input and, for a network that takes one number of "
                  + "patches only, batch_size and fixed_batch")
              .formatted(recipe.path(), shape, layout.name().toLowerCase(Locale.ROOT), lastLine(e)),
          e);
    }
  }

  /** What the engine says, without the listings that some print before. */
  private static String lastLine(Exception e) {
    String[] lines = String.valueOf(e.getMessage()).strip().split("\\R", -1);
    return lines[lines.length - 1].strip();
  }

  private FloatBuffer input(Patches patches, int first, int count, int given) {
    int frames = patches.frames();
    int bands = patches.bands();
    int size = frames * bands;
    float[] values = new float[given * size];
    boolean transposed = recipe.cutting().layout().isTransposed();
    float[] patch = transposed ? new float[size] : values;
    for (int p = 0; p < count; p++) {
      patches.copy(first + p, patch, transposed ? 0 : p * size);
      for (int i = 0; transposed && i < size; i++) {
        values[p * size + i % bands * frames + i / bands] = patch[i];
      }
    }
    return FloatBuffer.wrap(values);
  }

  private List<Reading.Rows> read(NDList outputs, int given, int kept) {
    Reading reading = recipe.reading();
    List<Reading.Rows> rows = new ArrayList<>();
    if (reading.layerCount() > 0) {
      NDArray output = output(outputs, recipe.ports().outputs().stream().findFirst().orElse(""));
      float[] values = output.toFloatArray();
      for (String layer : layers) {
        rows.add(
            reading.rows(
                values, output.getShape().getShape(), Integer.parseInt(layer), given, kept));
      }
    } else {
      for (String layer : layers) {
        NDArray output = output(outputs, recipe.ports().outputs().isEmpty() ? "" : layer);
        rows.add(reading.rows(output.toFloatArray(), output.getShape().getShape(), 0, given, kept));
      }
    }
    if (rows.stream().map(each -> List.of(each.values().length, each.perPatch())).distinct().count()
        > 1) {
      throw new IllegalArgumentException(
          "its outputs "
              + String.join(", ", layers)
              + " differ in dimension: "
              + rows.stream().map(each -> each.values().length / kept / each.perPatch()).toList()
              + (rows.stream().anyMatch(each -> each.perPatch() > 1)
                  ? ", with time steps " + rows.stream().map(Reading.Rows::perPatch).toList()
                  : ""));
    }
    return rows;
  }

  /** The output of that name, or at that position if outputs have no names; the first for "". */
  private static NDArray output(NDList outputs, String name) {
    if (name.isEmpty()) {
      return outputs.get(0);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      String own = outputs.get(i).getName();
      names.add(own == null ? String.valueOf(i) : own);
    }
    int found = names.indexOf(name);
    if (found < 0) {
      throw new IllegalArgumentException(
          "it has no output '" + name + "'; it has: " + String.join(", ", names));
    }
    return outputs.get(found);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
