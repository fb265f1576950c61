package org.sonoprobe.downstream.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.downstream.AttentionPooling;
import org.sonoprobe.testkit.DownstreamModelContract;

/** The contract, and what only a probe that hears an order can do. */
class RecurrentTest implements DownstreamModelContract {
  private static final Task RISING =
      new Task("way", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("rising", "falling"));

  @Override
  public DownstreamModel model() {
    return new Recurrent();
  }

  /**
   * Tracks of several lengths whose frames are the same whatever their class, but for the order.
   */
  private static Examples ways(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      ids.add("t" + t);
      targets.add(new Target.Label(RISING.labels().get(t % 2)));
      int length = 5 + random.nextInt(12);
      for (int f = 0; f < length; f++) {
        double at = (t % 2 == 0 ? f : length - 1 - f) / (length - 1.0);
        rows.add(
            new float[] {
              (float) (at + 0.05 * (random.nextDouble() - 0.5)), (float) random.nextDouble()
            });
        owners.add(t);
      }
    }
    float[] values = new float[2 * rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      System.arraycopy(rows.get(r), 0, values, 2 * r, 2);
    }
    return new Examples(
        new Vectors(ids, owners.stream().mapToInt(Integer::intValue).toArray(), values, 2, 0.5),
        targets);
  }

  private static int right(Predictor predictor, Examples test) {
    double[][] scores = predictor.predict(test.vectors());
    int right = 0;
    for (int t = 0; t < scores.length; t++) {
      right += scores[t][0] > scores[t][1] == (t % 2 == 0) ? 1 : 0;
    }
    return right;
  }

  @Test
  void aValidationLossThatIsNoNumberIsDivergence() {
    Examples held = ways(50, 2);
    float[] huge = new float[held.vectors().values().length];
    Arrays.fill(huge, 3e38f);
    Examples broken = new Examples(held.vectors().withValues(huge, 2), held.targets());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Recurrent().train(RISING, ways(50, 1), broken, TrainingContext.ofSeed(5)))
        .withMessageContaining("training diverged in epoch 1: the validation loss is");
  }

  @Test
  void hearsAnOrderThatAMeanOfFramesCannot() {
    Examples test = ways(100, 3);
    TrainingContext context = TrainingContext.ofSeed(5);
    assertThat(right(new Recurrent().train(RISING, ways(200, 1), ways(50, 2), context), test))
        .isGreaterThan(97);
    assertThat(
            right(new AttentionPooling().train(RISING, ways(200, 1), ways(50, 2), context), test))
        .isBetween(30, 70);
  }

  @Test
  void aTrackIsScoredTheSameAloneAndBesideLongerOnes() {
    Examples test = ways(12, 3);
    Predictor predictor =
        new Recurrent().train(RISING, ways(40, 1), ways(20, 2), TrainingContext.ofSeed(5));
    double[][] together = predictor.predict(test.vectors());
    for (int t = 0; t < together.length; t++) {
      assertThat(predictor.predict(test.vectors().select(t))[0]).isEqualTo(together[t]);
    }
  }

  @Test
  void keepsTheEpochOfTheLowestValidationLossAndSaysWhereItWasStillFalling() {
    List<Double> losses = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Examples validation = ways(20, 2);
    Recurrent brief = new Recurrent(new Recurrent().preparation(), 8, 1e-2, 3, 10, 32);
    Predictor predictor =
        brief.train(
            RISING,
            ways(40, 1),
            validation,
            new TrainingContext(
                5, (epoch, values) -> losses.add(values.get("val_loss")), () -> false, notes::add));
    double sum = 0;
    double[][] scores = predictor.predict(validation.vectors());
    for (int t = 0; t < scores.length; t++) {
      sum -= Math.log(scores[t][t % 2]);
    }
    assertThat(losses).hasSize(3);
    assertThat(sum / scores.length)
        .isCloseTo(
            losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
            org.assertj.core.data.Offset.offset(1e-5));
    assertThat(notes).singleElement().asString().contains("after 3 epochs", "still falling");
  }

  @Test
  void refusesWhatItCannotDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Recurrent()
                    .train(
                        VALUES,
                        Blobs.examples(VALUES, 9, 1),
                        Blobs.examples(VALUES, 9, 1),
                        TrainingContext.ofSeed(1)))
        .withMessageContaining("regression");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recurrent(new Recurrent().preparation(), 0, 1e-3, 1, 1, 1))
        .withMessageContaining("units");
    Predictor predictor =
        new Recurrent().train(RISING, ways(10, 1), ways(4, 2), TrainingContext.ofSeed(5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictor.predict(Blobs.examples(CLASSES, 3, 1).vectors()))
        .withMessageContaining("2 dimensions");
  }
}
