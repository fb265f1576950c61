package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;

/**
 * The trials that share their examples: one split and one embedding model, all downstream models.
 *
 * <p>Examples are selected from the vectors of the dataset when the first trial asks and let go
 * when the last one is done.
 */
final class TrialGroup {
  final Experiment experiment;
  final String dataset;
  final Task task;
  final Split split;
  final Experiment.EmbeddingChoice embedding;
  private final Map<String, Target> targets;
  private final List<Map<String, String>> keys;
  private final Vectors vectors;
  private final Identity identity;
  private final Map<String, Examples> loaded = new HashMap<>();
  private int trialsLeft;

  /**
   * A group.
   *
   * @param targets by track id
   * @param keys for each scenario the store key of each track that has an embedding
   * @param vectors of all tracks, shared by the groups of all splits
   * @param identity remembers the hashes of files
   */
  TrialGroup(
      Experiment experiment,
      String dataset,
      Task task,
      Split split,
      Experiment.EmbeddingChoice embedding,
      Map<String, Target> targets,
      List<Map<String, String>> keys,
      Vectors vectors,
      Identity identity) {
    this.experiment = experiment;
    this.dataset = dataset;
    this.task = task;
    this.split = split;
    this.embedding = embedding;
    this.targets = targets;
    this.keys = keys;
    this.vectors = vectors;
    this.identity = identity;
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

  /** What identifies a downstream model. */
  String identity(DownstreamModel model) throws IOException {
    return identity.of(model);
  }

  Map<String, Target> targets() {
    return targets;
  }

  synchronized void trialDone() {
    trialsLeft--;
    if (trialsLeft == 0) {
      loaded.clear();
      vectors.groupDone();
    }
  }

  private Examples load(List<String> ids, Map<String, String> keyOf) throws IOException {
    List<String> present = new ArrayList<>();
    List<Target> truths = new ArrayList<>();
    List<float[][]> rows = new ArrayList<>();
    int count = 0;
    for (String id : ids) {
      String key = keyOf.get(id);
      Target target = targets.get(id);
      if (key != null && target != null) {
        float[][] own = vectors.of(id, key);
        present.add(id);
        truths.add(target);
        rows.add(own);
        count = Math.addExact(count, own.length);
      }
    }
    int dimension = rows.isEmpty() ? 1 : rows.get(0)[0].length;
    float[] all = new float[Math.multiplyExact(count, dimension)];
    int[] owners = new int[count];
    int row = 0;
    for (int track = 0; track < rows.size(); track++) {
      for (float[] vector : rows.get(track)) {
        if (vector.length != dimension) {
          throw new IOException(
              "track '"
                  + present.get(track)
                  + "' has an embedding of "
                  + vector.length
                  + " dimensions where others have "
                  + dimension);
        }
        System.arraycopy(vector, 0, all, row * dimension, dimension);
        owners[row++] = track;
      }
    }
    return new Examples(present, truths, owners, all, dimension);
  }
}
