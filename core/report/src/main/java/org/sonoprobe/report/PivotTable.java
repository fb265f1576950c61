package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sonoprobe.results.Summary;
import org.sonoprobe.statistics.Statistics;

/**
 * A table that an {@link AutoTable} laid out.
 *
 * @param fixed the variables that have one value in it, and that value
 * @param rowVariables down, the first outermost; may be none
 * @param columnVariables across, the first outermost; may be none
 * @param rows for each row the values of its variables
 * @param columns for each column the values of its variables
 * @param cells a number for each row and column; {@link #NOTHING} where there is none
 */
public record PivotTable(
    Map<Variable, String> fixed,
    List<Variable> rowVariables,
    List<Variable> columnVariables,
    List<List<String>> rows,
    List<List<String>> columns,
    List<List<Cell>> cells) {

  /** No number. */
  public static final Cell NOTHING = Cell.of(Map.of(), true, Double.NaN);

  /** What it is about, in words. */
  public String title() {
    if (isGiven()) {
      return value(Variable.EXPERIMENT) + ": predictions from elsewhere";
    }
    StringBuilder title = new StringBuilder(value(Variable.EXPERIMENT));
    String task = value(Variable.TASK);
    String dataset = value(Variable.DATASET);
    title.append(title.isEmpty() || (task + dataset).isEmpty() ? "" : ": ");
    title.append(task).append(task.isEmpty() || dataset.isEmpty() ? "" : " on ").append(dataset);
    for (Variable variable :
        List.of(Variable.METRIC, Variable.SCENARIO, Variable.EMBEDDING, Variable.DOWNSTREAM)) {
      if (!value(variable).isEmpty()) {
        title.append(title.isEmpty() ? "" : ", ").append(value(variable));
      }
    }
    if (!List.of("", "mean", Summary.GIVEN).contains(value(Variable.AGGREGATION))) {
      title.append(title.isEmpty() ? "" : ", ").append(value(Variable.AGGREGATION));
    }
    if (value(Variable.SOURCE).contains(" ")) {
      title.append(title.isEmpty() ? "" : ", ").append(value(Variable.SOURCE));
    }
    if (splits() > 1) {
      title.append(", mean ± deviation over ").append(splits()).append(" splits");
    }
    return title.toString();
  }

  private String value(Variable variable) {
    return Objects.requireNonNullElse(fixed.get(variable), "");
  }

  /** The most splits that a number is the mean of. */
  int splits() {
    return all().stream().mapToInt(Cell::splits).max().orElse(1);
  }

  private List<Cell> all() {
    return cells.stream().flatMap(List::stream).toList();
  }

  /** The cell of a row and a column. */
  public Cell at(int row, int column) {
    return cells.get(row).get(column);
  }

  /** Which way is better in a column; greater where its numbers do not agree. */
  boolean isLessBetter(int column) {
    List<Cell> own =
        cells.stream().map(line -> line.get(column)).filter(cell -> !cell.equals(NOTHING)).toList();
    return !own.isEmpty() && own.stream().noneMatch(Cell::greaterIsBetter);
  }

  /**
   * Whether no number that it competes with is better, or none that is can be told from it; several
   * may share the best place. Numbers compete that are of one protocol, dataset, metric and
   * scenario; across runs by their values alone, since no test has been made.
   */
  public boolean isAmongBest(int row, int column) {
    Cell cell = at(row, column);
    if (Double.isNaN(cell.mean())) {
      return false;
    }
    if (cell.total() == 0
        && !cell.nature().protocol().equals(Leaderboard.MEAN_RANK)
        && all().stream().anyMatch(other -> other.total() > 0)) {
      return false; // published beside ours: of what it was measured is not known here
    }
    List<Cell> rivals =
        all().stream()
            .filter(other -> !Double.isNaN(other.mean()) && compete(cell, other))
            .toList();
    boolean tested =
        rivals.stream()
            .allMatch(
                other ->
                    Stream.of(Variable.SOURCE, Variable.EXPERIMENT)
                        .allMatch(v -> other.at(v).equals(cell.at(v))));
    // groups are of all models of the run: without its first the best of the others is not known
    if (tested && rivals.stream().anyMatch(other -> other.certainty().group() == 1)) {
      return cell.certainty().group() == 1;
    }
    double sign = cell.greaterIsBetter() ? 1 : -1;
    double best = rivals.stream().mapToDouble(other -> sign * other.mean()).max().orElse(0);
    return sign * cell.mean() >= best - Statistics.ROUNDING;
  }

  private static boolean compete(Cell a, Cell b) {
    return a.nature().protocol().equals(b.nature().protocol())
        && Stream.of(Variable.TASK, Variable.DATASET, Variable.METRIC, Variable.SCENARIO)
            .allMatch(variable -> a.at(variable).equals(b.at(variable)));
  }

  /** Whether what is best is known to share its place with what cannot be told from it. */
  boolean hasGroups() {
    return all().stream().anyMatch(cell -> cell.certainty().group() > 0);
  }

  /** Whether it is about predictions from elsewhere, which have neither scenarios nor probes. */
  boolean isGiven() {
    return value(Variable.DATASET).equals(Summary.GIVEN);
  }

  /** What its marks mean. */
  public List<String> marks() {
    List<String> marks = new ArrayList<>();
    if (all().stream().anyMatch(cell -> cell.certainty().interval().isKnown())) {
      marks.add(
          "a–b: where the score would lie for other test tracks of the kind, with 95 % confidence"
              + (splits() > 1 ? "; where splits share test tracks, by their deviation" : ""));
    }
    if (IntStream.range(0, columns.size()).anyMatch(this::isLessBetter)) {
      marks.add("↓: less is better");
    }
    if (all().stream().anyMatch(cell -> cell.certainty().spread() > 0)) {
      marks.add(
          "seeds ± s: deviation over trainings from other seeds; resamples ± s: over trainings on"
              + " resamples of the training part, of models that no seed changes");
    }
    if (hasGroups()) {
      marks.add(
          "marked as best: the best of its metric and scenario, and whatever cannot be told from it"
              + " on these test tracks, by these alone (the command compare adjusts for all that is asked at"
              + " once); if those are not in this table, its best number");
    } else if (rows.size() > 1) {
      marks.add("marked as best: the best number; whether others are worse was not tested");
    }
    if (all().stream().map(cell -> cell.at(Variable.SOURCE)).distinct().count() > 1) {
      marks.add(
          "@: the protocol, the same for runs that tested on the same tracks with the same seed;"
              + " (elsewhere): published, under a protocol of its own, and marked by none of ours");
    }
    if (all().stream()
        .anyMatch(cell -> cell.at(Variable.DOWNSTREAM).endsWith(" #" + cell.nature().probe()))) {
      marks.add("#: probes of one name that differ in parameters or in what they are trained on");
    }
    if (all().stream().anyMatch(Cell::isAtChance)) {
      marks.add(
          "°: cannot be told from an answer that knows how often each label is right and nothing of"
              + " the audio");
    }
    return marks;
  }
}
