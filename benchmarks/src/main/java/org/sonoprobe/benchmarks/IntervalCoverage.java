package org.sonoprobe.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.metrics.Accuracy;
import org.sonoprobe.metrics.F1;
import org.sonoprobe.metrics.Regression;
import org.sonoprobe.metrics.RocAuc;
import org.sonoprobe.statistics.Bootstrap;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Resampling;

/**
 * A simulation with known answers of how often 95 % intervals hold the truth, and how often two
 * models that are equally good are told apart.
 */
public final class IntervalCoverage {
  private static final int SIMULATIONS = 2000;
  private static final int DRAWS = 1000;
  private static final int MANY = 200_000;
  private static final int UNIT = 5;

  /** As many as there are keys: with 100 tracks, most draws lack some. */
  private static final int MANY_CLASSES = 24;

  private IntervalCoverage() {}

  /** Tracks of a simulated model, in units of a size that share an effect. */
  private interface World {
    Predictions draw(Random random, int count, int unit);
  }

  /** Runs all simulations. */
  public static void main(String[] arguments) {
    System.out.println("| score | tracks | units | holds the truth |");
    System.out.println("|---|---|---|---|");
    cover("accuracy, 5 classes", new Accuracy(), IntervalCoverage::classes);
    cover("F1 macro, 5 classes", new F1(), IntervalCoverage::classes);
    cover(
        "F1 macro, 24 classes",
        new F1(),
        (random, count, unit) -> classes(random, count, unit, MANY_CLASSES));
    cover("ROC AUC macro, 4 tags", new RocAuc(), IntervalCoverage::tags);
    cover("R²", new Regression(), IntervalCoverage::values);
    for (int count : new int[] {100, 300}) {
      System.out.printf(
          Locale.ROOT,
          "two equal models, independent errors, accuracy, %d tracks: told apart in %.1f %%%n",
          count,
          100 * toldApart(count));
    }
  }

  private static void cover(String name, Metric metric, World world) {
    for (int count : new int[] {100, 300}) {
      for (int unit : new int[] {1, UNIT}) {
        double truth = metric.compute(world.draw(new Random(1), MANY, unit)).value();
        Random random = new Random(2);
        int held = 0;
        for (int s = 0; s < SIMULATIONS; s++) {
          Predictions predictions = world.draw(random, count, unit);
          Interval interval =
              Bootstrap.of(
                      metric.weighted(predictions), Resampling.of(predictions.units(), DRAWS, s))
                  .interval(0.95, metric.range());
          held += interval.contains(truth) ? 1 : 0;
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %d | %.1f %% |%n",
            name,
            count,
            count / unit,
            100.0 * held / SIMULATIONS);
      }
    }
  }

  private static double toldApart(int count) {
    Random random = new Random(3);
    Metric accuracy = new Accuracy();
    int apart = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      Predictions truth = classes(random, count, 1);
      double[][] others = new double[count][5];
      for (int i = 0; i < count; i++) {
        int label = truth.task().indexOf(((Target.Label) truth.targets().get(i)).name());
        others[i][random.nextDouble() < 0.75 ? label : (label + 1 + random.nextInt(4)) % 5] = 1;
      }
      double[][] own = new double[count][5];
      for (int i = 0; i < count; i++) {
        int label = truth.task().indexOf(((Target.Label) truth.targets().get(i)).name());
        own[i][random.nextDouble() < 0.75 ? label : (label + 1 + random.nextInt(4)) % 5] = 1;
      }
      Predictions a = new Predictions(truth.task(), truth.trackIds(), truth.targets(), own);
      Predictions b = new Predictions(truth.task(), truth.trackIds(), truth.targets(), others);
      Resampling resampling = Resampling.of(a.units(), DRAWS, s);
      Paired paired =
          Paired.of(
              accuracy.compute(a).value() - accuracy.compute(b).value(),
              doubles(Bootstrap.of(accuracy.weighted(a), resampling).floats()),
              doubles(Bootstrap.of(accuracy.weighted(b), resampling).floats()));
      apart += paired.p() <= 0.05 ? 1 : 0;
    }
    return (double) apart / SIMULATIONS;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static List<String> units(int count, int unit) {
    List<String> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add("u" + i / unit);
    }
    return units;
  }

  private static List<String> ids(int count) {
    return units(count, 1);
  }

  private static Predictions classes(Random random, int count, int unit) {
    return classes(random, count, unit, 5);
  }

  private static Predictions classes(Random random, int count, int unit, int classes) {
    List<String> labels = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    Task task = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, labels);
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[count][classes];
    double effect = 0;
    for (int i = 0; i < count; i++) {
      effect = i % unit == 0 && unit > 1 ? 0.3 * (random.nextDouble() - 0.5) : effect;
      int label = random.nextInt(classes);
      targets.add(new Target.Label(labels.get(label)));
      boolean right = random.nextDouble() < 0.75 + effect;
      scores[i][right ? label : (label + 1 + random.nextInt(classes - 1)) % classes] = 1;
    }
    return new Predictions(task, ids(count), targets, scores, units(count, unit));
  }

  private static Predictions tags(Random random, int count, int unit) {
    Task task = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b", "c", "d"));
    double[] prevalence = {0.5, 0.3, 0.2, 0.1};
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[count][4];
    double effect = 0;
    for (int i = 0; i < count; i++) {
      effect = i % unit == 0 && unit > 1 ? random.nextGaussian() * 0.5 : effect;
      Set<String> holding = new java.util.TreeSet<>();
      for (int c = 0; c < 4; c++) {
        boolean holds = random.nextDouble() < prevalence[c];
        if (holds) {
          holding.add(task.labels().get(c));
        }
        scores[i][c] = random.nextGaussian() + (holds ? 1.2 : 0) + effect;
      }
      targets.add(new Target.Tags(holding));
    }
    return new Predictions(task, ids(count), targets, scores, units(count, unit));
  }

  private static Predictions values(Random random, int count, int unit) {
    Task task = new Task("any", TaskTypes.REGRESSION, List.of("a"));
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[count][1];
    double effect = 0;
    for (int i = 0; i < count; i++) {
      effect = i % unit == 0 && unit > 1 ? random.nextGaussian() * 0.4 : effect;
      double truth = random.nextGaussian();
      targets.add(new Target.Values(List.of(truth)));
      scores[i][0] = truth + random.nextGaussian() * 0.6 + effect;
    }
    return new Predictions(task, ids(count), targets, scores, units(count, unit));
  }
}
