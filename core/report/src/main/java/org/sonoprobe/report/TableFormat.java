package org.sonoprobe.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.sonoprobe.component.Components;
import org.sonoprobe.files.Csv;
import org.sonoprobe.json.JsonFiles;

/** The languages in which a {@link PivotTable} can be written. */
public enum TableFormat {
  /** For a terminal. */
  TEXT {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      return lines(tables, style, text -> text.replaceAll("\\p{Cntrl}", " "), "*");
    }
  },
  /** GitHub's tables. */
  MARKDOWN {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      return lines(tables, style, Markdown::plain, "**");
    }
  },
  /** Tables of LaTeX with booktabs. */
  LATEX {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      return LatexTables.of(tables, style);
    }
  },
  /** One table after the other, numbers as they are. */
  CSV {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      StringBuilder csv = new StringBuilder();
      for (PivotTable table : tables) {
        csv.append(csv.isEmpty() ? "" : "\n");
        List<Object> header = new ArrayList<>();
        table.fixed().keySet().forEach(variable -> header.add(variable.word()));
        table.rowVariables().forEach(variable -> header.add(variable.word()));
        table.columns().forEach(column -> header.add(String.join(" / ", column)));
        csv.append(Csv.safeLine(header));
        for (int r = 0; r < table.rows().size(); r++) {
          List<Object> line = new ArrayList<>(table.fixed().values());
          line.addAll(table.rows().get(r));
          table.cells().get(r).forEach(cell -> line.add(cell.mean()));
          csv.append(Csv.safeLine(line));
        }
      }
      return csv.toString();
    }
  },
  /** A page with the tables alone. */
  HTML {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      return html(tables, style);
    }
  },
  /** All that is known of each number. */
  JSON {
    @Override
    String write(List<PivotTable> tables, TableStyle style) {
      return JsonFiles.json(tables.stream().map(TableFormat::data).toList());
    }
  };

  /** All tables in this language, as a whole text. */
  abstract String write(List<PivotTable> tables, TableStyle style);

  /** Its name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException naming all that there are
   */
  public static TableFormat of(String word) {
    List<String> words = Stream.of(values()).map(TableFormat::word).toList();
    int at = words.indexOf(word.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new IllegalArgumentException(
          "there is no format of tables '%s'%s; there are %s"
              .formatted(word, Components.hint(word, words), String.join(", ", words)));
    }
    return values()[at];
  }

  /** All tables with titles and what their marks mean, in lines of cells. */
  private static String lines(
      List<PivotTable> tables,
      TableStyle style,
      java.util.function.UnaryOperator<String> plain,
      String bold) {
    StringBuilder text = new StringBuilder();
    for (PivotTable table : tables) {
      text.append(text.isEmpty() ? "" : "\n")
          .append("## ")
          .append(plain.apply(table.title()))
          .append("\n\n")
          .append(
              Markdown.aligned(Markdown.cells(table, style, plain, bold), Markdown.names(table)))
          .append('\n');
      String best = bold.equals("**") ? "bold" : "*…*";
      for (String mark : marks(table, style)) {
        text.append("- ").append(plain.apply(mark.replace("marked as best", best))).append('\n');
      }
    }
    return text.toString();
  }

  static List<String> marks(PivotTable table, TableStyle style) {
    return style.certainty()
        ? table.marks()
        : table.marks().stream()
            .filter(mark -> mark.startsWith("↓") || mark.startsWith("marked"))
            .toList();
  }

  /** A table as plain data. */
  private static Map<String, Object> data(PivotTable table) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("title", table.title());
    Map<String, Object> fixed = new LinkedHashMap<>();
    table.fixed().forEach((variable, value) -> fixed.put(variable.word(), value));
    data.put("fixed", fixed);
    data.put("row_variables", table.rowVariables().stream().map(Variable::word).toList());
    data.put("column_variables", table.columnVariables().stream().map(Variable::word).toList());
    data.put("rows", table.rows());
    data.put("columns", table.columns());
    List<Object> lines = new ArrayList<>();
    for (int r = 0; r < table.rows().size(); r++) {
      int row = r;
      lines.add(
          IntStream.range(0, table.columns().size())
              .mapToObj(c -> data(table.at(row, c), table.isAmongBest(row, c)))
              .toList());
    }
    data.put("cells", lines);
    return data;
  }

  private static Map<String, Object> data(Cell cell, boolean best) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("mean", cell.mean());
    data.put("deviation", cell.deviation());
    data.put("low", cell.certainty().interval().low());
    data.put("high", cell.certainty().interval().high());
    data.put("chance", cell.certainty().chance());
    data.put("group", cell.certainty().group());
    data.put("splits", cell.count());
    data.put("scored", cell.scored());
    data.put("total", cell.total());
    data.put("best", best);
    return data;
  }

  private static String html(List<PivotTable> tables, TableStyle style) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter page = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      page.writeDTD("<!DOCTYPE html>");
      page.writeStartElement("html");
      page.writeAttribute("lang", "en");
      page.writeStartElement("head");
      page.writeEmptyElement("meta");
      page.writeAttribute("charset", "utf-8");
      element(page, "title", "Tables of scores");
      element(
          page,
          "style",
          "body{font-family:system-ui,sans-serif;margin:2rem}"
              + "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
              + "td,th{padding:.2rem .6rem;text-align:right}th[scope=row]{text-align:left}"
              + "thead tr:last-child th{border-bottom:1px solid}"
              + "table{border-top:2px solid;border-bottom:2px solid}");
      page.writeEndElement();
      page.writeStartElement("body");
      for (PivotTable table : tables) {
        html(page, table, style);
      }
      page.writeEndElement();
      page.writeEndElement();
      page.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a page that is text cannot be written", e);
    }
    return text + "\n";
  }

  private static void html(XMLStreamWriter page, PivotTable table, TableStyle style)
      throws XMLStreamException {
    element(page, "h2", table.title());
    page.writeStartElement("table");
    page.writeStartElement("thead");
    int heads = Math.max(1, table.columnVariables().size());
    for (int h = 0; h < heads; h++) {
      page.writeStartElement("tr");
      for (Variable variable : table.rowVariables()) {
        element(page, "th", h == heads - 1 ? variable.word() : "");
      }
      for (Span span : Span.of(table.columns(), h)) {
        page.writeStartElement("th");
        page.writeAttribute("scope", "col");
        page.writeAttribute("colspan", String.valueOf(span.width()));
        page.writeCharacters(
            heading(table, h, span)
                + (h == heads - 1 && table.isLessBetter(span.from()) ? " ↓" : ""));
        page.writeEndElement();
      }
      page.writeEndElement();
    }
    page.writeEndElement();
    page.writeStartElement("tbody");
    for (int r = 0; r < table.rows().size(); r++) {
      page.writeStartElement("tr");
      for (String name : TableStyle.shortNames(table.rowVariables(), table.rows().get(r))) {
        page.writeStartElement("th");
        page.writeAttribute("scope", "row");
        page.writeCharacters(name);
        page.writeEndElement();
      }
      for (int c = 0; c < table.columns().size(); c++) {
        Cell cell = table.at(r, c);
        page.writeStartElement("td");
        element(page, table.isAmongBest(r, c) ? "strong" : "span", style.number(cell));
        if (!style.certainty(cell).isEmpty()) {
          element(page, "small", style.certainty(cell));
        }
        page.writeEndElement();
      }
      page.writeEndElement();
    }
    page.writeEndElement();
    page.writeEndElement();
    page.writeStartElement("ul");
    for (String mark : marks(table, style)) {
      element(page, "li", mark.replace("marked as best", "bold"));
    }
    page.writeEndElement();
  }

  /** The heading of some columns at one level. */
  static String heading(PivotTable table, int level, Span span) {
    return level < table.columnVariables().size()
        ? TableStyle.shortName(table.columnVariables().get(level), span.text())
        : span.text();
  }

  private static void element(XMLStreamWriter page, String name, String text)
      throws XMLStreamException {
    page.writeStartElement(name);
    page.writeCharacters(text);
    page.writeEndElement();
  }

  /**
   * Columns that share a heading.
   *
   * @param text the heading
   * @param from the first column
   * @param width how many columns
   */
  record Span(String text, int from, int width) {

    /** The headings of one level: neighbours that agree in it and all outer ones are one. */
    static List<Span> of(List<List<String>> columns, int level) {
      List<Span> spans = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        List<String> column = columns.get(c);
        int depth = Math.min(level + 1, column.size());
        boolean same =
            c > 0 && columns.get(c - 1).subList(0, depth).equals(column.subList(0, depth));
        if (same && level < column.size() - 1) {
          Span last = spans.remove(spans.size() - 1);
          spans.add(new Span(last.text, last.from, last.width + 1));
        } else {
          spans.add(new Span(depth > level ? column.get(level) : "", c, 1));
        }
      }
      return spans;
    }
  }
}
