package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ConfigSchema;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;

/** A kind of task that a plug-in brings, with its targets, a dataset and a metric. */
class OwnKindOfTaskTest {
  @TempDir private Path folder;

  /** So many stars. */
  public record Stars(int number) implements Target {}

  /** Tracks are rated with stars. */
  public record StarRating() implements TaskType {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "star_rating";
    }

    @Override
    public boolean fits(Target target) {
      return target instanceof Stars;
    }

    @Override
    public boolean hasClasses() {
      return false;
    }

    @Override
    public List<String> labels(Collection<Target> targets) {
      return List.of("stars");
    }

    @Override
    public double[] encode(Task task, Target target) {
      return new double[] {((Stars) target).number()};
    }

    @Override
    public String write(Target target) {
      return "*".repeat(((Stars) target).number());
    }

    @Override
    public Target read(String text) {
      return new Stars(text.length());
    }

    @Override
    public List<String> usualMetrics() {
      return List.of("stars_off");
    }
  }

  /** Tones whose pitch is their rating. */
  public record RatedTones() implements Dataset {
    @Override
    public String name() {
      return "rated_tones";
    }

    @Override
    public Set<String> tasks() {
      return Set.of("rating");
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        tracks.add(new Track("tone" + i, new Tone(i), new Stars(1 + i % 5)));
      }
      return Corpus.of(task, tracks, List.of(), List.of());
    }
  }

  private record Tone(int number) implements AudioSource {
    private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      float[] samples = new float[8000];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) Math.sin(i * (0.05 + 0.1 * (number % 5) + 0.0003 * number)) / 2;
      }
      return Audio.wrap(16000, samples);
    }

    @Override
    public String fingerprint() {
      return "rated tone " + number;
    }

    @Override
    public String location() {
      return "tone " + number;
    }
  }

  /** By how many stars answers are off on average. */
  public record StarsOff() implements Metric {
    @Override
    public String name() {
      return "stars_off";
    }

    @Override
    public boolean supports(TaskType type) {
      return type instanceof StarRating;
    }

    @Override
    public boolean greaterIsBetter() {
      return false;
    }

    @Override
    public Range range() {
      return Range.POSITIVE;
    }

    @Override
    public Score compute(Predictions predictions) {
      double sum = 0;
      for (int i = 0; i < predictions.count(); i++) {
        sum += Math.abs(predictions.score(i, 0) - ((Stars) predictions.targets().get(i)).number());
      }
      return new Score(name(), sum / predictions.count(), Map.of(), List.of());
    }
  }

  private static ExperimentBuilder experiment() {
    return Experiment.builder("stars")
        .seed(1)
        .task("rating", new StarRating())
        .dataset(new RatedTones(), new Splitters.KFold(3))
        .embeddings("mfcc")
        .downstream("ridge", "prior");
  }

  @Test
  void itRunsAndIsReportedLikeAnyOther() throws IOException {
    Results results =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .runId("stars")
            .build()
            .run(experiment().build());
    Results read = Results.read(RunDirectory.existing(folder.resolve("runs"), "stars"));

    assertThat(read.scores()).isEqualTo(results.scores());
    assertThat(read.experiments().get(0).task().type()).isEqualTo(new StarRating());
    ScoreRow row = read.wholeScores().get(0);
    assertThat(row.metric()).isEqualTo("stars_off");
    assertThat(row.value()).isBetween(0.0, 0.7);
    // five ratings alike: the mean is off by 1.2 stars
    assertThat(row.chance()).isCloseTo(1.2, within(0.05));
    Predictions predictions = read.predictions(row);
    assertThat(predictions.targets()).hasSize(20).contains(new Stars(3));
    assertThat(new StarsOff().compute(predictions).value()).isEqualTo(row.value());
    assertThat(read.ranks().get(0).downstream()).isEqualTo("M1");
    assertThat(read.ranks().get(1).group()).isEqualTo(2);
    Path report = folder.resolve("report");
    Report.of(read).writeTo(report);
    assertThat(Files.readString(report.resolve("data/predictions-0.js")))
        .contains("\"truth\":[[", "\"errors\":[");
    assertThat(Files.readString(report.resolve("data/report.js"))).contains("\"kind\":\"values\"");
  }

  @Test
  void yamlNamesItAndSoDoesTheSchema() throws ConfigException {
    String yaml =
        """
        experiments:
          - name: stars
            seed: 1
            task: {name: rating, type: star_rating}
            datasets: [{type: rated_tones, split_type: {type: k_fold, folds: 3}}]
            embedding_models: [mfcc]
            downstream_models: [ridge, prior]
        """;

    assertThat(ExperimentFile.parse(yaml, "stars.yml")).containsExactly(experiment().build());
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(experiment().build())), "again"))
        .containsExactly(experiment().build());
    assertThat(ConfigSchema.json()).contains("\"star_rating\"");
    assertThatThrownBy(
            () -> ExperimentFile.parse(yaml.replace("star_rating", "stars_rating"), "stars.yml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'type' must be one of ")
        .hasMessageContaining("but is 'stars_rating'; did you mean 'star_rating'?");
  }

  @Test
  void whatCannotDoItSaysSo() {
    assertThatThrownBy(() -> experiment().downstream("logistic_regression").build())
        .hasMessageContaining("cannot do the star_rating task 'rating'; it does classes and tags");
    assertThatThrownBy(() -> experiment().metrics("accuracy").build())
        .hasMessageContaining("star_rating");
    assertThatThrownBy(
            () ->
                new Task("rating", new StarRating(), List.of("stars"))
                    .encode(new Target.Label("three")))
        .hasMessage(
            "task 'rating' is a star_rating; a target of kind Label does not fit it; give the task the"
                + " type that the labels have");
  }
}
