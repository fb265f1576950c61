package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;

/**
 * The classifier whose settings are searched for: some combinations of a grid, the same for every
 * embedding, are trained, and the one that is best on the validation part is kept, by accuracy for
 * classes and the area under the ROC curve for tags (of equals the one with the smaller loss). Test
 * tracks are not seen. Where there is no validation part the first combination is taken, with a
 * note.
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param hiddenUnits hidden layers, each combination written like {@code none}, {@code 128} or
 *     {@code 256x128}; {@code none, 128, 512, 256x128} unless set
 * @param learningRates step sizes; 3e-4, 1e-3, 3e-3 unless set
 * @param weightDecays penalties; 1e-6, 1e-5, 1e-4, 1e-3 unless set
 * @param dropouts shares of hidden outputs left out; 0, 0.25, 0.5 unless set
 * @param budget how many combinations are tried at most, drawn by a seed that is always the same;
 *     16 unless set
 */
public record TunedClassifier(
    @Parameter(flat = true) VectorPreparation preparation,
    List<String> hiddenUnits,
    List<Double> learningRates,
    List<Double> weightDecays,
    List<Double> dropouts,
    int budget)
    implements DownstreamModel {
  private static final long DRAW = 20260101;
  private static final String NONE = "none";

  public TunedClassifier {
    hiddenUnits = List.copyOf(hiddenUnits);
    learningRates = List.copyOf(learningRates);
    weightDecays = List.copyOf(weightDecays);
    dropouts = List.copyOf(dropouts);
    if (hiddenUnits.isEmpty()
        || learningRates.isEmpty()
        || weightDecays.isEmpty()
        || dropouts.isEmpty()
        || budget < 1) {
      throw new IllegalArgumentException(
          "hidden_units, learning_rates, weight_decays and dropouts must not be empty, and budget must"
              + " be at least 1");
    }
    hiddenUnits.forEach(TunedClassifier::layers);
    for (double rate : learningRates) {
      for (double decay : weightDecays) {
        new Classifier.Optimization(Optimizer.ADAM, rate, decay, Classifier.RateSchedule.CONSTANT);
      }
    }
    dropouts.forEach(share -> new Classifier.Regularization(share, Classifier.ClassWeights.NONE));
  }

  /** Sixteen combinations of the usual grid. */
  public TunedClassifier() {
    this(
        new VectorPreparation().standardized(),
        List.of(NONE, "128", "512", "256x128"),
        List.of(3e-4, 1e-3, 3e-3),
        List.of(1e-6, 1e-5, 1e-4, 1e-3),
        List.of(0.0, 0.25, 0.5),
        16);
  }

  private static List<String> layers(String text) {
    return text.equals(NONE) ? List.of() : HiddenUnits.check(List.of(text.split("x", -1)));
  }

  @Override
  public String name() {
    return "tuned_classifier";
  }

  @Override
  public Optional<String> problem(Task task) {
    return Refusals.classesOrTags(task);
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  /** The combinations that are tried, in their order. */
  List<Recipe> combinations(Link link) {
    List<Recipe> all = new ArrayList<>();
    for (String hidden : hiddenUnits) {
      for (double rate : learningRates) {
        for (double decay : weightDecays) {
          for (double dropout : hidden.equals(NONE) ? List.of(0.0) : dropouts) {
            all.add(
                new Recipe(
                    layers(hidden),
                    Activation.RELU,
                    new Classifier.Regularization(dropout, Classifier.ClassWeights.NONE),
                    new Classifier.Optimization(
                        Optimizer.ADAM, rate, decay, Classifier.RateSchedule.CONSTANT),
                    new Classifier.Schedule(),
                    link));
          }
        }
      }
    }
    // java.util.Random and Collections.shuffle are specified to the bit
    Collections.shuffle(all, new Random(DRAW));
    return all.subList(0, Math.min(budget, all.size()));
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    Link link = Link.of(task);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    List<Recipe> tried = combinations(link);
    if (validation.rowCount() == 0) {
      context
          .notes()
          .accept("nothing was searched, because there is no validation part to choose on");
      tried = tried.subList(0, 1);
    }
    // what single trainings note and how they go is of no interest; the one kept is trained again
    TrainingContext quiet =
        new TrainingContext(context.seed(), (epoch, values) -> {}, context.cancelled());
    Recipe best = tried.get(0);
    double bestScore = Double.NEGATIVE_INFINITY;
    double bestLoss = Double.POSITIVE_INFINITY;
    int failed = 0;
    for (Recipe recipe : tried.size() == 1 ? List.<Recipe>of() : tried) {
      Training training = new Training(recipe, task, fitted, quiet);
      try {
        training.run(train, validation);
      } catch (IllegalArgumentException e) {
        failed++; // it diverged, which another learning rate need not; if all do, the last says so
        continue;
      }
      if (training.keptScore() > bestScore
          || training.keptScore() == bestScore && training.keptLoss() < bestLoss) {
        best = recipe;
        bestScore = training.keptScore();
        bestLoss = training.keptLoss();
      }
    }
    if (failed > 0) {
      context.notes().accept(failed + " of " + tried.size() + " combinations diverged");
    }
    return new Training(best, task, fitted, context).run(train, validation);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return TrainedClassifier.read(file);
  }
}
