package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;

/**
 * The predictions for each track, as files that the page reads when it needs them: one for each
 * experiment, dataset and scenario with the class that each model chose, and one for each model in
 * it with the scores of all classes, until there are {@value #MOST_SCORES} of these. Of a model
 * that was trained several times it is the first training.
 */
final class PagePredictions {
  /** Numbers that files of scores may hold in all: some 30 MB. */
  static final int MOST_SCORES = 4_000_000;

  private static final double DIGITS = 1e4;
  private static final double HALF = 0.5;

  /** One experiment, dataset and scenario. */
  private record Tested(String experiment, String dataset, String scenario) {}

  /** One model there: embedding, aggregation and probe. */
  private record Model(String embedding, String aggregation, String downstream) {}

  private final Results results;
  private final Path folder;
  private final List<Object> index = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int scoresLeft = MOST_SCORES;

  private PagePredictions(Results results, Path folder) {
    this.results = results;
    this.folder = folder;
  }

  /** Writes the files. */
  static PagePredictions write(Results results, Path folder) throws IOException {
    PagePredictions written = new PagePredictions(results, folder);
    written.write();
    return written;
  }

  /** What there is and in which file. */
  List<Object> index() {
    return index;
  }

  /** Predictions that should be there and cannot be read, with the reason. */
  List<String> problems() {
    return problems;
  }

