package org.sonoprobe.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.files.Csv;
import org.sonoprobe.files.Npy;

/**
 * Predictions that another program wrote, beside the truth.
 *
 * <p>As CSV: the truth with columns {@code track,truth} and, if wanted, {@code unit} (what tracks
 * share that are not independent, such as the artist); tags and numbers are joined by {@code |}.
 * Scores with a column {@code track} and one for each label. As NPY: the truth as a matrix of 0 and
 * 1 for tags, a vector of class numbers for classes, or a matrix of values; scores as a matrix, a
 * row for each track in the same order.
 */
public final class GivenPredictions {
  private static final String TRACK = "track";
  private static final String TRUTH = "truth";
  private static final String UNIT = "unit";
  private static final int MOST_CLASSES = 100_000;

  private final Task task;
  private final List<String> ids;
  private final List<Target> targets;
  private final List<String> units;
  private final boolean byRow;
  private final Path source;
  private final List<String> notes = new ArrayList<>();

  private GivenPredictions(
      Task task,
      List<String> ids,
      List<Target> targets,
      List<String> units,
      boolean byRow,
      Path source) {
    this.task = task;
    this.ids = List.copyOf(ids);
    this.targets = List.copyOf(targets);
    this.units = List.copyOf(units);
    this.byRow = byRow;
    this.source = source;
  }

  /**
   * The truth about some tracks.
   *
   * @param truth a CSV or an NPY file
   * @param type what kind of truth it is; if empty, a CSV whose truths contain {@code |} holds tags
   *     and else classes, an NPY matrix tags and an NPY vector classes
   * @param labels names of the columns of an NPY file; their numbers if empty. For CSV, all labels
   *     where the truth does not hold each of them; those of the scores if empty
   */
  public static GivenPredictions truth(Path truth, Optional<TaskType> type, List<String> labels)
      throws IOException {
    return isNpy(truth) ? npy(truth, type, labels) : csv(truth, type, labels);
  }

  private static boolean isNpy(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private static GivenPredictions csv(Path file, Optional<TaskType> type, List<String> labels)
      throws IOException {
    Csv csv = Csv.read(file, ',');
    int track = csv.column(TRACK, file.toString());
    int truth = csv.column(TRUTH, file.toString());
    int unit = csv.columns().indexOf(UNIT);
    List<String> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<String> units = new ArrayList<>();
    for (List<String> row : csv.rows()) {
      ids.add(Csv.plain(row.get(track)));
      texts.add(Csv.plain(row.get(truth)));
      units.add(Csv.plain(row.get(unit < 0 ? track : unit)));
    }
    TaskType kind = type.orElse(kind(texts));
    List<Target> targets = new ArrayList<>();
    Set<String> known = new TreeSet<>(labels);
    for (int i = 0; i < texts.size(); i++) {
      try {
        Target target = kind.read(texts.get(i));
        targets.add(target);
        known.addAll(target.classes());
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + csv.lines().get(i) + ": " + e.getMessage(), e);
      }
    }
    List<String> order = kind.hasClasses() && labels.isEmpty() ? List.copyOf(known) : labels;
    return new GivenPredictions(
        new Task("predictions", kind, order), ids, targets, units, false, file);
  }

  /** Numbers that are not all whole are values; what has bars is tags; all else is a class. */
  private static TaskType kind(List<String> texts) {
    boolean numbers =
        texts.stream()
            .flatMap(text -> Stream.of(text.split("\\|", -1)))
            .allMatch(part -> part.matches("\\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\\s*"));
    if (numbers && texts.stream().anyMatch(text -> text.contains("."))) {
      return TaskTypes.REGRESSION;
    }
    return texts.stream().anyMatch(text -> text.contains("|"))
        ? TaskTypes.MULTILABEL_CLASSIFICATION
        : TaskTypes.MULTICLASS_CLASSIFICATION;
  }

