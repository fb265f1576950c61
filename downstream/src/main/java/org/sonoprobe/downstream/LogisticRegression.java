package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;

/**
 * Logistic regression: softmax over classes, or each tag by itself, with the sum of squared weights
 * as penalty and free biases: the minimum of {@code |W|²/2 + c Σ loss}, which is one place whatever
 * the seed (scikit-learn's {@code LogisticRegression}, one per tag for tags). Found by L-BFGS. Two
 * classes have a row of weights each too, so that {@code c} is what {@code 2 c} is for one row, as
 * scikit-learn has it for them.
 *
 * <p>Where {@code c} is not set, it is the one of 1e-3, 1e-2 … 1e3 with the smallest loss on the
 * validation part or, where there is none, over five folds of the training part; 1 where that has
 * fewer than ten tracks.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param c the inverse of the strength of the penalty; chosen unless set
 * @param maxIterations after which it is given up, with a note; 1000 unless set
 */
public record LogisticRegression(
    @Parameter(flat = true) VectorPreparation preparation,
    @Parameter(none = "auto") Optional<Double> c,
    int maxIterations)
    implements DownstreamModel {
  private static final double[] GRID = {1e-3, 1e-2, 1e-1, 1, 10, 100, 1000};

  public LogisticRegression {
    if (!(c.orElse(1.0) > 0) || Double.isInfinite(c.orElse(1.0)) || maxIterations < 1) {
      throw new IllegalArgumentException(
          "c and max_iterations must be positive, but are %s and %s"
              .formatted(c.map(String::valueOf).orElse("auto"), maxIterations));
    }
  }

  /** Standardised embeddings, strength chosen. */
  public LogisticRegression() {
    this(new VectorPreparation().standardized(), Optional.empty(), 1000);
  }

  /** Standardised embeddings, this strength. */
  public LogisticRegression(double c) {
    this(new VectorPreparation().standardized(), Optional.of(c), 1000);
  }

  /** This model on embeddings that are prepared so. */
  public LogisticRegression on(VectorPreparation newPreparation) {
    return new LogisticRegression(newPreparation, c, maxIterations);
  }

  @Override
  public String name() {
    return "logistic_regression";
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
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Rows rows = Rows.of(task, train, fitted);
    Descender.Minimum minimum =
        minimum(
            rows, strength, softmax, new double[(rows.dimension() + 1) * rows.labels()], context);
    if (!minimum.converged()) {
      context
          .notes()
          .accept("not converged after max_iterations: the weights are not those of the minimum");
    }
    int weights = rows.dimension() * rows.labels();
    return new LinearModel(
        fitted,
        Arrays.copyOf(minimum.place(), weights),
        Arrays.copyOfRange(minimum.place(), weights, minimum.place().length),
        softmax ? Link.SOFTMAX : Link.SIGMOID);
  }

  private double[] costs(
      Task task, Rows.Fold fold, double[] strengths, boolean softmax, TrainingContext context) {
    FittedPreparation fitted = FittedPreparation.fit(preparation, fold.train().vectors());
    Rows rows = Rows.of(task, fold.train(), fitted);
    Rows held = Rows.of(task, fold.validation(), fitted);
    double[] place = new double[(rows.dimension() + 1) * rows.labels()];
    double[] costs = new double[strengths.length];
    for (int s = 0; s < strengths.length; s++) {
      place = minimum(rows, strengths[s], softmax, place, context).place();
      costs[s] =
          new Loss(held, softmax).sum(place, new double[place.length]) / Math.max(1, held.count());
    }
    return costs;
  }

  private Descender.Minimum minimum(
      Rows rows, double strength, boolean softmax, double[] start, TrainingContext context) {
    Loss loss = new Loss(rows, softmax);
    int weights = rows.dimension() * rows.labels();
    // divided by the number of rows, so that a tolerance means the same for any number
    double scale = 1 / (strength * rows.count());
    return Descender.minimise(
        (place, gradient) -> {
          double value = loss.sum(place, gradient) / rows.count();
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= rows.count();
          }
          for (int i = 0; i < weights; i++) {
            value += scale * place[i] * place[i] / 2;
            gradient[i] += scale * place[i];
          }
          return value;
        },
        start,
        rows.scales(softmax ? 0.5 : 0.25, scale, 0),
        maxIterations,
        context.cancelled());
  }

  /** The cross-entropy of rows as a function of weights and biases. */
  private static final class Loss {
    private final Rows rows;
    private final boolean softmax;
    private final double[] scores;

    Loss(Rows rows, boolean softmax) {
      this.rows = rows;
      this.softmax = softmax;
      this.scores = new double[rows.targets().length];
    }

    /** The sum over rows, and over tags. */
    double sum(double[] place, double[] gradient) {
      int labels = rows.labels();
      int weights = rows.dimension() * labels;
      for (int r = 0; r < rows.count(); r++) {
        System.arraycopy(place, weights, scores, r * labels, labels);
      }
      Blas.addProduct(rows.count(), labels, rows.dimension(), rows.inputs(), place, scores);
      double sum = 0;
      for (int r = 0; r < rows.count(); r++) {
        sum += softmax ? softmaxRow(r * labels) : sigmoidRow(r * labels);
      }
      Arrays.fill(gradient, 0);
      Blas.multiplyFirstTransposed(
          rows.dimension(), labels, rows.count(), rows.inputs(), scores, gradient);
      for (int i = 0; i < scores.length; i++) {
        gradient[weights + i % labels] += scores[i];
      }
      return sum;
    }

    private double softmaxRow(int base) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = base; i < base + rows.labels(); i++) {
        max = Math.max(max, scores[i]);
      }
      double normaliser = 0;
      for (int i = base; i < base + rows.labels(); i++) {
        normaliser += Math.exp(scores[i] - max);
      }
      double logNormaliser = max + Math.log(normaliser);
      double loss = 0;
      for (int i = base; i < base + rows.labels(); i++) {
        double logarithm = scores[i] - logNormaliser;
        loss -= rows.targets()[i] * logarithm;
        scores[i] = Math.exp(logarithm) - rows.targets()[i];
      }
      return loss;
    }

    private double sigmoidRow(int base) {
      double loss = 0;
      for (int i = base; i < base + rows.labels(); i++) {
        double z = scores[i];
        double e = Math.exp(-Math.abs(z));
        loss += Math.max(z, 0) - z * rows.targets()[i] + Math.log1p(e);
        scores[i] = (z >= 0 ? 1 : e) / (1 + e) - rows.targets()[i];
      }
      return loss;
    }
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return LinearModel.read(file);
  }
}
