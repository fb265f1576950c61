package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.ComponentFailure;

/**
 * The tracks among some that have both an embedding and a truth, with their vectors.
 *
 * @param ids in the order in which they were asked for
 * @param targets what is true of each
 * @param vectors of each
 * @param stage at which they are needed, for errors
 */
@Internal
public record PresentTracks(
    List<String> ids, List<Target> targets, List<AggregatedTrack> vectors, Stage stage) {

  /**
   * Reads them.
   *
   * @param ids of tracks
   * @param keyOf for each track that has an embedding its key
   * @param truth of a track; null if it has none
   */
  public static PresentTracks of(
      Iterable<String> ids,
      Map<String, String> keyOf,
      Function<String, @Nullable Target> truth,
      TrackVectors vectors,
      Stage stage)
      throws IOException, ComponentFailure {
    PresentTracks present =
        new PresentTracks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), stage);
    for (String id : ids) {
      String key = keyOf.get(id);
      Target target = truth.apply(id);
      if (key != null && target != null) {
        present.ids.add(id);
        present.targets.add(target);
        present.vectors.add(vectors.of(id, key, stage));
      }
    }
    return present;
  }

  /** Every vector of every track, {@code [row][dimension]}, each with its track. */
  public Vectors rows() throws ComponentFailure {
    int dimension = dimension();
    int count = 0;
    for (AggregatedTrack track : vectors) {
      count = Math.addExact(count, track.values().length);
    }
    float[] all = new float[Math.multiplyExact(count, dimension)];
    int[] owners = new int[count];
    int row = 0;
    for (int track = 0; track < vectors.size(); track++) {
      for (float[] vector : vectors.get(track).values()) {
        System.arraycopy(vector, 0, all, row * dimension, dimension);
        owners[row++] = track;
      }
    }
    double hopSeconds = vectors.isEmpty() ? 0 : vectors.get(vectors.size() - 1).hopSeconds();
    return new Vectors(ids, owners, all, dimension, hopSeconds);
  }

  /** One vector for each track, the mean of its rows. */
  public float[][] means() throws ComponentFailure {
    dimension();
    return vectors.stream().map(AggregatedTrack::mean).toArray(float[][]::new);
  }

  /** The length of all vectors; 1 if there are none. */
  private int dimension() throws ComponentFailure {
    int first = vectors.isEmpty() ? 1 : vectors.get(0).dimension();
    for (AggregatedTrack track : vectors) {
      for (float[] row : track.values()) {
        if (row.length != first) {
          throw ComponentFailure.because(stage, unequal());
        }
      }
    }
    return first;
  }

  /** How many tracks have vectors of which length, each length with the first of them. */
  private String unequal() {
    Map<Integer, List<String>> byLength = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      byLength
          .computeIfAbsent(vectors.get(i).dimension(), length -> new ArrayList<>())
          .add(ids.get(i));
    }
    List<String> words = new ArrayList<>();
    byLength.forEach(
        (length, own) ->
            words.add("%d (%d tracks, '%s' among them)".formatted(length, own.size(), own.get(0))));
    return "the vectors of tracks have unequal dimensions: " + String.join(", ", words);
  }
}
