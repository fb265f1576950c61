package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * The class whose mean over the training part is nearest (scikit-learn's {@code NearestCentroid}),
 * also called a prototype. Scores are the softmax of minus the distances or, for tags, {@code n /
 * (p + n)} of the distances {@code p} from the mean of tracks with the tag and {@code n} from that
 * of those without: an order, no calibrated probability. A class without training tracks has score
 * 0.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param distance {@code euclidean} unless set
 */
public record NearestCentroid(
    @Parameter(flat = true) VectorPreparation preparation, Distance distance)
    implements DownstreamModel {

  /** Standardised embeddings. */
  public NearestCentroid() {
    this(new VectorPreparation().standardized(), Distance.EUCLIDEAN);
  }

  @Override
  public String name() {
    return "nearest_centroid";
  }

  @Override
  public Optional<String> problem(Task task) {
    return Refusals.classesOrTags(task);
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
    int labels = rows.labels();
    int dimension = rows.dimension();
    boolean tags = task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    // means of those that have a label, then for tags of those that have it not
    float[] means = new float[(tags ? 2 : 1) * labels * dimension];
    double[] sum = new double[dimension];
    for (int m = 0; m < means.length / dimension; m++) {
      Arrays.fill(sum, 0);
      int count = 0;
      for (int r = 0; r < rows.count(); r++) {
        if (rows.targets()[r * labels + m % labels] > 0 == m < labels) {
          for (int d = 0; d < dimension; d++) {
            sum[d] += rows.inputs()[r * dimension + d];
          }
          count++;
        }
      }
      for (int d = 0; d < dimension; d++) {
        means[m * dimension + d] = count == 0 ? Float.NaN : (float) (sum[d] / count);
      }
    }
    return new Prototypes(fitted, means, dimension, tags, distance);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return Prototypes.read(file);
  }

  /** The means of a training part. */
  private static final class Prototypes implements Predictor {
    private static final String FORMAT = "sonoprobe-centroids-1";

    private final FittedPreparation preparation;
    private final float[] means;
    private final int dimension;
    private final boolean tags;
    private final Distance distance;

    Prototypes(
        FittedPreparation preparation,
        float[] means,
        int dimension,
        boolean tags,
        Distance distance) {
      this.preparation = preparation;
      this.means = means;
      this.dimension = dimension;
      this.tags = tags;
      this.distance = distance;
    }

    @Override
    public double[][] predict(Vectors tracks) {
      int rows = tracks.rowCount();
      int count = means.length / dimension;
      int labels = tags ? count / 2 : count;
      double[][] scores = new double[rows][labels];
      if (rows == 0) {
        return scores;
      }
      float[] inputs = preparation.apply(tracks);
      if (inputs.length != rows * dimension) {
        throw new IllegalArgumentException(
            "the model takes embeddings of %s dimensions, but is given %s"
                .formatted(dimension, inputs.length / rows));
      }
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < labels; c++) {
          double with = distance(inputs, r, c);
          scores[r][c] = tags ? share(with, distance(inputs, r, labels + c)) : -with;
        }
        if (!tags) {
          Link.SOFTMAX.apply(scores[r]);
        }
      }
      return tracks.meanPerTrack(scores);
    }

    private static double share(double with, double without) {
      if (Double.isInfinite(with)) {
        return 0;
      }
      if (Double.isInfinite(without)) {
        return 1;
      }
      return with + without == 0 ? 0.5 : without / (with + without);
    }

    /** How far a row is from a mean; infinitely far from that of nothing. */
    private double distance(float[] inputs, int row, int mean) {
      double square = 0;
      double product = 0;
      double own = 0;
      double other = 0;
      for (int d = 0; d < dimension; d++) {
        double a = inputs[row * dimension + d];
        double b = means[mean * dimension + d];
        square += (a - b) * (a - b);
        product += a * b;
        own += a * a;
        other += b * b;
      }
      if (Double.isNaN(square)) {
        return Double.POSITIVE_INFINITY;
      }
      if (distance == Distance.EUCLIDEAN) {
        return Math.sqrt(square);
      }
      return own == 0 || other == 0 ? 1 : Math.max(0, 1 - product / Math.sqrt(own * other));
    }

    @Override
    public void save(Path file) throws IOException {
      Map<String, Npy> arrays = new LinkedHashMap<>();
      arrays.put("means", new Npy(new int[] {means.length / dimension, dimension}, means));
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("format.txt", FORMAT);
      texts.put("kind.txt", tags ? "tags" : "classes");
      texts.put("distance.txt", distance.name().toLowerCase(Locale.ROOT));
      preparation.writeTo(texts);
      Npz.write(file, new Npz.Content(arrays, texts));
    }

    static Prototypes read(Path file) throws IOException {
      Npz.Content content = Npz.read(file);
      Map<String, String> texts = content.texts();
      Npy means = content.arrays().get("means");
      String distance = texts.get("distance.txt");
      if (!FORMAT.equals(texts.get("format.txt")) || means == null || distance == null) {
        throw new IOException(file + " holds no centroids of this version (" + FORMAT + ")");
      }
      return new Prototypes(
          FittedPreparation.readFrom(texts),
          means.values(),
          means.shape()[1],
          "tags".equals(texts.get("kind.txt")),
          Distance.valueOf(distance.toUpperCase(Locale.ROOT)));
    }
  }
}
