package org.sonoprobe.files;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.component.RegularFiles;

/**
 * A table of text with named columns (RFC 4180; a byte order mark and any line ends are accepted).
 *
 * @param columns the names in the first row
 * @param rows the other rows, each with a value per column
 * @param lines for each row the line of the file it begins in, counted from 1
 */
public record Csv(List<String> columns, List<List<String>> rows, List<Integer> lines) {

  /**
   * Reads a file.
   *
   * @param separator usually a comma
   * @throws IOException naming file and line, if it is missing, empty or a row has another number
   *     of values
   */
  public static Csv read(Path file, char separator) throws IOException {
    RegularFiles.require(file);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new IOException(file + " is not a text file in UTF-8", e);
    }
    return parse(text, file.toString(), separator);
  }

  /** Reads a text; {@code source} names it in messages. */
  public static Csv parse(String text, String source, char separator) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Set<Integer> quoted = split(plain, separator, rows, lines, source);
    if (rows.isEmpty()) {
      throw new IOException(source + " is empty; its first line must name the columns");
    }
    List<String> columns = new ArrayList<>();
    for (String title : rows.get(0)) {
      columns.add(quoted.contains(columns.size()) ? title : title.strip());
    }
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).size() != columns.size()) {
        throw new IOException(
            "%s:%s: %s values for %s columns"
                .formatted(source, lines.get(i), rows.get(i).size(), columns.size()));
      }
    }
    return new Csv(
        List.copyOf(columns),
        List.copyOf(rows.subList(1, rows.size())),
        List.copyOf(lines.subList(1, lines.size())));
  }

  /** Gives the positions in the first row that stand in quotes. */
  private static Set<Integer> split(
      String text, char separator, List<List<String>> rows, List<Integer> lines, String source)
      throws IOException {
    Set<Integer> inQuotes = new HashSet<>();
    List<String> row = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int start = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && !quoted) {
        if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          continue; // the line feed behind it ends the line
        }
        c = '\n';
      }
      if (c == '\n') {
        line++;
      }
      if (quoted) {
        if (c != '"') {
          value.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          value.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && value.length() == 0) {
        quoted = true;
        if (rows.isEmpty()) {
          inQuotes.add(row.size());
        }
      } else if (c == separator) {
        row.add(value.toString());
        value.setLength(0);
      } else if (c == '\n') {
        end(row, value, rows, lines, start);
        row = new ArrayList<>();
        start = line;
      } else {
        value.append(c);
      }
    }
    if (quoted) {
      throw new IOException(source + ":" + start + ": a quote is opened and never closed");
    }
    end(row, value, rows, lines, start);
    return inQuotes;
  }

  private static void end(
      List<String> row,
      StringBuilder value,
      List<List<String>> rows,
      List<Integer> lines,
      int start) {
    row.add(value.toString());
    value.setLength(0);
    if (row.size() > 1 || !row.get(0).isBlank()) {
      rows.add(List.copyOf(row));
      lines.add(start);
    }
  }

  /**
   * The position of a column.
   *
   * @param source names the file in the message
   * @throws IOException naming the columns that there are, if this is not one of them
   */
  public int column(String name, String source) throws IOException {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IOException(
          "%s has no column '%s'%s; it has: %s"
              .formatted(source, name, Nearest.hint(name, columns), String.join(", ", columns)));
    }
    if (columns.lastIndexOf(name) != index) {
      throw new IOException(
          source + " has more than one column '" + name + "'; rename all but one");
    }
    return index;
  }

  /** What a spreadsheet takes for a formula, also behind the apostrophes put there against that. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\\t\\r].*");

  /**
   * One line as {@link #line} gives it, in which no text is a formula to a spreadsheet: one that
   * would be has an apostrophe put before it, which {@link #plain} takes away. Numbers stay.
   */
  public static String safeLine(List<?> values) {
    return line(values.stream().map(Csv::safe).toList());
  }

  private static Object safe(Object value) {
    return value instanceof String text && FORMULA.matcher(text).matches() ? "'" + text : value;
  }

  /** The text that {@link #safeLine} was given. */
  public static String plain(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  /** One line of a CSV file, quoted where needed, with its line end. */
  public static String line(List<?> values) {
    StringBuilder line = new StringBuilder();
    String separator = "";
    for (Object value : values) {
      line.append(separator);
      separator = ",";
      String text = String.valueOf(value);
      boolean quote =
          text.isEmpty() && values.size() == 1
              || !text.equals(text.strip())
              || text.matches("(?s).*[\",\\r\\n].*");
      line.append(quote ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }
    return line.append('\n').toString();
  }
}
