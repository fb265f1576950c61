package org.sonoprobe.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.fakes.Hits;
import org.sonoprobe.results.Rank;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.evaluate.Scoring;

/** Predictions from files, scored, ranked and compared. */
class ScoringTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** An NPY file of version 1 with elements of single precision. */
  private Path npy(String name, String shape, float... values) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    header = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Files.write(folder.resolve(name), bytes.array());
  }

  private Map<String, Predictions> models() throws IOException {
    StringBuilder truth = new StringBuilder("track,truth\n");
    StringBuilder good = new StringBuilder("track,a,b\n");
    StringBuilder bad = new StringBuilder("track,b,a\n");
    for (int i = 0; i < 80; i++) {
      boolean a = i % 2 == 0;
      truth.append("t" + i + (a ? ",a\n" : ",b\n"));
      boolean right = i % 8 != 0;
      good.append("t" + i + (a == right ? ",1,0\n" : ",0,1\n"));
      bad.append("t" + i + (a == i % 4 < 2 ? ",0,1\n" : ",1,0\n"));
    }
    GivenPredictions given =
        GivenPredictions.truth(file("truth.csv", truth.toString()), Optional.empty(), List.of());
    Map<String, Predictions> models = new LinkedHashMap<>();
    models.put("good", given.of(file("good.csv", good.toString())));
    models.put("bad", given.of(file("bad.csv", bad.toString())));
    return models;
  }

  @Test
  void modelsAreScoredRankedAndCompared() throws IOException {
    Results results = Scoring.of("mine", List.of(new Hits(), new Hits(true)), models(), 200, 1);

    assertThat(results.wholeScores().get(0).value()).isCloseTo(70 / 80.0, within(1e-12));
    assertThat(results.wholeScores().get(0).interval().contains(70 / 80.0)).isTrue();
    assertThat(results.wholeScores().get(0).chance()).isCloseTo(.5, within(1e-12));
    assertThat(results.ranks()).hasSize(4);
    assertThat(results.ranks().get(0).embedding()).isEqualTo("good");
    assertThat(results.ranks().get(1).group()).isEqualTo(2);
    // fewer misses are better
    assertThat(results.ranks().get(2).embedding()).isEqualTo("good");
    Comparison comparison = Comparison.of(results, "good", "bad");
    assertThat(comparison.differences()).hasSize(2).allMatch(Comparison.Difference::isReal);
    assertThat(comparison.differences()).allMatch(Comparison.Difference::isFirstBetter);
    assertThat(comparison.differences().get(0).mcNemar()).isPresent();
    assertThat(comparison.lines().get(1)).contains("mine, misses, clean: 0.125 against");
    assertThat(comparison.first()).isEqualTo("good");
    assertThat(comparison.second()).isEqualTo("bad");
    assertThat(Comparison.of(results, "good", "bad", row -> row.metric().equals("hits")).lines())
        .hasSize(1)
        .allMatch(line -> !line.contains("adjusted"));
    assertThat(ProbeAgreement.of(results)).isEmpty();
    assertThat(results.curve(results.wholeScores().get(0))).isEmpty();
    assertThat(results.csv(ResultTable.RANKS).lines().count()).isEqualTo(5);
    assertThat(results.csv(ResultTable.DROPS).lines().count()).isEqualTo(1);
  }

  @Test
  void modelsAreRankedTogetherWhateverTheirTasksAreCalled() throws IOException {
    Map<String, Predictions> models = models();
    Predictions bad = models.get("bad");
    models.put(
        "bad",
        new Predictions(
            new Task("another name", bad.task().type(), bad.task().labels()),
            bad.trackIds(),
            bad.targets(),
            java.util.stream.IntStream.range(0, bad.count())
                .mapToObj(bad::scores)
                .toArray(double[][]::new)));
    Results results = Scoring.of("mine", List.of(new Hits()), models, 200, 1);

    assertThat(results.ranks()).extracting(Rank::rank).containsExactly(1, 2);
  }

  @Test
  void namesThatAreNotThereGetAHint() throws IOException {
    Results results = Scoring.of("mine", List.of(new Hits()), models(), 0, 1);

    assertThatThrownBy(() -> Comparison.of(results, "good", "bat"))
        .hasMessageStartingWith("there is no model 'bat'; did you mean 'bad'?");
    assertThatThrownBy(() -> Comparison.of(results, "bad", "bad"))
        .hasMessage("'bad' cannot be compared with itself");
    assertThatThrownBy(() -> Comparison.of(results, "good", "given"))
        .hasMessageContaining("are not of one kind");
    assertThatThrownBy(() -> Comparison.of(results, "good", "bad", row -> false))
        .hasMessage(
            "there is nothing on which both 'good' and 'bad' were scored, of what was asked for");
    assertThatThrownBy(() -> Scoring.of("mine", List.of(new Hits()), models(), 7, 1))
        .hasMessage("bootstrap must be 0, for no intervals, or at least 100 draws, but is 7");
    assertThatThrownBy(() -> Scoring.of("mine", List.of(), models(), 0, 1))
        .hasMessage("there must be predictions and metrics");
  }

  @Test
  void otherTracksAndTruthsAreRefused() throws IOException {
    Map<String, Predictions> models = models();
    Map<String, Predictions> fewer = new LinkedHashMap<>();
    models.forEach((name, all) -> fewer.put(name, all));
    fewer.put("bad", models.get("bad").select(0, 1, 2));

    assertThatThrownBy(() -> Scoring.of("mine", List.of(new Hits()), fewer, 0, 1))
        .hasMessageStartingWith(
            "models can be compared on the same tracks only: 'good' has 80, 'bad' has 3 and lacks t3");
    fewer.put("bad", models.get("bad").select(0, 0));
    assertThatThrownBy(() -> Scoring.of("mine", List.of(new Hits()), fewer, 0, 1))
        .hasMessage("model 'bad' scores 't0' twice");
  }

  @Test
  void matricesAreTagsAndVectorsClasses() throws IOException {
    GivenPredictions tags =
        GivenPredictions.truth(
            npy("tags.npy", "(2, 3)", 1, 0, 1, 0, 0, 0), Optional.empty(), List.of());
    assertThat(tags.task().type()).isEqualTo(TaskTypes.MULTILABEL_CLASSIFICATION);
    assertThat(tags.count()).isEqualTo(2);
    Predictions given = tags.of(npy("scores.npy", "(2, 3)", .9f, .1f, .2f, .3f, .4f, .5f));
    assertThat(given.task().labels()).containsExactly("0", "1", "2");
    assertThat(given.truth()).isDeepEqualTo(new double[][] {{1, 0, 1}, {0, 0, 0}});

    GivenPredictions classes =
        GivenPredictions.truth(
            npy("classes.npy", "(3,)", 2, 0, 1), Optional.empty(), List.of("x", "y", "z"));
    assertThat(classes.task().type()).isEqualTo(TaskTypes.MULTICLASS_CLASSIFICATION);
    assertThat(classes.of(npy("of.npy", "(3, 3)", 0, 0, 1, 1, 0, 0, 0, 1, 0)).truth())
        .isDeepEqualTo(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}});

    GivenPredictions values =
        GivenPredictions.truth(
            npy("values.npy", "(2,)", .5f, -3), Optional.of(TaskTypes.REGRESSION), List.of("v"));
    assertThat(values.of(npy("said.npy", "(2,)", .4f, -2)).score(1, 0)).isEqualTo(-2);
  }

  @Test
  void matricesThatDoNotFitSaySo() throws IOException {
    Path values = npy("values.npy", "(2, 2)", .5f, 1, 0, 3);
    assertThatThrownBy(() -> GivenPredictions.truth(values, Optional.empty(), List.of()))
        .hasMessage(
            values
                + " holds 0.5, which is neither 0 nor 1 as tags have it; values are scored with the"
                + " type regression");
    Path half = npy("half.npy", "(2,)", .5f, 1);
    assertThatThrownBy(() -> GivenPredictions.truth(half, Optional.empty(), List.of()))
        .hasMessageContaining("neither 0 nor a number of a class");
    Path tags = npy("tags.npy", "(2, 2)", 1, 0, 0, 1);
    assertThatThrownBy(() -> GivenPredictions.truth(tags, Optional.empty(), List.of("a", "b", "c")))
        .hasMessageContaining("which does not fit 3 labels");
    assertThatThrownBy(
            () ->
                GivenPredictions.truth(
                    tags, Optional.of(TaskTypes.MULTICLASS_CLASSIFICATION), List.of()))
        .hasMessageContaining("classes are a vector of their numbers");
    Path endless = npy("endless.npy", "(2,)", Float.POSITIVE_INFINITY, 1);
    assertThatThrownBy(() -> GivenPredictions.truth(endless, Optional.empty(), List.of()))
        .hasMessage(endless + " holds Infinity, which is no truth about a track");
    Path many = npy("many.npy", "(2,)", 2e9f, 1);
    assertThatThrownBy(() -> GivenPredictions.truth(many, Optional.empty(), List.of()))
        .hasMessageContaining("which is no truth about a track");
    GivenPredictions given = GivenPredictions.truth(tags, Optional.empty(), List.of());
    GivenPredictions three =
        GivenPredictions.truth(
            npy("three.npy", "(3, 2)", 1, 0, 0, 1, 1, 1), Optional.empty(), List.of());
    Path transposed = npy("transposed.npy", "(2, 3)", 1, 0, 0, 1, 0, 0);
    assertThatThrownBy(() -> three.of(transposed))
        .hasMessage(transposed + " has shape [2, 3], but there are 3 tracks and 2 labels");
    Path wide = npy("wide.npy", "(2, 3)", 1, 0, 0, 1, 0, 0);
    assertThatThrownBy(() -> given.of(wide))
        .hasMessage(wide + " has shape [2, 3], but there are 2 tracks and 2 labels");
    GivenPredictions named =
        GivenPredictions.truth(file("t.csv", "track,truth\nx,a\n"), Optional.empty(), List.of());
    assertThatThrownBy(() -> named.of(wide)).hasMessageContaining("has no names of tracks");
  }

  @Test
  void textsAreValuesTagsOrClasses() throws IOException {
    assertThat(kind("x,1.5\ny,2\n")).isEqualTo(TaskTypes.REGRESSION);
    assertThat(kind("x,1\ny,2\n")).isEqualTo(TaskTypes.MULTICLASS_CLASSIFICATION);
    assertThat(kind("x,a|b\ny,a\n")).isEqualTo(TaskTypes.MULTILABEL_CLASSIFICATION);
    assertThat(kind("x,v1.5\ny,v2\n")).isEqualTo(TaskTypes.MULTICLASS_CLASSIFICATION);
    Path pairs = file("pairs.csv", "track,truth\nx,1.5|2\n");
    GivenPredictions given = GivenPredictions.truth(pairs, Optional.empty(), List.of());
    assertThatThrownBy(() -> given.of(file("one.csv", "track,v\nx,1\n")))
        .hasMessageContaining("one.csv: task 'predictions' has 1 values, but the target has 2");
  }

  @Test
  void tagsKeepBarsThatAFileOfARunEscapes() throws IOException {
    GivenPredictions given =
        GivenPredictions.truth(
            file("bars.csv", "track,truth\nx,a\\|b|c\ny,\n"),
            Optional.of(TaskTypes.MULTILABEL_CLASSIFICATION),
            List.of());

    assertThat(given.task().labels()).containsExactly("a|b", "c");
  }

  private TaskType kind(String rows) throws IOException {
    return GivenPredictions.truth(
            file("kind.csv", "track,truth\n" + rows), Optional.empty(), List.of())
        .task()
        .type();
  }
}
