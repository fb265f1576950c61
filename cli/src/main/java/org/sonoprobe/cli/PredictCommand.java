package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.files.Csv;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;
import org.sonoprobe.run.evaluate.TrainedProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predictions for audio of one's own. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Predict with a model that a run has trained, for audio that it has not seen; prints CSV.",
      "Columns: file, prediction (the class, the tags at .5 or above joined by '|', or nothing for"
          + " values), and the score of each label."
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "AUDIO", description = "Audio files.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ChosenRun run = new ChosenRun();

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The experiment; the first unless given.")
  private Optional<String> experiment = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Embedding model and probe as 'mfcc / M1', with an aggregation that is not the mean between them"
              + " ('mfcc / max / M1'); the best on clean audio by the experiment's first metric unless"
              + " given.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "The split whose training part it was trained on; the first unless given.")
  private Optional<String> split = Optional.empty();

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description =
          "Write the probe as an ONNX graph from 'embeddings' (rows of vectors) to 'scores', too.")
  private Optional<Path> onnx = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (files.isEmpty() && onnx.isEmpty()) {
      throw new IllegalArgumentException("predict needs audio files, or --onnx FILE");
    }
    RunDirectory directory = run.directory();
    Results results = Results.read(directory);
    ScoreRow row = row(results);
    System.err.println(
        "predicting with %s of experiment '%s', split %s, trained on %s tracks (%s%s"
            .formatted(
                name(row),
                row.experiment(),
                row.split(),
                row.trained(),
                row.metric(),
                String.format(Locale.ROOT, " %.3f on the test part of this split)", row.value())));
    boolean missing = false;
    try (TrainedProbe probe = TrainedProbe.of(results, row, Assets.standard())) {
      List<String> labels = probe.task().labels();
      if (onnx.isPresent()) {
        probe.exportOnnx(onnx.get());
        System.err.println("wrote " + onnx.get().toAbsolutePath());
      }
      if (files.isEmpty()) {
        return 0;
      }
      List<Object> header = new ArrayList<>(List.of("file", "prediction"));
      header.addAll(labels);
      System.out.print(Csv.safeLine(header));
      for (Path file : files) {
        double[] scores;
        try {
          scores = probe.predict(new AudioFile(file));
        } catch (IOException e) {
          System.err.println(file + ": " + e.getMessage());
          missing = true;
          continue;
        }
        List<Object> line = new ArrayList<>(List.of(file.toString(), words(probe, scores)));
        for (double score : scores) {
          line.add(score);
        }
        System.out.print(Csv.safeLine(line));
      }
    }
    return missing ? Sonoprobe.PARTIAL : 0;
  }

  private ScoreRow row(Results results) {
    List<String> experiments = results.experiments().stream().map(Summary::name).toList();
    String name = experiment.orElse(experiments.isEmpty() ? "" : experiments.get(0));
    List<ScoreRow> rows =
        results.wholeScores().stream()
            .filter(row -> row.experiment().equals(name) && row.isWhole())
            .filter(row -> row.scenario().equals(Scenario.CLEAN.name()))
            .filter(row -> split.map(row.split()::equals).orElse(true))
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "the run has no experiment '%s' with such a split; it has experiments: %s"
              .formatted(name, String.join(", ", experiments)));
    }
    String best =
        model.orElseGet(
            () ->
                results.ranks().stream()
                    .filter(
                        rank ->
                            rank.experiment().equals(name)
                                && rank.metric().equals(rows.get(0).metric())
                                && rank.rank() > 0
                                && rank.scenario().equals(Scenario.CLEAN.name()))
                    .findFirst()
                    .map(rank -> name(rank.embedding(), rank.aggregation(), rank.downstream()))
                    .orElse(""));
    return rows.stream()
        .filter(row -> name(row).equals(best))
        .findFirst()
        .or(() -> rows.stream().filter(byWhatItIs(results, best)).findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment '%s' has no model '%s'; it has: %s"
                        .formatted(
                            name,
                            best,
                            String.join(
                                ", ",
                                rows.stream().map(PredictCommand::name).distinct().toList()))));
  }

  /** Those of "mfcc / logistic_regression", where the probe has no name of its own. */
  private static Predicate<ScoreRow> byWhatItIs(Results results, String model) {
    try {
      return model.contains("/") ? Comparison.scoresOf(results, model) : row -> false;
    } catch (IllegalArgumentException e) {
      return row -> false;
    }
  }

  private static String name(ScoreRow row) {
    return name(row.embedding(), row.aggregation(), row.downstream());
  }

  private static String name(String embedding, String aggregation, String downstream) {
    return aggregation.equals("mean")
        ? embedding + " / " + downstream
        : embedding + " / " + aggregation + " / " + downstream;
  }

  private static String words(TrainedProbe probe, double[] scores) {
    List<String> labels = probe.task().labels();
    if (probe.task().type().equals(TaskTypes.REGRESSION)) {
      return "";
    }
    List<String> said = new ArrayList<>();
    int best = 0;
    for (int c = 0; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
      if (scores[c] >= 0.5) {
        said.add(labels.get(c));
      }
    }
    return probe.task().type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)
        ? labels.get(best)
        : String.join(
            "|", said.stream().map(tag -> tag.replace("\\", "\\\\").replace("|", "\\|")).toList());
  }
}
