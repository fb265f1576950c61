package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * How near predicted numbers are to the true ones; parts are the values of the task, one by one.
 *
 * <p>{@code r2} is {@code 1 - Σ(y - p)² / Σ(y - mean)²}, {@code explained_variance} the same
 * without the mean error, {@code mape} divides each error by the size of the true value (at least
 * the machine epsilon). A value of the task that is the same for all tracks has no R², explained
 * variance or correlation; it is left out of the mean and named in a note (scikit-learn gives it 0
 * or 1). Tested against scikit-learn's and SciPy's functions.
 *
 * @param of which number; {@code r2} unless set
 * @param outputs how several values of a task become one number; {@code uniform} unless set
 */
public record Regression(Of of, Outputs outputs) implements Metric {
  /** The measure of error or fit. */
  public enum Of {
    /** The coefficient of determination. */
    R2("r2_score"),
    /** The share of the variance that is explained. */
    EXPLAINED_VARIANCE("explained_variance_score"),
    /** The mean of squared errors. */
    MSE("mean_squared_error"),
    /** The root of the mean of squared errors. */
    RMSE("root_mean_squared_error"),
    /** The mean of absolute errors. */
    MAE("mean_absolute_error"),
    /** The median of absolute errors. */
    MEDIAN_AE("median_absolute_error"),
    /** The largest absolute error. */
    MAX_ERROR("max_absolute_error"),
    /** The mean of absolute errors relative to the true values. */
    MAPE("mean_absolute_percentage_error"),
    /** The linear correlation. */
    PEARSON("pearsonr"),
    /** The linear correlation of ranks. */
    SPEARMAN("spearmanr"),
    /** Kendall's tau-b, of pairs in the same order. */
    KENDALL("kendalltau");

    private final String alias;

    Of(String alias) {
      this.alias = alias;
    }
  }

  /** The rule by which several values become one number. */
  public enum Outputs {
    /** Their mean. */
    UNIFORM,
    /** Their mean weighted by the variance of the truth; for {@code r2, explained_variance}. */
    VARIANCE_WEIGHTED
  }

  private static final Set<Of> RELATIVE =
      Set.of(Of.R2, Of.EXPLAINED_VARIANCE, Of.PEARSON, Of.SPEARMAN, Of.KENDALL);
  private static final Set<Of> REPEATING =
      Set.of(Of.MEDIAN_AE, Of.MAX_ERROR, Of.SPEARMAN, Of.KENDALL);

  public Regression {
    if (outputs == Outputs.VARIANCE_WEIGHTED && of != Of.R2 && of != Of.EXPLAINED_VARIANCE) {
      throw new IllegalArgumentException(
          "outputs: variance_weighted is for r2 and explained_variance, not for "
              + of.name().toLowerCase(Locale.ROOT));
    }
  }

  /** The mean R². */
  public Regression() {
    this(Of.R2);
  }

  /** The mean of that number. */
  public Regression(Of of) {
    this(of, Outputs.UNIFORM);
  }

  @Override
  public String name() {
    return of.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Set<String> aliases() {
    return Set.of(of.alias);
  }

  @Override
  public String label() {
    return outputs == Outputs.UNIFORM ? name() : name() + " variance_weighted";
  }

  @Override
  public List<Regression> variants() {
    List<Regression> variants = new ArrayList<>();
    for (Of other : Of.values()) {
      if (other != Of.R2) {
        variants.add(new Regression(other));
      }
    }
    return variants;
  }

  @Override
  public boolean supports(TaskType type) {
    return type.equals(TaskTypes.REGRESSION);
  }

  @Override
  public boolean greaterIsBetter() {
    return RELATIVE.contains(of);
  }

  @Override
  public Range range() {
    return switch (of) {
      case R2, EXPLAINED_VARIANCE -> new Range(Double.NEGATIVE_INFINITY, 1);
      case PEARSON, SPEARMAN, KENDALL -> Range.SYMMETRIC;
      default -> Range.POSITIVE;
    };
  }

  @Override
  public Spread spread(Predictions predictions) {
    return switch (of) {
      case MEDIAN_AE -> Spread.QUANTILE;
      case MAX_ERROR -> Spread.UNKNOWN;
      default -> Spread.VALUES;
    };
  }

  /** Zero for correlations, which a constant has not. */
  @Override
  public double chance(Predictions predictions) {
    return range().equals(Range.SYMMETRIC) && predictions.count() > 0
        ? 0
        : Metric.super.chance(predictions);
  }

  @Override
  public Score compute(Predictions predictions) {
    Columns columns = Columns.of(predictions);
    double[] weights = new double[predictions.count()];
    Arrays.fill(weights, 1);
    Map<String, Double> parts = new LinkedHashMap<>();
    List<String> undefined = new ArrayList<>();
    List<String> labels = predictions.task().labels();
    for (int k = 0; k < labels.size(); k++) {
      double value = value(columns.truth[k], columns.said[k], weights);
      parts.put(labels.get(k), value);
      if (Double.isNaN(value)) {
        undefined.add(labels.get(k));
      }
    }
    double value = value(columns, weights);
    List<String> notes = new ArrayList<>();
    if (predictions.count() == 0) {
      notes.add("undefined: there is nothing to score");
    } else if (!undefined.isEmpty()) {
      notes.add(
          ("undefined for %s of %s values, where truth or prediction is the same for all "
                  + "tracks, which are left out of the mean: %s")
              .formatted(undefined.size(), labels.size(), String.join(", ", undefined)));
    }
    return new Score(label(), value, labels.size() == 1 ? Map.of() : parts, notes);
  }

  @Override
  public Weighted weighted(Predictions predictions) {
    if (REPEATING.contains(of)) {
      return Metric.super.weighted(predictions);
    }
    Columns columns = Columns.of(predictions);
    return weights -> value(columns, weights);
  }

  /** The values of a task by column. */
  private record Columns(double[][] truth, double[][] said) {
    static Columns of(Predictions predictions) {
      double[][] rows = predictions.truth();
      int outputs = predictions.task().labels().size();
      double[][] truth = new double[outputs][rows.length];
      double[][] said = new double[outputs][rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int k = 0; k < outputs; k++) {
          truth[k][i] = rows[i][k];
          said[k][i] = predictions.score(i, k);
        }
      }
      return new Columns(truth, said);
    }
  }

