package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * A floor that does not look at embeddings: says of each track how often each class or tag holds in
 * the training part, or the mean of its values. Its class is that of the majority; for tags it is
 * what the field calls the popularity baseline.
 */
public record Prior() implements DownstreamModel {

  @Override
  public String name() {
    return "prior";
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    double[] sums = new double[task.labels().size()];
    train
        .targets()
        .forEach(
            target -> {
              double[] row = task.encode(target);
              for (int c = 0; c < sums.length; c++) {
                sums[c] += row[c];
              }
            });
    float[] shares = new float[sums.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = (float) (sums[c] / train.trackCount());
    }
    return new Shares(shares);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    Npy shares = Npz.read(file).arrays().get("shares");
    if (shares == null) {
      throw new IOException(file + " holds no shares");
    }
    return new Shares(shares.values());
  }

  /** The same answer for all tracks. */
  private record Shares(float[] shares) implements Predictor {
    @Override
    public double[][] predict(Vectors tracks) {
      double[] row = new double[shares.length];
      for (int c = 0; c < row.length; c++) {
        row[c] = shares[c];
      }
      double[][] scores = new double[tracks.trackCount()][];
      Arrays.setAll(scores, i -> row.clone());
      return scores;
    }

    @Override
    public void save(Path file) throws IOException {
      Npz.write(
          file,
          new Npz.Content(Map.of("shares", new Npy(new int[] {shares.length}, shares)), Map.of()));
    }
  }
}
