package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

class ProbeContractsTest {
  @Nested
  class OfLogisticRegression implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LogisticRegression();
    }
  }

  @Nested
  class OfLogisticRegressionOnComponents implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LogisticRegression(10).on(new VectorPreparation().withPca(1));
    }

    @Override
    public boolean looksAtVectors() {
      return false; // one component does not tell three clouds apart
    }
  }

  @Nested
  class OfRidge implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Ridge();
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }
  }

  @Nested
  class OfLinearSvm implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LinearSvm();
    }
  }

  @Nested
  class OfNearestNeighbours implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new NearestNeighbours(new VectorPreparation(), 3, Distance.COSINE);
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }
  }

  @Nested
  class OfNearestCentroid implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new NearestCentroid();
    }
  }

  @Nested
  class OfRegressor implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Regressor(List.of(16));
    }

    @Override
    public List<Task> tasks() {
      return List.of(VALUES);
    }
  }

  @Nested
  class OfClassifierWithEverything implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Classifier(
          new VectorPreparation().standardized(),
          List.of("16"),
          Activation.GELU,
          Optional.empty(),
          new Classifier.Regularization(0.2, Classifier.ClassWeights.BALANCED),
          new Classifier.Optimization(Optimizer.NADAM, 5e-3, 1e-5, Classifier.RateSchedule.COSINE),
          new Classifier.Schedule());
    }
  }

  @Nested
  class OfTunedClassifier implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new TunedClassifier(
          new VectorPreparation().standardized(),
          List.of("none", "16"),
          List.of(1e-3, 1e-2),
          List.of(1e-5),
          List.of(0.0, 0.5),
          3);
    }
  }

  @Test
  void theSameCombinationsAreTriedForEveryEmbedding() {
    List<Recipe> tried = new TunedClassifier().combinations(Link.SOFTMAX);

    assertThat(tried).hasSize(16).doesNotHaveDuplicates();
    assertThat(tried).isEqualTo(new TunedClassifier().combinations(Link.SOFTMAX));
  }

  @Test
  void aSearchKeepsWhatIsBestOnTheValidationPart() {
    Task task = DownstreamModelContract.CLASSES;
    Examples train = DownstreamModelContract.Blobs.examples(task, 150, 1);
    Examples held = DownstreamModelContract.Blobs.examples(task, 60, 2);
    // a learning rate at which nothing is learnt in the epochs there are, and one that is usual
    TunedClassifier tuned =
        new TunedClassifier(
            new VectorPreparation().standardized(),
            List.of("none"),
            List.of(1e-12, 1e-2),
            List.of(1e-5),
            List.of(0.0),
            2);
    Predictor predictor = tuned.train(task, train, held, TrainingContext.ofSeed(3));
    Predictor usual =
        new Classifier(
                new VectorPreparation().standardized(),
                List.of(),
                Activation.RELU,
                Optional.empty(),
                new Classifier.Regularization(),
                new Classifier.Optimization(
                    Optimizer.ADAM, 1e-2, 1e-5, Classifier.RateSchedule.CONSTANT),
                new Classifier.Schedule())
            .train(task, train, held, TrainingContext.ofSeed(3));

    assertThat(predictor.predict(held.vectors())).isDeepEqualTo(usual.predict(held.vectors()));
  }

  @Test
  void aSearchSaysHowManyCombinationsDiverged() {
    Task task = DownstreamModelContract.CLASSES;
    Examples train = DownstreamModelContract.Blobs.examples(task, 150, 1);
    Examples held = DownstreamModelContract.Blobs.examples(task, 60, 2);
    List<String> notes = new ArrayList<>();
    TrainingContext context =
        new TrainingContext(3, (epoch, values) -> {}, () -> false, notes::add);

    tuned(List.of(1e38, 1e-2)).train(task, train, held, context);
    assertThat(notes).contains("1 of 2 combinations diverged");

    assertThatThrownBy(() -> tuned(List.of(1e38, 1e37)).train(task, train, held, context))
        .hasMessageContaining("training diverged in epoch");
  }

  private static TunedClassifier tuned(List<Double> rates) {
    return new TunedClassifier(
        new VectorPreparation().standardized(),
        List.of("16"),
        rates,
        List.of(1e-5),
        List.of(0.0),
        rates.size());
  }

  @Test
  void theTemplateFindsTheKeyOfItsOwnProfileAndLearnsNothing() {
    Task keys =
        new Task(
            "key_estimation",
            TaskTypes.MULTICLASS_CLASSIFICATION,
            List.of("A minor", "C major", "Db major", "F# minor"));
    // a C major triad with its scale, and the same a semitone up
    float[] c = {5, 0, 2, 0, 4, 2, 0, 5, 0, 2, 0, 2};
    float[] db = new float[12];
    for (int i = 0; i < 12; i++) {
      db[(i + 1) % 12] = c[i];
    }
    Examples examples =
        Examples.of(
            List.of("x", "y"),
            List.of(new Target.Label("A minor"), new Target.Label("A minor")),
            new float[][] {c, db});
    double[][] scores =
        new KeyTemplate()
            .train(keys, examples, examples, TrainingContext.ofSeed(1))
            .predict(examples.vectors());

    assertThat(scores[0][1]).isGreaterThan(scores[0][0]).isGreaterThan(scores[0][2]);
    assertThat(scores[1][2]).isGreaterThan(scores[1][1]).isGreaterThan(scores[1][0]);
    assertThat(new KeyTemplate().problem(DownstreamModelContract.CLASSES))
        .contains("is for keys such as 'C# minor', and 'a' is none");
    assertThatThrownBy(
            () ->
                new KeyTemplate()
                    .train(
                        keys,
                        Examples.of(
                            List.of("x"),
                            List.of(new Target.Label("A minor")),
                            new float[][] {{1, 2}}),
                        examples,
                        TrainingContext.ofSeed(1)))
        .hasMessageContaining(
            "takes the 12 pitch classes of a chroma, not vectors of 2 dimensions");
  }

  @Nested
  class OfAttentionPooling implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new AttentionPooling();
    }
  }

  @Test
  void attentionFindsTheFrameThatSaysTheClass() {
    Task task = DownstreamModelContract.CLASSES;
    java.util.SplittableRandom random = new java.util.SplittableRandom(9);
    List<String> ids = new java.util.ArrayList<>();
    List<Target> targets = new java.util.ArrayList<>();
    int frames = 30;
    float[] values = new float[300 * frames * 5];
    int[] owners = new int[300 * frames];
    for (int t = 0; t < 300; t++) {
      ids.add("t" + t);
      targets.add(new Target.Label(task.labels().get(t % 3)));
      int telling = random.nextInt(frames);
      for (int f = 0; f < frames; f++) {
        int row = t * frames + f;
        owners[row] = t;
        // classes in all frames at random; the last dimension marks the one that is meant
        int said = f == telling ? t % 3 : random.nextInt(3);
        for (int d = 0; d < 5; d++) {
          values[row * 5 + d] = (float) (0.2 * random.nextGaussian());
        }
        values[row * 5 + said] += 2;
        values[row * 5 + 4] += f == telling ? 3 : 0;
      }
    }
    Examples all =
        new Examples(new org.sonoprobe.api.Vectors(ids, owners, values, 5, 0.1), targets);
    int[] train = java.util.stream.IntStream.range(0, 150).toArray();
    int[] held = java.util.stream.IntStream.range(150, 200).toArray();
    int[] test = java.util.stream.IntStream.range(200, 300).toArray();
    List<String> notes = new java.util.ArrayList<>();
    Predictor attention =
        new AttentionPooling()
            .train(
                task,
                all.select(train),
                all.select(held),
                new TrainingContext(1, (epoch, values1) -> {}, () -> false, notes::add));
    Predictor mean =
        new LogisticRegression()
            .train(task, all.select(train), all.select(held), TrainingContext.ofSeed(1));

    assertThat(notes).isEmpty();
    assertThat(Errors.share(task, attention, all.select(test))).isLessThan(0.05);
    assertThat(Errors.share(task, mean, all.select(test))).isGreaterThan(0.2);
  }

  @Nested
  class OfWeightedLayers implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new WeightedLayers(2, true, Optional.empty(), 1000);
    }

    /** Its points have eight dimensions that are no two layers of four. */
    @Override
    public boolean looksAtVectors() {
      return false;
    }
  }

  @Test
  void theLayerThatHoldsTheLabelsWeighsMost() {
    Task task = DownstreamModelContract.CLASSES;
    java.util.SplittableRandom random = new java.util.SplittableRandom(6);
    List<String> ids = new java.util.ArrayList<>();
    List<Target> targets = new java.util.ArrayList<>();
    float[][] rows = new float[240][4 * 6];
    for (int i = 0; i < rows.length; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(task.labels().get(i % 3)));
      for (int d = 0; d < rows[i].length; d++) {
        rows[i][d] = (float) random.nextGaussian();
      }
      // the third of four layers holds the class
      rows[i][2 * 6 + i % 3] += 4;
    }
    Examples all = Examples.of(ids, targets, rows);
    int[] first = java.util.stream.IntStream.range(0, 120).toArray();
    int[] second = java.util.stream.IntStream.range(120, 180).toArray();
    int[] third = java.util.stream.IntStream.range(180, 240).toArray();
    List<String> notes = new java.util.ArrayList<>();
    Predictor predictor =
        new WeightedLayers(4, true, Optional.empty(), 1000)
            .train(
                task,
                all.select(first),
                all.select(second),
                new TrainingContext(1, (epoch, values) -> {}, () -> false, notes::add));

    assertThat(Errors.share(task, predictor, all.select(third))).isLessThan(0.1);
    assertThat(notes).hasSize(1);
    double[] shares =
        java.util.Arrays.stream(notes.get(0).replace("layers weigh ", "").split(", "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(shares[2]).isGreaterThan(0.6);
    assertThatThrownBy(
            () ->
                new WeightedLayers(5, true, Optional.empty(), 10)
                    .train(task, all, all, TrainingContext.ofSeed(1)))
        .hasMessageContaining("is told of 5 layers, but vectors of 24 dimensions");
  }

  @Nested
  class OfPrior implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Prior();
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }

    @Override
    public boolean looksAtVectors() {
      return false;
    }
  }

  @Test
  void everyProbeSaysWhetherASeedChangesIt() {
    Components.all(DownstreamModel.class)
        .forEach(
            (name, model) ->
                assertThat(model.isRandom())
                    .as(name)
                    .isEqualTo(
                        List.of("classifier", "regressor", "tuned_classifier").contains(name)));
  }

  @Test
  void aProbeForClassesRefusesValuesByName() {
    assertThat(new LogisticRegression().problem(DownstreamModelContract.VALUES))
        .isEqualTo(
            Optional.of(
                "cannot do the regression task 'toy'; it does classes and tags; ridge, knn, regressor"
                    + " and prior do regression"));
  }
}
