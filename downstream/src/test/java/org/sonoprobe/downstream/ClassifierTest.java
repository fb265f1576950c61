package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.component.Components;
import org.sonoprobe.testkit.DownstreamModelContract;

class ClassifierTest {

  @Nested
  class WithHiddenLayers implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Classifier(List.of(64, "infer"));
    }
  }

  @Nested
  class OnPrincipalComponents implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return Components.with(
          new Classifier(List.of(32)).withPca(1).standardized(), "batch_size", 16);
    }

    @Override
    public void learnsWhatIsEasy() {
      // one component cannot hold three classes; the other contract class checks learning
    }
  }

  private static final Task TWO =
      new Task("two", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b"));

  private static Classifier quick(int batchSize, int epochs, int patience) {
    Classifier classifier = Components.with(new Classifier(), "batch_size", batchSize);
    return Components.with(Components.with(classifier, "epochs", epochs), "patience", patience);
  }

  private static Examples blobs(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    float[][] rows = new float[count][4];
    for (int i = 0; i < count; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i % 2 == 0 ? "a" : "b"));
      for (int d = 0; d < 4; d++) {
        rows[i][d] = (float) (random.nextGaussian() + (i % 2));
      }
    }
    return Examples.of(ids, targets, rows);
  }

  @Test
  void everyItemIsPredictedAndABatchMayBeLargerThanTheTrainingPart() {
    Predictor predictor =
        quick(277, 5, 5).train(TWO, blobs(50, 1), blobs(9, 2), TrainingContext.ofSeed(1));

    assertThat(predictor.predict(blobs(352, 3).vectors())).hasDimensions(352, 2);
  }

  @Test
  void theLastPartialBatchTrainsToo() {
    // 101 examples in batches of 100: if the last were dropped, the example that is alone in it
    // could not matter.
    Examples train = blobs(101, 1);
    float[] moved = train.vectors().values().clone();
    for (int i = 400; i < 404; i++) {
      moved[i] += 50;
    }
    Classifier sequential =
        Components.with(
            Components.with(quick(100, 1, 1), "weight_decay", 0), "train_sampling", "sequential");

    double[][] one =
        sequential
            .train(TWO, train, blobs(9, 2), TrainingContext.ofSeed(1))
            .predict(blobs(5, 3).vectors());
    double[][] other =
        sequential
            .train(
                TWO,
                new Examples(train.vectors().withValues(moved, 4), train.targets()),
                blobs(9, 2),
                TrainingContext.ofSeed(1))
            .predict(blobs(5, 3).vectors());

    assertThat(Arrays.deepEquals(one, other)).isFalse();
  }

  private static List<String> notes(Classifier recipe) {
    List<String> notes = new java.util.ArrayList<>();
    recipe.train(
        TWO,
        blobs(80, 1),
        blobs(40, 2),
        new TrainingContext(1, (epoch, values) -> {}, () -> false, notes::add));
    return notes;
  }

  @Test
  void whatIsUnusualAboutATrainingIsNoted() {
    assertThat(notes(quick(20, 2, 10)))
        .containsExactly(
            "training ended after 2 epochs with the validation loss still falling; more epochs may"
                + " score better");
    assertThat(notes(quick(500, 2, 10)))
        .contains("a batch is larger than the training part, so that an epoch is a single step");
    assertThat(
            notes(
                org.sonoprobe.component.Components.with(quick(20, 100, 3), "learning_rate", 50.0)))
        .containsExactly("a learning rate of 50.0 is far above what is usual, 1e-4 to 1e-2");
  }

  @Test
  void trainingStopsWhenTheValidationLossNoLongerFalls() {
    List<Map<String, Double>> curve = new ArrayList<>();
    // Validation labels are the wrong way round, so that its loss can only rise.
    Examples train = blobs(200, 1);
    Examples wrong =
        Examples.of(
            List.of("v0", "v1"),
            List.of(new Target.Label("b"), new Target.Label("a")),
            new float[][] {{0, 0, 0, 0}, {1, 1, 1, 1}});
    quick(20, 100, 7)
        .train(
            TWO,
            train,
            wrong,
            new TrainingContext(1, (epoch, values) -> curve.add(values), () -> false));
    int best = 0;
    for (int i = 1; i < curve.size(); i++) {
      best = curve.get(i).get("val_loss") < curve.get(best).get("val_loss") ? i : best;
    }

    assertThat(curve).hasSize(best + 1 + 7);
    assertThat(curve.get(0)).containsOnlyKeys("loss", "val_loss", "val_categorical_accuracy");
  }

  // As ND4J does when it is loaded; with another number products have other bits.
  @Test
  void threadsThatAnotherLibraryGivesToOpenBlasChangeNoBit() {
    Examples train = blobs(400, 1);
    Classifier plain = Components.with(new Classifier(List.of(300, 200)), "epochs", 3);
    List<double[][]> plains = new ArrayList<>();
    List<double[][]> reduced = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      org.bytedeco.openblas.global.openblas.blas_set_num_threads(1 + i);
      plains.add(
          plain.train(TWO, train, blobs(9, 2), TrainingContext.ofSeed(1)).predict(train.vectors()));
      reduced.add(
          plain
              .withPca(3)
              .train(TWO, train, blobs(9, 2), TrainingContext.ofSeed(1))
              .predict(train.vectors()));
    }

    assertThat(plains).allSatisfy(each -> assertThat(each).isDeepEqualTo(plains.get(0)));
    assertThat(reduced).allSatisfy(each -> assertThat(each).isDeepEqualTo(reduced.get(0)));
  }

  @Test
  void cancellingStopsTraining() {
    assertThatThrownBy(
            () ->
                new Classifier()
                    .train(
                        TWO,
                        blobs(20, 1),
                        blobs(9, 2),
                        new TrainingContext(1, (e, v) -> {}, () -> true)))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aRegressionTaskIsRefused() {
    assertThatThrownBy(
            () ->
                new Classifier()
                    .train(
                        new Task("r", TaskTypes.REGRESSION, List.of("v")),
                        blobs(20, 1),
                        blobs(9, 2),
                        TrainingContext.ofSeed(1)))
        .hasMessageContaining("cannot do the regression task 'r'; it does classes and tags");
  }

  @Test
  void moreComponentsThanThereAreIsAClearError() {
    assertThatThrownBy(
            () ->
                new Classifier()
                    .withPca(10)
                    .train(TWO, blobs(20, 1), blobs(9, 2), TrainingContext.ofSeed(1)))
        .hasMessage(
            "emb_shape asks for 10 principal components, but 20 training examples of 4 dimensions have only 4");
  }
}
