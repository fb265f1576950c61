package org.sonoprobe.downstream.pytorch;

import java.util.Arrays;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.downstream.FittedPreparation;

/**
 * The prepared frames of some tracks.
 *
 * @param frames {@code [row][dimension]}, one after the other, the rows of a track together
 * @param starts for each track its first row, and behind the last track the number of rows
 * @param dimension of a frame
 * @param targets {@code [track][label]}; none where nothing is known
 */
record Sequences(float[] frames, int[] starts, int dimension, float[][] targets) {

  static Sequences of(Task task, Examples examples, FittedPreparation preparation) {
    float[][] targets = new float[examples.trackCount()][];
    for (int t = 0; t < targets.length; t++) {
      double[] truth = task.encode(examples.targets().get(t));
      targets[t] = new float[truth.length];
      for (int c = 0; c < truth.length; c++) {
        targets[t][c] = (float) truth[c];
      }
    }
    return of(examples.vectors(), preparation, targets);
  }

  static Sequences of(Vectors vectors, FittedPreparation preparation, float[][] targets) {
    int tracks = vectors.trackCount();
    int[] starts = new int[tracks + 1];
    for (int row = 0; row < vectors.rowCount(); row++) {
      starts[vectors.trackOf(row) + 1] = row + 1;
    }
    float[] frames = tracks == 0 ? new float[0] : preparation.apply(vectors);
    return new Sequences(frames, starts, preparation.dimension(vectors.dimension()), targets);
  }

  int count() {
    return starts.length - 1;
  }

  int length(int track) {
    return starts[track + 1] - starts[track];
  }

  /** Some tracks side by side, each filled up with zeros to the longest of them. */
  Batch batch(int... tracks) {
    int longest = Arrays.stream(tracks).map(this::length).max().orElse(0);
    float[] inputs = new float[Math.multiplyExact(tracks.length * longest, dimension)];
    float[] shares = new float[tracks.length * longest];
    for (int i = 0; i < tracks.length; i++) {
      int length = length(tracks[i]);
      System.arraycopy(
          frames,
          starts[tracks[i]] * dimension,
          inputs,
          i * longest * dimension,
          length * dimension);
      Arrays.fill(shares, i * longest, i * longest + length, 1f / length);
    }
    return new Batch(inputs, shares, tracks.length, longest, dimension);
  }

  /**
   * Tracks side by side.
   *
   * @param inputs {@code [track][frame][dimension]}
   * @param shares {@code [track][frame]}: what each frame counts in its track's mean, 0 behind its
   *     end
   */
  record Batch(float[] inputs, float[] shares, int tracks, int frames, int dimension) {}
}
