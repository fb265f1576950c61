package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tables of lines of cells with blanks that make columns straight. */
final class Markdown {
  private Markdown() {}

  /** A text that is no markup and ends neither its line nor its cell. */
  static String plain(String text) {
    return text.replaceAll("\\R", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("|", "&#124;")
        .replace("\\", "&#92;")
        .replace("[", "&#91;")
        .replace("`", "&#96;")
        .replace("*", "&#42;")
        .replaceAll("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "&#95;");
  }

  /** How many columns of a table are names, at the left. */
  static int names(PivotTable table) {
    return Math.max(1, table.rowVariables().size());
  }

  /** A header, then a line for each row. */
  static List<List<String>> cells(
      PivotTable table, TableStyle style, UnaryOperator<String> plain, String bold) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (Variable variable : table.rowVariables()) {
      header.add(
          table.isGiven() && variable == Variable.EMBEDDING
              ? "model"
              : variable == Variable.DOWNSTREAM ? "probe" : variable.word());
    }
    if (header.isEmpty()) {
      header.add("");
    }
    List<Integer> shown = new ArrayList<>();
    table.rowVariables().forEach(variable -> shown.add(shown.size()));
    if (table.isGiven()) {
      int probe = table.rowVariables().indexOf(Variable.DOWNSTREAM);
      shown.remove(Integer.valueOf(probe));
      header.remove("probe");
    }
    for (int c = 0; c < table.columns().size(); c++) {
      List<String> column = table.columns().get(c);
      String text =
          table.isGiven()
              ? column.get(0)
              : String.join(" ", TableStyle.shortNames(table.columnVariables(), column));
      header.add(plain.apply(text + (table.isLessBetter(c) ? " ↓" : "")));
    }
    lines.add(header);
    for (int r = 0; r < table.rows().size(); r++) {
      List<String> line = new ArrayList<>();
      for (int name : shown) {
        line.add(
            plain.apply(
                TableStyle.shortName(
                    table.rowVariables().get(name), table.rows().get(r).get(name))));
      }
      if (line.isEmpty()) {
        line.add("");
      }
      for (int c = 0; c < table.columns().size(); c++) {
        Cell cell = table.at(r, c);
        String mark = table.isAmongBest(r, c) ? bold : "";
        line.add(mark + style.number(cell) + mark + style.certainty(cell));
      }
      lines.add(line);
    }
    return lines;
  }

  /**
   * Cells with blanks that make columns straight.
   *
   * @param names columns at the left that are words; the others are numbers
   */
  static String aligned(List<List<String>> lines, int names) {
    int columns = lines.get(0).size();
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      for (int c = 0; c < columns; c++) {
        String value = lines.get(i).get(c);
        String pad = " ".repeat(widths[c] - value.length());
        text.append("| ").append(c < names ? value + pad : pad + value).append(' ');
      }
      text.append("|\n");
      if (i == 0) {
        for (int c = 0; c < columns; c++) {
          boolean name = c < names;
          text.append(name ? "|:" : "|-").append("-".repeat(widths[c])).append(name ? "-" : ":");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
