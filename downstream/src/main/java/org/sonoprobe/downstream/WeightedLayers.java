package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;

/**
 * Logistic regression on a weighted sum of layers, the weights, a softmax, learnt with it (as in
 * SUPERB: Yang and others, 2021): for embeddings that hold several layers one after the other,
 * which {@code layer_pooling: concat} makes. What each layer weighs is noted. The same penalty and
 * choice of {@code c} as logistic regression; from equal weights down by L-BFGS, so that a seed
 * changes nothing, though the minimum need not be the only one.
 *
 * @param layers how many layers an embedding holds, at least 2; 13 unless set
 * @param standardize whether each dimension of each layer is brought to mean 0 and deviation 1 of
 *     the training part; true unless set
 * @param c the inverse of the strength of the penalty; chosen unless set
 * @param maxIterations after which it is given up, with a note; 1000 unless set
 */
public record WeightedLayers(
    int layers,
    boolean standardize,
    @Parameter(none = "auto") Optional<Double> c,
    int maxIterations)
    implements DownstreamModel {
  private static final double[] GRID = {1e-3, 1e-2, 1e-1, 1, 10, 100, 1000};

  public WeightedLayers {
    if (layers < 2 || !(c.orElse(1.0) > 0) || maxIterations < 1) {
      throw new IllegalArgumentException(
          ("layers must be at least 2, c and max_iterations positive, but are %s, %s and " + "%s")
              .formatted(layers, c.map(String::valueOf).orElse("auto"), maxIterations));
    }
  }

  /** Thirteen layers, as MERT has them. */
  public WeightedLayers() {
    this(13, true, Optional.empty(), 1000);
  }

  @Override
  public String name() {
    return "weighted_layers";
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
    if (train.dimension() % layers != 0) {
      throw new IllegalArgumentException(
          ("downstream model 'weighted_layers' is told of %s layers, but vectors of %s "
                  + "dimensions are no whole number of that; set 'layers', and 'layer_pooling: "
                  + "concat' of the embedding model")
              .formatted(layers, train.dimension()));
    }
    boolean softmax = Link.of(task) == Link.SOFTMAX;
    double strength =
        c.or(
                () ->
                    Rows.choose(
                        train,
                        validation,
                        GRID,
                        (fold, strengths) -> costs(task, fold, strengths, softmax, context)))
            .orElse(1.0);
    FittedPreparation fitted = FittedPreparation.fit(preparation(), train.vectors());
    Sum sum = new Sum(Rows.of(task, train, fitted), layers, softmax);
    Descender.Minimum minimum = minimum(sum, strength, sum.start(), context);
    if (!minimum.converged()) {
      context
          .notes()
          .accept("not converged after max_iterations: the weights are not those of a minimum");
    }
    List<String> shares = new ArrayList<>();
    for (double share : sum.shares(minimum.place())) {
      shares.add(String.format(Locale.ROOT, "%.2f", share));
    }
    context.notes().accept("layers weigh " + String.join(", ", shares));
    return new LinearModel(
        fitted,
        sum.weights(minimum.place()),
        sum.biases(minimum.place()),
        softmax ? Link.SOFTMAX : Link.SIGMOID);
  }

  private VectorPreparation preparation() {
    return standardize ? new VectorPreparation().standardized() : new VectorPreparation();
  }

  private double[] costs(
      Task task, Rows.Fold fold, double[] strengths, boolean softmax, TrainingContext context) {
    FittedPreparation fitted = FittedPreparation.fit(preparation(), fold.train().vectors());
    Sum sum = new Sum(Rows.of(task, fold.train(), fitted), layers, softmax);
    Sum held = new Sum(Rows.of(task, fold.validation(), fitted), layers, softmax);
    double[] place = sum.start();
    double[] costs = new double[strengths.length];
    for (int s = 0; s < strengths.length; s++) {
      place = minimum(sum, strengths[s], place, context).place();
      costs[s] = held.loss(place, new double[place.length]);
    }
    return costs;
  }

  private Descender.Minimum minimum(
      Sum sum, double strength, double[] start, TrainingContext context) {
    double penalty = 1 / (strength * sum.rows.count());
    int weights = sum.dimension * sum.rows.labels();
    double[] scales = new double[start.length];
    Arrays.fill(scales, Math.sqrt(0.25 + penalty));
    return Descender.minimise(
        (place, gradient) -> {
          double value = sum.loss(place, gradient);
          for (int i = 0; i < weights; i++) {
            value += penalty * place[i] * place[i] / 2;
            gradient[i] += penalty * place[i];
          }
          return value;
        },
        start,
        scales,
        maxIterations,
        context.cancelled());
  }

  /**
   * The mean cross-entropy of rows as a function of weights {@code [dimension][label]}, biases and
   * logits of the layers' shares.
   */
  private static final class Sum {
    private final Rows rows;
    private final int layers;
    private final int dimension;
    private final boolean softmax;
    private final double[] summed;
    private final double[] scores;

    Sum(Rows rows, int layers, boolean softmax) {
      this.rows = rows;
      this.layers = layers;
      this.dimension = rows.dimension() / layers;
      this.softmax = softmax;
      this.summed = new double[rows.count() * dimension];
      this.scores = new double[rows.count() * rows.labels()];
    }

    double[] start() {
      return new double[(dimension + 1) * rows.labels() + layers];
    }

    double[] shares(double[] place) {
      double[] shares = Arrays.copyOfRange(place, place.length - layers, place.length);
      Link.SOFTMAX.apply(shares);
      return shares;
    }

    /** The weights on all layers one after the other. */
    double[] weights(double[] place) {
      double[] shares = shares(place);
      int labels = rows.labels();
      double[] weights = new double[layers * dimension * labels];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = shares[i / (dimension * labels)] * place[i % (dimension * labels)];
      }
      return weights;
    }

    double[] biases(double[] place) {
      int from = dimension * rows.labels();
      return Arrays.copyOfRange(place, from, from + rows.labels());
    }

    double loss(double[] place, double[] gradient) {
      int labels = rows.labels();
      int weights = dimension * labels;
      int count = rows.count();
      double[] shares = shares(place);
      Arrays.fill(gradient, 0);
      if (count == 0) {
        return 0;
      }
      for (int r = 0; r < count; r++) {
        for (int d = 0; d < dimension; d++) {
          double value = 0;
          for (int l = 0; l < layers; l++) {
            value += shares[l] * rows.inputs()[(r * layers + l) * dimension + d];
          }
          summed[r * dimension + d] = value;
        }
        System.arraycopy(place, weights, scores, r * labels, labels);
      }
      Blas.addProduct(count, labels, dimension, summed, place, scores);
      double loss = 0;
      double[] row = new double[labels];
      for (int r = 0; r < count; r++) {
        System.arraycopy(scores, r * labels, row, 0, labels);
        (softmax ? Link.SOFTMAX : Link.SIGMOID).apply(row);
        for (int c = 0; c < labels; c++) {
          double truth = rows.targets()[r * labels + c];
          double likely = truth > 0 ? row[c] : 1 - row[c];
          loss -= softmax && truth == 0 ? 0 : Math.log(Math.max(likely, Double.MIN_NORMAL));
          scores[r * labels + c] = (row[c] - truth) / count;
        }
      }
      Blas.multiplyFirstTransposed(dimension, labels, count, summed, scores, gradient);
      // by the shares: how much each layer's sum would move the loss
      double[] byShare = new double[layers];
      double[] back = new double[count * dimension];
      Blas.multiplySecondTransposed(
          count, dimension, labels, scores, Arrays.copyOf(place, weights), back);
      for (int r = 0; r < count; r++) {
        for (int l = 0; l < layers; l++) {
          double sum = 0;
          for (int d = 0; d < dimension; d++) {
            sum += back[r * dimension + d] * rows.inputs()[(r * layers + l) * dimension + d];
          }
          byShare[l] += sum;
        }
        for (int c = 0; c < labels; c++) {
          gradient[weights + c] += scores[r * labels + c];
        }
      }
      double mean = 0;
      for (int l = 0; l < layers; l++) {
        mean += shares[l] * byShare[l];
      }
      for (int l = 0; l < layers; l++) {
        gradient[weights + labels + l] = shares[l] * (byShare[l] - mean);
      }
      return loss / count;
    }
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return LinearModel.read(file);
  }
}
