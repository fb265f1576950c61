package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The trials that share their examples: one split and one embedding model, all downstream models.
 *
 * <p>Examples are read from the store when the first trial asks and let go when the last one is
 * done.
 */
final class TrialGroup {
  final Experiment experiment;
  final String dataset;
  final Task task;
  final Split split;
  final Experiment.EmbeddingChoice embedding;
  private final Map<String, Target> targets;
  private final List<Map<String, String>> keys;
  private final EmbeddingStore store;
  private final Map<String, Examples> loaded = new HashMap<>();
  private int trialsLeft;

  /**
   * A group.
   *
   * @param targets by track id
   * @param keys for each scenario the store key of each track that has an embedding
   */
  TrialGroup(
      Experiment experiment,
      String dataset,
      Task task,
      Split split,
      Experiment.EmbeddingChoice embedding,
      Map<String, Target> targets,
      List<Map<String, String>> keys,
      EmbeddingStore store) {
    this.experiment = experiment;
    this.dataset = dataset;
    this.task = task;
    this.split = split;
    this.embedding = embedding;
    this.targets = targets;
    this.keys = keys;
    this.store = store;
    this.trialsLeft = experiment.downstream().size();
  }

  /**
   * The tracks of a part that have an embedding, with its key and the truth, one line each: what
   * training depends on.
   */
  String inputs(List<String> ids, int scenario) {
    StringBuilder text = new StringBuilder();
    for (String id : ids) {
      String key = keys.get(scenario).get(id);
      if (key != null) {
        text.append(id)
            .append('\t')
            .append(text(targets.get(id)))
            .append('\t')
            .append(key)
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String text(@Nullable Target target) {
    return target == null ? "" : TrialFiles.text(target);
  }

  /** The examples of a part of the split under a scenario. */
  synchronized Examples examples(String part, List<String> ids, int scenario) throws IOException {
    Examples known = loaded.get(part + scenario);
    if (known == null) {
      known = load(ids, keys.get(scenario));
      loaded.put(part + scenario, known);
    }
    return known;
  }

  Map<String, Target> targets() {
    return targets;
  }

  synchronized void trialDone() {
    trialsLeft--;
    if (trialsLeft == 0) {
      loaded.clear();
    }
  }

  private Examples load(List<String> ids, Map<String, String> keyOf) throws IOException {
    List<String> present = new ArrayList<>();
    List<Target> truths = new ArrayList<>();
    float[] vectors = new float[0];
    int[] owners = new int[ids.size()];
    int rows = 0;
    int dimension = 0;
    for (String id : ids) {
      String key = keyOf.get(id);
      Target target = targets.get(id);
      if (key == null || target == null) {
        continue;
      }
      float[][] own = vectors(id, key);
      if (dimension == 0) {
        dimension = own[0].length;
        vectors = new float[Math.multiplyExact(ids.size(), dimension)];
      } else if (own[0].length != dimension) {
        throw new IOException(
            "track '"
                + id
                + "' has an embedding of "
                + own[0].length
                + " dimensions where others have "
                + dimension);
      }
      while ((rows + own.length) * (long) dimension > vectors.length) {
        vectors =
            Arrays.copyOf(
                vectors,
                (int)
                    Math.min(
                        Integer.MAX_VALUE - 8,
                        Math.max(vectors.length * 2L, (rows + own.length) * (long) dimension)));
      }
      owners =
          rows + own.length > owners.length
              ? Arrays.copyOf(owners, Math.max(owners.length * 2, rows + own.length))
              : owners;
      for (float[] row : own) {
        System.arraycopy(row, 0, vectors, rows * dimension, dimension);
        owners[rows++] = present.size();
      }
      present.add(id);
      truths.add(target);
    }
    return new Examples(
        present,
        truths,
        Arrays.copyOf(owners, rows),
        Arrays.copyOf(vectors, rows * dimension),
        Math.max(1, dimension));
  }

  private float[][] vectors(String id, String key) throws IOException {
    Embedding found =
        store
            .get(key)
            .orElseThrow(
                () ->
                    new IOException(
                        "the embedding of track '"
                            + id
                            + "' has vanished from the store; run again"));
    return aggregate(found, embedding.layers(), experiment.aggregation());
  }

  /** The vectors of one embedding: the mean of the layers wanted, then frames made into vectors. */
  static float[][] aggregate(Embedding embedding, List<Integer> layers, Aggregation aggregation) {
    List<Integer> wanted =
        layers.isEmpty()
            ? java.util.stream.IntStream.range(0, embedding.layerCount()).boxed().toList()
            : layers;
    for (int layer : wanted) {
      if (layer < 0 || layer >= embedding.layerCount()) {
        throw new IllegalArgumentException(
            "layer "
                + layer
                + " is wanted, but the embedding has layers 0 to "
                + (embedding.layerCount() - 1));
      }
    }
    float[][] frames = new float[embedding.frameCount()][];
    for (int frame = 0; frame < frames.length; frame++) {
      if (wanted.size() == 1) {
        frames[frame] = embedding.vector(wanted.get(0), frame);
        continue;
      }
      double[] sum = new double[embedding.dimension()];
      for (int layer : wanted) {
        float[] vector = embedding.vector(layer, frame);
        for (int d = 0; d < sum.length; d++) {
          sum[d] += vector[d];
        }
      }
      frames[frame] = new float[sum.length];
      for (int d = 0; d < sum.length; d++) {
        frames[frame][d] = (float) (sum[d] / wanted.size());
      }
    }
    return aggregation.apply(frames);
  }
}
