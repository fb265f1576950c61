package org.sonoprobe.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;

/**
 * The agreement of downstream models on the order of the embedding models, by one metric on clean
 * audio.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param metric the metric's label
 * @param models how many embedding models there are
 * @param probes the downstream models that tell embedding models apart at all
 * @param lowest the lowest of Kendall's tau (tau-a) between two of these: 1 for the same order, -1
 *     for the opposite
 * @param mean the mean of them
 * @param best for each embedding model under how many of them it is the best
 */
public record ProbeAgreement(
    String experiment,
    String dataset,
    String metric,
    int models,
    List<String> probes,
    double lowest,
    double mean,
    Map<String, Integer> best) {

  /** What it answers, as a heading. */
  public static final String QUESTION =
      "Does the order of the models survive the choice of the probe? (clean audio; by the scores"
          + " alone, also where they cannot be told apart)";

  /** One for each experiment, dataset and metric with at least two models and two such probes. */
  public static List<ProbeAgreement> of(Results results) {
    List<ProbeAgreement> all = new ArrayList<>();
    for (Summary experiment : results.experiments()) {
      for (String dataset : experiment.datasets()) {
        for (Summary.Judge judge : experiment.metrics()) {
          Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
          for (ScoreRow row : results.wholeScores()) {
            if (row.experiment().equals(experiment.name())
                && row.dataset().equals(dataset)
                && row.metric().equals(judge.metric())
                && row.scenario().equals(Scenario.CLEAN.name())
                && row.isWhole()
                && !Double.isNaN(row.value())) {
              values
                  .computeIfAbsent(row.downstream(), probe -> new LinkedHashMap<>())
                  .computeIfAbsent(
                      row.embedding() + "/" + row.aggregation(), model -> new ArrayList<>())
                  .add(row.value());
            }
          }
          agreement(experiment.name(), dataset, judge, values, all);
        }
      }
    }
    return all;
  }

  private static void agreement(
      String experiment,
      String dataset,
      Summary.Judge judge,
      Map<String, Map<String, List<Double>>> values,
      List<ProbeAgreement> all) {
    List<String> models =
        values.values().stream().flatMap(own -> own.keySet().stream()).distinct().toList();
    Map<String, double[]> orders = new LinkedHashMap<>();
    values.forEach(
        (probe, own) -> {
          double[] means = new double[models.size()];
          for (int i = 0; i < means.length; i++) {
            means[i] =
                own.getOrDefault(models.get(i), List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN)
                    * (judge.greaterIsBetter() ? 1 : -1);
          }
          boolean complete = Arrays.stream(means).noneMatch(Double::isNaN);
          if (complete && Arrays.stream(means).distinct().count() > 1) {
            orders.put(probe, means);
          }
        });
    if (models.size() < 2 || orders.size() < 2) {
      return;
    }
    List<double[]> list = List.copyOf(orders.values());
    double lowest = 1;
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < list.size(); a++) {
      for (int b = a + 1; b < list.size(); b++) {
        double tau = tau(list.get(a), list.get(b));
        lowest = Math.min(lowest, tau);
        sum += tau;
        pairs++;
      }
    }
    Map<String, Integer> best = new LinkedHashMap<>();
    for (double[] order : list) {
      int first = 0;
      for (int i = 1; i < order.length; i++) {
        first = order[i] > order[first] ? i : first;
      }
      String model = models.get(first);
      best.merge(
          model.endsWith("/mean") ? model.substring(0, model.length() - 5) : model,
          1,
          Integer::sum);
    }
    all.add(
        new ProbeAgreement(
            experiment,
            dataset,
            judge.metric(),
            models.size(),
            List.copyOf(orders.keySet()),
            lowest,
            sum / pairs,
            best));
  }

  /** Kendall's tau-a (1938): pairs in the same order less those in the other, over all pairs. */
  public static double tau(double[] first, double[] second) {
    double same = 0;
    int pairs = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = i + 1; j < first.length; j++) {
        same += Math.signum((first[i] - first[j]) * (second[i] - second[j]));
        pairs++;
      }
    }
    return pairs == 0 ? Double.NaN : same / pairs;
  }

  /** It in words. */
  public String words() {
    List<String> winners = new ArrayList<>();
    best.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> winners.add(entry.getKey() + " under " + entry.getValue()));
    return String.format(
        Locale.ROOT,
        "%s, %s, %s: best is %s of %d probes; Kendall's tau between the orders of %d models %.2f at"
            + " lowest, %.2f on average",
        experiment,
        dataset,
        metric,
        String.join(", ", winners),
        probes.size(),
        models,
        lowest,
        mean);
  }
}
