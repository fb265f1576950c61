package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Statistics;

/**
 * The models under one metric and scenario, best first: how far each is behind the best, and which
 * cannot be told apart.
 *
 * <p>All pairs of models are tested, and their p values adjusted together (Holm, 1979), because the
 * best is chosen by the same scores. The bounds of a rank follow (Mohamad, Goeman and van Zwet,
 * 2019): as many are surely better and surely worse as differ by these tests.
 */
final class Ranking {
  private final List<Evidence> models;
  private final int sign;

  /** {@code [better][worse]}, by position; NaN where two are not compared. */
  private final double[][] adjusted;

  private final Contrast[] behindBest;
  private final int best;

  private Ranking(List<Evidence> models) {
    this.models = models;
    this.sign = models.get(0).sign();
    int count = models.size();
    Set<String> splits = usual(Evidence::splits);
    Set<String> tracks = usual(Evidence::tracks);
    boolean[] compared = new boolean[count];
    int first = -1;
    for (int i = 0; i < count; i++) {
      compared[i] = models.get(i).splits().equals(splits) && models.get(i).tracks().equals(tracks);
      first = first < 0 && compared[i] ? i : first;
    }
    this.best = first;
    this.behindBest = new Contrast[count];
    this.adjusted = new double[count][count];
    List<int[]> pairs = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Arrays.fill(adjusted[i], Double.NaN);
      for (int j = i + 1; j < count; j++) {
        if (compared[i] && compared[j]) {
          Contrast behind = Contrast.better(models.get(i), models.get(j));
          pairs.add(new int[] {i, j});
          p.add(behind.p());
          if (i == best) {
            behindBest[j] = behind;
          }
        }
      }
    }
    double[] all = Statistics.holm(p.stream().mapToDouble(Double::doubleValue).toArray());
    for (int k = 0; k < all.length; k++) {
      adjusted[pairs.get(k)[0]][pairs.get(k)[1]] = all[k];
    }
  }

  /** What most models have, of several the first. */
  private <T> T usual(Function<Evidence, T> of) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    models.forEach(model -> counts.merge(of.apply(model), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** The ranks of all models within each dataset, metric and scenario. */
  static List<Rank> of(Collection<Evidence> all) {
    Map<Place, List<Evidence>> columns = new LinkedHashMap<>();
    for (Evidence evidence : all) {
      List<Evidence> column =
          columns.computeIfAbsent(evidence.place().of(Place.Model.NONE), key -> new ArrayList<>());
      if (!evidence.isEmpty()) {
        column.add(evidence);
      }
    }
    List<Rank> ranks = new ArrayList<>();
    columns.values().stream()
        .filter(column -> !column.isEmpty())
        .forEach(
            column -> {
              List<Evidence> sorted = new ArrayList<>(column);
              int sign = column.get(0).sign();
              sorted.sort(Comparator.comparingDouble(evidence -> -sign * evidence.value()));
              ranks.addAll(new Ranking(sorted).ranks());
            });
    return ranks;
  }

  private List<Rank> ranks() {
    int[] groups = groups();
    List<Rank> ranks = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      boolean compared = isCompared(i);
      ranks.add(
          new Rank(
              models.get(i).place(),
              models.get(i).value(),
              compared ? rank(i) : 0,
              isTested(i) ? 1 + told(i, true) : 0,
              isTested(i) ? count() - told(i, false) : 0,
              groups[i],
              i == best ? 0 : compared ? behindBest[i].difference() : Double.NaN,
              i == best || !compared ? Interval.UNKNOWN : behindBest[i].interval(),
              i == best || !compared ? Double.NaN : adjusted[best][i]));
    }
    return ranks;
  }

  private boolean isCompared(int model) {
    return model == best || behindBest[model] != null;
  }

  /** How many are compared. */
  private int count() {
    return (int) IntStream.range(0, models.size()).filter(this::isCompared).count();
  }

  /** Whether something is known of how a model differs from others, or there are none. */
  private boolean isTested(int model) {
    return isCompared(model)
        && (count() == 1
            || IntStream.range(0, models.size())
                .anyMatch(
                    other ->
                        !Double.isNaN(adjusted[model][other])
                            || !Double.isNaN(adjusted[other][model])));
  }

  private int rank(int model) {
    int better = 0;
    for (int other = 0; other < models.size(); other++) {
      double ahead = sign * (models.get(other).value() - models.get(model).value());
      better += isCompared(other) && ahead > Statistics.ROUNDING ? 1 : 0;
    }
    return better + 1;
  }

  /** How many are told from a model, as better ones or as worse. */
  private int told(int model, boolean better) {
    int told = 0;
    for (int other = 0; other < models.size(); other++) {
      double p = better ? adjusted[other][model] : adjusted[model][other];
      told += p <= Statistics.SIGNIFICANCE ? 1 : 0;
    }
    return told;
  }

  /** 1 for what is not told from the best, 2 for what is not told from the best of the others, … */
  private int[] groups() {
    int[] groups = new int[models.size()];
    int group = 0;
    for (int first = 0; first < groups.length; first++) {
      if (groups[first] > 0 || !isTested(first)) {
        continue;
      }
      groups[first] = ++group;
      for (int i = first + 1; i < groups.length; i++) {
        if (groups[i] == 0 && adjusted[first][i] > Statistics.SIGNIFICANCE) {
          groups[i] = group;
        }
      }
    }
    return groups;
  }
}