  private void write() throws IOException {
    Map<Tested, Map<Model, Map<String, ScoreRow>>> places = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.isWhole() && row.repeat() == 1 && row.scored() > 0) {
        places
            .computeIfAbsent(
                new Tested(row.experiment(), row.dataset(), row.scenario()),
                key -> new LinkedHashMap<>())
            .computeIfAbsent(
                new Model(row.embedding(), row.aggregation(), row.downstream()),
                key -> new LinkedHashMap<>())
            .putIfAbsent(row.split(), row);
      }
    }
    for (Map.Entry<Tested, Map<Model, Map<String, ScoreRow>>> place : places.entrySet()) {
      PlaceFile file = new PlaceFile("predictions-" + index.size());
      for (Map.Entry<Model, Map<String, ScoreRow>> model : place.getValue().entrySet()) {
        file.add(model.getKey(), model.getValue());
      }
      file.finish();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("experiment", place.getKey().experiment);
      entry.put("dataset", place.getKey().dataset);
      entry.put("scenario", place.getKey().scenario);
      entry.put("kind", file.kind);
      entry.put("file", file.name);
      index.add(entry);
    }
  }

  /** The file of one experiment, dataset and scenario, and those of its models. */
  private final class PlaceFile {
    private final String name;
    private String kind = "";
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final Map<List<String>, Integer> tracks = new LinkedHashMap<>();
    private final List<Object> truths = new ArrayList<>();
    private final List<String> units = new ArrayList<>();
    private final List<Map<String, Object>> models = new ArrayList<>();

    PlaceFile(String name) {
      this.name = name;
    }

    /** Adds what a model said on each split. */
    void add(Model model, Map<String, ScoreRow> splits) throws IOException {
      List<Object> chosen = new ArrayList<>();
      List<Object> errors = new ArrayList<>();
      List<Object> scores = new ArrayList<>();
      boolean classes = true;
      int kept = scoresLeft;
      for (Map.Entry<String, ScoreRow> split : splits.entrySet()) {
        Predictions predictions;
        try {
          predictions = results.predictions(split.getValue());
        } catch (IOException e) {
          problems.add(String.valueOf(e.getMessage()));
          continue;
        }
        kind = kind(predictions.task().type());
        List<String> own = predictions.task().labels();
        own.forEach(this::place);
        for (int t = 0; t < predictions.count(); t++) {
          Target target = predictions.targets().get(t);
          double[] given = predictions.scores(t);
          int at =
              track(
                  predictions.trackIds().get(t),
                  split.getKey(),
                  () -> truth(predictions.task(), target),
                  predictions.units().get(t));
          if (target.onlyClass().isPresent()) {
            set(chosen, at, place(own.get(predictions.predictedClass(t))), -1);
          } else {
            classes = false;
            set(errors, at, PageData.number(error(predictions.task(), target, given)), "NaN");
          }
          kept -= given.length;
          if (kept >= 0) {
            set(scores, at, rounded(own, given), List.of());
          }
        }
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("embedding", model.embedding);
      line.put("aggregation", model.aggregation);
      line.put("downstream", model.downstream);
      line.put("chosen", classes ? chosen : List.of());
      if (!classes) {
        line.put("errors", errors);
      }
      if (kept >= 0) {
        scoresLeft = kept;
        String file = name + "-" + models.size();
        PageData.write(folder.resolve(file + ".js"), file, scores);
        line.put("scores", file);
      }
      models.add(line);
    }

    private int track(String id, String split, Supplier<Object> truth, String unit) {
      return tracks.computeIfAbsent(
          List.of(id, split),
          key -> {
            truths.add(truth.get());
            units.add(unit);
            return truths.size() - 1;
          });
    }

    private int place(String label) {
      return labels.computeIfAbsent(label, key -> labels.size());
    }

    /** Scores in the places of all labels, for people; 0 where a model knows none of that name. */
    private List<Object> rounded(List<String> own, double[] given) {
      double[] all = given;
      if (!own.isEmpty()) {
        all = new double[labels.size()];
        for (int i = 0; i < given.length; i++) {
          all[place(own.get(i))] = given[i];
        }
      }
      List<Object> numbers = new ArrayList<>();
      for (double score : all) {
        numbers.add(PageData.number(Math.rint(score * DIGITS) / DIGITS));
      }
      return numbers;
    }

    void finish() throws IOException {
      for (Map<String, Object> model : models) {
        if (model.get("chosen") instanceof List<?> some && !some.isEmpty()) {
          List<Object> all = new ArrayList<>(some);
          while (all.size() < truths.size()) {
            all.add(-1);
          }
          model.put("chosen", all);
        }
      }
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("labels", List.copyOf(labels.keySet()));
      data.put("tracks", tracks.keySet().stream().map(key -> key.get(0)).toList());
      data.put("splits", tracks.keySet().stream().map(key -> key.get(1)).toList());
      data.put("truth", truths);
      List<String> ids = tracks.keySet().stream().map(key -> key.get(0)).toList();
      // groups of tracks that are not independent, where there are any
      data.put("units", units.equals(ids) ? List.of() : units);
      data.put("models", models);
      PageData.write(folder.resolve(name + ".js"), name, data);
    }

    /** A class by its place, several by theirs, numbers as they are. */
    private Object truth(Task task, Target target) {
      if (target.onlyClass().isPresent()) {
        return place(target.onlyClass().get());
      }
      return task.type().hasClasses()
          ? target.classes().stream().map(this::place).sorted().toList()
          : DoubleStream.of(task.encode(target)).boxed().toList();
    }
  }

  /** What the truth of a track is, for the page: {@code class}, {@code tags} or {@code values}. */
  private static String kind(TaskType type) {
    return type.isExclusive() ? "class" : type.hasClasses() ? "tags" : "values";
  }

  /** Puts a value at a place of a list, and nothing at those before it that are not there yet. */
  private static void set(List<Object> list, int at, Object value, Object nothing) {
    while (list.size() <= at) {
      list.add(nothing);
    }
    list.set(at, value);
  }

  /** How many tags are wrong at a threshold of one half, or how far values are off on average. */
  private static double error(Task task, Target target, double[] scores) {
    double[] truth = task.encode(target);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum +=
          task.type().hasClasses()
              ? (truth[i] > 0 == scores[i] >= HALF ? 0 : 1)
              : Math.abs(scores[i] - truth[i]) / scores.length;
    }
    return sum;
  }
}
