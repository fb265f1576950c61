package org.sonoprobe.examples.cli;

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
import org.sonoprobe.analysis.GivenPredictions;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.experiment.TaskDefaults;
import org.sonoprobe.report.Report;
import org.sonoprobe.run.Results;
import org.sonoprobe.run.Scoring;
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
  private Map<String, Path> scores = new LinkedHashMap<>();

  @Option(
      names = {"--type", "--task-type"},
      paramLabel = "TYPE",
      description =
          "multiclass_classification, multilabel_classification or regression; by the truth unless"
              + " given.")
  private Optional<TaskType> type = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The names of the labels, one a line, in the order of an NPY file's columns.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description = "Metrics; those usual for the type of task unless given.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      description = "Draws that intervals are made of (${DEFAULT-VALUE}).")
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
    GivenPredictions given = GivenPredictions.truth(truth, type, names);
    Map<String, Predictions> models = new LinkedHashMap<>();
    for (Map.Entry<String, Path> model : scores.entrySet()) {
      models.put(model.getKey(), given.of(model.getValue()));
    }
    // the floor: what is known without the audio
    models.putIfAbsent("prior", models.values().iterator().next().uninformed());
    List<Metric> judges = new ArrayList<>();
    for (String name : metrics.isEmpty() ? TaskDefaults.of(given.task()).metrics() : metrics) {
      judges.add(
          name.startsWith("{")
              ? ComponentYaml.read(Metric.class, name, "--metrics")
              : Components.named(Metric.class, name));
    }
    Path stem = truth.toAbsolutePath().getFileName();
    Results results = Scoring.of(String.valueOf(stem), judges, models, bootstrap, seed);
    Report report = Report.of(results);
    report.writeTo(out);
    Files.writeString(out.resolve("scores.csv"), results.scoresCsv());
    Files.writeString(out.resolve("ranks.csv"), results.ranksCsv());
    System.out.println(report.text());
    System.out.println("Report: " + out.resolve("index.html").toAbsolutePath());
    return 0;
  }
}
