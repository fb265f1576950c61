package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.analysis.GivenPredictions;
import org.sonoprobe.analysis.ProbeAgreement;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.downstream.Prior;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.RepeatedSplits;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.metrics.Accuracy;
import org.sonoprobe.metrics.F1;
import org.sonoprobe.report.AutoTable;
import org.sonoprobe.report.Cell;
import org.sonoprobe.report.Cells;
import org.sonoprobe.report.LearningCurves;
import org.sonoprobe.report.PivotTable;
import org.sonoprobe.report.Report;
import org.sonoprobe.report.TensorBoard;
import org.sonoprobe.report.Variable;
import org.sonoprobe.results.Drop;
import org.sonoprobe.results.Evidence;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Rank;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.evaluate.Scoring;
import org.sonoprobe.run.evaluate.TrainedProbe;
import org.sonoprobe.run.plan.Plan;

/** What is said of scores beside their value. */
class EstimatesTest {
  @TempDir Path folder;

  private static ExperimentBuilder experiment() {
    return Experiment.builder("small")
        .task("instrument_classification")
        .dataset(new SyntheticMusic(120, 1))
        .scenario("noisy", new AddGaussianSnr(0))
        .embeddings("mfcc", "random")
        .downstream(new LogisticRegression())
        .metrics("accuracy", "f1_macro");
  }

  private Results run(Experiment experiment, String id, int threads) throws IOException {
    return Runner.builder()
        .threads(threads)
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .runId(id)
        .build()
        .run(experiment);
  }

  private static Cell cell(Results results, int row) {
    return AutoTable.of(Cells.of(results)).tables().get(0).at(row, 0);
  }

  @Test
  void everyScoreHasAnIntervalAChanceLevelAndARank() throws IOException {
    Results results = run(experiment().build(), "a", 1);

    for (ScoreRow row : results.wholeScores()) {
      assertThat(row.interval().isKnown()).as(row.toString()).isTrue();
      assertThat(row.interval().contains(row.value())).as(row.toString()).isTrue();
      assertThat(row.trained()).isEqualTo(96);
    }
    ScoreRow clean = results.wholeScores().get(0);
    assertThat(clean.metric()).isEqualTo("accuracy");
    // the largest class of the test part
    assertThat(clean.chance()).isBetween(1 / 6.0, 0.5);
    PivotTable table = AutoTable.of(Cells.of(results)).tables().get(0);
    // what has learnt nothing stands below
    assertThat(table.rows().get(1)).startsWith("random");
    assertThat(table.at(1, 0).isAtChance()).isTrue();
    assertThat(table.at(0, 0).isAtChance()).isFalse();
    assertThat(table.isAmongBest(0, 0)).isTrue();
    Rank best = results.ranks().get(0);
    assertThat(best.embedding()).isEqualTo("mfcc");
    assertThat(best.rank()).isEqualTo(1);
    assertThat(best.group()).isEqualTo(1);
    assertThat(best.behind()).isZero();
    assertThat(best.p()).isNaN();
    Rank second = results.ranks().get(1);
    assertThat(second.behind()).isCloseTo(best.value() - second.value(), within(1e-12));
    assertThat(second.behindInterval().contains(second.behind())).isTrue();
    assertThat(second.group() > 1).isEqualTo(second.p() <= 0.05);
    assertThat(second.behindInterval().contains(0)).isEqualTo(second.p() > 0.05);
    assertThat(results.drops()).hasSize(2 * 2);
    Drop drop = results.drops().get(0);
    assertThat(drop.embedding()).isEqualTo("mfcc");
    assertThat(drop.drop()).isEqualTo(drop.clean() - drop.deformed());
    assertThat(drop.interval().contains(drop.drop())).isTrue();
    assertThat(drop.relative())
        .isCloseTo(drop.drop() / (drop.clean() - clean.chance()), within(1e-12));
    // a model at chance has nothing to lose, and is not robust
    assertThat(results.drops().get(1).embedding()).isEqualTo("random");
    assertThat(results.drops().get(1).relative()).isNaN();
    assertThat(Report.of(results).markdown())
        .contains("°: cannot be told from an answer that knows how often each label is right");
  }

  @Test
  void intervalsAndRanksAreTheSameForAnyThreadsAndAreReadBack() throws IOException {
    Results one = run(experiment().build(), "one", 1);
    Results two = run(experiment().build(), "two", 2);

    assertThat(two.csv(ResultTable.SCORES)).isEqualTo(one.csv(ResultTable.SCORES));
    assertThat(two.csv(ResultTable.RANKS)).isEqualTo(one.csv(ResultTable.RANKS));
    Results read =
        Results.read(RunDirectory.existing(folder.resolve("runs"), "one", "results.json"));
    assertThat(read.csv(ResultTable.SCORES)).isEqualTo(one.csv(ResultTable.SCORES));
    assertThat(read.ranks()).isEqualTo(one.ranks());
    assertThat(read.drops()).isEqualTo(one.drops());
  }

