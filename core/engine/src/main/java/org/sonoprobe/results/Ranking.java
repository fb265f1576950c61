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
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Statistics;

/**
 * The models under one metric and scenario, best first: how far each is behind the best, and which
 * cannot be told apart.
 */
final class Ranking {
  /** A model with what is found out about it. */
  private static final class Contender {
    final Evidence evidence;
    final double[] draws;
    int group;
    double behind = Double.NaN;
    Interval behindInterval = Interval.UNKNOWN;
    double adjusted = Double.NaN;

    Contender(Evidence evidence, double[] draws) {
      this.evidence = evidence;
      this.draws = draws;
    }

    double value() {
      return evidence.value();
    }
  }

  private final List<Contender> contenders;
  private final int sign;

  private Ranking(List<Contender> contenders, int sign) {
    this.contenders = contenders;
    this.sign = sign;
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
        .forEach(column -> ranks.addAll(ofColumn(column).ranks()));
    return ranks;
  }

  private static Ranking ofColumn(List<Evidence> column) {
    int sign = column.get(0).sign();
    // those that were scored on other tracks than most cannot be compared draw by draw
    Map<Set<String>, Integer> tested = new LinkedHashMap<>();
    List<Evidence> sorted = new ArrayList<>(column);
    sorted.sort(Comparator.comparingDouble(evidence -> -sign * evidence.value()));
    sorted.forEach(evidence -> tested.merge(evidence.tracks(), 1, Integer::sum));
    Set<String> most =
        tested.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Set.of());
    Function<Evidence, double[]> draws =
        evidence -> evidence.tracks().equals(most) ? evidence.draws() : new double[0];
    Ranking ranking =
        new Ranking(
            sorted.stream()
                .map(evidence -> new Contender(evidence, draws.apply(evidence)))
                .toList(),
            sign);
    ranking.group();
    return ranking;
  }

  private List<Rank> ranks() {
    int[][] bounds = bounds();
    List<Rank> ranks = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      Contender own = contenders.get(i);
      int better = 0;
      for (Contender other : contenders) {
        better += sign * (other.value() - own.value()) > Statistics.ROUNDING ? 1 : 0;
      }
      ranks.add(
          new Rank(
              own.evidence.place(),
              own.value(),
              better + 1,
              bounds[i][0],
              bounds[i][1],
              own.group,
              own.behind,
              own.behindInterval,
              own.adjusted));
    }
    return ranks;
  }

  private void group() {
    int group = 0;
    for (int first = 0; first < contenders.size(); first++) {
      Contender leader = contenders.get(first);
      if (leader.group > 0 || leader.draws.length == 0) {
        continue;
      }
      group++;
      leader.group = group;
      double[] p = new double[contenders.size()];
      Arrays.fill(p, Double.NaN);
      for (int i = first + 1; i < p.length; i++) {
        Contender other = contenders.get(i);
        if (other.group == 0 && other.draws.length == leader.draws.length) {
          Contrast behind = Contrast.better(leader.evidence, other.evidence);
          p[i] = behind.p();
          if (group == 1) {
            other.behind = behind.difference();
            other.behindInterval = behind.interval();
          }
        }
      }
      double[] adjusted = Statistics.holm(p);
      if (group == 1) {
        leader.behind = 0;
        for (int i = first + 1; i < p.length; i++) {
          contenders.get(i).adjusted = adjusted[i];
        }
      }
      for (int i = first + 1; i < p.length; i++) {
        if (adjusted[i] > Statistics.SIGNIFICANCE) {
          contenders.get(i).group = group;
        }
      }
    }
  }

  /** For each model the best and the worst rank without the outermost draws. */
  private int[][] bounds() {
    int[][] bounds = new int[contenders.size()][2];
    int drawn = contenders.stream().mapToInt(own -> own.draws.length).max().orElse(0);
    for (int i = 0; i < bounds.length; i++) {
      double[] own = contenders.get(i).draws;
      if (own.length < Math.max(1, drawn)) {
        continue;
      }
      double[] ranks = new double[drawn];
      for (int d = 0; d < drawn; d++) {
        int better = 0;
        for (Contender other : contenders) {
          better +=
              other.draws.length == drawn && sign * (other.draws[d] - own[d]) > Statistics.ROUNDING
                  ? 1
                  : 0;
        }
        // an undefined draw says nothing of the rank
        ranks[d] = Double.isNaN(own[d]) ? Double.NaN : better + 1;
      }
      Interval middle = Interval.middle(0.5, ranks);
      bounds[i][0] = middle.isKnown() ? (int) middle.low() : 0;
      bounds[i][1] = middle.isKnown() ? (int) middle.high() : 0;
    }
    return bounds;
  }
}
