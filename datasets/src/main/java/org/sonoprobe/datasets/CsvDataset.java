package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.files.Csv;

/**
 * One's own tracks: a CSV file with a row per track.
 *
 * <pre>{@code
 * path,label,split,group
 * a/one.wav,piano,train,player1
 * }</pre>
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
   * Names of columns.
   *
   * @param path the column with the audio file's path; {@code path} unless set
   * @param label the column with the label, the tags or the numbers; {@code label} unless set
   * @param split the column with train, validation or test, or with fold numbers; {@code split}, if
   *     there is such a column, unless set
   * @param group the column with what must not be torn apart (artist, singer); {@code group}, if
   *     there is such a column, unless set
   * @param id the column with track ids; the path is the id unless set
   */
  public record Columns(
      @Parameter(name = "path_column") String path,
      @Parameter(name = "label_column") String label,
      @Parameter(name = "split_column") Optional<String> split,
      @Parameter(name = "group_column") Optional<String> group,
      @Parameter(name = "id_column", none = "") Optional<String> id) {

    /** Columns {@code path} and {@code label}, and perhaps {@code split} and {@code group}. */
    public Columns() {
      this("path", "label", Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * What stands between values.
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

  /**
   * The tracks of a file with columns {@code path} and {@code label}, and perhaps {@code split} and
   * {@code group}.
   */
  public CsvDataset(Path path) {
    this(path, Optional.empty(), new Columns(), new Separators());
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
    int paths = column(csv, columns.path, "path_column", source);
    int labels = column(csv, columns.label, "label_column", source);
    int splits = optional(csv, columns.split, "split", source);
    int groups = optional(csv, columns.group, "group", source);
    int ids = columns.id.isEmpty() ? paths : csv.column(columns.id.get(), source);
    Path parent = path.toAbsolutePath().getParent();
    Path base = audioDir.orElse(parent == null ? Path.of("") : parent);
    List<Track> tracks = new ArrayList<>();
    SplitColumn split = new SplitColumn(source);
    for (int i = 0; i < csv.rows().size(); i++) {
      List<String> row = csv.rows().get(i);
      int line = csv.lines().get(i);
      String id = row.get(ids).strip();
      if (id.isEmpty() || row.get(paths).isBlank()) {
        throw new IOException(source + ":" + line + ": the row has no path or no id");
      }
      Optional<String> group =
          groups < 0 || row.get(groups).isBlank()
              ? Optional.empty()
              : Optional.of(row.get(groups).strip());
      Path file;
      try {
        file = base.resolve(row.get(paths).strip());
      } catch (InvalidPathException e) {
        throw new IOException(
            source + ":" + line + ": '" + row.get(paths) + "' is no path: " + e.getReason(), e);
      }
      tracks.add(new Track(id, new AudioFile(file), target(task, row.get(labels), line), group));
      if (splits >= 0) {
        split.add(id, row.get(splits), line);
      }
    }
    if (tracks.isEmpty()) {
      throw new IOException(source + " names no tracks; it has only its header");
    }
    return corpus(task, tracks, split);
  }

  private Corpus corpus(Task task, List<Track> tracks, SplitColumn split) throws IOException {
    try {
      return Corpus.of(task, tracks, split.splits(), split.notes());
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private static int column(Csv csv, String name, String parameter, String source)
      throws IOException {
    try {
      return csv.column(name, source);
    } catch (IOException e) {
      String hint =
          csv.columns().size() == 1 && csv.columns().get(0).matches(".*[;\t].*")
              ? "; is another 'separator' used?"
              : "; say with '" + parameter + "' which column it is";
      throw new IOException(e.getMessage() + hint, e);
    }
  }

  /** Where a column is that may be absent: given one must be there, unless it is empty. */
  private static int optional(Csv csv, Optional<String> given, String usual, String source)
      throws IOException {
    String column = given.orElse(csv.columns().contains(usual) ? usual : "");
    return column.isEmpty() ? -1 : csv.column(column, source);
  }

  private Target target(Task task, String text, int line) throws IOException {
    try {
      if (task.type() == TaskType.MULTICLASS_CLASSIFICATION) {
        return new Target.Label(text.strip());
      }
      List<String> items = new ArrayList<>();
      for (String item : text.split(Pattern.quote(separators.label), -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
      if (task.type() == TaskType.MULTILABEL_CLASSIFICATION) {
        Set<String> tags = new TreeSet<>(items);
        return new Target.Tags(tags);
      }
      return new Target.Values(items.stream().map(Double::parseDouble).toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          path + ":" + line + ": '" + text + "' is no label: " + e.getMessage(), e);
    }
  }
}
