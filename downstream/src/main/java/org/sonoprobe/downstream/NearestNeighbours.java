package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * The mean of the targets of the {@code k} nearest rows of the training part: shares of votes for
 * classes and tags, the mean of values (Fix and Hodges, 1951; scikit-learn's {@code
 * KNeighborsClassifier} with uniform weights). Of rows equally far those earlier in the training
 * part are nearer; of classes with equal votes the first is chosen.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param k how many neighbours; 5 unless set, and all there are where there are fewer
 * @param distance {@code euclidean} unless set
 */
public record NearestNeighbours(
    @Parameter(flat = true) VectorPreparation preparation, int k, Distance distance)
    implements DownstreamModel {

  public NearestNeighbours {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
  }

  /** Five neighbours of standardised embeddings. */
  public NearestNeighbours() {
    this(new VectorPreparation().standardized(), 5, Distance.EUCLIDEAN);
  }

  @Override
  public String name() {
    return "knn";
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
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Rows rows = Rows.of(task, train, fitted);
    float[] targets = new float[rows.targets().length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) rows.targets()[i];
    }
    return new Memory(fitted, fitted.apply(train.vectors()), targets, rows.labels(), k, distance);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return Memory.read(file);
  }

  /** The rows of a training part with their targets. */
  private static final class Memory implements Predictor {
    private static final String FORMAT = "sonoprobe-knn-1";
    private static final int BLOCK = 256;

    private final FittedPreparation preparation;
    private final float[] inputs;
    private final float[] targets;
    private final int labels;
    private final int k;
    private final Distance distance;

    Memory(
        FittedPreparation preparation,
        float[] inputs,
        float[] targets,
        int labels,
        int k,
        Distance distance) {
      this.preparation = preparation;
      this.inputs = inputs;
      this.targets = targets;
      this.labels = labels;
      this.k = Math.min(k, targets.length / labels);
      this.distance = distance;
    }

    @Override
    public double[][] predict(Vectors tracks) {
      int rows = tracks.rowCount();
      double[][] scores = new double[rows][labels];
      if (rows == 0) {
        return scores;
      }
      float[] asked = preparation.apply(tracks);
      int known = targets.length / labels;
      int dimension = inputs.length / known;
      if (asked.length != rows * dimension) {
        throw new IllegalArgumentException(
            "the model takes embeddings of %s dimensions, but is given %s"
                .formatted(dimension, asked.length / rows));
      }
      double[] memory = scaled(inputs, 0, known, dimension);
      double[] lengths = squares(memory, known, dimension);
      for (int first = 0; first < rows; first += BLOCK) {
        int size = Math.min(BLOCK, rows - first);
        double[] block = scaled(asked, first, size, dimension);
        double[] own = squares(block, size, dimension);
        double[] products = new double[size * known];
        Blas.multiplySecondTransposed(size, known, dimension, block, memory, products);
        for (int r = 0; r < size; r++) {
          double[] distances = new double[known];
          for (int i = 0; i < known; i++) {
            distances[i] = Math.max(0, own[r] + lengths[i] - 2 * products[r * known + i]);
          }
          vote(distances, scores[first + r]);
        }
      }
      return tracks.meanPerTrack(scores);
    }

    /** Rows in double precision; for angles, of length 1. */
    private double[] scaled(float[] from, int first, int count, int dimension) {
      double[] rows = new double[count * dimension];
      for (int r = 0; r < count; r++) {
        double square = 0;
        for (int d = 0; d < dimension; d++) {
          double value = from[(first + r) * dimension + d];
          rows[r * dimension + d] = value;
          square += value * value;
        }
        double factor = distance == Distance.COSINE && square > 0 ? 1 / Math.sqrt(square) : 1;
        for (int d = 0; d < dimension; d++) {
          rows[r * dimension + d] *= factor;
        }
      }
      return rows;
    }

    private static double[] squares(double[] rows, int count, int dimension) {
      double[] squares = new double[count];
      for (int i = 0; i < rows.length; i++) {
        squares[i / dimension] += rows[i] * rows[i];
      }
      return squares;
    }

    private void vote(double[] distances, double[] scores) {
      int[] nearest = new int[k];
      Arrays.fill(nearest, -1);
      for (int i = 0; i < distances.length; i++) {
        int place = k;
        while (place > 0
            && (nearest[place - 1] < 0 || distances[i] < distances[nearest[place - 1]])) {
          place--;
        }
        if (place < k) {
          System.arraycopy(nearest, place, nearest, place + 1, k - 1 - place);
          nearest[place] = i;
        }
      }
      for (int neighbour : nearest) {
        for (int c = 0; c < labels; c++) {
          scores[c] += targets[neighbour * labels + c];
        }
      }
      for (int c = 0; c < labels; c++) {
        scores[c] /= k;
      }
    }

    @Override
    public void save(Path file) throws IOException {
      Map<String, Npy> arrays = new LinkedHashMap<>();
      int known = targets.length / labels;
      arrays.put("inputs", new Npy(new int[] {known, inputs.length / known}, inputs));
      arrays.put("targets", new Npy(new int[] {known, labels}, targets));
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("format.txt", FORMAT);
      texts.put("k.txt", String.valueOf(k));
      texts.put("distance.txt", distance.name().toLowerCase(Locale.ROOT));
      preparation.writeTo(texts);
      Npz.write(file, new Npz.Content(arrays, texts));
    }

    static Memory read(Path file) throws IOException {
      Npz.Content content = Npz.read(file);
      Map<String, String> texts = content.texts();
      Npy inputs = content.arrays().get("inputs");
      Npy targets = content.arrays().get("targets");
      String distance = texts.get("distance.txt");
      String k = texts.get("k.txt");
      if (!FORMAT.equals(texts.get("format.txt"))
          || inputs == null
          || targets == null
          || distance == null
          || k == null) {
        throw new IOException(file + " holds no neighbours of this version (" + FORMAT + ")");
      }
      return new Memory(
          FittedPreparation.readFrom(texts),
          inputs.values(),
          targets.values(),
          targets.shape()[1],
          Integer.parseInt(k),
          Distance.valueOf(distance.toUpperCase(Locale.ROOT)));
    }
  }
}
