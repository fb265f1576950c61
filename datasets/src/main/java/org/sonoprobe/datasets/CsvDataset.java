package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Task;
import org.sonoprobe.files.Csv;

/**
 * One's own tracks: a CSV file with a row per track.
 *
 * <pre>{@code
 * path,label,split,group
 * a/one.wav,piano,train,player1
 * }</pre>
 *
 * <p>With columns {@code start} and {@code end} a track is a stretch of a longer file; stretches of
 * one file are a group unless another is named.
 *
 * @param path the CSV file; its first row names the columns
 * @param audioDir what the paths in it are relative to; the CSV file's folder unless set
 * @param columns where the file says what
 * @param separators between columns and within labels
 */
public record CsvDataset(
    @Parameter(required = true) Path path,
    @Parameter(aliases = "dir", none = "") Optional<Path> audioDir,
    @Parameter(flat = true) Columns columns,
    @Parameter(flat = true) Separators separators)
    implements Dataset {

  /**
   * The delimiters between values.
   *
   * @param label what stands between the tags of a multilabel task or the numbers of a regression;
   *     {@code |} unless set
   * @param column what stands between columns; a comma unless set
   */
  public record Separators(
      @Parameter(name = "label_separator") String label,
      @Parameter(name = "separator") String column) {

    public Separators {
      if (column.length() != 1) {
        throw new IllegalArgumentException(
            "separator must be one character, but is '" + column + "'");
      }
      if (label.isEmpty()) {
        throw new IllegalArgumentException("label_separator must not be empty");
      }
    }

    /** {@code |} and a comma. */
    public Separators() {
      this("|", ",");
    }
  }

  /** A placeholder without a file. */
  public CsvDataset() {
    this(Path.of(""));
  }

  /** The tracks of a file whose columns have their usual names. */
  public CsvDataset(Path path) {
    this(path, Optional.empty(), new Columns(), new Separators());
  }

  /** The tracks of a file whose columns have other names. */
  public CsvDataset(Path path, Columns columns) {
    this(path, Optional.empty(), columns, new Separators());
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Corpus load(Task task) throws IOException {
    if (path.toString().isEmpty()) {
      throw new IOException("dataset 'csv' needs a 'path': the CSV file with a row per track");
    }
    String source = path.toString();
    Csv csv = Csv.read(path, separators.column.charAt(0));
    column(csv, columns.path(), "path_column", source);
    for (String each : columns.labels().isEmpty() ? List.of(columns.label()) : columns.labels()) {
      column(csv, each, columns.labels().isEmpty() ? "label_column" : "label_columns", source);
    }
    if (columns.id().isPresent()) {
      csv.column(columns.id().get(), source);
    }
    Columns there =
        new Columns(
            columns.path(),
            columns.label(),
            columns.labels(),
            optional(csv, columns.split(), "split", source),
            optional(csv, columns.group(), "group", source),
            columns.id(),
            optional(csv, columns.start(), "start", source),
            optional(csv, columns.end(), "end", source));
    Path parent = path.toAbsolutePath().getParent();
    Path base = audioDir.orElse(parent == null ? Path.of("") : parent);
    TrackRows rows = new TrackRows(source, base, task, there);
    for (int i = 0; i < csv.rows().size(); i++) {
      rows.add(new Line(csv, i, source));
    }
    if (csv.rows().isEmpty()) {
      throw new IOException(source + " names no tracks; it has only its header");
    }
    return rows.corpus();
  }

  private final class Line implements TrackRows.Row {
    private final Csv csv;
    private final int row;
    private final String source;

    private Line(Csv csv, int row, String source) {
      this.csv = csv;
      this.row = row;
      this.source = source;
    }

    @Override
    public int line() {
      return csv.lines().get(row);
    }

    @Override
    public String text(String column) throws IOException {
      return csv.rows().get(row).get(csv.column(column, source));
    }

    @Override
    public List<String> items(String column) throws IOException {
      List<String> items = new ArrayList<>();
      for (String item : text(column).split(Pattern.quote(separators.label), -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
      return items;
    }
  }

  private static void column(Csv csv, String name, String parameter, String source)
      throws IOException {
    try {
      csv.column(name, source);
    } catch (IOException e) {
      String hint =
          csv.columns().size() == 1 && csv.columns().get(0).matches(".*[;\t].*")
              ? "; is another 'separator' used?"
              : "; say with '" + parameter + "' which column it is";
      throw new IOException(e.getMessage() + hint, e);
    }
  }

  /** A column that may be absent: a given one must be there, unless it is empty. */
  private static Optional<String> optional(
      Csv csv, Optional<String> given, String usual, String source) throws IOException {
    String column = given.orElse(csv.columns().contains(usual) ? usual : "");
    if (column.isEmpty()) {
      return Optional.empty();
    }
    csv.column(column, source);
    return Optional.of(column);
  }
}
