package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;

/** The contract of downstream models. */
public interface DownstreamModelContract extends ComponentContract<DownstreamModel> {
  /** A toy task of three classes. */
  Task CLASSES = new Task("toy", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b", "c"));

  /** A toy task of three tags. */
  Task TAGS = new Task("toy", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b", "c"));

  /** A toy task of three values. */
  Task VALUES = new Task("toy", TaskTypes.REGRESSION, List.of("a", "b", "c"));

  /** The model under test. */
  DownstreamModel model();

  /** The tasks it is for; both toy tasks unless overridden. */
  default List<Task> tasks() {
    return List.of(CLASSES, TAGS);
  }

  @Override
  default Class<DownstreamModel> kind() {
    return DownstreamModel.class;
  }

  @Override
  default DownstreamModel component() {
    return model();
  }

  @Test
  default void equalSeedsGiveEqualBitsAlsoSideBySide() {
    for (Task task : tasks()) {
      Examples train = Blobs.examples(task, 120, 1);
      Examples validation = Blobs.examples(task, 40, 2);
      List<double[][]> predictions =
          List.of(1, 2, 3, 4).parallelStream()
              .map(
                  i ->
                      model()
                          .train(task, train, validation, TrainingContext.ofSeed(7))
                          .predict(validation.vectors()))
              .toList();

      assertThat(predictions)
          .allSatisfy(each -> assertThat(each).isDeepEqualTo(predictions.get(0)));
    }
  }

  /**
   * Whether it learns from vectors; true unless overridden for a floor that does not look at them.
   */
  default boolean looksAtVectors() {
    return true;
  }

  @Test
  default void learnsWhatIsEasy() {
    if (!looksAtVectors()) {
      return;
    }
    for (Task task : tasks()) {
      Predictor predictor =
          model()
              .train(
                  task,
                  Blobs.examples(task, 300, 1),
                  Blobs.examples(task, 60, 2),
                  TrainingContext.ofSeed(7));
      Examples test = Blobs.examples(task, 100, 3);
      double[][] scores = predictor.predict(test.vectors());
      int right = 0;
      for (int i = 0; i < scores.length; i++) {
        double[] truth = task.encode(test.targets().get(i));
        int best = 0;
        for (int c = 1; c < 3; c++) {
          best = scores[i][c] > scores[i][best] ? c : best;
        }
        right += truth[best] > 0 ? 1 : 0;
      }
      assertThat(right)
          .as("of 100 points in three clouds far apart, those that '%s' gets right", task.type())
          .isGreaterThan(90);
    }
  }

  @Test
  default void aSavedModelPredictsTheSameBits(@TempDir Path folder) throws IOException {
    for (Task task : tasks()) {
      Examples train = Blobs.examples(task, 90, 1);
      Predictor predictor =
          model().train(task, train, Blobs.examples(task, 30, 2), TrainingContext.ofSeed(3));
      Path file = folder.resolve(task.type() + ".model");
      predictor.save(file);

      assertThat(Files.size(file)).isPositive();
      assertThat(model().restore(file).predict(train.vectors()))
          .isDeepEqualTo(predictor.predict(train.vectors()));
    }
  }

  @Test
  default void fewExamplesAndNoValidationAreEnough() {
    for (Task task : tasks()) {
      Examples one = Blobs.examples(task, 1, 1);
      Examples none = Examples.of(List.of(), List.of(), new float[0][]);
      double[][] scores =
          model().train(task, one, none, TrainingContext.ofSeed(3)).predict(one.vectors());

      assertThat(scores).hasDimensions(1, 3);
      for (double score : scores[0]) {
        assertThat(score).isFinite();
      }
    }
  }

  @Test
  default void aTrackOfManyRowsGetsOneRowOfScores() {
    for (Task task : tasks()) {
      Examples train = Blobs.examples(task, 60, 1);
      int[] owners = new int[60];
      java.util.Arrays.setAll(owners, i -> i / 3);
      Vectors frames =
          new Vectors(
              train.vectors().trackIds().subList(0, 20),
              owners,
              train.vectors().values(),
              train.dimension(),
              0.5);
      Predictor predictor = model().train(task, train, train, TrainingContext.ofSeed(7));
      double[][] scores = predictor.predict(frames);
      assertThat(scores).hasDimensions(20, task.labels().size());
      for (double[] row : scores) {
        for (double score : row) {
          assertThat(score).isFinite();
        }
      }
    }
  }

  @Test
  default void theExamplesAreLeftAsTheyWereIfItPromises() {
    if (!model().leavesVectorsAlone()) {
      return; // it is given copies
    }
    Task task = tasks().get(0);
    Examples train = Blobs.examples(task, 50, 1);
    float[] before = train.vectors().values().clone();

    model().train(task, train, train, TrainingContext.ofSeed(3)).predict(train.vectors());

    assertThat(train.vectors().values()).isEqualTo(before);
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), DownstreamModel.class, model());
  }

  /** Three clouds of points in eight dimensions. */
  final class Blobs {
    private Blobs() {}

    /** So many points, their labels in turn. */
    public static Examples examples(Task task, int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> ids = new ArrayList<>();
      List<Target> targets = new ArrayList<>();
      float[][] rows = new float[count][8];
      for (int i = 0; i < count; i++) {
        int truth = i % 3;
        String name = task.labels().get(truth);
        ids.add("t" + i);
        targets.add(
            task.type().hasClasses()
                ? task.type().read(name)
                : new Target.Values(
                    List.of(
                        truth == 0 ? 1.0 : 0.0, truth == 1 ? 1.0 : 0.0, truth == 2 ? 1.0 : 0.0)));
        for (int d = 0; d < 8; d++) {
          rows[i][d] = (float) (random.nextGaussian() * 0.5 + (d % 3 == truth ? 2 : 0));
        }
      }
      return Examples.of(ids, targets, rows);
    }
  }
}
