package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;

/**
 * Ridge regression (Hoerl and Kennard, 1970) of the values, or of 1 for each class or tag that
 * holds and 0 for others: the minimum of {@code Σ |y - W x - b|² + alpha |W|²}, in closed form
 * (scikit-learn's {@code Ridge} and {@code RidgeClassifier}). Its scores are the regressed numbers,
 * which may lie outside of 0 and 1.
 *
 * <p>Where {@code alpha} is not set, it is the one of 1e6, 1e5 … 1e-3 with the smallest squared
 * error on the validation part or, where there is none, over five folds of the training part; 1
 * where that has fewer than ten tracks.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param alpha the strength of the penalty; chosen unless set
 */
public record Ridge(
    @Parameter(flat = true) VectorPreparation preparation,
    @Parameter(none = "auto") Optional<Double> alpha)
    implements DownstreamModel {
  private static final double[] GRID = {1e6, 1e5, 1e4, 1e3, 100, 10, 1, 1e-1, 1e-2, 1e-3};

  public Ridge {
    if (!(alpha.orElse(1.0) > 0) || Double.isInfinite(alpha.orElse(1.0))) {
      throw new IllegalArgumentException("alpha must be positive, but is " + alpha.orElse(1.0));
    }
  }

  /** Standardised embeddings, strength chosen. */
  public Ridge() {
    this(new VectorPreparation().standardized(), Optional.empty());
  }

  /** Standardised embeddings, this strength. */
  public Ridge(double alpha) {
    this(new VectorPreparation().standardized(), Optional.of(alpha));
  }

  @Override
  public String name() {
    return "ridge";
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
    double strength =
        alpha
            .or(
                () ->
                    Rows.choose(
                        train, validation, GRID, (fold, strengths) -> costs(task, fold, strengths)))
            .orElse(1.0);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Rows rows = Rows.of(task, train, fitted);
    double[] place = new Solver(rows).solve(strength);
    int weights = rows.dimension() * rows.labels();
    return new LinearModel(
        fitted,
        java.util.Arrays.copyOf(place, weights),
        java.util.Arrays.copyOfRange(place, weights, place.length),
        Link.IDENTITY);
  }

  private double[] costs(Task task, Rows.Fold fold, double[] strengths) {
    FittedPreparation fitted = FittedPreparation.fit(preparation, fold.train().vectors());
    Solver solver = new Solver(Rows.of(task, fold.train(), fitted));
    Rows held = Rows.of(task, fold.validation(), fitted);
    double[] costs = new double[strengths.length];
    for (int s = 0; s < strengths.length; s++) {
      double[] place = solver.solve(strengths[s]);
      int weights = held.dimension() * held.labels();
      double[] said = new double[held.targets().length];
      for (int r = 0; r < held.count(); r++) {
        System.arraycopy(place, weights, said, r * held.labels(), held.labels());
      }
      Blas.addProduct(held.count(), held.labels(), held.dimension(), held.inputs(), place, said);
      for (int i = 0; i < said.length; i++) {
        double error = said[i] - held.targets()[i];
        costs[s] += error * error / Math.max(1, held.count());
      }
    }
    return costs;
  }

  /** The eigenvectors of centred inputs, from which the weights for any strength follow. */
  private static final class Solver {
    private final Rows rows;
    private final double[] meanInput;
    private final double[] meanTarget;
    private final double[] values;
    // one direction of the inputs in each row
    private final double[] directions;
    // for each direction the products with the targets
    private final double[] products;

    Solver(Rows rows) {
      this.rows = rows;
      int count = rows.count();
      int dimension = rows.dimension();
      meanInput = means(rows.inputs(), count, dimension);
      meanTarget = means(rows.targets(), count, rows.labels());
      double[] centred = centred(rows.inputs(), meanInput, count);
      double[] targets = centred(rows.targets(), meanTarget, count);
      int rank = Math.min(count, dimension);
      directions = new double[rank * dimension];
      if (dimension <= count) {
        double[] gram = new double[dimension * dimension];
        Blas.addGram(count, dimension, centred, gram);
        values = Blas.largestEigen(dimension, gram, dimension, directions);
      } else {
        double[] gram = new double[count * count];
        Blas.multiplySecondTransposed(count, count, dimension, centred, centred, gram);
        double[] vectors = new double[count * count];
        values = Blas.largestEigen(count, gram, count, vectors);
        Blas.addProduct(count, dimension, count, vectors, centred, directions);
        for (int k = 0; k < rank; k++) {
          // a direction of which only rounding is left is none
          double rounding = Math.ulp(1.0) * count * values[count - 1];
          double factor = values[k] <= rounding ? 0 : 1 / Math.sqrt(values[k]);
          for (int d = 0; d < dimension; d++) {
            directions[k * dimension + d] *= factor;
          }
        }
      }
      for (int k = 0; k < rank; k++) {
        values[k] = Math.max(0, values[k]);
      }
      // products = directions (centred' targets)
      double[] cross = new double[dimension * rows.labels()];
      Blas.multiplyFirstTransposed(dimension, rows.labels(), count, centred, targets, cross);
      products = new double[rank * rows.labels()];
      Blas.addProduct(rank, rows.labels(), dimension, directions, cross, products);
    }

    /** Weights, then biases. */
    double[] solve(double strength) {
      int labels = rows.labels();
      int dimension = rows.dimension();
      double[] shrunk = products.clone();
      for (int i = 0; i < shrunk.length; i++) {
        shrunk[i] /= values[i / labels] + strength;
      }
      double[] place = new double[(dimension + 1) * labels];
      Blas.multiplyFirstTransposed(dimension, labels, values.length, directions, shrunk, place);
      for (int c = 0; c < labels; c++) {
        double bias = meanTarget[c];
        for (int d = 0; d < dimension; d++) {
          bias -= meanInput[d] * place[d * labels + c];
        }
        place[dimension * labels + c] = bias;
      }
      return place;
    }

    private static double[] means(double[] matrix, int rows, int columns) {
      double[] means = new double[columns];
      for (int i = 0; i < matrix.length; i++) {
        means[i % columns] += matrix[i] / rows;
      }
      return means;
    }

    private static double[] centred(double[] matrix, double[] means, int rows) {
      double[] centred = new double[matrix.length];
      int columns = means.length;
      for (int i = 0; i < rows * columns; i++) {
        centred[i] = matrix[i] - means[i % columns];
      }
      return centred;
    }
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return LinearModel.read(file);
  }
}