  private double value(Columns columns, double[] weights) {
    double sum = 0;
    double total = 0;
    double greatest = Double.NaN;
    for (int k = 0; k < columns.truth.length; k++) {
      double value = value(columns.truth[k], columns.said[k], weights);
      if (!Double.isNaN(value)) {
        double weight =
            outputs == Outputs.UNIFORM ? 1 : Moments.of(columns.truth[k], weights).squares;
        sum += weight * value;
        total += weight;
        greatest = Double.isNaN(greatest) ? value : Math.max(greatest, value);
      }
    }
    if (of == Of.MAX_ERROR) {
      return greatest;
    }
    return total == 0 ? Double.NaN : sum / total;
  }

  private double value(double[] truth, double[] said, double[] weights) {
    double[] errors = new double[truth.length];
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      errors[i] = truth[i] - said[i];
      all += weights[i];
    }
    if (all == 0) {
      return Double.NaN;
    }
    return switch (of) {
      case R2 -> relative(sum(errors, weights, error -> error * error), truth, weights);
      case EXPLAINED_VARIANCE -> relative(Moments.of(errors, weights).squares, truth, weights);
      case MSE -> sum(errors, weights, error -> error * error) / all;
      case RMSE -> Math.sqrt(sum(errors, weights, error -> error * error) / all);
      case MAE -> sum(errors, weights, Math::abs) / all;
      case MAPE -> {
        for (int i = 0; i < errors.length; i++) {
          errors[i] /= Math.max(Math.ulp(1.0), Math.abs(truth[i]));
        }
        yield sum(errors, weights, Math::abs) / all;
      }
      case MEDIAN_AE -> median(Arrays.stream(errors).map(Math::abs).sorted().toArray());
      case MAX_ERROR -> Arrays.stream(errors).map(Math::abs).max().orElse(Double.NaN);
      case PEARSON -> pearson(truth, said, weights);
      case SPEARMAN ->
          isConstant(truth, weights) || isConstant(said, weights)
              ? Double.NaN
              : new SpearmansCorrelation().correlation(positive(truth), positive(said));
      case KENDALL ->
          isConstant(truth, weights) || isConstant(said, weights)
              ? Double.NaN
              : new KendallsCorrelation().correlation(positive(truth), positive(said));
    };
  }

  private interface Term {
    double of(double error);
  }

  private static double sum(double[] errors, double[] weights, Term term) {
    double sum = 0;
    for (int i = 0; i < errors.length; i++) {
      sum += weights[i] * term.of(errors[i]);
    }
    return sum;
  }

  /** Whether all that has a weight is one and the same number. */
  private static boolean isConstant(double[] values, double[] weights) {
    double first = Double.NaN;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        if (!Double.isNaN(first) && values[i] != first) {
          return false;
        }
        first = values[i];
      }
    }
    return true;
  }

  /** Without negative zeros, which would be ranked below zero. */
  private static double[] positive(double[] values) {
    return Arrays.stream(values).map(value -> value + 0.0).toArray();
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double relative(double left, double[] truth, double[] weights) {
    return isConstant(truth, weights) ? Double.NaN : 1 - left / Moments.of(truth, weights).squares;
  }

  private static double pearson(double[] truth, double[] said, double[] weights) {
    Moments x = Moments.of(truth, weights);
    Moments y = Moments.of(said, weights);
    double both = 0;
    for (int i = 0; i < truth.length; i++) {
      both += weights[i] * (truth[i] - x.mean) * (said[i] - y.mean);
    }
    return isConstant(truth, weights) || isConstant(said, weights)
        ? Double.NaN
        : Math.max(-1, Math.min(1, both / Math.sqrt(x.squares) / Math.sqrt(y.squares)));
  }

  /**
   * Weighted moments.
   *
   * @param mean the mean
   * @param squares the sum of squared distances from it
   */
  private record Moments(double mean, double squares) {
    static Moments of(double[] values, double @Nullable [] weights) {
      double sum = 0;
      double all = 0;
      for (int i = 0; i < values.length; i++) {
        double weight = weights == null ? 1 : weights[i];
        sum += weight * values[i];
        all += weight;
      }
      double mean = sum / all;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        double distance = values[i] - mean;
        squares += (weights == null ? 1 : weights[i]) * distance * distance;
      }
      return new Moments(mean, squares);
    }
  }
}
