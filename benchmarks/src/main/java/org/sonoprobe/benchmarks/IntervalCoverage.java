package org.sonoprobe.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.Components;
import org.sonoprobe.metrics.Accuracy;
import org.sonoprobe.statistics.Blocks;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.MeanError;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Replicates;
import org.sonoprobe.statistics.Statistics;

/**
 * A simulation with known answers of how often 95 % intervals hold the truth, and how often models
 * that are equally good are told apart. The truth is the mean score over many test sets of the same
 * size.
 *
 * <p>Arguments: the number of simulations (500 unless given) and words that the names of designs
 * must hold.
 */
public final class IntervalCoverage {
  private static final int DRAWS = 300;
  private static final int MODELS = 5;

  private IntervalCoverage() {}

  /**
   * A kind of test set.
   *
   * @param tracks how many
   * @param classes or tags
   * @param each tracks of each class; 0 for classes at random
   * @param signal how right answers are: the share of right ones, or how far positives lie above
   * @param rate how often a tag holds
   * @param units that share an effect; 0 where each track is its own
   */
  private record Design(
      TaskType type, int tracks, int classes, int each, double signal, double rate, int units) {

    String words() {
      String of =
          type.equals(TaskTypes.MULTICLASS_CLASSIFICATION)
              ? each > 0 ? classes + " classes × " + each : classes + " classes"
              : type.equals(TaskTypes.REGRESSION)
                  ? "values"
                  : "%d tags at %.0f %%".formatted(classes, 100 * rate);
      String noise = signal == 0 ? ", noise" : signal > 0.9 && signal < 1 ? ", nearly perfect" : "";
      return "%d tracks, %s%s%s"
          .formatted(tracks, of, noise, units == 0 ? "" : ", " + units + " groups");
    }

    /** The answers of several models, equally good, about the same tracks. */
    List<Predictions> draw(Random random, int models) {
      return type.equals(TaskTypes.MULTICLASS_CLASSIFICATION)
          ? drawClasses(random, models)
          : type.equals(TaskTypes.REGRESSION)
              ? drawValues(random, models)
              : drawTags(random, models);
    }

    private List<String> unitNames(int[] unit) {
      return Arrays.stream(unit).mapToObj(u -> "u" + u).toList();
    }

    private int[] unit(Random random) {
      int[] unit = new int[tracks];
      for (int i = 0; i < tracks; i++) {
        unit[i] = units == 0 || i < units ? i : random.nextInt(units);
      }
      return unit;
    }

    private List<String> ids() {
      return IntStream.range(0, tracks).mapToObj(i -> "t" + i).toList();
    }

    private List<Predictions> drawClasses(Random random, int models) {
      List<String> labels =
          classes == 24 ? keyLabels() : IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
      Task task = new Task("any", type, labels);
      int[] unit = unit(random);
      int[] truth = new int[tracks];
      List<Target> targets = new ArrayList<>();
      double[] hard = new double[tracks];
      for (int i = 0; i < tracks; i++) {
        truth[i] = each > 0 ? i / each : random.nextInt(classes);
        targets.add(new Target.Label(labels.get(truth[i])));
        hard[i] = models > 1 ? random.nextGaussian() : 0;
      }
      List<Predictions> all = new ArrayList<>();
      for (int m = 0; m < models; m++) {
        double[] effect = gaussian(random, Math.max(1, units), units == 0 ? 0 : 0.6);
        double[][] scores = new double[tracks][classes];
        for (int i = 0; i < tracks; i++) {
          double odds =
              Math.log(signal / (1 - signal)) + hard[i] + effect[units == 0 ? 0 : unit[i]];
          boolean knows = signal > 0 && random.nextDouble() < 1 / (1 + Math.exp(-odds));
          int said = knows ? truth[i] : random.nextInt(classes);
          double sure = 0.5 + 0.45 * random.nextDouble();
          Arrays.fill(scores[i], (1 - sure) / (classes - 1));
          scores[i][said] = sure;
        }
        all.add(new Predictions(task, ids(), targets, scores, unitNames(unit)));
      }
      return all;
    }

    private List<Predictions> drawTags(Random random, int models) {
      List<String> labels = IntStream.range(0, classes).mapToObj(c -> "t" + c).toList();
      Task task = new Task("any", type, labels);
      int[] unit = unit(random);
      boolean[][] holds = new boolean[tracks][classes];
      List<Target> targets = new ArrayList<>();
      double[][] hard = new double[tracks][classes];
      for (int i = 0; i < tracks; i++) {
        Set<String> names = new TreeSet<>();
        for (int c = 0; c < classes; c++) {
          holds[i][c] = random.nextDouble() < rate;
          if (holds[i][c]) {
            names.add(labels.get(c));
          }
          hard[i][c] = models > 1 ? 0.7 * random.nextGaussian() : 0;
        }
        targets.add(new Target.Tags(names));
      }
      List<Predictions> all = new ArrayList<>();
      for (int m = 0; m < models; m++) {
        double[] own = gaussian(random, tracks, 0.5);
        double[] effect = gaussian(random, Math.max(1, units * classes), units == 0 ? 0 : 0.7);
        double[][] scores = new double[tracks][classes];
        for (int i = 0; i < tracks; i++) {
          for (int c = 0; c < classes; c++) {
            double level =
                random.nextGaussian()
                    + own[i]
                    + hard[i][c]
                    + (holds[i][c] ? signal : 0)
                    + (units == 0 ? 0 : effect[unit[i] * classes + c]);
            scores[i][c] = 1 / (1 + Math.exp(1 - level));
          }
        }
        all.add(new Predictions(task, ids(), targets, scores, unitNames(unit)));
      }
      return all;
    }

    private List<Predictions> drawValues(Random random, int models) {
      Task task = new Task("any", type, List.of("a"));
      int[] unit = unit(random);
      List<Target> targets = new ArrayList<>();
      double[] truth = gaussian(random, tracks, 1);
      double[] hard = gaussian(random, tracks, models > 1 ? 0.4 : 0);
      for (double each : truth) {
        targets.add(new Target.Values(List.of(each)));
      }
      List<Predictions> all = new ArrayList<>();
      for (int m = 0; m < models; m++) {
        double[] effect = gaussian(random, Math.max(1, units), units == 0 ? 0 : 0.4);
        double[][] scores = new double[tracks][1];
        for (int i = 0; i < tracks; i++) {
          scores[i][0] =
              (signal > 0 ? truth[i] : 0)
                  + 0.6 * random.nextGaussian()
                  + hard[i]
                  + (units == 0 ? 0 : effect[unit[i]]);
        }
        all.add(new Predictions(task, ids(), targets, scores, unitNames(unit)));
      }
      return all;
    }

    private static double[] gaussian(Random random, int count, double deviation) {
      double[] values = new double[count];
      Arrays.setAll(values, i -> deviation * random.nextGaussian());
      return values;
    }

    private static List<String> keyLabels() {
      List<String> labels = new ArrayList<>();
      for (String mode : List.of("major", "minor")) {
        for (String tonic :
            List.of("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")) {
          labels.add(tonic + " " + mode);
        }
      }
      return labels;
    }
  }

