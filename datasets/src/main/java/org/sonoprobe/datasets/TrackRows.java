package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.audio.Excerpt;
import org.sonoprobe.component.Locations;

/** Makes a corpus of the rows of a table, whatever its format. */
final class TrackRows {

  /** The content of a row. */
  interface Row {
    /** Where it stands, counted from 1. */
    int line();

    /** The text in a column; empty if it says nothing there. */
    String text(String column) throws IOException;

    /** The items in a column. */
    List<String> items(String column) throws IOException;
  }

  private final String source;
  private final Path base;
  private final Task task;
  private final Columns columns;
  private final SplitColumn split;
  private final List<Track> tracks = new ArrayList<>();
  private final Map<String, Integer> stretches = new HashMap<>();

  /**
   * Rows of a file.
   *
   * @param columns with the optional ones named where the table has them
   */
  TrackRows(String source, Path base, Task task, Columns columns) {
    this.source = source;
    this.base = base;
    this.task = task;
    this.columns = columns;
    this.split = new SplitColumn(source);
  }

  private String at(Row row) {
    return source + ":" + row.line() + ": ";
  }

  void add(Row row) throws IOException {
    String path = row.text(columns.path()).strip();
    double start = seconds(row, columns.start(), 0);
    double end = seconds(row, columns.end(), -1);
    boolean stretch = columns.start().isPresent() || columns.end().isPresent();
    String id =
        columns.id().isPresent()
            ? row.text(columns.id().get()).strip()
            : stretch && (start > 0 || end >= 0)
                ? String.format(Locale.ROOT, "%s[%s-%s]", path, start, end < 0 ? "" : end)
                : path;
    if (id.isEmpty() || path.isEmpty()) {
      throw new IOException(at(row) + "the row has no path or no id");
    }
    Optional<String> group = Optional.empty();
    if (columns.group().isPresent()) {
      String text = row.text(columns.group().get()).strip();
      group = text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
    AudioSource audio = audio(row, path);
    if (stretch && (start > 0 || end >= 0)) {
      stretches.merge(file(path), 1, Integer::sum);
      try {
        audio = new Excerpt(audio, start, end);
      } catch (IllegalArgumentException e) {
        throw new IOException(at(row) + e.getMessage(), e);
      }
    }
    tracks.add(
        new Track(
            id, audio, target(row), group.isEmpty() && stretch ? Optional.of(file(path)) : group));
    if (columns.split().isPresent()) {
      split.add(id, row.text(columns.split().get()), row.line());
    }
  }

  /** One name for a file, however its path is spelled. */
  private String file(String path) {
    Path whole = base.resolve(path).normalize();
    return (whole.startsWith(base.normalize()) ? base.normalize().relativize(whole) : whole)
        .toString()
        .replace('\\', '/');
  }

  private AudioFile audio(Row row, String path) throws IOException {
    try {
      return new AudioFile(Locations.resolve(base, Locations.path(path)));
    } catch (InvalidPathException e) {
      throw new IOException(at(row) + "'" + path + "' is no path: " + e.getReason(), e);
    }
  }

  private double seconds(Row row, Optional<String> column, double otherwise) throws IOException {
    String text = column.isEmpty() ? "" : row.text(column.get()).strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      double seconds = Double.parseDouble(text);
      if (!(seconds >= 0) || Double.isInfinite(seconds)) {
        throw new NumberFormatException();
      }
      return seconds;
    } catch (NumberFormatException e) {
      throw new IOException(at(row) + "'" + text + "' is no time in seconds", e);
    }
  }

  private Target target(Row row) throws IOException {
    String text = "";
    try {
      if (!columns.labels().isEmpty()) {
        return ofColumns(row);
      }
      if (task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
        text = row.text(columns.label());
        return new Target.Label(text.strip());
      }
      List<String> items = row.items(columns.label());
      text = String.join(", ", items);
      if (task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
        Set<String> tags = new TreeSet<>(items);
        return new Target.Tags(tags);
      }
      return new Target.Values(items.stream().map(Double::parseDouble).toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(at(row) + "'" + text + "' is no label: " + e.getMessage(), e);
    }
  }

  private Target ofColumns(Row row) throws IOException {
    List<Double> values = new ArrayList<>();
    Set<String> tags = new TreeSet<>();
    for (String column : columns.labels()) {
      String text = row.text(column).strip();
      if (task.type().equals(TaskTypes.REGRESSION)) {
        try {
          double value = Double.parseDouble(text);
          if (!Double.isFinite(value)) {
            throw new NumberFormatException();
          }
          values.add(value);
        } catch (NumberFormatException e) {
          throw new IOException(
              at(row) + "'" + text + "' in column '" + column + "' is no number", e);
        }
      } else if (holds(row, column, text)) {
        tags.add(column);
      }
    }
    if (task.type().equals(TaskTypes.REGRESSION)) {
      return new Target.Values(values);
    }
    if (task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      return new Target.Tags(tags);
    }
    if (tags.size() != 1) {
      throw new IOException(
          ("%sexactly one of the label columns must hold, but %s; a multilabel task "
                  + "allows any number")
              .formatted(
                  at(row), tags.isEmpty() ? "none does" : "these do: " + String.join(", ", tags)));
    }
    return new Target.Label(tags.iterator().next());
  }

  private boolean holds(Row row, String column, String text) throws IOException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true", "yes" -> true;
      case "", "0", "0.0", "false", "no" -> false;
      default ->
          throw new IOException(
              at(row) + "'" + text + "' in column '" + column + "' is neither 1 nor 0");
    };
  }

  Corpus corpus() throws IOException {
    List<String> notes = new ArrayList<>(split.notes());
    if (columns.group().isEmpty() && stretches.values().stream().anyMatch(count -> count > 1)) {
      notes.add("tracks that are stretches of one file are a group, as no group is named");
    }
    Task labelled =
        columns.labels().isEmpty()
            ? task
            : task.withLabels(
                task.type().equals(TaskTypes.REGRESSION)
                    ? columns.labels()
                    : columns.labels().stream().sorted().toList());
    return Homes.corpus(source, labelled, tracks, split.splits(), notes);
  }
}
