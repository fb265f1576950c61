package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.analysis.GivenPredictions;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.evaluate.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores of predictions that another program made. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Score predictions that another program made, with intervals, chance levels and ranks.",
      "The truth: a CSV with columns track,truth[,unit] (tags joined by '|'), or an NPY matrix of 0"
          + " and 1, or vector of class numbers.",
      "Scores: a CSV with a column 'track' and one for each label, or an NPY matrix.",
      "A row 'prior' is added: what an answer scores that knows how often each label holds and nothing"
          + " of the audio."
    })
final class ScoreCommand implements Callable<Integer> {
  private static final String FLOOR = "prior";

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "What is true of each track.")
  private Path truth = Path.of("truth.csv");

  @Option(
      names = "--scores",
      required = true,
      paramLabel = "NAME=FILE",
      description = "The scores of a model; once for each model.")
  private List<String> scores = new ArrayList<>();

  @Option(
      names = {"--type", "--task-type"},
      paramLabel = "TYPE",
      description =
          "multiclass_classification, multilabel_classification or regression; by the truth unless"
              + " given.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the labels, one a line, in the order of an NPY file's columns.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--metrics",
      paramLabel = "NAME,...",
      description =
          "Metrics, or '{type: top_k_accuracy, k: 3}' and the like; those usual for the type of task unless"
              + " given.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "Draws for intervals of medians; 0 for no intervals (${DEFAULT-VALUE}).")
  private int bootstrap = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the draws (${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the report and scores.csv go (${DEFAULT-VALUE}).")
  private Path out = Path.of("scored");

  @Override
  public Integer call() throws IOException {
    List<String> names =
        labels.isPresent()
            ? Files.readAllLines(labels.get(), StandardCharsets.UTF_8).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList()
            : List.of();
    GivenPredictions given =
        GivenPredictions.truth(
            truth, type.map(name -> Components.named(TaskType.class, name)), names);
    Map<String, Predictions> models = new LinkedHashMap<>();
    for (String model : scores) {
      int equals = model.indexOf('=');
      String name = equals < 0 ? "" : model.substring(0, equals);
      if (name.isBlank() || models.containsKey(name) || name.equals(FLOOR)) {
        throw new IllegalArgumentException(
            "--scores "
                + model
                + (name.isBlank()
                    ? " must be NAME=FILE"
                    : name.equals(FLOOR)
                        ? ": '" + FLOOR + "' is the name of the floor; give the model another"
                        : ": there are two models '" + name + "'"));
      }
      models.put(name, given.of(Path.of(model.substring(equals + 1))));
    }
    given.notes().forEach(note -> System.err.println("note: " + note));
    // the floor: what is known without the audio
    models.put(FLOOR, models.values().iterator().next().uninformed());
    List<Metric> judges = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (String text : metrics) {
      wanted.addAll(text.startsWith("{") ? List.of(text) : List.of(text.split(",", -1)));
    }
    for (String name : wanted.isEmpty() ? given.task().usualMetrics() : wanted) {
      judges.add(
          name.startsWith("{")
              ? ComponentYaml.read(Metric.class, name, "--metrics")
              : Components.named(Metric.class, name));
    }
    Path stem = truth.toAbsolutePath().getFileName();
    Results results = Scoring.of(String.valueOf(stem), judges, models, bootstrap, seed);
    Report report = Report.of(results);
    report.writeTo(out);
    Files.writeString(out.resolve("scores.csv"), results.csv(ResultTable.SCORES));
    Files.writeString(out.resolve("ranks.csv"), results.csv(ResultTable.RANKS));
    System.out.println(report.text(Terminal.width(), Terminal.colour()));
    if (scores.size() > 1) {
      // each against the first
      List<String> all = List.copyOf(models.keySet());
      for (int i = 1; i < scores.size(); i++) {
        System.out.println(all.get(0) + " against " + all.get(i) + ":");
        Comparison.of(results, all.get(0), all.get(i))
            .lines()
            .forEach(line -> System.out.println("  " + line));
      }
    }
    System.out.println("Report: " + out.resolve("index.html").toAbsolutePath());
    return 0;
  }
}