  private static Design classes(int tracks, int classes, int each, double right, int units) {
    return new Design(
        TaskTypes.MULTICLASS_CLASSIFICATION,
        each > 0 ? classes * each : tracks,
        classes,
        each,
        right,
        0,
        units);
  }

  private static Design tags(int tracks, int tags, double rate, double above, int units) {
    return new Design(TaskTypes.MULTILABEL_CLASSIFICATION, tracks, tags, 0, above, rate, units);
  }

  private static Design values(int tracks, int units) {
    return new Design(TaskTypes.REGRESSION, tracks, 1, 0, 1, 0, units);
  }

  private static List<Design> designs() {
    List<Design> all = new ArrayList<>();
    for (int tracks : new int[] {30, 100, 300, 1000, 4000}) {
      all.add(classes(tracks, 5, 0, 0.6, 0));
      all.add(classes(tracks, 5, 0, 0, 0));
      all.add(values(tracks, 0));
    }
    all.add(classes(100, 5, 0, 0.97, 0));
    for (int[] few : new int[][] {{24, 4}, {100, 3}, {300, 2}}) {
      all.add(classes(0, few[0], few[1], 0.6, 0));
      all.add(classes(0, few[0], few[1], 0, 0));
    }
    for (int units : new int[] {2, 3, 5, 10, 30}) {
      all.add(classes(20 * units, 4, 0, 0.7, units));
      all.add(tags(40 * units, 10, 0.1, 1, units));
      all.add(values(20 * units, units));
    }
    for (double signal : new double[] {1, 0}) {
      all.add(tags(100, 20, 0.3, signal, 0));
      all.add(tags(100, 20, 0.05, signal, 0));
      all.add(tags(300, 20, 0.02, signal, 0));
      all.add(tags(1000, 20, 0.02, signal, 0));
      all.add(tags(1000, 20, 0.05, signal, 0));
    }
    return all;
  }

