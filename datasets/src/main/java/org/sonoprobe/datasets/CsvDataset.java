package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 * @param audioDir what the paths in it are relative to; the CSV file's folder if empty
 * @param pathColumn column with the audio file's path; {@code path} unless set
 * @param labelColumn column with the label, the tags or the numbers; {@code label} unless set
 * @param splitColumn column with train, validation or test, or with fold numbers; {@code split}
 *     unless set; may be absent under its default name
 * @param groupColumn column with what must not be torn apart (artist, singer); {@code group} unless
 *     set; may be absent under its default name
 * @param idColumn column with track ids; the path is the id if empty
 * @param labelSeparator between the tags of a multilabel task or the numbers of a regression;
 *     {@code |} unless set
 * @param separator between columns; a comma unless set
 */
public record CsvDataset(
    @Parameter(required = true) Path path,
    @Parameter(aliases = "dir") String audioDir,
    String pathColumn,
    String labelColumn,
    String splitColumn,
    String groupColumn,
    String idColumn,
    String labelSeparator,
    String separator)
    implements Dataset {

  public CsvDataset {
    if (separator.length() != 1) {
      throw new IllegalArgumentException(
          "separator must be one character, but is '" + separator + "'");
    }
    if (labelSeparator.isEmpty()) {
      throw new IllegalArgumentException("label_separator must not be empty");
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
    this(path, "", "path", "label", "split", "group", "", "|", ",");
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
    Csv csv = Csv.read(path, separator.charAt(0));
    int paths = column(csv, pathColumn, "path_column", source);
    int labels = column(csv, labelColumn, "label_column", source);
    int splits = optional(csv, splitColumn, "split", source);
    int groups = optional(csv, groupColumn, "group", source);
    int ids = idColumn.isEmpty() ? paths : csv.column(idColumn, source);
    Path parent = path.toAbsolutePath().getParent();
    Path base = audioDir.isEmpty() && parent != null ? parent : Path.of(audioDir);
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
      Path file = base.resolve(row.get(paths).strip());
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

  private static int optional(Csv csv, String column, String usual, String source)
      throws IOException {
    boolean mayBeAbsent =
        column.isEmpty() || column.equals(usual) && !csv.columns().contains(column);
    return mayBeAbsent ? -1 : csv.column(column, source);
  }

  private Target target(Task task, String text, int line) throws IOException {
    try {
      if (task.type() == TaskType.MULTICLASS_CLASSIFICATION) {
        return new Target.Label(text.strip());
      }
      List<String> items = new ArrayList<>();
      for (String item : text.split(java.util.regex.Pattern.quote(labelSeparator))) {
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
