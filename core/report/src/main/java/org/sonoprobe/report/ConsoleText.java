package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Skipped;

/** Results for a terminal: what they say, a table by the first metric, what is missing. */
final class ConsoleText {
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";
  private static final String GAP = "  ";
  private static final int MOST_NOTES = 8;
  private static final int NARROWEST = 40;

  private final Report report;
  private final int width;
  private final boolean colour;
  private final StringBuilder text = new StringBuilder();

  ConsoleText(Report report, int width, boolean colour) {
    this.report = report;
    this.width = Math.max(NARROWEST, width);
    this.colour = colour;
  }

  @Override
  public String toString() {
    text.setLength(0);
    Map<List<String>, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      groups
          .computeIfAbsent(
              List.of(cell.at(Variable.EXPERIMENT), cell.at(Variable.DATASET)),
              key -> new ArrayList<>())
          .add(cell);
    }
    groups.values().forEach(this::experiment);
    missing();
    return shown(text.toString());
  }

  /** Names may hold what a terminal would obey. */
  private String shown(String whole) {
    String safe = whole.replaceAll("[\\p{Cntrl}&&[^\n\u001b]]", "?");
    return colour ? safe.replaceAll("\u001b(?!\\[[012]m)", "?") : safe.replace('\u001b', '?');
  }

  private void experiment(List<Cell> all) {
    Set<String> metrics = new LinkedHashSet<>();
    all.forEach(cell -> metrics.add(cell.at(Variable.METRIC)));
    String metric = metrics.iterator().next();
    List<Cell> own = all.stream().filter(cell -> cell.at(Variable.METRIC).equals(metric)).toList();
    AutoTable layout = AutoTable.of(own).columns(Variable.SCENARIO);
    PivotTable table = layout.tables().get(0);
    if (table.isGiven()) {
      table = layout.rows(Variable.EMBEDDING).tables().get(0);
    }
    line(styled(BOLD, table.title()));
    Answers.of(report.results(), own).forEach(this::wrapped);
    data(own.get(0));
    text.append('\n');
    table(table);
    Set<String> marks = new LinkedHashSet<>();
    if (own.stream().anyMatch(Cell::isAtChance)) {
      marks.add("° cannot be told from chance");
    }
    marks.add(
        (colour ? "bold" : "*")
            + (table.hasGroups() ? " the best, and what cannot be told from it" : " the best"));
    if (metrics.size() > 1) {
      marks.add(
          "in the report also by " + metrics.stream().skip(1).collect(Collectors.joining(", ")));
    }
    wrapped(String.join("; ", marks));
    text.append('\n');
  }

  /** What the data are and what an audit found. */
  private void data(Cell any) {
    for (ExperimentData data : report.results().data()) {
      if (data.experiment().equals(any.at(Variable.EXPERIMENT))
          && data.dataset().equals(any.at(Variable.DATASET))) {
        wrapped("Data: " + data.summary());
        data.findings().stream().limit(MOST_NOTES).forEach(finding -> wrapped("- " + finding));
        if (data.findings().size() > MOST_NOTES) {
          line("and " + (data.findings().size() - MOST_NOTES) + " more findings in the report");
        }
      }
    }
  }

  /** A table with intervals where there is room, in pieces where there is too little. */
  private void table(PivotTable table) {
    List<String> heads =
        table.columns().stream()
            .map(
                column ->
                    TableStyle.shortName(Variable.SCENARIO, column.get(0)).equals("C")
                        ? "clean"
                        : column.get(0))
            .toList();
    List<List<String>> names = new ArrayList<>();
    for (int r = 0; r < table.rows().size(); r++) {
      List<String> row = table.rows().get(r);
      List<String> shown = new ArrayList<>(row);
      if (r > 0 && row.size() > 1 && table.rows().get(r - 1).get(0).equals(row.get(0))) {
        shown.set(0, "");
      }
      names.add(shown);
    }
    int[] nameWidths = new int[table.rowVariables().size()];
    for (List<String> row : names) {
      for (int n = 0; n < nameWidths.length; n++) {
        nameWidths[n] = Math.max(nameWidths[n], Math.min(width / 4, row.get(n).length()));
      }
    }
    int left = 0;
    for (int each : nameWidths) {
      left += each + GAP.length();
    }
    Function<Cell, String> full = cell -> number(cell) + TableStyle.USUAL.certainty(cell);
    Function<Cell, String> brief = cell -> number(cell) + (cell.isAtChance() ? " °" : "");
    Function<Cell, String> form = left + needed(table, heads, full) <= width ? full : brief;
    int from = 0;
    while (from < heads.size()) {
      int to = from;
      int used = left;
      List<Integer> widths = new ArrayList<>();
      while (to < heads.size()) {
        int own = columnWidth(table, heads, form, to);
        if (to > from && used + own + GAP.length() > width) {
          break;
        }
        used += own + GAP.length();
        widths.add(own);
        to++;
      }
      StringBuilder head = new StringBuilder();
      for (int each : nameWidths) {
        head.append(" ".repeat(each)).append(GAP);
      }
      for (int c = from; c < to; c++) {
        head.append(padded(cut(heads.get(c), widths.get(c - from)), widths.get(c - from), false))
            .append(GAP);
      }
      line(styled(DIM, head.toString().stripTrailing()));
      for (int r = 0; r < table.rows().size(); r++) {
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < nameWidths.length; n++) {
          line.append(padded(cut(names.get(r).get(n), nameWidths[n]), nameWidths[n], true))
              .append(GAP);
        }
        for (int c = from; c < to; c++) {
          String cell = form.apply(table.at(r, c));
          boolean best = table.isAmongBest(r, c);
          String shown = best && !colour ? "*" + cell : cell;
          String pad = padded(shown, widths.get(c - from), false);
          line.append(best ? styled(BOLD, pad) : pad).append(GAP);
        }
        line(line.toString().stripTrailing());
      }
      text.append('\n');
      from = to;
    }
  }

  private static String number(Cell cell) {
    return TableStyle.USUAL.number(cell);
  }

  private int needed(PivotTable table, List<String> heads, Function<Cell, String> form) {
    int sum = 0;
    for (int c = 0; c < heads.size(); c++) {
      sum += columnWidth(table, heads, form, c) + GAP.length();
    }
    return sum;
  }

  private int columnWidth(
      PivotTable table, List<String> heads, Function<Cell, String> form, int column) {
    int widest = Math.min(18, heads.get(column).length());
    for (int r = 0; r < table.rows().size(); r++) {
      widest = Math.max(widest, form.apply(table.at(r, column)).length() + (colour ? 0 : 1));
    }
    return widest;
  }

  private static String cut(String name, int most) {
    return name.length() <= most ? name : name.substring(0, Math.max(1, most - 1)) + "…";
  }

  private static String padded(String value, int wide, boolean left) {
    String pad = " ".repeat(Math.max(0, wide - value.length()));
    return left ? value + pad : pad + value;
  }

  /** What was left out and what is to be known, the same things once. */
  private void missing() {
    Results results = report.results();
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (Skipped skipped : results.skipped()) {
      reasons.merge(skipped.stage().word() + ": " + skipped.reason(), 1, Integer::sum);
    }
    if (!reasons.isEmpty()) {
      line(styled(BOLD, "Left out: " + results.skipped().size() + " (see the report)"));
      reasons.entrySet().stream()
          .limit(MOST_NOTES)
          .forEach(each -> wrapped("- " + each.getValue() + " at " + each.getKey()));
      text.append('\n');
    }
    if (!results.notes().isEmpty()) {
      line(styled(BOLD, "Notes"));
      results.notes().stream().limit(MOST_NOTES).forEach(note -> wrapped("- " + note));
      if (results.notes().size() > MOST_NOTES) {
        line("and " + (results.notes().size() - MOST_NOTES) + " more in the report");
      }
      text.append('\n');
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void wrapped(String words) {
    StringBuilder line = new StringBuilder();
    for (String word : List.of(words.split(" ", -1))) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(line.toString());
  }

  private String styled(String style, String words) {
    return colour ? style + words + PLAIN : words;
  }
}
