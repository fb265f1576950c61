package org.sonoprobe.report;

import java.util.List;
import java.util.Locale;
import org.sonoprobe.analysis.ProbeAgreement;
import org.sonoprobe.run.ExperimentData;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.Summary;

/**
 * The tables as one page that needs nothing else; shades each number by how far it lies below the
 * clean one.
 */
final class HtmlPage {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem;color:#1c2330;background:#fff}
      h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
      .scroll{overflow-x:auto}
      table{border-collapse:collapse;font-variant-numeric:tabular-nums}
      th,td{padding:.25rem .6rem;border-bottom:1px solid #dfe3ea;text-align:right;white-space:nowrap}
      th{font-weight:600}th[colspan]{text-align:center}td:nth-child(-n+2),td.left,th.left{text-align:left}
      tr.first td{border-top:2px solid #b9c1cf}
      td small{font-weight:400;text-decoration:none;display:inline-block}
      td.best{font-weight:700;text-decoration:underline;text-underline-offset:3px}
      small,li{color:#465066}
      """;

  private HtmlPage() {}

  static String of(Results results, List<Table> tables) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<title>Sonoprobe results</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n")
        .append("<h1>What do these embeddings know, and how robustly?</h1>\n");
    for (Table table : tables) {
      table(page, table);
    }
    list(
        page,
        ProbeAgreement.QUESTION,
        ProbeAgreement.of(results).stream().map(ProbeAgreement::words).toList());
    for (CellTable table : CellTable.of(results)) {
      page.append("<h2>")
          .append(escape(table.title()))
          .append("</h2>\n<div class=\"scroll\"><table>\n");
      boolean head = true;
      for (List<String> line : table.lines()) {
        page.append("<tr>");
        for (int c = 0; c < line.size(); c++) {
          page.append(head ? "<th" : "<td")
              .append(c == 0 ? " class=\"left\">" : " style=\"text-align:right\">")
              .append(escape(line.get(c)))
              .append(head ? "</th>" : "</td>");
        }
        page.append("</tr>\n");
        head = false;
      }
      page.append("</table></div>\n");
      if (!table.remarks().isEmpty()) {
        page.append("<p><small>")
            .append(escape(String.join(". ", table.remarks())))
            .append(".</small></p>\n");
      }
    }
    for (Summary experiment : results.experiments()) {
      if (Table.isGiven(experiment)) {
        continue;
      }
      list(page, "Names in “" + experiment.name() + "”", Report.legend(experiment));
    }
    data(page, results);
    list(page, "Notes", results.notes());
    list(page, "Left out", results.skipped().stream().map(Report::words).toList());
    return page.append("</body></html>\n").toString();
  }

  private static void table(StringBuilder page, Table table) {
    page.append("<h2>")
        .append(escape(Report.title(table)))
        .append("</h2>\n<div class=\"scroll\"><table>\n<tr>");
    page.append(
        "<th class=\"left\" rowspan=\"2\">embedding</th>"
            + (table.hasAggregations() ? "<th class=\"left\" rowspan=\"2\">aggregation</th>" : "")
            + "<th class=\"left\" rowspan=\"2\">probe</th>");
    int scenarios = (int) table.columns().stream().map(Table.Column::scenario).distinct().count();
    for (int c = 0; c < table.columns().size(); c += scenarios) {
      page.append("<th colspan=\"")
          .append(scenarios)
          .append("\">")
          .append(
              escape(
                  table.columns().get(c).metric()
                      + (table.columns().get(c).greaterIsBetter() ? "" : " ↓")))
          .append("</th>");
    }
    page.append("</tr>\n<tr>");
    table
        .columns()
        .forEach(
            column ->
                page.append("<th>")
                    .append(escape(Report.shortName(column.scenario())))
                    .append("</th>"));
    page.append("</tr>\n");
    String previous = "";
    for (int r = 0; r < table.rows().size(); r++) {
      Table.Row row = table.rows().get(r);
      page.append(row.embedding().equals(previous) ? "<tr>" : "<tr class=\"first\">");
      previous = row.embedding();
      page.append("<td>")
          .append(escape(row.embedding()))
          .append(table.hasAggregations() ? "</td><td>" + escape(row.aggregation()) : "")
          .append("</td><td class=\"left\">")
          .append(escape(row.downstream()))
          .append("</td>");
      for (int c = 0; c < row.cells().size(); c++) {
        cell(page, table, r, c, row.cells().get(c / scenarios * scenarios));
      }
      page.append("</tr>\n");
    }
    page.append(
            "</table></div>\n<p><small>"
                + (table.hasGroups() ? "" : "Underlined: best of its column. ")
                + escape(
                    Report.marks(table).stream()
                        .map(mark -> mark.replace("marked as best", "underlined") + ". ")
                        .collect(java.util.stream.Collectors.joining()))
                + "The darker, the more is lost against C, for models that are better than chance there.")
        .append(
            table.isPartial()
                ? " Numbers with “n of N” rest on fewer tracks than they should."
                : "")
        .append("</small></p>\n");
  }

  private static void cell(StringBuilder page, Table table, int row, int column, Table.Cell clean) {
    Table.Cell cell = table.rows().get(row).cells().get(column);
    boolean greater = table.columns().get(column).greaterIsBetter();
    double change = greater ? clean.mean() - cell.mean() : cell.mean() - clean.mean();
    double loss = clean.mean() > 0 ? Math.max(0, Math.min(1, change / clean.mean())) : 0;
    boolean shade = !clean.isAtChance(greater) && loss > 0.005;
    String certainty = Report.certainty(cell, table.columns().get(column).greaterIsBetter());
    page.append("<td").append(table.isAmongBest(row, column) ? " class=\"best\"" : "");
    if (shade) {
      page.append(
          String.format(Locale.ROOT, " style=\"background:rgba(214,90,49,%.2f)\"", 0.65 * loss));
    }
    page.append(" title=\"")
        .append(cell.scored())
        .append(" of ")
        .append(cell.total())
        .append(" tracks\">")
        .append(escape(Report.text(cell, table.splits())))
        .append(certainty.isBlank() ? "" : "<br><small>" + escape(certainty.strip()) + "</small>")
        .append("</td>");
  }

  /** The datasets, how many tracks each label has, and what an audit found. */
  private static void data(StringBuilder page, Results results) {
    if (results.data().isEmpty()) {
      return;
    }
    page.append("<h2>Data</h2>\n");
    for (ExperimentData data : results.data()) {
      page.append("<p>").append(escape(data.experiment() + ": " + data.summary())).append("</p>\n");
      if (data.audited()) {
        page.append("<ul>");
        List<String> findings =
            data.findings().isEmpty() ? List.of("The audit found nothing.") : data.findings();
        findings.forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
        page.append("</ul>\n");
      }
      if (!data.counts().isEmpty()) {
        page.append("<details><summary>Tracks of each label in split “")
            .append(escape(data.split()))
            .append("”</summary>\n<div class=\"scroll\"><table>\n<tr><th class=\"left\">label</th>")
            .append("<th>train</th><th>validation</th><th>test</th></tr>\n");
        data.counts()
            .forEach(
                (label, counts) -> {
                  page.append("<tr><td>").append(escape(label)).append("</td>");
                  counts.forEach(
                      count ->
                          page.append("<td style=\"text-align:right\">")
                              .append(count)
                              .append("</td>"));
                  page.append("</tr>\n");
                });
        page.append("</table></div></details>\n");
      }
    }
  }

  private static void list(StringBuilder page, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    page.append("<h2>").append(escape(title)).append("</h2>\n<ul>\n");
    lines.forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
    page.append("</ul>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
