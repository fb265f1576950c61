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
 * A linear support vector machine with squared hinge loss, one per class or tag against the rest:
 * the minimum of {@code (|w|² + b²)/2 + c Σ max(0, 1 - y (w x + b))²}, {@code y} being 1 or -1, as
 * scikit-learn's {@code LinearSVC} has it. Found by L-BFGS. Its scores are {@code (1 + m / (1 +
 * |m|)) / 2} of the margins, which is no probability: .5 is the boundary.
 *
 * <p>Where {@code c} is not set, it is the one of 1e-4, 1e-3 … 1e2 with the fewest wrong labels on
 * the validation part or, where there is none, over five folds of the training part; 1 where that
 * has fewer than ten tracks.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param c what a row on the wrong side costs; chosen unless set
 * @param maxIterations after which it is given up, with a note; 1000 unless set
 */
public record LinearSvm(
    @Parameter(flat = true) VectorPreparation preparation,
    @Parameter(none = "auto") Optional<Double> c,
    int maxIterations)
    implements DownstreamModel {
  private static final double[] GRID = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100};

  public LinearSvm {
    if (!(c.orElse(1.0) > 0) || Double.isInfinite(c.orElse(1.0)) || maxIterations < 1) {
      throw new IllegalArgumentException(
          "c and max_iterations must be positive, but are %s and %s"
              .formatted(c.map(String::valueOf).orElse("auto"), maxIterations));
    }
  }

  /** Standardised embeddings, cost chosen. */
  public LinearSvm() {
    this(new VectorPreparation().standardized(), Optional.empty(), 1000);
  }

  /** Standardised embeddings, this cost. */
  public LinearSvm(double c) {
    this(new VectorPreparation().standardized(), Optional.of(c), 1000);
  }

  @Override
  public String name() {
    return "linear_svm";
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
    double cost =
        c.or(
                () ->
                    Rows.choose(
                        train,
                        validation,
                        GRID,
                        (fold, costs) -> wrong(task, fold, costs, context)))
            .orElse(1.0);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Rows rows = Rows.of(task, train, fitted);
    Descender.Minimum minimum =
        minimum(rows, cost, new double[(rows.dimension() + 1) * rows.labels()], context);
    if (!minimum.converged()) {
      context
          .notes()
          .accept("not converged after max_iterations: the weights are not those of the minimum");
    }
    return model(fitted, rows, minimum.place());
  }

  private static LinearModel model(FittedPreparation fitted, Rows rows, double[] place) {
    int weights = rows.dimension() * rows.labels();
    return new LinearModel(
        fitted,
        Arrays.copyOf(place, weights),
        Arrays.copyOfRange(place, weights, place.length),
        Link.MARGIN);
  }

  private double[] wrong(Task task, Rows.Fold fold, double[] costs, TrainingContext context) {
    FittedPreparation fitted = FittedPreparation.fit(preparation, fold.train().vectors());
    Rows rows = Rows.of(task, fold.train(), fitted);
    double[] place = new double[(rows.dimension() + 1) * rows.labels()];
    double[] wrong = new double[costs.length];
    for (int s = 0; s < costs.length; s++) {
      place = minimum(rows, costs[s], place, context).place();
      wrong[s] = Errors.share(task, model(fitted, rows, place), fold.validation());
    }
    return wrong;
  }

  private Descender.Minimum minimum(
      Rows rows, double cost, double[] start, TrainingContext context) {
    double scale = 1 / (cost * rows.count());
    double[] margins = new double[rows.targets().length];
    int labels = rows.labels();
    int weights = rows.dimension() * labels;
    return Descender.minimise(
        (place, gradient) -> {
          for (int r = 0; r < rows.count(); r++) {
            System.arraycopy(place, weights, margins, r * labels, labels);
          }
          Blas.addProduct(rows.count(), labels, rows.dimension(), rows.inputs(), place, margins);
          double sum = 0;
          for (int i = 0; i < margins.length; i++) {
            double sign = rows.targets()[i] > 0 ? 1 : -1;
            double lacking = Math.max(0, 1 - sign * margins[i]);
            sum += lacking * lacking;
            margins[i] = -2 * sign * lacking / rows.count();
          }
          Arrays.fill(gradient, 0);
          Blas.multiplyFirstTransposed(
              rows.dimension(), labels, rows.count(), rows.inputs(), margins, gradient);
          for (int i = 0; i < margins.length; i++) {
            gradient[weights + i % labels] += margins[i];
          }
          double value = sum / rows.count();
          for (int i = 0; i < place.length; i++) {
            value += scale * place[i] * place[i] / 2;
            gradient[i] += scale * place[i];
          }
          return value;
        },
        start,
        rows.scales(2, scale, scale),
        maxIterations,
        context.cancelled());
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return LinearModel.read(file);
  }
}