  private static GivenPredictions npy(Path file, Optional<TaskType> type, List<String> labels)
      throws IOException {
    Npy npy = Npy.read(file);
    int rows = npy.shape().length == 0 ? 0 : npy.shape()[0];
    int columns = npy.shape().length < 2 ? 1 : npy.shape()[1];
    TaskType kind =
        type.orElse(
            npy.shape().length < 2
                ? TaskTypes.MULTICLASS_CLASSIFICATION
                : TaskTypes.MULTILABEL_CLASSIFICATION);
    if (!TaskTypes.ALL.contains(kind)) {
      throw new IOException(
          file + " is a matrix, which cannot say the truth of a " + kind.name() + "; give a CSV");
    }
    if (kind.equals(TaskTypes.MULTICLASS_CLASSIFICATION) && columns > 1) {
      throw new IOException(
          ("%s has shape %s; classes are a vector of their numbers, such as " + "truth.argmax(1)")
              .formatted(file, java.util.Arrays.toString(npy.shape())));
    }
    for (float value : npy.values()) {
      if (!Float.isFinite(value)
          || kind.equals(TaskTypes.MULTICLASS_CLASSIFICATION) && value > MOST_CLASSES) {
        throw new IOException(file + " holds " + value + ", which is no truth about a track");
      }
      if (kind.equals(TaskTypes.MULTILABEL_CLASSIFICATION) && value != 0 && value != 1
          || kind.equals(TaskTypes.MULTICLASS_CLASSIFICATION)
              && (value < 0 || value != Math.rint(value))) {
        throw new IOException(
            "%s holds %s, which is neither %s; values are scored with the type regression"
                .formatted(
                    file,
                    value,
                    kind.equals(TaskTypes.MULTILABEL_CLASSIFICATION)
                        ? "0 nor 1 as tags have it"
                        : "0 nor a number of a class"));
      }
    }
    List<String> names = new ArrayList<>(labels);
    int wanted = columns;
    if (kind.equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
      wanted = 0;
      for (float value : npy.values()) {
        wanted = Math.max(wanted, (int) value + 1);
      }
      wanted = Math.max(wanted, labels.size());
    }
    for (int c = names.size(); c < wanted && labels.isEmpty(); c++) {
      names.add(String.format(Locale.ROOT, "%0" + String.valueOf(wanted - 1).length() + "d", c));
    }
    if (names.size() != wanted || rows * (long) columns != npy.values().length) {
      throw new IOException(
          "%s has shape %s, which does not fit %s labels"
              .formatted(file, java.util.Arrays.toString(npy.shape()), names.size()));
    }
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      ids.add(String.valueOf(i));
      List<Double> values = new ArrayList<>();
      Set<String> tags = new TreeSet<>();
      for (int c = 0; c < columns; c++) {
        float value = npy.values()[i * columns + c];
        values.add((double) value);
        if (value > 0) {
          tags.add(names.get(kind.equals(TaskTypes.MULTILABEL_CLASSIFICATION) ? c : 0));
        }
      }
      targets.add(
          kind.equals(TaskTypes.MULTICLASS_CLASSIFICATION)
              ? new Target.Label(names.get((int) npy.values()[i * columns]))
              : kind.equals(TaskTypes.MULTILABEL_CLASSIFICATION)
                  ? new Target.Tags(tags)
                  : new Target.Values(values));
    }
    return new GivenPredictions(
        new Task("predictions", kind, names), ids, targets, ids, true, file);
  }

  /** What of the files was left out. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Number of tracks. */
  public int count() {
    return ids.size();
  }

  /** The task, with its labels as far as the truth tells them. */
  public Task task() {
    return task;
  }

  /**
   * The predictions of a model about these tracks.
   *
   * @param scores a CSV or an NPY file
   * @throws IOException if it cannot be read, or its tracks or labels are not those of the truth
   */
  public Predictions of(Path scores) throws IOException {
    return isNpy(scores) ? ofNpy(scores) : ofCsv(scores);
  }

  private Predictions ofNpy(Path file) throws IOException {
    Npy npy = Npy.read(file);
    int labels = task.labels().size();
    if (!byRow) {
      throw new IOException(
          file + " has no names of tracks, which the truth in " + source + " has; give it as CSV");
    }
    boolean fits =
        npy.shape().length == 2 && npy.shape()[0] == ids.size() && npy.shape()[1] == labels
            || npy.shape().length == 1 && npy.shape()[0] == ids.size() && labels == 1;
    if (!fits) {
      throw new IOException(
          "%s has shape %s, but there are %s tracks and %s labels"
              .formatted(file, java.util.Arrays.toString(npy.shape()), ids.size(), labels));
    }
    double[][] rows = new double[ids.size()][labels];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < labels; c++) {
        rows[i][c] = npy.values()[i * labels + c];
      }
    }
    return predictions(file, task, rows);
  }

  private Predictions ofCsv(Path file) throws IOException {
    Csv csv = Csv.read(file, ',');
    int track = csv.column(TRACK, file.toString());
    List<String> columns = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int c = 0; c < csv.columns().size(); c++) {
      String name = Csv.plain(csv.columns().get(c));
      if (c != track && !name.equals(TRUTH) && !name.equals(UNIT)) {
        columns.add(name);
        places.add(c);
      }
    }
    List<String> unknown = new ArrayList<>(task.labels());
    unknown.removeAll(columns);
    if (!unknown.isEmpty()) {
      throw new IOException(
          ("%s has no scores for %s; it has: %s (a column for each label is needed: for "
                  + "answers without scores, 1 in the column of the answer and 0 in the others)")
              .formatted(file, String.join(", ", unknown), columns));
    }
    Map<String, Integer> lines = new HashMap<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      if (lines.put(Csv.plain(csv.rows().get(i).get(track)), i) != null) {
        throw new IOException(file + ":" + csv.lines().get(i) + ": a track that was scored before");
      }
    }
    if (lines.size() > ids.size()) {
      notes.add(
          "%s has scores for %s or more tracks that %s does not have; they are left out"
              .formatted(file, lines.size() - ids.size(), source));
    }
    double[][] rows = new double[ids.size()][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      Integer line = lines.get(ids.get(i));
      if (line == null) {
        throw new IOException(
            file + " has no scores for track '" + ids.get(i) + "', which is in " + source);
      }
      for (int c = 0; c < columns.size(); c++) {
        String text = csv.rows().get(line).get(places.get(c));
        try {
          rows[i][c] = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
          throw new IOException(
              file + ":" + csv.lines().get(line) + ": '" + text + "' is no number", e);
        }
      }
    }
    return predictions(file, task.withLabels(columns), rows);
  }

  private Predictions predictions(Path file, Task known, double[][] rows) throws IOException {
    try {
      targets.forEach(known::encode);
      return new Predictions(known, ids, targets, rows, units);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
