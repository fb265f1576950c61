package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddColorNoise;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.deform.LowPassFilter;
import org.sonoprobe.deform.OneOf;
import org.sonoprobe.deform.PitchShift;
import org.sonoprobe.deform.PostGain;
import org.sonoprobe.deform.Resample;
import org.sonoprobe.deform.RoomSimulator;
import org.sonoprobe.downstream.KeyTemplate;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.downstream.Prior;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.results.MeasuredRow;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Robustness;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;

/** What deformations do to labels and scores in whole runs. */
class DeformationsInRunsTest {
  @TempDir Path folder;

  private Results run(String id, int threads, Experiment experiment) throws IOException {
    return Runner.builder()
        .threads(threads)
        .store(folder.resolve("store" + threads))
        .runs(folder.resolve("runs"))
        .runId(id)
        .build()
        .run(experiment);
  }

  private static double score(Results results, String scenario) {
    return results.wholeScores().stream()
        .filter(row -> row.scenario().equals(scenario) && row.metric().equals("accuracy"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void aKeyMovesWithThePitchUnlessItIsToBeKept() throws IOException {
    List<org.sonoprobe.api.Deformation> up = List.of(new PitchShift(2));
    Results results =
        run(
            "keys",
            2,
            Experiment.builder("keys")
                .task("key_estimation")
                .dataset(new SyntheticMusic(240, 1))
                .scenario(new Scenario("moved", up))
                .scenario(new Scenario("kept", up).withLabels(Scenario.Labels.KEPT))
                .embeddings("chroma")
                .downstream(new KeyTemplate())
                .metrics("accuracy")
                .bootstrap(0)
                .build());
    double clean = score(results, "clean");
    assertThat(clean).isGreaterThan(0.4);
    assertThat(score(results, "moved")).isGreaterThan(clean - 0.15);
    assertThat(score(results, "kept")).isLessThan(0.15);
    // one embedding for both: only the truth differs
    assertThat(results.extracted()).isEqualTo(240 + 24);
  }

  @Test
  void whatWouldMakeALabelWrongIsRefusedBeforeAnyWork() {
    ExperimentBuilder keys =
        Experiment.builder("keys")
            .task("key_estimation")
            .dataset(new SyntheticMusic(240, 1))
            .embeddings("chroma")
            .downstream(new KeyTemplate());
    assertThatThrownBy(() -> run("a", 1, keys.scenario(new PitchShift(0.5)).build()))
        .hasMessageContaining("pitch +0.5 semitones")
        .hasMessageContaining("which is no label; give whole ones")
        .hasMessageContaining("labels: kept");
    assertThatThrownBy(
            () ->
                run(
                    "b",
                    1,
                    Experiment.builder("keys")
                        .task("pitch_class_classification")
                        .dataset(new SyntheticMusic(240, 1))
                        .embeddings("chroma")
                        .downstream(new LogisticRegression())
                        .scenario(new Resample())
                        .build()))
        .hasMessageContaining("nobody has told");
  }

  @Test
  void aModelTrainedOnNoiseAsWellKeepsMoreUnderNoise() throws IOException {
    List<String> both = List.of("clean", "noisy");
    Experiment experiment =
        Experiment.builder("augmented")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(120, 1))
            .scenario(new Scenario("noisy", List.of(new AddGaussianSnr(0))))
            .embeddings("mfcc")
            .downstream("plain", new LogisticRegression())
            .downstream(
                new Experiment.DownstreamChoice("augmented", new LogisticRegression(), both))
            .metrics("accuracy")
            .bootstrap(0)
            .build();
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(experiment)), "y").get(0))
        .isEqualTo(experiment);
    assertThat(
            ExperimentFile.parse(
                    """
                    experiments:
                    - name: augmented
                      task: instrument_classification
                      datasets: [{type: synthetic, tracks: 120, seed: 1}]
                      deformations: [{name: noisy, steps: [{type: AddGaussianSNR, snr_db: 0}]}]
                      embedding_models: [mfcc]
                      downstream_models:
                      - {name: plain, type: logistic_regression}
                      - {name: augmented, type: logistic_regression, trained_on: [clean, noisy]}
                      metrics: [accuracy]
                      bootstrap: 0
                    """,
                    "y")
                .get(0)
                .downstream())
        .isEqualTo(experiment.downstream());
    Map<String, ScoreRow> noisy = new HashMap<>();
    for (ScoreRow row : run("augmented", 2, experiment).wholeScores()) {
      if (row.scenario().equals("noisy")) {
        noisy.put(row.downstream(), row);
      }
    }
    assertThat(noisy.get("augmented").value()).isGreaterThan(noisy.get("plain").value() + 0.1);
    // tracks, not examples
    assertThat(noisy.get("augmented").trained()).isEqualTo(noisy.get("plain").trained());
    assertThatThrownBy(
            () ->
                Experiment.builder("augmented")
                    .task("instrument_classification")
                    .dataset(new SyntheticMusic(120, 1))
                    .embeddings("mfcc")
                    .downstream(
                        new Experiment.DownstreamChoice("m", new LogisticRegression(), both))
                    .build())
        .hasMessageContaining("noisy");
  }

  @Test
  void aSweepGivesACurveAndItsLevelsStandInEveryRow() throws IOException {
    Experiment experiment =
        Experiment.builder("noise")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(120, 1))
            .sweep(new AddGaussianSnr(), "snr_db", 40, 20, 0, -20)
            .embeddings("mfcc", "random")
            .downstream(new LogisticRegression(), new Prior())
            .metrics("accuracy")
            .measures("invariance", "equivariance", "neighbourhood")
            .bootstrap(200)
            .build();
    Results results = run("noise", 1, experiment);
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(experiment)), "y").get(0))
        .isEqualTo(experiment);
    assertThat(results.wholeScores().stream().map(ScoreRow::level).distinct())
        .containsExactly(Double.NaN, 40.0, 20.0, 0.0, -20.0);
    assertThat(results.wholeScores())
        .filteredOn(row -> !row.scenario().equals("clean"))
        .extracting(ScoreRow::sweep)
        .containsOnly("AddGaussianSNR snr_db");
    assertThat(results.curves()).hasSize(4);
    Robustness mfcc = results.curves().get(0);
    assertThat(mfcc.embedding()).isEqualTo("mfcc");
    assertThat(mfcc.levels()).isEqualTo(4);
    assertThat(mfcc.area()).isBetween(0.1, 0.9);
    assertThat(mfcc.areaInterval().contains(mfcc.area())).isTrue();
    assertThat(mfcc.half()).isBetween(-20.0, 40.0);
    for (Robustness curve : results.curves()) {
      if (curve.embedding().equals("random") || curve.downstream().equals("M2")) {
        assertThat(curve.area()).as(curve.toString()).isNaN();
      }
    }
    // again with other threads and from another store: the same files
    run("again", 4, experiment);
    for (String file :
        List.of("scores.csv", "curves.csv", "drops.csv", "draws.csv", "measures.csv")) {
      assertThat(folder.resolve("runs/again").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("runs/noise").resolve(file));
    }
    Results read = Results.read(RunDirectory.existing(folder.resolve("runs"), "noise"));
    assertThat(read.curves()).isEqualTo(results.curves());
    assertThat(read.changes()).isEqualTo(results.changes());
    assertThat(read.measures()).isEqualTo(results.measures());
    // noise moves a model that hears it, less than to any other track; random vectors are elsewhere
    for (MeasuredRow row : results.measures()) {
      if (row.measure().equals("invariance: distance") && row.scenario().equals("SNR 40 dB")) {
        assertThat(row.level()).isEqualTo(40);
        assertThat(row.interval().contains(row.value())).isTrue();
        if (row.embedding().equals("mfcc")) {
          assertThat(row.value()).isLessThan(0.7);
        } else {
          assertThat(row.value()).isCloseTo(1, within(0.2));
        }
      }
    }
  }

  @Test
  void whatIsDrawnIsRecordedAlsoWhereTheEmbeddingWasFound() throws IOException {
    Experiment experiment =
        Experiment.builder("drawn")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .scenario("drawn", new Gain(), new OneOf(new PitchShift(1), new AddGaussianSnr()))
            .scenario("fixed", new Gain(-3))
            .embeddings("mfcc")
            .downstream(new Prior())
            .build();
    Results first = run("first", 1, experiment);
    Results second = run("second", 1, experiment);
    assertThat(second.extracted()).isZero();
    assertThat(second.changes()).isEqualTo(first.changes());
    assertThat(first.changes()).extracting(change -> change.scenario()).containsOnly("drawn");
    assertThat(first.changes().get(0).drawn()).startsWith("gain_db=");
    assertThat(first.changes().get(1).deformation()).isEqualTo("OneOf");
    assertThat(first.changes())
        .filteredOn(change -> change.deformation().equals("Gain"))
        .extracting(change -> change.drawn())
        .doesNotHaveDuplicates();
    assertThat(Files.readString(folder.resolve("runs/first/draws.csv"))).contains("PitchShift");
  }

  @Test
  void aProbeThatHasHeardTheNoiseStandsItBetter() throws IOException {
    Experiment experiment =
        Experiment.builder("heard")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(240, 1))
            .scenario(new AddGaussianSnr(0))
            .embeddings("mfcc")
            .downstream(new LogisticRegression())
            .downstream(
                new Experiment.DownstreamChoice(
                    "noisy", new LogisticRegression(), List.of("SNR 0 dB")))
            .downstream(
                new Experiment.DownstreamChoice(
                    "both", new LogisticRegression(), List.of("clean", "SNR 0 dB")))
            .metrics("accuracy")
            .trainingSizes(60)
            .build();
    assertThat(ExperimentFile.parse(ExperimentFile.write(List.of(experiment)), "y").get(0))
        .isEqualTo(experiment);
    Results results = run("heard", 2, experiment);
    // every track is heard under the noise, since it is trained on
    assertThat(results.extracted()).isEqualTo(2 * 240);
    Map<String, Double> noisy = new HashMap<>();
    Map<String, Double> clean = new HashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (row.isWhole()) {
        (row.scenario().equals("clean") ? clean : noisy).put(row.downstream(), row.value());
      }
    }
    assertThat(noisy.get("noisy")).isGreaterThan(noisy.get("M1") + 0.15);
    assertThat(noisy.get("both")).isGreaterThan(noisy.get("M1") + 0.15);
    assertThat(clean.get("both")).isGreaterThan(clean.get("noisy"));
    assertThat(results.wholeScores().stream().filter(ScoreRow::isSubset).count()).isEqualTo(6);
    assertThatThrownBy(
            () ->
                Experiment.builder("x")
                    .task("instrument_classification")
                    .dataset(new SyntheticMusic(240, 1))
                    .embeddings("mfcc")
                    .downstream(
                        new Experiment.DownstreamChoice("a", new Prior(), List.of("SNR 1 dB")))
                    .build())
        .hasMessageContaining("trained on scenario 'SNR 1 dB', which the experiment has not");
  }

  private static ExperimentBuilder instruments() {
    return Experiment.builder("x")
        .task("instrument_classification")
        .dataset(new SyntheticMusic(60, 1))
        .embeddings("mfcc")
        .downstream(new Prior())
        .metrics("accuracy");
  }

  @Test
  void sweepsThatDifferAreNeverOneCurve() throws IOException {
    Results results =
        run(
            "two",
            2,
            instruments()
                .sweep(new AddColorNoise(0, -3), "snr_db", 30, 10)
                .sweep(new AddColorNoise(0, 3), "snr_db", 30, 10)
                .build());
    assertThat(results.curves())
        .extracting(Robustness::sweep)
        .containsExactly(
            "AddColorNoise snr_db (min_f_decay -3.0, max_f_decay -3.0)",
            "AddColorNoise snr_db (min_f_decay 3.0, max_f_decay 3.0)");
    assertThat(results.curves()).allMatch(curve -> curve.levels() == 2);
    Scenario.Level level = new Scenario.Level("mine", 1);
    assertThatThrownBy(
            () ->
                instruments()
                    .scenario(new Scenario("a", List.of(new Gain(1))).at(level))
                    .scenario(new Scenario("b", List.of(new Gain(2))).at(level))
                    .build())
        .hasMessageContaining("stand at one level of a sweep (mine at 1.0)");
    assertThatThrownBy(() -> instruments().sweep(new AddGaussianSnr(), "snr_db", 10, 40, 0).build())
        .hasMessageContaining("must go one way");
    assertThatThrownBy(
            () -> instruments().sweep(new RoomSimulator(), "target_rt60", 0.5, 1).build())
        .hasMessageContaining("target_rt60 does nothing unless calculation_mode is rt60");
  }

  @Test
  void aSweepThatDoesNothingIsNotedAndOneWithinAnotherDeformationCanBeMade() throws IOException {
    Results results =
        run(
            "idle",
            2,
            instruments()
                .sweep(new LowPassFilter(30000, 12), "cutoff_freq", 40000, 30000)
                .sweep(
                    new PostGain(new AddGaussianSnr(), PostGain.Method.SAME_RMS),
                    "transform.snr_db",
                    20,
                    0)
                .build());
    assertThat(results.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("sweep 'LowPassFilter cutoff_freq")
                    .contains("may do nothing here"))
        .noneSatisfy(note -> assertThat(note).contains("PostGain"));
    assertThat(results.curves()).extracting(Robustness::levels).containsOnly(2);
  }
}