  @Test
  void theLabelsOfTestTracksChangeNoTrainedModel() throws IOException {
    Experiment experiment =
        experiment()
            .downstream(new Classifier().withTraining(30, 3, 3))
            .downstream(new org.sonoprobe.downstream.Ridge())
            .downstream(new org.sonoprobe.downstream.LinearSvm())
            .build();
    run(experiment, "labels", 1);
    Results before =
        Results.read(RunDirectory.existing(folder.resolve("runs"), "labels", "results.json"));
    Set<String> tested = Set.copyOf(before.predictions(before.wholeScores().get(0)).trackIds());
    org.sonoprobe.api.Corpus music =
        new SyntheticMusic(120, 1).load(Task.named("instrument_classification"));
    StringBuilder own = new StringBuilder("path,label,split\n");
    StringBuilder lies = new StringBuilder("path,label,split\n");
    for (org.sonoprobe.api.Track track : music.tracks()) {
      Path file = folder.resolve(track.id() + ".wav");
      org.sonoprobe.audio.WavWriter.write(file, track.audio().read());
      String label = ((Target.Label) track.target()).name();
      boolean test = tested.contains(track.id());
      String part = test ? "test" : track.id().hashCode() % 8 == 0 ? "validation" : "train";
      own.append(file + "," + label + "," + part + "\n");
      lies.append(file + "," + (test ? "organ" : label) + "," + part + "\n");
    }
    Map<String, String> models = new LinkedHashMap<>();
    for (String id : List.of("own", "lies")) {
      Path list = Files.writeString(folder.resolve(id + ".csv"), id.equals("own") ? own : lies);
      Experiment labelled =
          Experiment.builder("x")
              .task("instrument_classification")
              .dataset(
                  "tracks",
                  org.sonoprobe.component.Components.with(
                      org.sonoprobe.component.Components.with(
                          org.sonoprobe.component.Components.named(
                              org.sonoprobe.api.Dataset.class, "csv"),
                          "path",
                          list),
                      "split_column",
                      "split"),
                  Splitters.SINGLE)
              .embeddings("mfcc")
              .downstream(
                  new LogisticRegression(),
                  new Classifier().withTraining(30, 3, 3),
                  new org.sonoprobe.downstream.Ridge(),
                  new org.sonoprobe.downstream.LinearSvm())
              .metrics("accuracy")
              .bootstrap(0)
              .build();
      run(labelled, id, 1);
      try (Stream<Path> files = Files.walk(folder.resolve("runs").resolve(id))) {
        for (Path file : files.filter(f -> f.endsWith("model.npz")).sorted().toList()) {
          models.merge(
              folder.resolve("runs").resolve(id).relativize(file).toString(),
              org.sonoprobe.component.Hashes.file(file),
              (a, b) -> a.equals(b) ? "equal" : "changed");
        }
      }
    }
    assertThat(models).hasSize(4);
    assertThat(models.values()).containsOnly("equal");
  }

  @Test
  void withoutDrawsThereAreNoIntervals() throws IOException {
    Results results = run(experiment().bootstrap(0).build(), "none", 1);

    assertThat(results.wholeScores()).noneMatch(row -> row.interval().isKnown());
    assertThat(results.wholeScores()).allMatch(row -> row.chance() > 0);
    assertThat(results.ranks()).allMatch(rank -> rank.group() == 0);
    assertThat(AutoTable.of(Cells.of(results)).tables().get(0).isAmongBest(0, 0)).isTrue();
  }

