package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.ScoreRow;

/**
 * What was predicted for each track, as files that the page reads when it needs them: one for each
 * experiment, dataset and scenario with the class that each model chose, and one for each model in
 * it with the scores of all classes, until there are {@value #MOST_SCORES} of these.
 */
final class PagePredictions {
  /** Numbers that files of scores may hold in all: some 30 MB. */
  static final int MOST_SCORES = 4_000_000;

  private static final double DIGITS = 1e4;
  private static final double HALF = 0.5;

  /** One experiment, dataset and scenario. */
  private record Place(String experiment, String dataset, String scenario) {}

  /** One model there: embedding, aggregation and probe. */
  private record Model(String embedding, String aggregation, String downstream) {}

  /** What a model said of tracks, by their places. */
  private record Said(
      Model model,
      Map<Integer, Integer> chosen,
      Map<Integer, double[]> scores,
      Map<Integer, Double> errors) {}

  private final Results results;
  private final Path folder;
  private int scoresLeft = MOST_SCORES;

  private PagePredictions(Results results, Path folder) {
    this.results = results;
    this.folder = folder;
  }

  /**
   * Writes the files.
   *
   * @return what there is and in which file
   */
  static List<Object> write(Results results, Path folder) throws IOException {
    return new PagePredictions(results, folder).write();
  }

  private List<Object> write() throws IOException {
    Map<Place, Map<Model, Map<String, ScoreRow>>> places = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.isWhole() && row.repeat() == 1) {
        places
            .computeIfAbsent(
                new Place(row.experiment(), row.dataset(), row.scenario()),
                key -> new LinkedHashMap<>())
            .computeIfAbsent(
                new Model(row.embedding(), row.aggregation(), row.downstream()),
                key -> new LinkedHashMap<>())
            .putIfAbsent(row.split(), row);
      }
    }
    List<Object> index = new ArrayList<>();
    for (Map.Entry<Place, Map<Model, Map<String, ScoreRow>>> place : places.entrySet()) {
      index.add(write("predictions-" + index.size(), place.getKey(), place.getValue()));
    }
    return index;
  }

  private Map<String, Object> write(
      String name, Place place, Map<Model, Map<String, ScoreRow>> models) throws IOException {
    Map<List<String>, Integer> tracks = new LinkedHashMap<>();
    List<Object> truths = new ArrayList<>();
    List<String> labels = List.of();
    List<Said> said = new ArrayList<>();
    String kind = "";
    for (Map.Entry<Model, Map<String, ScoreRow>> model : models.entrySet()) {
      Map<Integer, double[]> scores = new LinkedHashMap<>();
      Map<Integer, Integer> chosen = new LinkedHashMap<>();
      Map<Integer, Double> errors = new LinkedHashMap<>();
      for (Map.Entry<String, ScoreRow> split : model.getValue().entrySet()) {
        Predictions predictions = results.predictions(split.getValue());
        labels = predictions.task().labels();
        kind = predictions.task().type().name().toLowerCase(Locale.ROOT);
        for (int t = 0; t < predictions.count(); t++) {
          int number = t;
          Target target = predictions.targets().get(t);
          List<String> known = labels;
          int at =
              tracks.computeIfAbsent(
                  List.of(predictions.trackIds().get(number), split.getKey()),
                  key -> {
                    truths.add(truth(target, known));
                    return truths.size() - 1;
                  });
          scores.put(at, predictions.scores(t));
          if (target instanceof Target.Label) {
            chosen.put(at, predictions.predictedClass(t));
          } else {
            errors.put(at, error(target, labels, predictions.scores(t)));
          }
        }
      }
      said.add(new Said(model.getKey(), chosen, scores, errors));
    }
    List<Object> lines = new ArrayList<>();
    for (Said own : said) {
      lines.add(line(name + "-" + lines.size(), own, truths.size(), Math.max(1, labels.size())));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("labels", labels);
    data.put("tracks", tracks.keySet().stream().map(key -> key.get(0)).toList());
    data.put("splits", tracks.keySet().stream().map(key -> key.get(1)).toList());
    data.put("truth", truths);
    data.put("models", lines);
    PageData.write(folder.resolve(name + ".js"), name, data);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("experiment", place.experiment);
    entry.put("dataset", place.dataset);
    entry.put("scenario", place.scenario);
    entry.put("kind", kind);
    entry.put("file", name);
    return entry;
  }

  /** What the page reads of a model; writes its scores where there is room. */
  private Map<String, Object> line(String file, Said said, int tracks, int labels)
      throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("embedding", said.model.embedding);
    line.put("aggregation", said.model.aggregation);
    line.put("downstream", said.model.downstream);
    List<Object> choices = new ArrayList<>();
    List<Object> numbers = new ArrayList<>();
    for (int t = 0; t < tracks; t++) {
      choices.add(said.chosen.getOrDefault(t, -1));
      numbers.add(rounded(said.scores.getOrDefault(t, new double[0])));
    }
    line.put("chosen", said.chosen.isEmpty() ? List.of() : choices);
    if (said.chosen.isEmpty()) {
      List<Object> errors = new ArrayList<>();
      for (int t = 0; t < tracks; t++) {
        errors.add(PageData.number(said.errors.getOrDefault(t, Double.NaN)));
      }
      line.put("errors", errors);
    }
    if (tracks * labels <= scoresLeft) {
      scoresLeft -= tracks * labels;
      PageData.write(folder.resolve(file + ".js"), file, numbers);
      line.put("scores", file);
    }
    return line;
  }

  /** How many tags are wrong at a threshold of one half, or how far values are off on average. */
  private static double error(Target target, List<String> labels, double[] scores) {
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (target instanceof Target.Tags tags) {
        sum += tags.names().contains(labels.get(i)) == scores[i] >= HALF ? 0 : 1;
      } else if (target instanceof Target.Values values) {
        sum += Math.abs(scores[i] - values.values().get(i)) / scores.length;
      }
    }
    return sum;
  }

  /** A label by its place, tags by theirs, values as they are. */
  private static Object truth(Target target, List<String> labels) {
    if (target instanceof Target.Label label) {
      return labels.indexOf(label.name());
    }
    if (target instanceof Target.Tags tags) {
      return tags.names().stream().map(labels::indexOf).sorted().toList();
    }
    if (target instanceof Target.Values values) {
      return values.values();
    }
    return target.toString();
  }

  private static List<Object> rounded(double[] scores) {
    List<Object> numbers = new ArrayList<>();
    for (double score : scores) {
      numbers.add(PageData.number(Math.rint(score * DIGITS) / DIGITS));
    }
    return numbers;
  }
}
