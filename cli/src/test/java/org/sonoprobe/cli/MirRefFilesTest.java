package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.downstream.Prior;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.MirRefFiles;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;

/** The files of the thesis's toolkit say what the predictions say, counted here once more. */
class MirRefFilesTest {
  @TempDir Path folder;

  private Results run(String task) throws IOException {
    return Runner.builder()
        .store(folder.resolve("store"))
        .runs(folder.resolve("runs"))
        .build()
        .run(
            Experiment.builder(task)
                .task(task)
                .dataset(new SyntheticMusic(240, 1))
                .embeddings("chroma")
                .scenario("quiet", new Gain(-20))
                .downstream(new LogisticRegression(), new Prior())
                .bootstrap(0)
                .build());
  }

  private JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out").resolve(file).toFile());
  }

  @Test
  void classesUnderTheirNumbers() throws IOException {
    Results results = run("key_estimation");
    assertThat(MirRefFiles.write(results, folder.resolve("out"))).isEqualTo(2);

    ScoreRow row = results.wholeScores().get(0);
    Predictions said = results.predictions(row);
    JsonNode clean = read("key_estimation/synthetic_chroma_model-0/clean_metrics.json");
    List<String> names = new ArrayList<>();
    clean.fieldNames().forEachRemaining(names::add);
    int classes = said.task().labels().size();
    assertThat(names)
        .hasSize(classes + 5)
        .startsWith("0", "1")
        .endsWith("micro avg", "macro avg", "weighted avg", "samples avg", "weighted_accuracy");
    int right = 0;
    double macro = 0;
    for (int c = 0; c < classes; c++) {
      int hits = 0;
      int predicted = 0;
      int actual = 0;
      for (int t = 0; t < said.count(); t++) {
        boolean is = said.truth()[t][c] > 0;
        boolean called = said.predictedClass(t) == c;
        hits += is && called ? 1 : 0;
        predicted += called ? 1 : 0;
        actual += is ? 1 : 0;
      }
      right += hits;
      double f1 = predicted + actual == 0 ? 0 : 2.0 * hits / (predicted + actual);
      macro += f1 / classes;
      JsonNode line = clean.get(String.valueOf(c));
      assertThat(line.get("support").asInt()).isEqualTo(actual);
      assertThat(line.get("f1-score").asDouble(0)).isEqualTo(f1);
    }
    assertThat(clean.at("/macro avg/f1-score").asDouble())
        .isCloseTo(macro, org.assertj.core.data.Offset.offset(1e-12));
    for (String average : List.of("micro avg", "samples avg")) {
      assertThat(clean.get(average).get("precision").asDouble())
          .isEqualTo((double) right / said.count());
    }
    assertThat(clean.at("/weighted_accuracy/micro").asDouble()).isBetween(0.0, 1.0);
    assertThat(read("key_estimation/synthetic_chroma_model-1/deform_0_metrics.json"))
        .isEqualTo(read("key_estimation/synthetic_chroma_model-1/clean_metrics.json"));
  }

  @Test
  void tagsByTheirTwoAreas() throws IOException {
    Results results = run("autotagging");
    MirRefFiles.write(results, folder.resolve("out"));
    JsonNode clean = read("autotagging/synthetic_chroma_model-0/clean_metrics.json");
    for (ScoreRow row : results.wholeScores()) {
      if (row.scenario().equals("clean") && row.downstream().equals("M1")) {
        String key = row.metric().equals("roc_auc_macro") ? "roc_auc" : "average_precision";
        assertThat(clean.get(key).asDouble()).isEqualTo(row.value());
      }
    }
    assertThat(clean).hasSize(2);
  }
}
