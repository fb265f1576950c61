package org.sonoprobe.downstream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;

/**
 * Prepared inputs with their targets in double precision, a row each.
 *
 * @param inputs {@code [row][dimension]}, one after the other
 * @param targets {@code [row][label]}, one after the other
 * @param count rows
 * @param dimension of an input
 * @param labels of a target
 */
record Rows(double[] inputs, double[] targets, int count, int dimension, int labels) {
  private static final int FOLDS = 5;

  static Rows of(Task task, Examples examples, FittedPreparation preparation) {
    int count = examples.rowCount();
    int labels = task.labels().size();
    double[] targets = new double[Math.multiplyExact(count, labels)];
    double[][] perTrack = new double[examples.trackCount()][];
    for (int t = 0; t < perTrack.length; t++) {
      perTrack[t] = task.encode(examples.targets().get(t));
    }
    for (int r = 0; r < count; r++) {
      System.arraycopy(perTrack[examples.vectors().trackOf(r)], 0, targets, r * labels, labels);
    }
    int dimension = preparation.dimension(examples.dimension());
    if (count == 0) {
      return new Rows(new double[0], targets, 0, dimension, labels);
    }
    float[] prepared = preparation.apply(examples.vectors());
    double[] inputs = new double[prepared.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = prepared[i];
    }
    return new Rows(inputs, targets, count, dimension, labels);
  }

  /**
   * The roots of the curvatures of a mean loss by each weight and bias, roughly.
   *
   * @param curvature of the loss by a sum
   * @param penalty of weights
   * @param biasPenalty of biases
   */
  double[] scales(double curvature, double penalty, double biasPenalty) {
    double[] scales = new double[(dimension + 1) * labels];
    for (int d = 0; d <= dimension; d++) {
      double square = d == dimension ? count : 0;
      for (int r = 0; r < count && d < dimension; r++) {
        square += inputs[r * dimension + d] * inputs[r * dimension + d];
      }
      double root =
          Math.sqrt(curvature * square / count + (d == dimension ? biasPenalty : penalty));
      java.util.Arrays.fill(scales, d * labels, (d + 1) * labels, root);
    }
    return scales;
  }

  /** The examples of a training part that are trained on, and those that choose a strength. */
  record Fold(Examples train, Examples validation) {}

  /**
   * How a strength is chosen: on the validation part or, where there is none, over five folds of
   * the tracks of the training part, dealt out class by class. Nothing if there are too few.
   */
  static List<Fold> folds(Examples train, Examples validation) {
    if (validation.rowCount() > 0) {
      return List.of(new Fold(train, validation));
    }
    if (train.trackCount() < 2 * FOLDS) {
      return List.of();
    }
    Map<Object, Integer> seen = new LinkedHashMap<>();
    int[] foldOf = new int[train.trackCount()];
    int dealt = 0;
    for (int t = 0; t < foldOf.length; t++) {
      Target target = train.targets().get(t);
      Object stratum = target instanceof Target.Label label ? label.name() : "";
      // each class starts where the one before ended, so that folds are of one size
      Integer first = seen.putIfAbsent(stratum, dealt);
      foldOf[t] = (first == null ? dealt : first) % FOLDS;
      seen.merge(stratum, 1, Integer::sum);
      dealt++;
    }
    List<Fold> folds = new ArrayList<>();
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] rest = IntStream.range(0, foldOf.length).filter(t -> foldOf[t] != fold).toArray();
      int[] held = IntStream.range(0, foldOf.length).filter(t -> foldOf[t] == fold).toArray();
      if (held.length > 0 && rest.length > 0) {
        folds.add(new Fold(train.select(rest), train.select(held)));
      }
    }
    return folds;
  }

  /** Measures what a strength costs on what it was not trained on; smaller is better. */
  interface Cost {
    /** The costs of all strengths on one fold. */
    double[] of(Fold fold, double[] strengths);
  }

  /**
   * The one of several strengths with the smallest mean cost over folds, the strongest regularised
   * of equals; empty where there is nothing to choose on.
   *
   * @param strengths from the strongest regularisation to the weakest
   */
  static Optional<Double> choose(
      Examples train, Examples validation, double[] strengths, Cost cost) {
    List<Fold> folds = folds(train, validation);
    double[] sums = new double[strengths.length];
    for (Fold fold : folds) {
      double[] costs = cost.of(fold, strengths);
      for (int s = 0; s < sums.length; s++) {
        sums[s] += costs[s];
      }
    }
    int best = 0;
    for (int s = 1; s < sums.length; s++) {
      best = sums[s] < sums[best] ? s : best;
    }
    return folds.isEmpty() ? Optional.empty() : Optional.of(strengths[best]);
  }
}