  private static List<String> metrics(Design design) {
    if (design.type.equals(TaskTypes.REGRESSION)) {
      return List.of("r2", "mae", "median_ae");
    }
    if (design.type.equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      return List.of(
          "average_precision_macro", "average_precision_micro", "roc_auc_macro", "f1_micro");
    }
    List<String> names =
        new ArrayList<>(
            List.of(
                new Accuracy().name(),
                "balanced_accuracy",
                "f1_macro",
                "precision_macro",
                "matthews_corrcoef",
                "cohen_kappa",
                "log_loss",
                "v_measure",
                "adjusted_rand"));
    if (design.classes == 24) {
      names.add("weighted_key_score");
    }
    return names;
  }

  /** Runs all simulations. */
  public static void main(String[] arguments) {
    int simulations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    String wanted = arguments.length > 1 ? arguments[1] : "";
    System.out.println(
        "| test set | score | truth | holds it | none | told apart at 5 % | at 1 % | from the best of 5 |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    designs().stream()
        .filter(design -> design.words().contains(wanted))
        .forEach(design -> simulate(design, simulations));
    folds(simulations);
  }

  /** What one simulated test set says of one metric. */
  private record Told(Estimate estimate, double truth, List<Double> p, boolean fromBest) {}

  private static void simulate(Design design, int simulations) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    metrics(design).forEach(name -> metrics.put(name, Components.named(Metric.class, name)));
    List<Map<String, Told>> all =
        IntStream.range(0, simulations)
            .parallel()
            .mapToObj(s -> one(design, metrics, new Random(1000L + s)))
            .toList();
    metrics.forEach(
        (name, metric) -> {
          double truth =
              all.stream()
                  .mapToDouble(told -> of(told, name).truth)
                  .filter(Double::isFinite)
                  .average()
                  .orElse(Double.NaN);
          int held = 0;
          int known = 0;
          int apart = 0;
          int far = 0;
          int tests = 0;
          int best = 0;
          for (Map<String, Told> each : all) {
            Told told = of(each, name);
            known += told.estimate.interval().isKnown() ? 1 : 0;
            held += told.estimate.interval().contains(truth) ? 1 : 0;
            for (double p : told.p) {
              apart += p <= 0.05 ? 1 : 0;
              far += p <= 0.01 ? 1 : 0;
              tests++;
            }
            best += told.fromBest ? 1 : 0;
          }
          System.out.printf(
              Locale.ROOT,
              "| %s | `%s` | %.3f | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
              design.words(),
              name,
              truth,
              100.0 * held / Math.max(1, known),
              100.0 - 100.0 * known / all.size(),
              100.0 * apart / Math.max(1, tests),
              100.0 * far / Math.max(1, tests),
              100.0 * best / all.size());
        });
  }

  private static Told of(Map<String, Told> told, String name) {
    Told own = told.get(name);
    if (own == null) {
      throw new IllegalStateException("nothing is told of " + name);
    }
    return own;
  }

