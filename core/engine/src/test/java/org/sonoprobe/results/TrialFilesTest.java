package org.sonoprobe.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

class TrialFilesTest {
  private static final List<String> NAMES =
      List.of(
          "piano",
          "piano ",
          " piano",
          "cr\rx",
          "cr\nx",
          "say \"x\"",
          "a, b",
          "a|b",
          "a\\",
          "\\|",
          "=cmd()",
          "'=cmd()",
          "-1",
          "@x",
          "\tx",
          "<script>");

  @TempDir Path folder;

  private Predictions backAndForth(Predictions predictions) throws IOException {
    TrialFiles files =
        new TrialFiles(RunDirectory.open(folder, "r"), Place.NOWHERE.after(Repetition.FIRST));
    files.write(predictions, "clean");
    String hash = files.finish("clean", "key", Map.of());
    assertThatThrownBy(() -> files.read("clean", predictions.task(), "of another run"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not what these scores were computed from");
    return files.read("clean", new Task("t", predictions.task().type()), hash);
  }

  @Test
  void classesAndTracksKeepTheirNamesWhateverTheyAre() throws IOException {
    double[][] scores = new double[NAMES.size()][NAMES.size()];
    List<Target> targets = NAMES.stream().map(name -> (Target) new Target.Label(name)).toList();
    for (int i = 0; i < scores.length; i++) {
      scores[i][i] = 1 / 3.0;
    }
    Predictions read =
        backAndForth(
            new Predictions(
                new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION, NAMES), NAMES, targets, scores));

    assertThat(read.task().labels()).isEqualTo(NAMES);
    assertThat(read.trackIds()).isEqualTo(NAMES);
    assertThat(read.targets()).isEqualTo(targets);
    assertThat(read.scores(3)).isEqualTo(scores[3]);
  }

  @Test
  void setsOfTagsStayApartWhateverTheirNamesAre() throws IOException {
    List<Target> targets =
        List.of(
            new Target.Tags(Set.of("a\\", "b")),
            new Target.Tags(Set.of("a|b")),
            new Target.Tags(Set.of("\\|", "=cmd()")),
            new Target.Tags(Set.of()));
    List<String> labels = List.of("=cmd()", "a\\", "a|b", "b", "\\|");
    Predictions read =
        backAndForth(
            new Predictions(
                new Task("t", TaskTypes.MULTILABEL_CLASSIFICATION, labels),
                List.of("0", "1", "2", "3"),
                targets,
                new double[4][5]));

    assertThat(read.targets()).isEqualTo(targets);
    assertThat(targets.stream().map(TaskTypes.MULTILABEL_CLASSIFICATION::write).distinct())
        .hasSize(4);
  }
}
