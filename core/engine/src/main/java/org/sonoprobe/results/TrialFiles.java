package org.sonoprobe.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Internal;
import org.sonoprobe.files.Csv;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;

/**
 * The files of one trial in a run directory.
 *
 * <p>A model or predictions count as done only if the file that is written after them names their
 * key and the hash of their bytes.
 */
@Internal
public final class TrialFiles {
  private static final String KEY = "key";
  private static final String HASH = "sha256";
  private static final List<String> FACTS = List.of("track", "truth", "unit");

  private final RunDirectory directory;
  private final List<String> names;

  /**
   * Files of a trial.
   *
   * @param place of any of its scores
   */
  public TrialFiles(RunDirectory directory, Place place) {
    this.directory = directory;
    this.names =
        new ArrayList<>(
            List.of(
                place.experiment(),
                place.dataset(),
                place.split(),
                place.model().embedding(),
                place.model().aggregation(),
                place.model().downstream()));
    Repetition training = place.training();
    if (training.repeat() > 1) {
      names.add("training-" + training.repeat());
    }
    if (training.isSubset()) {
      names.add(training.data().toString().replace(' ', '-'));
    }
  }

  private Path file(String stem, String ending) {
    Path path = directory.file(RunFiles.TRIALS);
    for (String name : names) {
      path = path.resolve(PlainFiles.fileName(name));
    }
    return path.resolve((stem.isEmpty() ? "" : PlainFiles.fileName(stem)) + ending);
  }

  /** The file of the trained model, if it is there, whole and for this key. */
  public Optional<Path> model(String key) throws IOException {
    Path model = file("", RunFiles.MODEL);
    return isDone(file("", RunFiles.TRAINING), key, model) ? Optional.of(model) : Optional.empty();
  }