  private static Map<String, Told> one(Design design, Map<String, Metric> metrics, Random random) {
    Map<String, Told> told = new LinkedHashMap<>();
    Predictions alone = design.draw(random, 1).get(0);
    List<Predictions> rest =
        IntStream.range(0, 4).mapToObj(i -> design.draw(random, 1).get(0)).toList();
    List<Predictions> equal = design.draw(random, MODELS);
    metrics.forEach(
        (name, metric) -> {
          Replicates own = replicates(metric, alone);
          double value = metric.compute(alone).value();
          Estimate estimate =
              Estimate.of(
                  value, Math.sqrt(own.variance()), own.freedom(), metric.range(alone), Double.NaN);
          double truth =
              rest.stream()
                  .mapToDouble(each -> metric.compute(each).value())
                  .filter(Double::isFinite)
                  .average()
                  .orElse(Double.NaN);
          List<Replicates> models = equal.stream().map(each -> replicates(metric, each)).toList();
          double[] values =
              equal.stream().mapToDouble(each -> metric.compute(each).value()).toArray();
          List<Double> p = new ArrayList<>();
          for (int a = 0; a < MODELS; a++) {
            for (int b = a + 1; b < MODELS; b++) {
              Replicates both = Replicates.sum(List.of(models.get(a), models.get(b)), 1, -1);
              p.add(
                  Paired.of(
                          values[a] - values[b],
                          Math.sqrt(both.variance()),
                          both.freedomOfDifference(),
                          both.units())
                      .p());
            }
          }
          double[] adjusted =
              Statistics.holm(p.stream().mapToDouble(Double::doubleValue).toArray());
          told.put(
              name,
              new Told(
                  estimate,
                  truth,
                  List.of(p.get(0), p.get(7)),
                  Arrays.stream(adjusted).anyMatch(each -> each <= 0.05)));
        });
    return told;
  }

  private static Replicates replicates(Metric metric, Predictions predictions) {
    return Replicates.of(
            List.of(
                new Replicates.Replicated(
                    metric.weighted(predictions), metric.spread(predictions))),
            Blocks.of(predictions.units()),
            DRAWS,
            1)
        .get(0);
  }

  /** Folds that share no track, and splits that do. */
  private static void folds(int simulations) {
    System.out.println();
    System.out.println("| splits | tracks in all | accuracy holds the truth |");
    System.out.println("|---|---|---|");
    for (int tracks : new int[] {100, 300, 1000}) {
      for (int count : new int[] {5, 10}) {
        System.out.printf(
            Locale.ROOT,
            "| %d folds | %d | %.1f %% |%n",
            count,
            tracks,
            100 * ofFolds(tracks, count, true, simulations));
        System.out.printf(
            Locale.ROOT,
            "| %d repeated splits, a fifth tested | %d | %.1f %% |%n",
            count,
            tracks,
            100 * ofFolds(tracks, count, false, simulations));
      }
    }
  }

  private static double ofFolds(int tracks, int count, boolean disjoint, int simulations) {
    double right = 0.7;
    int held = 0;
    for (int s = 0; s < simulations; s++) {
      Random random = new Random(7000L + s);
      boolean[] isRight = new boolean[tracks];
      for (int i = 0; i < tracks; i++) {
        isRight[i] = random.nextDouble() < right;
      }
      double[] shares = new double[count];
      double[] errors = new double[count];
      double[] freedoms = new double[count];
      for (int f = 0; f < count; f++) {
        int[] tested = disjoint ? fold(tracks, count, f) : fifth(tracks, random);
        double hits = Arrays.stream(tested).filter(i -> isRight[i]).count();
        double n = tested.length;
        shares[f] = hits / n;
        errors[f] = Math.sqrt(shares[f] * (1 - shares[f]) / (n - 1));
        freedoms[f] = n - 1;
      }
      double mean = Arrays.stream(shares).average().orElse(Double.NaN);
      MeanError error = MeanError.of(errors, freedoms);
      Estimate estimate =
          disjoint
              ? Estimate.of(mean, error.error(), error.freedom(), Metric.Range.UNIT, Double.NaN)
              : Estimate.of(
                  mean,
                  Statistics.correctedError(0.25, shares),
                  count - 1.0,
                  Metric.Range.UNIT,
                  Double.NaN);
      held += estimate.interval().contains(right) ? 1 : 0;
    }
    return (double) held / simulations;
  }

  private static int[] fold(int tracks, int count, int fold) {
    return IntStream.range(0, tracks).filter(i -> i % count == fold).toArray();
  }

  private static int[] fifth(int tracks, Random random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, tracks).boxed().toList());
    java.util.Collections.shuffle(all, random);
    return all.subList(0, tracks / 5).stream().mapToInt(Integer::intValue).toArray();
  }
}
