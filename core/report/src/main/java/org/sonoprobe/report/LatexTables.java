package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables of LaTeX with the rules of booktabs. */
final class LatexTables {
  private static final Map<String, String> ESCAPED =
      Map.ofEntries(
          Map.entry("\\", "\\textbackslash{}"),
          Map.entry("{", "\\{"),
          Map.entry("}", "\\}"),
          Map.entry("$", "\\$"),
          Map.entry("&", "\\&"),
          Map.entry("#", "\\#"),
          Map.entry("_", "\\_"),
          Map.entry("%", "\\%"),
          Map.entry("^", "\\textasciicircum{}"),
          Map.entry("~", "\\textasciitilde{}"),
          Map.entry("<", "\\textless{}"),
          Map.entry(">", "\\textgreater{}"),
          Map.entry("|", "\\textbar{}"),
          Map.entry("\"", "''"),
          Map.entry("°", "\\textdegree{}"),
          Map.entry("–", "--"),
          Map.entry("±", "$\\pm$"),
          Map.entry("↓", "$\\downarrow$"),
          Map.entry("−", "$-$"));

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private LatexTables() {}

  /** Text that is no markup; scripts that pdfLaTeX does not know need LuaLaTeX or XeLaTeX. */
  static String plain(String text) {
    // after the end of a line LaTeX would take these for an option
    String start = text.startsWith("[") || text.startsWith("*") ? "{}" : "";
    return start
        + text.replaceAll("\\p{Cntrl}+", " ")
            .codePoints()
            .mapToObj(
                point -> {
                  String one = Character.toString(point);
                  int digit = SUPERSCRIPTS.indexOf(one);
                  return digit >= 0
                      ? "\\textsuperscript{" + digit + "}"
                      : ESCAPED.getOrDefault(one, one);
                })
            .collect(Collectors.joining());
  }

  static String of(List<PivotTable> tables, TableStyle style) {
    StringBuilder text =
        new StringBuilder(
            "% needs \\usepackage{booktabs,textcomp} and, for wide tables, \\usepackage{graphicx}\n");
    tables.forEach(table -> text.append(table(table, style)));
    return text.toString();
  }

  private static String table(PivotTable table, TableStyle style) {
    int names = Math.max(1, table.rowVariables().size());
    StringBuilder text = new StringBuilder("\\begin{table*}\n\\centering\n");
    text.append("\\caption{").append(plain(caption(table, style))).append("}\n");
    text.append("\\resizebox{\\ifdim\\width>\\textwidth\\textwidth\\else\\width\\fi}{!}{%\n");
    text.append("\\begin{tabular}{")
        .append("l".repeat(names))
        .append("r".repeat(table.columns().size()))
        .append("}\n\\toprule\n");
    int levels = Math.max(1, table.columnVariables().size());
    for (int level = 0; level < levels; level++) {
      List<TableFormat.Span> spans = TableFormat.Span.of(table.columns(), level);
      List<String> line = new ArrayList<>();
      for (int n = 0; n < names; n++) {
        boolean last = level == levels - 1 && n < table.rowVariables().size();
        line.add(last ? plain(table.rowVariables().get(n).word()) : "");
      }
      for (TableFormat.Span span : spans) {
        String name =
            plain(TableFormat.heading(table, level, span))
                + (table.isLessBetter(span.from()) && isMetric(table, level)
                    ? " $\\downarrow$"
                    : "");
        line.add(span.width() == 1 ? name : "\\multicolumn{" + span.width() + "}{c}{" + name + "}");
      }
      text.append(String.join(" & ", line)).append(" \\\\\n");
      for (TableFormat.Span span : spans) {
        if (span.width() > 1) {
          text.append("\\cmidrule(lr){")
              .append(names + span.from() + 1)
              .append('-')
              .append(names + span.from() + span.width())
              .append('}');
        }
      }
      text.append(spans.stream().anyMatch(span -> span.width() > 1) ? "\n" : "");
    }
    String outer = "";
    for (int r = 0; r < table.rows().size(); r++) {
      List<String> line = new ArrayList<>();
      List<String> row = table.rows().get(r);
      boolean same = r > 0 && row.size() > 1 && row.get(0).equals(outer);
      if (!same && (r == 0 || row.size() > 1)) {
        text.append("\\midrule\n");
      }
      outer = row.isEmpty() ? "" : row.get(0);
      for (int n = 0; n < names; n++) {
        line.add(
            n == 0 && same || row.isEmpty()
                ? ""
                : plain(TableStyle.shortName(table.rowVariables().get(n), row.get(n))));
      }
      for (int c = 0; c < table.columns().size(); c++) {
        String number = plain(style.number(table.at(r, c)));
        String certainty = plain(style.certainty(table.at(r, c)));
        line.add(
            (table.isAmongBest(r, c) ? "\\textbf{" + number + "}" : number)
                + (certainty.isEmpty() ? "" : "{\\footnotesize\\ " + certainty.strip() + "}"));
      }
      text.append(String.join(" & ", line)).append(" \\\\\n");
    }
    return text.append("\\bottomrule\n\\end{tabular}}\n\\end{table*}\n").toString();
  }

  private static boolean isMetric(PivotTable table, int level) {
    return level < table.columnVariables().size()
        && table.columnVariables().get(level) == Variable.METRIC;
  }

  private static String caption(PivotTable table, TableStyle style) {
    List<String> marks = TableFormat.marks(table, style);
    return table.title()
        + (style.percent() ? ", in percent" : "")
        + "."
        + marks.stream()
            .map(mark -> mark.replace("marked as best", "bold") + ".")
            .collect(Collectors.joining(" ", marks.isEmpty() ? "" : " ", ""));
  }
}
