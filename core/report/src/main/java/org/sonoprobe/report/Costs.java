package org.sonoprobe.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Results;

/** The scores of models on clean audio beside what their embeddings took; floors are left out. */
final class Costs {

  /**
   * A score and its cost.
   *
   * @param place of the cell in the list that it is from
   * @param cell the score
   * @param milliseconds a track took
   * @param dimension values that the model gives for a track
   * @param isOnFront whether no other model with the same probe is both as fast and as good, and
   *     better in one of them (the Pareto front)
   */
  record Cost(int place, Cell cell, double milliseconds, int dimension, boolean isOnFront) {

    private boolean beats(Cost other) {
      double sign = cell.greaterIsBetter() ? 1 : -1;
      double ahead = sign * (cell.mean() - other.cell.mean());
      return ahead >= 0
          && milliseconds <= other.milliseconds
          && (ahead > 0 || milliseconds < other.milliseconds);
    }

    private Cost among(List<Cost> rivals) {
      boolean front = rivals.stream().noneMatch(other -> other.beats(this));
      return new Cost(place, cell, milliseconds, dimension, front);
    }
  }

  private Costs() {}

  /** The costs of those models of which the run knows what they took. */
  static List<Cost> of(Results results, List<Cell> cells) throws IOException {
    Map<?, ?> models = models(results);
    Map<List<String>, List<Cost>> rivals = new LinkedHashMap<>();
    for (int c = 0; c < cells.size(); c++) {
      Cell cell = cells.get(c);
      boolean counts =
          cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
              && !cell.floor()
              && !Double.isNaN(cell.mean());
      if (counts
          && models.get(cell.at(Variable.EXPERIMENT)) instanceof Map<?, ?> own
          && own.get(cell.at(Variable.EMBEDDING)) instanceof Map<?, ?> cost
          && cost.get("seconds") instanceof Number seconds
          && cost.get("tracks") instanceof Number tracks
          && cost.get("dimension") instanceof Number dimension
          && tracks.intValue() > 0) {
        double milliseconds = 1000 * seconds.doubleValue() / tracks.intValue();
        rivals
            .computeIfAbsent(ProbeRanks.contest(cell), key -> new ArrayList<>())
            .add(new Cost(c, cell, milliseconds, dimension.intValue(), false));
      }
    }
    List<Cost> costs = new ArrayList<>();
    rivals.values().forEach(all -> all.forEach(cost -> costs.add(cost.among(all))));
    return costs;
  }

  private static Map<?, ?> models(Results results) throws IOException {
    return results.provenance().get("models") instanceof Map<?, ?> all ? all : Map.of();
  }
}
