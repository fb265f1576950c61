package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.testsupport.Goldens;

/** What probes without chance give beside scikit-learn 1.2.1, on forty rows made by a formula. */
class ConvexProbesTest {
  private static final Task CLASSES =
      new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("c0", "c1", "c2"));
  private static final Task TAG =
      new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("one"));
  private static final Task VALUES = new Task("any", TaskTypes.REGRESSION, List.of("v0", "v1"));
  private static final Examples NONE = Examples.of(List.of(), List.of(), new float[0][]);

  private static float[] row(int i) {
    float[] row = new float[8];
    for (int j = 0; j < 8; j++) {
      row[j] = (float) (Math.sin(0.7 * i + 1.3 * j * j) * (8 - j) + Math.cos(0.3 * i * j));
    }
    return row;
  }

  private static Examples examples(Task task, int from, int to) {
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    float[][] rows = new float[to - from][];
    for (int i = from; i < to; i++) {
      ids.add("t" + i);
      rows[i - from] = row(i);
      int label = (i * i + i / 3) % 3;
      double[] values = {(double) row(i)[0] * row(i)[1], Math.sin(row(i)[2])};
      targets.add(
          task.type().isExclusive()
              ? new Target.Label("c" + label)
              : task.type().hasClasses()
                  ? new Target.Tags(label == 1 ? Set.of("one") : Set.of())
                  : new Target.Values(List.of(values[0], values[1])));
    }
    return Examples.of(ids, targets, rows);
  }

  private static double[][] scores(
      DownstreamModel model, Task task, int trained, int from, int to) {
    return model
        .train(task, examples(task, 0, trained), NONE, TrainingContext.ofSeed(1))
        .predict(examples(task, from, to).vectors());
  }

  private static VectorPreparation plain() {
    return new VectorPreparation();
  }

  @Test
  void logisticRegressionOfClasses() {
    double[][] scores = scores(new LogisticRegression(.5).on(plain()), CLASSES, 40, 0, 5);

    double[] expected = Goldens.numbers("sk_lr_proba");
    for (int i = 0; i < expected.length; i++) {
      assertThat(scores[i / 3][i % 3]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void logisticRegressionOfATag() {
    double[][] scores = scores(new LogisticRegression(.5).on(plain()), TAG, 40, 0, 40);

    double[] coefficients = Goldens.numbers("sk_lb_coef");
    double intercept = Goldens.numbers("sk_lb_intercept")[0];
    for (int i = 0; i < 40; i++) {
      double z = intercept;
      for (int d = 0; d < 8; d++) {
        z += coefficients[d] * row(i)[d];
      }
      assertThat(scores[i][0]).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-6));
    }
  }

  @Test
  void twoClassesHaveARowOfWeightsEach() {
    Task two = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("no", "one"));
    Examples tags = examples(TAG, 0, 40);
    List<Target> classes =
        tags.targets().stream()
            .map(
                target ->
                    (Target) new Target.Label(target.classes().contains("one") ? "one" : "no"))
            .toList();
    double[][] rows =
        new LogisticRegression(.5)
            .on(plain())
            .train(two, new Examples(tags.vectors(), classes), NONE, TrainingContext.ofSeed(1))
            .predict(tags.vectors());
    double[][] row = scores(new LogisticRegression(1).on(plain()), TAG, 40, 0, 40);

    for (int i = 0; i < 40; i++) {
      assertThat(rows[i][1]).isCloseTo(row[i][0], within(1e-5));
    }
  }

  @Test
  void supportVectors() {
    DownstreamModel model = new LinearSvm(plain(), java.util.Optional.of(.5), 1000);
    double[][] scores = scores(model, CLASSES, 40, 0, 5);

    double[] margins = Goldens.numbers("sk_svc_margins");
    for (int i = 0; i < margins.length; i++) {
      assertThat(scores[i / 3][i % 3])
          .isCloseTo((1 + margins[i] / (1 + Math.abs(margins[i]))) / 2, within(1e-6));
    }
  }

  @Test
  void ridgeOfValues() {
    DownstreamModel model = new Ridge(plain(), java.util.Optional.of(2.0));
    double[][] scores = scores(model, VALUES, 40, 0, 40);

    double[] coefficients = Goldens.numbers("sk_ridge_coef");
    double[] intercepts = Goldens.numbers("sk_ridge_intercept");
    for (int i = 0; i < 40; i++) {
      for (int k = 0; k < 2; k++) {
        double value = intercepts[k];
        for (int d = 0; d < 8; d++) {
          value += coefficients[k * 8 + d] * row(i)[d];
        }
        assertThat(scores[i][k]).isCloseTo(value, within(1e-4));
      }
    }
  }

  @Test
  void ridgeIsTheSameWhereThereAreFewerRowsThanDimensions() {
    // five rows: the other way through the eigenvectors; checked by the normal equations
    Ridge model = new Ridge(plain(), java.util.Optional.of(2.0));
    Examples five = examples(VALUES, 0, 5);
    double[][] said =
        model.train(VALUES, five, NONE, TrainingContext.ofSeed(1)).predict(five.vectors());
    // the minimum is stationary: Σ (y - said) = 0
    for (int k = 0; k < 2; k++) {
      double sum = 0;
      for (int i = 0; i < 5; i++) {
        sum += VALUES.encode(five.targets().get(i))[k] - said[i][k];
      }
      assertThat(sum).isCloseTo(0, within(1e-4));
    }
  }

  @Test
  void neighbours() {
    double[] five = Goldens.numbers("sk_knn5");
    double[] three = Goldens.numbers("sk_knn3_cosine");
    double[][] euclidean =
        scores(new NearestNeighbours(plain(), 5, Distance.EUCLIDEAN), CLASSES, 30, 30, 40);
    double[][] cosine =
        scores(new NearestNeighbours(plain(), 3, Distance.COSINE), CLASSES, 30, 30, 40);
    for (int i = 0; i < five.length; i++) {
      assertThat(euclidean[i / 3][i % 3]).isCloseTo(five[i], within(1e-12));
      assertThat(cosine[i / 3][i % 3]).isCloseTo(three[i], within(1e-12));
    }
  }

  @Test
  void centroids() {
    double[] expected = Goldens.numbers("sk_centroid");
    double[][] scores =
        scores(new NearestCentroid(plain(), Distance.EUCLIDEAN), CLASSES, 30, 30, 40);
    for (int i = 0; i < 10; i++) {
      int row = i;
      int best =
          IntStream.range(0, 3)
              .reduce((a, b) -> scores[row][b] > scores[row][a] ? b : a)
              .orElseThrow();
      assertThat(best).isEqualTo((int) expected[i]);
    }
  }

  @Test
  void thePriorKnowsTheSharesOfTheTrainingPart() {
    double[][] scores = scores(new Prior(), CLASSES, 30, 30, 31);

    int[] counts = new int[3];
    IntStream.range(0, 30).forEach(i -> counts[(i * i + i / 3) % 3]++);
    for (int c = 0; c < 3; c++) {
      assertThat(scores[0][c]).isCloseTo(counts[c] / 30.0, within(1e-7));
    }
  }

  @Test
  void theStrengthIsChosenOnTheValidationPart() {
    Examples train = examples(CLASSES, 0, 30);
    List<Target> others = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      others.add(new Target.Label("c" + i * 7 % 3));
    }
    // a validation part that contradicts the training part asks for the strongest penalty
    Examples contradicting = new Examples(train.vectors(), others);
    double[][] weak =
        new LogisticRegression()
            .train(CLASSES, train, train, TrainingContext.ofSeed(1))
            .predict(train.vectors());
    double[][] strong =
        new LogisticRegression()
            .train(CLASSES, train, contradicting, TrainingContext.ofSeed(1))
            .predict(train.vectors());

    assertThat(weak)
        .isDeepEqualTo(
            new LogisticRegression(1000)
                .train(CLASSES, train, NONE, TrainingContext.ofSeed(1))
                .predict(train.vectors()));
    assertThat(strong)
        .isDeepEqualTo(
            new LogisticRegression(1e-3)
                .train(CLASSES, train, NONE, TrainingContext.ofSeed(1))
                .predict(train.vectors()));
  }

  @Test
  void oneRestartEndsWhereAnotherDoes() {
    Descender.Objective bowl =
        (place, gradient) -> {
          double value = 1;
          for (int i = 0; i < place.length; i++) {
            double distance = place[i] - i;
            value += Math.pow(10, i) * distance * distance + Math.cosh(distance) - 1;
            gradient[i] = 2 * Math.pow(10, i) * distance + Math.sinh(distance);
          }
          return value;
        };
    for (double[] start : new double[][] {{0, 0, 0, 0}, {5, -5, 9, 1}, {-30, 2, 2, 40}}) {
      Descender.Minimum minimum =
          Descender.minimise(bowl, start, new double[] {1, 3, 10, 30}, 500, () -> false);
      assertThat(minimum.converged()).isTrue();
      assertThat(minimum.place()).containsExactly(new double[] {0, 1, 2, 3}, within(1e-5));
    }
    Assertions.assertThatThrownBy(
            () ->
                Descender.minimise(bowl, new double[] {9, 9}, new double[] {1, 1}, 500, () -> true))
        .isInstanceOf(CancellationException.class);
  }

  private static Examples scaled(Examples examples, float factor) {
    float[] values = examples.vectors().values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Examples(
        examples.vectors().withValues(values, examples.dimension()), examples.targets());
  }

  @Test
  void theUnitOfFeaturesIsMadeUpForByTheStrength() {
    Examples plain = examples(CLASSES, 0, 40);
    Examples large = scaled(plain, 1 << 20);
    double square = Math.pow(2, 40);
    for (DownstreamModel[] pair :
        new DownstreamModel[][] {
          {new LogisticRegression(.5).on(plain()), new LogisticRegression(.5 / square).on(plain())},
          {
            new Ridge(plain(), java.util.Optional.of(2.0)),
            new Ridge(plain(), java.util.Optional.of(2 * square))
          }
        }) {
      double[][] first =
          pair[0].train(CLASSES, plain, NONE, TrainingContext.ofSeed(1)).predict(plain.vectors());
      double[][] second =
          pair[1].train(CLASSES, large, NONE, TrainingContext.ofSeed(1)).predict(large.vectors());
      for (int i = 0; i < first.length; i++) {
        assertThat(second[i]).containsExactly(first[i], within(1e-5));
      }
    }
  }

  @Test
  void featuresOfAllSizesAreFound() {
    // a small feature beside a large one that says nothing
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    float[][] rows = new float[200][];
    java.util.SplittableRandom random = new java.util.SplittableRandom(4);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {(float) random.nextGaussian(), 1e6f * (float) random.nextGaussian()};
      ids.add("t" + i);
      targets.add(new Target.Values(List.of((double) rows[i][0], 0.0)));
    }
    Examples examples = Examples.of(ids, targets, rows);
    double[][] said =
        new Ridge(plain(), java.util.Optional.of(1.0))
            .train(VALUES, examples, NONE, TrainingContext.ofSeed(1))
            .predict(examples.vectors());
    for (int i = 0; i < rows.length; i++) {
      assertThat(said[i][0]).isCloseTo(rows[i][0], within(0.03));
    }
  }

  @Test
  void theLargestMarginWinsHoweverLargeMarginsAre() {
    Examples examples = examples(CLASSES, 0, 40);
    var trained =
        new LinearSvm(plain(), java.util.Optional.of(1.0), 1000)
            .train(CLASSES, examples, NONE, TrainingContext.ofSeed(1));
    double[][] far = trained.predict(scaled(examples, 1e6f).vectors());
    for (int i = 0; i < far.length; i++) {
      double[] sorted = far[i].clone();
      java.util.Arrays.sort(sorted);
      assertThat(sorted[2]).isGreaterThan(sorted[1]);
    }
  }

  @Test
  void whatConvergesIsNotSaidNotTo() {
    List<String> notes = new ArrayList<>();
    TrainingContext context =
        new TrainingContext(1, (epoch, values) -> {}, () -> false, notes::add);
    for (double c : new double[] {1e-3, 1, 1e3}) {
      new LogisticRegression(c).train(CLASSES, examples(CLASSES, 0, 40), NONE, context);
      new LinearSvm(c).train(CLASSES, examples(CLASSES, 0, 40), NONE, context);
      new LogisticRegression(c).train(TAG, examples(TAG, 0, 40), NONE, context);
    }

    assertThat(notes).isEmpty();
  }

  @Test
  void whatDoesNotConvergeIsNoted() {
    List<String> notes = new ArrayList<>();
    new LogisticRegression(plain(), java.util.Optional.of(1e6), 2)
        .train(
            CLASSES,
            examples(CLASSES, 0, 40),
            NONE,
            new TrainingContext(1, (epoch, values) -> {}, () -> false, notes::add));

    assertThat(notes)
        .containsExactly(
            "not converged after max_iterations: the weights are not those of the minimum");
  }
}
