package org.sonoprobe.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sonoprobe.api.Scenario;

/**
 * The format of the numbers of a table.
 *
 * @param percent shares as 83.7, not as 0.837; metrics that go beyond 1 stay as they are
 * @param certainty with intervals, deviations and the mark of what is no better than chance
 */
public record TableStyle(boolean percent, boolean certainty) {
  /** Shares with three digits and their intervals. */
  public static final TableStyle USUAL = new TableStyle(false, true);

  /** What stands for a number that there is not. */
  static final String NOTHING = "–";

  /** The short name of clean audio, as the thesis has it. */
  private static final String CLEAN = "C";

  /** A value of a variable where there is little room. */
  static String shortName(Variable variable, String value) {
    return variable == Variable.SCENARIO && value.equals(Scenario.CLEAN.name()) ? CLEAN : value;
  }

  /** The values of several variables. */
  static List<String> shortNames(List<Variable> variables, List<String> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> shortName(variables.get(i), values.get(i)))
        .toList();
  }

  /** The number itself, with what is missing under it. */
  String number(Cell cell) {
    if (cell.equals(PivotTable.NOTHING) || cell.count() > 0 && cell.splits() == 0) {
      return NOTHING;
    }
    if (Double.isNaN(cell.mean())) {
      return cell.total() == 0 ? NOTHING : "undefined";
    }
    String spread = certainty && cell.splits() > 1 ? " ± " + three(cell.deviation(), cell) : "";
    String folds =
        cell.count() < cell.splits()
            ? " (" + cell.count() + " of " + cell.splits() + " splits)"
            : "";
    String rest =
        cell.scored() < cell.total() ? " (" + cell.scored() + " of " + cell.total() + ")" : "";
    return three(cell.mean(), cell) + spread + folds + rest;
  }

  /**
   * The interval of a number, its spread over trainings, and a mark if it is no better than chance;
   * each after a blank.
   */
  String certainty(Cell cell) {
    if (!certainty || Double.isNaN(cell.mean())) {
      return "";
    }
    Cell.Certainty known = cell.certainty();
    String spread =
        known.spread() > 0
            ? " ("
                + (known.resampled() ? "resamples" : "seeds")
                + " ± "
                + three(known.spread(), cell)
                + ")"
            : "";
    String interval =
        known.interval().isKnown()
            ? " "
                + end(known.interval().low(), cell)
                + (known.interval().low() < 0 ? " to " : "–")
                + end(known.interval().high(), cell)
            : "";
    return spread + interval + (cell.isAtChance() ? " °" : "");
  }

  private boolean asPercent(Cell cell) {
    return percent && cell.nature().share();
  }

  /** A number with three digits, by the size of the mean that it belongs to. */
  private String three(double value, Cell cell) {
    String text =
        asPercent(cell)
            ? String.format(Locale.ROOT, "%.1f", 100 * value)
            : String.format(Locale.ROOT, isCount(value, cell.mean()) ? "%.0f" : "%.3f", value);
    return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
  }

  private static boolean isCount(double value, double mean) {
    return value == Math.rint(value) && Math.abs(mean) > 1;
  }

  private String end(double end, Cell cell) {
    double scale = asPercent(cell) ? 100 : 1;
    boolean fine = cell.certainty().interval().high() - cell.certainty().interval().low() < 0.02;
    String format =
        isCount(cell.mean(), cell.mean())
            ? "%.0f"
            : scale > 1 ? fine ? "%.1f" : "%.0f" : fine ? "%.3f" : "%.2f";
    String text = String.format(Locale.ROOT, format, scale * end);
    return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
  }
}
