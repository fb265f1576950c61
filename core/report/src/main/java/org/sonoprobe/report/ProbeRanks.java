package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ranks of models with one probe under one scenario, by the scores alone. */
final class ProbeRanks {
  private ProbeRanks() {}

  /**
   * For each cell its rank: one more than there are better ones, 1 for the best; NaN for a cell
   * without a score.
   */
  static double[] of(List<Cell> cells) {
    Map<List<String>, List<Double>> contests = new HashMap<>();
    for (Cell cell : cells) {
      contests.computeIfAbsent(contest(cell), key -> new ArrayList<>()).add(signed(cell));
    }
    double[] ranks = new double[cells.size()];
    for (int c = 0; c < ranks.length; c++) {
      double own = signed(cells.get(c));
      ranks[c] = Double.isNaN(own) ? Double.NaN : 1;
      for (double other : contests.getOrDefault(contest(cells.get(c)), List.of())) {
        ranks[c] += other > own ? 1 : 0;
      }
    }
    return ranks;
  }

  /** All but the model: what cells share that are compared with each other. */
  static List<String> contest(Cell cell) {
    return List.of(
        cell.at(Variable.SOURCE),
        cell.at(Variable.EXPERIMENT),
        cell.at(Variable.DATASET),
        cell.at(Variable.METRIC),
        cell.at(Variable.SCENARIO),
        cell.at(Variable.DOWNSTREAM));
  }

  private static double signed(Cell cell) {
    return cell.greaterIsBetter() ? cell.mean() : -cell.mean();
  }
}