  /** What was noted in the training of the model that is there. */
  public List<String> trainingNotes() throws IOException {
    Object notes =
        JsonFiles.read(file("", RunFiles.TRAINING)).map(done -> done.get("notes")).orElse(null);
    return notes instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  public void write(
      Predictor predictor, String key, List<Map<String, Double>> curve, Map<String, Object> facts)
      throws IOException {
    Path model = file("", RunFiles.MODEL);
    Files.createDirectories(directory.folder());
    Path parent = model.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    predictor.save(model);
    PlainFiles.writeText(file("", RunFiles.CURVE), csv(curve));
    Map<String, Object> done = new LinkedHashMap<>();
    done.put(KEY, key);
    done.put(HASH, Hashes.file(model));
    done.putAll(facts);
    JsonFiles.write(file("", RunFiles.TRAINING), done);
  }

  /**
   * The trained model and its labels in order.
   *
   * @throws IOException if there is none, or it was changed
   */
  public Trained trained() throws IOException {
    Path model = file("", RunFiles.MODEL);
    Map<String, Object> done =
        JsonFiles.read(file("", RunFiles.TRAINING))
            .orElseThrow(
                () -> new IOException("there is no trained model in " + model.getParent()));
    if (!Files.exists(model) || !Hashes.file(model).equals(done.get(HASH))) {
      throw new IOException(
          model + " is not as the run wrote it; run again with the same run id, which trains it");
    }
    List<String> labels =
        done.get("labels") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new Trained(model, labels);
  }

  /** A model that is there, and what its scores are about. */
  public record Trained(Path model, List<String> labels) {}

  /** The training curve, a map per epoch; nothing if there is none. */
  public List<Map<String, Double>> curve() throws IOException {
    Path file = file("", RunFiles.CURVE);
    List<Map<String, Double>> curve = new ArrayList<>();
    if (!Files.exists(file) || Files.size(file) == 0) {
      return curve;
    }
    Csv csv = Csv.read(file, ',');
    for (int line = 0; line < csv.rows().size(); line++) {
      Map<String, Double> epoch = new LinkedHashMap<>();
      for (int c = 0; c < csv.columns().size(); c++) {
        try {
          epoch.put(csv.columns().get(c), Double.valueOf(csv.rows().get(line).get(c)));
        } catch (NumberFormatException e) {
          throw new IOException(file + ":" + csv.lines().get(line) + ": " + e.getMessage(), e);
        }
      }
      curve.add(epoch);
    }
    return curve;
  }

  private static String csv(List<Map<String, Double>> curve) {
    StringBuilder csv = new StringBuilder();
    for (int epoch = 0; epoch < curve.size(); epoch++) {
      if (epoch == 0) {
        List<Object> header = new ArrayList<>(List.of("epoch"));
        header.addAll(curve.get(0).keySet());
        csv.append(Csv.line(header));
      }
      List<Object> row = new ArrayList<>(List.of(epoch + 1));
      row.addAll(curve.get(epoch).values());
      csv.append(Csv.line(row));
    }
    return csv.toString();
  }

  /** The predictions for a scenario, if they are there, whole and for this key. */
  public Optional<Predictions> predictions(String scenario, String key, Task task)
      throws IOException {
    Path file = file(scenario, RunFiles.PREDICTIONS);
    return isDone(file(scenario, RunFiles.SCORES), key, file)
        ? Optional.of(read(scenario, task, Hashes.file(file)))
        : Optional.empty();
  }

  /**
   * The predictions for a scenario.
   *
   * @param task with labels, or without, which the file then tells
   * @param hash of the file as it must be
   * @throws IOException if there are none or they are damaged
   */
  public Predictions read(String scenario, Task task, String hash) throws IOException {
    Path file = file(scenario, RunFiles.PREDICTIONS);
    if (!Hashes.file(file).equals(hash)) {
      throw new IOException(
          file
              + " is not what these scores were computed from: it was changed, or the run was taken"
              + " up again; run once more with the same run id, and read its results");
    }
    Csv csv = Csv.read(file, ',');
    if (csv.columns().size() <= FACTS.size()) {
      throw new IOException(file + " has no column of scores");
    }
    List<String> labels =
        csv.columns().subList(FACTS.size(), csv.columns().size()).stream().map(Csv::plain).toList();
    Task known;
    try {
      known = task.labels().isEmpty() ? task.withLabels(labels) : task;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    List<String> units = new ArrayList<>();
    double[][] scores = new double[csv.rows().size()][labels.size()];
    for (int i = 0; i < scores.length; i++) {
      List<String> row = csv.rows().get(i);
      ids.add(Csv.plain(row.get(0)));
      try {
        targets.add(known.type().read(Csv.plain(row.get(1))));
        units.add(Csv.plain(row.get(2)));
        for (int label = 0; label < scores[i].length; label++) {
          scores[i][label] = Double.parseDouble(row.get(label + FACTS.size()));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + csv.lines().get(i) + ": " + e.getMessage(), e);
      }
    }
    try {
      return new Predictions(known, ids, targets, scores, units);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Writes predictions; they count once {@link #finish} has been called. */
  public void write(Predictions predictions, String scenario) throws IOException {
    StringBuilder csv = new StringBuilder();
    List<Object> header = new ArrayList<>(FACTS);
    header.addAll(predictions.task().labels());
    csv.append(Csv.safeLine(header));
    for (int i = 0; i < predictions.count(); i++) {
      List<Object> line =
          new ArrayList<>(
              List.of(
                  predictions.trackIds().get(i),
                  predictions.task().type().write(predictions.targets().get(i)),
                  predictions.units().get(i)));
      for (double value : predictions.scores(i)) {
        line.add(value);
      }
      csv.append(Csv.safeLine(line));
    }
    PlainFiles.writeText(file(scenario, RunFiles.PREDICTIONS), csv.toString());
  }

  /** Says under which key the predictions for a scenario count as done; gives their hash. */
  public String finish(String scenario, String key, Map<String, Object> facts) throws IOException {
    String hash = Hashes.file(file(scenario, RunFiles.PREDICTIONS));
    Map<String, Object> done = new LinkedHashMap<>();
    done.put(KEY, key);
    done.put(HASH, hash);
    done.putAll(facts);
    JsonFiles.write(file(scenario, RunFiles.SCORES), done);
    return hash;
  }

  private static boolean isDone(Path marker, String key, Path file) throws IOException {
    Optional<Map<String, Object>> done = JsonFiles.read(marker);
    return done.isPresent()
        && key.equals(done.get().get(KEY))
        && Files.exists(file)
        && Hashes.file(file).equals(done.get().get(HASH));
  }
}