  @Test
  void trainingsAreRepeatedFromOtherSeedsWithoutExtractingAgain() throws IOException {
    Experiment experiment =
        experiment()
            .downstream(new Classifier().standardized().withTraining(30, 3, 3))
            .downstream(new Prior())
            .repeats(3)
            .build();
    Results results = run(experiment, "repeats", 2);

    Map<String, Set<Double>> values = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.embedding().equals("mfcc") && row.metric().equals("accuracy")) {
        values
            .computeIfAbsent(row.downstream() + row.scenario(), key -> new java.util.HashSet<>())
            .add(row.value());
      }
    }
    assertThat(results.wholeScores().stream().map(ScoreRow::repeat).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(values.get("M2clean").size()).isGreaterThan(1);
    assertThat(values.get("M1noisy").size() + values.get("M1clean").size()).isGreaterThan(2);
    assertThat(results.notes())
        .contains(
            "small: M1, 4 of 6 trainings; M3, 4 of 6 trainings: trained on a resample of its training"
                + " part, for the spread alone, because nothing in it depends on a seed");
    // 120 clean tracks and 12 noisy ones under two models, once
    assertThat(results.extracted()).isEqualTo(2 * 132);
    // the logistic regression's score is that of the whole training part, whatever the repeats
    Results once = run(experiment().build(), "once", 1);
    assertThat(cell(results, 0).mean()).isEqualTo(cell(once, 0).mean());
    assertThat(cell(results, 0).certainty().resampled()).isTrue();
    Cell cell = cell(results, 1);
    assertThat(cell.certainty().resampled()).isFalse();
    assertThat(cell.certainty().spread()).isPositive();
    assertThat(cell.deviation()).isZero();
    assertThat(folder.resolve("runs/repeats/trials/small/synthetic/split0/mfcc/mean/M2"))
        .isDirectoryContaining("glob:**training-3");
    // a comparison is of the mean over trainings of the one and the whole training of the other
    Comparison.Difference between =
        Comparison.of(results, "mfcc / M2", "mfcc / M1").differences().get(0);
    assertThat(between.firstValue()).isCloseTo(cell(results, 1).mean(), within(1e-12));
    assertThat(between.secondValue()).isCloseTo(cell(results, 0).mean(), within(1e-12));
    assertThat(TensorBoard.write(results, folder.resolve("repeated"))).isEqualTo(2 * (1 + 3 + 1));
    ScoreRow third =
        results.wholeScores().stream().filter(row -> row.repeat() == 3).findFirst().get();
    assertThat(new Accuracy().compute(results.predictions(third)).value()).isEqualTo(third.value());
  }

  static Stream<Splitter> splitters() {
    return Stream.of(Splitters.SINGLE, new Splitters.KFold(4), new RepeatedSplits());
  }

  /** Ranks, drops, their files, the comparison of two models, the page and its sentences. */
  @ParameterizedTest
  @MethodSource("splitters")
  void theSameQuestionHasTheSameAnswerWhereverItIsAsked(Splitter splitter) throws IOException {
    Experiment experiment =
        Experiment.builder("asked")
            .seed(3)
            .bootstrap(200)
            .task("instrument_classification")
            .dataset(new SyntheticMusic(160, 1), splitter)
            .scenario("noisy", new AddGaussianSnr(5))
            .embeddings("mfcc", "chroma")
            .downstream(new Classifier().withTraining(5, 5, 5))
            .metrics("accuracy", "log_loss")
            .repeats(2)
            .build();
    Results results = run(experiment, "asked", 2);
    Report report = Report.of(results);
    report.writeTo(folder.resolve("report"));
    String page = Files.readString(folder.resolve("report/data/report.js"));

    for (Results each :
        List.of(results, Results.read(RunDirectory.existing(folder.resolve("runs"), "asked")))) {
      List<Rank> behind = each.ranks().stream().filter(rank -> rank.behind() != 0).toList();
      assertThat(behind).hasSize(2 * 2);
      for (Rank second : behind) {
        Comparison.Difference asked = asked(each, second.place(), false);
        int sign = second.metric().equals("accuracy") ? 1 : -1;
        boolean first = second.embedding().equals("chroma");
        assertThat(asked.contrast().difference())
            .as(second.toString())
            .isEqualTo((first ? sign : -sign) * second.behind());
        assertThat(asked.p()).isEqualTo(second.p());
        assertThat(asked.isReal()).isEqualTo(second.group() == 2);
        assertThat(asked.interval().high() - asked.interval().low())
            .isCloseTo(
                second.behindInterval().high() - second.behindInterval().low(), within(1e-12));
        assertThat(page).contains(",\"p\":" + second.p());
        if (second.scenario().equals("clean")
            && second.metric().equals("accuracy")
            && second.group() == 2) {
          assertThat(page)
              .contains(
                  String.format(
                      Locale.ROOT,
                      "by %.3f [%.3f, %.3f], p = ",
                      second.behind(),
                      second.behindInterval().low(),
                      second.behindInterval().high()));
        }
      }
      for (Drop drop : each.drops()) {
        Evidence clean = evidence(each, drop.place().clean());
        assertThat(drop.clean()).isEqualTo(clean.value());
        assertThat(cellOf(each, drop.place().clean()).certainty().interval())
            .isEqualTo(clean.estimate().interval());
      }
      Comparison.Difference lost = asked(each, each.drops().get(0).place(), true);
      assertThat(lost.firstValue()).isEqualTo(each.drops().get(0).drop());
      assertThat(lost.secondValue()).isEqualTo(each.drops().get(1).drop());
    }
  }

  private static Comparison.Difference asked(Results results, Place place, boolean drops)
      throws IOException {
    Predicate<ScoreRow> wanted =
        row -> row.metric().equals(place.metric()) && row.scenario().equals(place.scenario());
    Comparison comparison =
        drops
            ? Comparison.ofDrops(results, "mfcc", "chroma", wanted)
            : Comparison.of(results, "mfcc", "chroma", wanted);
    assertThat(comparison.differences()).hasSize(1);
    return comparison.differences().get(0);
  }

  private static Evidence evidence(Results results, Place place) {
    return Evidence.byPlace(
            results.wholeScores(), results.experiments().get(0), row -> Optional.empty())
        .get(place);
  }

  private static Cell cellOf(Results results, Place place) {
    return Cells.of(results).stream()
        .filter(
            cell ->
                cell.at(Variable.EMBEDDING).equals(place.model().embedding())
                    && cell.at(Variable.METRIC).equals(place.metric())
                    && cell.at(Variable.SCENARIO).equals(place.scenario()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void overSeveralSplitsTheIntervalIsThatOfTheirDeviation() throws IOException {
    Experiment experiment =
        Experiment.builder("folds")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(120, 1), new Splitters.KFold(4))
            .embeddings("mfcc", "random")
            .downstream(new LogisticRegression())
            .metrics("accuracy")
            .build();
    Results results = run(experiment, "folds", 2);

    Cell cell = cell(results, 0);
    assertThat(cell.count()).isEqualTo(4);
    assertThat(cell.certainty().interval().contains(cell.mean())).isTrue();
    Comparison comparison = Comparison.of(results, "mfcc", "random");
    assertThat(comparison.differences()).hasSize(1);
    assertThat(comparison.differences().get(0).overSplits()).isPresent();
    assertThat(comparison.differences().get(0).overlaps()).isFalse();
    assertThat(comparison.differences().get(0).isReal()).isTrue();
    assertThat(comparison.lines().get(0)).endsWith("): mfcc is better").contains("(over splits p");
  }

  @Test
  void whereSplitsShareTestTracksModelsAreComparedOverSplits() throws IOException {
    Experiment experiment =
        Experiment.builder("repeated")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(120, 1), new RepeatedSplits())
            .embeddings("mfcc", "random")
            .downstream(new LogisticRegression())
            .metrics("accuracy")
            .build();
    Results results = run(experiment, "repeated", 2);

    Comparison.Difference difference =
        Comparison.of(results, "mfcc", "random").differences().get(0);
    assertThat(difference.overlaps()).isTrue();
    assertThat(difference.p()).isEqualTo(difference.overSplits().orElseThrow().p());
    assertThat(results.ranks().get(0).group()).isEqualTo(1);
  }

  @Test
  void subsetsOfTheTrainingPartAreNestedAndTheSameForAllModels() throws IOException {
    Experiment experiment =
        experiment()
            .downstream(new org.sonoprobe.downstream.NearestNeighbours())
            .trainingSizes(12, 48, 500)
            .repeats(2)
            .bootstrap(0)
            .build();
    Results results = run(experiment, "sizes", 2);

    List<ScoreRow> subsets =
        results.wholeScores().stream()
            .filter(row -> row.isSubset() && row.metric().equals("accuracy"))
            .toList();
    // 2 models x 2 probes x 2 scenarios x 2 trainings x 2 sizes
    assertThat(subsets).hasSize(32);
    assertThat(Plan.of(experiment).trials()).isEqualTo(2 * 2 * 2 * 3);
    assertThat(subsets.stream().map(ScoreRow::trained).distinct()).containsExactly(12, 48);
    Results read =
        Results.read(RunDirectory.existing(folder.resolve("runs"), "sizes", "results.json"));
    for (ScoreRow row : subsets) {
      assertThat(new Accuracy().compute(read.predictions(row)).value()).isEqualTo(row.value());
    }
    assertThat(results.notes())
        .contains(
            "sizes: synthetic: no training on 500 tracks, because a training part has no more than 96"
                .replace("sizes", "small"));
    assertThat(ProbeAgreement.of(results)).hasSize(2);
    assertThat(ProbeAgreement.of(results).get(0).words())
        .isEqualTo(
            "small, synthetic, accuracy: best is mfcc under 2 of 2 probes; Kendall's tau between the"
                + " orders of 2 models 1.00 at lowest, 1.00 on average");
    List<LearningCurves> curves = LearningCurves.of(results);
    assertThat(curves).hasSize(1);
    assertThat(curves.get(0).models().get("mfcc / M1").keySet())
        .containsExactly(12, 48, Integer.MAX_VALUE);
    assertThat(curves.get(0).models().get("mfcc / M1").get(12))
        .isLessThan(curves.get(0).models().get("mfcc / M1").get(Integer.MAX_VALUE));
    assertThat(Report.of(results).markdown())
        .contains("by training tracks")
        .contains("12 tracks")
        .contains("48 tracks");
    // the means of the table are those of the whole training part
    assertThat(cell(results, 0).mean())
        .isEqualTo(cell(run(experiment().bootstrap(0).build(), "alone", 1), 0).mean());
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(experiment)), "text"))
        .containsExactly(experiment);
    assertThatThrownBy(
            () ->
                ExperimentFile.parse(
                    ExperimentFile.write(List.of(experiment)).replace("- 12", "- 0"), "x"))
        .hasMessageContaining("a training size must be a number of tracks from 1 on");
  }

  @Test
  void aModelCannotBeToldFromItself() throws IOException {
    Experiment experiment =
        experiment().embedding("again", new org.sonoprobe.embeddings.Mfcc()).bootstrap(100).build();
    Results results = run(experiment, "again", 1);

    Comparison comparison = Comparison.of(results, "mfcc", "again");
    for (Comparison.Difference difference : comparison.differences()) {
      assertThat(difference.paired().difference()).isZero();
      assertThat(difference.p()).isEqualTo(1);
      assertThat(difference.isReal()).isFalse();
    }
    assertThat(comparison.lines().get(0))
        .endsWith("p = 1.000, adjusted for 4 p = 1.000: they are the same");
    assertThat(results.ranks().stream().filter(rank -> rank.scenario().equals("clean")).toList())
        .filteredOn(rank -> rank.metric().equals("accuracy") && !rank.embedding().equals("random"))
        .allMatch(rank -> rank.group() == 1 && rank.rank() == 1);
  }

  @Test
  void whatTwoModelsLoseUnderAScenarioIsComparedOnTheSameTracks() throws IOException {
    Results results =
        run(
            experiment().embedding("again", new org.sonoprobe.embeddings.Mfcc()).build(),
            "lost",
            2);

    Comparison drops =
        Comparison.ofDrops(results, "mfcc", "random", row -> row.metric().equals("accuracy"));
    assertThat(drops.differences()).hasSize(1);
    Comparison.Difference difference = drops.differences().get(0);
    for (String model : List.of("mfcc", "random")) {
      Drop drop =
          results.drops().stream()
              .filter(each -> each.metric().equals("accuracy") && each.embedding().equals(model))
              .findFirst()
              .orElseThrow();
      assertThat(model.equals("mfcc") ? difference.firstValue() : difference.secondValue())
          .isCloseTo(drop.drop(), within(1e-12));
    }
    // accuracy is a mean over tracks, so its error follows from what each track adds
    double[] lost = new double[0];
    for (ScoreRow row : results.wholeScores()) {
      if (row.metric().equals("accuracy") && !row.embedding().equals("again")) {
        Predictions predictions = results.predictions(row);
        int sign =
            row.embedding().equals("mfcc") == row.scenario().equals(Scenario.CLEAN.name()) ? 1 : -1;
        lost = lost.length == 0 ? new double[predictions.count()] : lost;
        for (int i = 0; i < lost.length; i++) {
          lost[i] += sign * predictions.truth()[i][predictions.predictedClass(i)];
        }
      }
    }
    double mean = java.util.Arrays.stream(lost).average().orElseThrow();
    assertThat(difference.paired().difference()).isCloseTo(mean, within(1e-12));
    double variance =
        java.util.Arrays.stream(lost).map(each -> (each - mean) * (each - mean)).sum()
            / (lost.length - 1);
    assertThat(difference.paired().error())
        .isCloseTo(Math.sqrt(variance / lost.length), within(0.1 * difference.paired().error()));
    assertThat(difference.mcNemar()).isEmpty();
    assertThat(drops.lines().get(0)).contains(", drop of accuracy, ");

    assertThat(Comparison.ofDrops(results, "mfcc", "again", row -> true).lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith("they are the same"));
    assertThatThrownBy(
            () ->
                Comparison.ofDrops(results, "mfcc", "again", row -> row.scenario().equals("clean")))
        .hasMessageContaining("there is nothing on which both");
  }

  @Test
  void aModelThatIsNotThereIsNamed() throws IOException {
    Results results = run(experiment().bootstrap(0).build(), "named", 1);

    assertThatThrownBy(() -> Comparison.of(results, "mfcc", "vggish"))
        .hasMessage(
            "there is no model 'vggish'; there are embedding models [mfcc, random] and downstream"
                + " models [M1, logistic_regression], and both together as 'embedding / downstream'");
    assertThatThrownBy(() -> Comparison.of(results, "mfcc", "mfc"))
        .hasMessageStartingWith("there is no model 'mfc'; did you mean 'mfcc'?");
    assertThatThrownBy(() -> Comparison.of(results, "mfcc", "M1"))
        .hasMessage(
            "'mfcc' and 'M1' are not of one kind: compare two embedding models, two downstream"
                + " models, or two of both together");
    assertThatThrownBy(() -> Comparison.of(results, "mfcc", "mfcc"))
        .hasMessage("'mfcc' cannot be compared with itself");
    assertThat(Comparison.of(results, "mfcc/logistic_regression", "random / M1").differences())
        .hasSize(4);
    assertThat(
            Comparison.of(results, "mfcc", "random", row -> row.metric().equals("accuracy"))
                .differences())
        .hasSize(2);
  }

  @Test
  void yamlSaysTheSameOfRepeatsAndDraws() throws IOException {
    Experiment built = experiment().repeats(5).bootstrap(200).seed(3).build();
    String yaml = ExperimentFile.write(List.of(built));

    assertThat(yaml).contains("repeats: 5").contains("bootstrap: 200");
    assertThat(ExperimentFile.parse(yaml, "text")).containsExactly(built);
    assertThatThrownBy(() -> ExperimentFile.parse(yaml.replace("repeats: 5", "repeats: 0"), "x"))
        .hasMessageContaining("4:3: 'repeats' must be at least 1 but is 0");
    assertThatThrownBy(
            () -> ExperimentFile.parse(yaml.replace("bootstrap: 200", "bootstrap: 7"), "x"))
        .hasMessageContaining("'bootstrap' must be at least 100, or 0 for none, but is 7");
  }

  private static Predictions predictions(int count, int wrong) {
    Task task = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b"));
    double[][] scores = new double[count][2];
    List<String> ids = Stream.iterate(0, i -> i + 1).limit(count).map(i -> "t" + i).toList();
    List<Target> targets =
        ids.stream()
            .map(id -> (Target) new Target.Label(id.hashCode() % 2 == 0 ? "a" : "b"))
            .toList();
    for (int i = 0; i < count; i++) {
      int label = ((Target.Label) targets.get(i)).name().equals("a") ? 0 : 1;
      scores[i][i < wrong ? 1 - label : label] = 1;
    }
    return new Predictions(task, ids, targets, scores);
  }

  @Test
  void predictionsFromElsewhereAreScoredAndCompared() throws IOException {
    Map<String, Predictions> models = new LinkedHashMap<>();
    models.put("good", predictions(200, 10));
    models.put("bad", predictions(200, 80));
    Results results = Scoring.of("ours", List.of(new Accuracy(), new F1()), models);

    assertThat(results.wholeScores().get(0).value()).isCloseTo(.95, within(1e-12));
    assertThat(results.wholeScores().get(0).interval().low()).isBetween(.90, .94);
    Comparison comparison = Comparison.of(results, "good", "bad");
    assertThat(comparison.differences()).hasSize(2).allMatch(Comparison.Difference::isReal);
    assertThat(comparison.differences().get(0).mcNemar().orElseThrow().p()).isLessThan(1e-9);
    assertThat(comparison.lines().get(0))
        .startsWith("ours, accuracy, clean: 0.950 against 0.600, difference +0.350 (+0.28");
  }

  /** The same predictions with units. */
  private static Predictions of(Predictions known, List<String> units) {
    double[][] scores = new double[known.count()][];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = known.scores(i);
    }
    return new Predictions(known.task(), known.trackIds(), known.targets(), scores, units);
  }

  @Test
  void ofOneUnitThereIsNeitherIntervalNorTestNorBest() throws IOException {
    List<String> units = Collections.nCopies(200, "the singer");
    Results results =
        Scoring.of(
            "one",
            List.of(new Accuracy()),
            ordered(
                "good", of(predictions(200, 10), units), "bad", of(predictions(200, 80), units)));

    assertThat(results.wholeScores()).noneMatch(row -> row.interval().isKnown());
    assertThat(results.ranks())
        .allMatch(rank -> rank.group() == 0 && Double.isNaN(rank.p()) && rank.highest() == 0);
    Comparison.Difference difference = Comparison.of(results, "good", "bad").differences().get(0);
    assertThat(difference.p()).isNaN();
    assertThat(difference.isReal()).isFalse();
    assertThat(difference.mcNemar()).isEmpty();
    assertThat(results.notes())
        .contains(
            "good: no intervals and no tests, because all tracks are of one unit, 'the singer'");
  }

  @Test
  void fewUnitsWidenIntervalsAndAreTold() {
    List<String> units = IntStream.range(0, 200).mapToObj(i -> "singer " + i % 3).toList();
    Results alone =
        Scoring.of("few", List.of(new Accuracy()), Map.of("good", predictions(200, 10)));
    Results grouped =
        Scoring.of("few", List.of(new Accuracy()), Map.of("good", of(predictions(200, 10), units)));

    assertThat(grouped.wholeScores().get(0).estimate().freedom()).isEqualTo(2);
    assertThat(alone.wholeScores().get(0).estimate().freedom()).isEqualTo(199);
    assertThat(alone.wholeScores().get(0).estimate().error())
        .isCloseTo(Math.sqrt(.95 * .05 / 199), within(1e-6));
    assertThat(grouped.notes())
        .contains("good: intervals and tests rest on 3 units that are independent, for 200 tracks");
    assertThat(alone.notes()).isEmpty();
  }

  @Test
  void aPerfectMeanOverClassesRestsOnTheSmallestClass() {
    Task task = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("many", "few"));
    List<Target> targets = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    double[][] scores = new double[1000][2];
    for (int i = 0; i < 1000; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i < 10 ? "few" : "many"));
      scores[i][i < 10 ? 1 : 0] = 1;
    }
    List<ScoreRow> rows =
        Scoring.of(
                "perfect",
                List.of(
                    Components.named(Metric.class, "balanced_accuracy"), new F1(), new Accuracy()),
                Map.of("m", new Predictions(task, ids, targets, scores)))
            .wholeScores();

    // all ten are right in 35 of 100 where nine in ten are: then the truth is .95
    assertThat(rows.get(0).interval().low()).isLessThan(.9);
    assertThat(rows.get(1).interval().low()).isLessThan(.9);
    assertThat(rows.get(2).interval().low()).isGreaterThan(.99);
  }

  private static ExperimentBuilder pair() {
    return Experiment.builder("pair")
        .task("instrument_classification")
        .dataset(new SyntheticMusic(120, 1))
        .embeddings("mfcc", "chroma")
        .downstream(new Classifier())
        .metrics("accuracy");
  }

  private static Object mcNemar(Results results) throws IOException {
    return Comparison.of(results, "mfcc", "chroma").differences().get(0).mcNemar().orElseThrow();
  }

  @Test
  void mcNemarCountsNoTrackTwice() throws IOException {
    Results once = run(pair().build(), "once", 1);
    Results thrice = run(pair().repeats(3).build(), "thrice", 1);

    assertThat(mcNemar(thrice)).isEqualTo(mcNemar(once));
  }

  @Test
  void aScoreRestsOnTheTracksThatItCanJudgeAndAClassOnItsOwn() {
    Task task =
        new Task(
            "key_classification",
            TaskTypes.MULTICLASS_CLASSIFICATION,
            List.of("C major", "G major", "noise"));
    List<Target> targets = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    double[][] scores = new double[8][3];
    for (int i = 0; i < 8; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i < 2 ? "C major" : "noise"));
      scores[i][i == 0 ? 0 : 1] = 1;
    }
    Results results =
        Scoring.of(
            "keys",
            List.of(Components.named(Metric.class, "weighted_key_score"), new Accuracy()),
            Map.of("m", new Predictions(task, ids, targets, scores)));

    ScoreRow keys = results.wholeScores().get(0);
    assertThat(keys.value()).isEqualTo(0.75); // right, and a fifth away
    assertThat(keys.scored()).isEqualTo(2);
    assertThat(keys.total()).isEqualTo(8);
    assertThat(keys.estimate().freedom()).isEqualTo(1);
    assertThat(results.scores())
        .filteredOn(row -> row.metric().equals("accuracy") && row.part().equals("C major"))
        .allMatch(row -> row.scored() == 2);
    assertThat(results.scores())
        .filteredOn(row -> row.part().equals("G major"))
        .allMatch(row -> row.scored() == 0);
  }

  @Test
  void modelsOnOtherTracksOrTruthsAreNotCompared() {
    assertThatThrownBy(
            () ->
                Scoring.of(
                    "ours",
                    List.of(new Accuracy()),
                    ordered("a", predictions(20, 1), "b", predictions(19, 1))))
        .hasMessage(
            "models can be compared on the same tracks only: 'a' has 20, 'b' has 19 and lacks t19");
    assertThatThrownBy(
            () ->
                Scoring.of(
                    "ours",
                    List.<Metric>of(new org.sonoprobe.metrics.Regression()),
                    Map.of("a", predictions(20, 1))))
        .hasMessage("metric 'r2' cannot judge a multiclass_classification task");
  }

  private static Map<String, Predictions> ordered(
      String first, Predictions a, String second, Predictions b) {
    Map<String, Predictions> models = new LinkedHashMap<>();
    models.put(first, a);
    models.put(second, b);
    return models;
  }

  @Test
  void predictionsOfARunCanBeScoredFromItsOwnFile() throws IOException {
    Results results = run(experiment().bootstrap(0).build(), "own", 1);
    Path file =
        folder.resolve("runs/own/trials/small/synthetic/split0/mfcc/mean/M1/clean.predictions.csv");

    GivenPredictions given = GivenPredictions.truth(file, Optional.empty(), List.of());
    Results again =
        Scoring.of("again", List.of(new Accuracy(), new F1()), Map.of("mfcc", given.of(file)));

    assertThat(again.wholeScores().get(0).value()).isEqualTo(results.wholeScores().get(0).value());
    assertThat(again.wholeScores().get(1).value()).isEqualTo(results.wholeScores().get(1).value());
  }

  @Test
  void whatIsWrongWithGivenFilesIsSaid() throws IOException {
    Path truth = Files.writeString(folder.resolve("truth.csv"), "track,truth\nx,a\ny,b\n");
    GivenPredictions given = GivenPredictions.truth(truth, Optional.empty(), List.of());
    Path lacking = Files.writeString(folder.resolve("lacking.csv"), "track,a,b\nx,1,0\n");
    Path label = Files.writeString(folder.resolve("label.csv"), "track,a\nx,1\ny,0\n");
    Path number = Files.writeString(folder.resolve("number.csv"), "track,a,b\nx,1,0\ny,?,0\n");
    Path twice = Files.writeString(folder.resolve("twice.csv"), "track,a,b\nx,1,0\nx,1,0\n");

    assertThatThrownBy(() -> given.of(lacking))
        .hasMessage(lacking + " has no scores for track 'y', which is in " + truth);
    assertThatThrownBy(() -> given.of(label))
        .hasMessageStartingWith(
            label + " has no scores for b; it has: [a] (a column for each label")
        .hasMessageEndingWith("1 in the column of the answer and 0 in the others)");
    assertThatThrownBy(() -> given.of(number)).hasMessage(number + ":3: '?' is no number");
    Path values = Files.writeString(folder.resolve("values.csv"), "track,truth\nx,0.5\ny,-1e3\n");
    assertThat(GivenPredictions.truth(values, Optional.empty(), List.of()).task().type())
        .isEqualTo(TaskTypes.REGRESSION);
    assertThatThrownBy(
            () -> GivenPredictions.truth(truth, Optional.of(TaskTypes.REGRESSION), List.of()))
        .hasMessage(truth + ":2: 'a' is no number");
    Path more = Files.writeString(folder.resolve("more.csv"), "track,a,b\nx,1,0\ny,1,0\nz,1,0\n");
    assertThat(given.of(more).count()).isEqualTo(2);
    assertThat(given.notes())
        .containsExactly(
            more
                + " has scores for 1 or more tracks that "
                + truth
                + " does not have; they are left out");
    assertThatThrownBy(() -> given.of(twice))
        .hasMessage(twice + ":3: a track that was scored before");
  }

  @Test
  void eventFilesAreReadBack() throws IOException {
    Experiment experiment =
        Experiment.builder("small")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embeddings("mfcc")
            .downstream(new Classifier().withTraining(30, 3, 3), new Prior())
            .metrics("accuracy")
            .bootstrap(0)
            .build();
    Results results = run(experiment, "events", 1);
    Path out = folder.resolve("events");

    assertThat(TensorBoard.write(results, out)).isEqualTo(2);
    Path model = out.resolve("small/synthetic/split0/mfcc/mean/M1/training_1");
    String name = "events.out.tfevents.0.sonoprobe";
    List<Map<String, Double>> curve = results.curve(results.wholeScores().get(0));
    Map<String, Float> train = EventReader.scalars(model.resolve("train").resolve(name));
    Map<String, Float> validation = EventReader.scalars(model.resolve("validation").resolve(name));
    Map<String, Float> test = EventReader.scalars(model.resolve("test").resolve(name));
    for (Map<String, Double> epoch : curve) {
      int step = epoch.get("epoch").intValue();
      assertThat(train.get("epoch_loss@" + step)).isEqualTo(epoch.get("loss").floatValue());
      assertThat(validation.get("epoch_loss@" + step))
          .isEqualTo(epoch.get("val_loss").floatValue());
    }
    assertThat(curve).hasSize(3);
    assertThat(train).hasSize(3);
    assertThat(test.get("accuracy/clean@3"))
        .isEqualTo((float) results.wholeScores().get(0).value());
    assertThat(
            Files.readString(
                model.resolve("test").resolve(name), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("_hparams_/session_start_info")
        .contains("embedding");
    assertThat(out.resolve("small/synthetic/split0/mfcc/mean/M2/training_1/train")).doesNotExist();
  }

  @Test
  void aTrainedProbePredictsNewAudioAsTheRunDid() throws IOException {
    Path tracks = Files.createDirectories(folder.resolve("tracks"));
    org.sonoprobe.api.Corpus music =
        new SyntheticMusic(60, 1).load(Task.named("instrument_classification"));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (org.sonoprobe.api.Track track : music.tracks()) {
      Path file = tracks.resolve(track.id() + ".wav");
      org.sonoprobe.audio.WavWriter.write(file, track.audio().read());
      csv.append(file).append(',').append(((Target.Label) track.target()).name()).append('\n');
    }
    Path list = Files.writeString(folder.resolve("tracks.csv"), csv);
    Results results =
        run(
            Experiment.builder("mine")
                .task("instrument_classification")
                .dataset(
                    "mine",
                    org.sonoprobe.component.Components.with(
                        org.sonoprobe.component.Components.named(
                            org.sonoprobe.api.Dataset.class, "csv"),
                        "path",
                        list),
                    Splitters.SINGLE)
                .embeddings("mfcc")
                .downstream(new LogisticRegression(), new Classifier().withTraining(30, 3, 3))
                .metrics("accuracy")
                .bootstrap(0)
                .build(),
            "mine",
            1);

    for (ScoreRow row : results.wholeScores()) {
      Predictions predictions = results.predictions(row);
      try (TrainedProbe probe = TrainedProbe.of(results, row, Assets.standard())) {
        assertThat(probe.task().labels()).isEqualTo(predictions.task().labels());
        for (int i = 0; i < predictions.count(); i++) {
          String id = predictions.trackIds().get(i);
          Path file = id.endsWith(".wav") ? Path.of(id) : tracks.resolve(id + ".wav");
          double[] scores =
              probe.predict(
                  new org.sonoprobe.audio.AudioFile(
                      Files.exists(file) ? file : tracks.resolve(id)));
          assertThat(scores).containsExactly(predictions.scores(i), within(1e-5));
        }
        assertThatThrownBy(() -> probe.predict(new org.sonoprobe.audio.AudioFile(list)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("tracks.csv");
      }
    }
    Path model = folder.resolve("runs/mine/trials/mine/mine/split0/mfcc/mean/M1/model.npz");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    assertThatThrownBy(
            () -> TrainedProbe.of(results, results.wholeScores().get(0), Assets.standard()))
        .hasMessage(
            model + " is not as the run wrote it; run again with the same run id, which trains it");
  }

  /** Reads event files independently of what writes them: lengths, checksums, fields. */
  private static final class EventReader {
    static Map<String, Float> scalars(Path file) throws IOException {
      java.nio.ByteBuffer bytes =
          java.nio.ByteBuffer.wrap(Files.readAllBytes(file))
              .order(java.nio.ByteOrder.LITTLE_ENDIAN);
      Map<String, Float> scalars = new LinkedHashMap<>();
      while (bytes.hasRemaining()) {
        int begin = bytes.position();
        long length = bytes.getLong();
        assertThat(unmasked(bytes.getInt())).isEqualTo(crc(bytes.array(), begin, 8));
        int data = bytes.position();
        bytes.position(data + (int) length);
        assertThat(unmasked(bytes.getInt())).isEqualTo(crc(bytes.array(), data, (int) length));
        event(java.util.Arrays.copyOfRange(bytes.array(), data, data + (int) length), scalars);
      }
      return scalars;
    }

    private static int unmasked(int masked) {
      int rotated = masked - 0xa282ead8;
      return rotated >>> 17 | rotated << 15;
    }

    /** CRC-32C bit by bit (polynomial 0x1EDC6F41, reflected). */
    private static int crc(byte[] bytes, int from, int count) {
      int crc = ~0;
      for (int i = from; i < from + count; i++) {
        crc ^= bytes[i] & 0xff;
        for (int bit = 0; bit < 8; bit++) {
          crc = crc >>> 1 ^ (crc & 1) * 0x82f63b78;
        }
      }
      return ~crc;
    }

    private static void event(byte[] bytes, Map<String, Float> scalars) {
      long step = 0;
      int at = 0;
      while (at < bytes.length) {
        int key = bytes[at++];
        int field = key >> 3;
        if ((key & 7) == 1) {
          at += 8;
        } else if ((key & 7) == 0) {
          step = bytes[at++];
        } else {
          int length = bytes[at++] & 0xff;
          if (length > 127) {
            length = length & 0x7f | bytes[at++] << 7;
          }
          if (field == 5 && length < 128) {
            // value: a tag, then a float
            int tag = bytes[at + 3];
            String name = new String(bytes, at + 4, tag, java.nio.charset.StandardCharsets.UTF_8);
            if (!name.startsWith("_hparams_")) {
              float value =
                  java.nio.ByteBuffer.wrap(bytes, at + 4 + tag + 1, 4)
                      .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                      .getFloat();
              scalars.put(name + "@" + step, value);
            }
          }
          at += length;
        }
      }
    }
  }

  @Test
  void metricsAreThoseOfTheKindOfTask() {
    assertThat(Task.named("instrument_recognition").usualMetrics())
        .containsExactly("f1_micro", "f1_macro");
    assertThat(Task.named("autotagging").usualMetrics())
        .containsExactly("roc_auc_macro", "average_precision_macro");
    assertThat(Task.named("key_estimation").usualMetrics())
        .containsExactly("f1_micro", "f1_macro", "weighted_key_score");
    assertThat(Task.named("arousal_regression").usualMetrics()).containsExactly("r2", "mae");
  }
}
