package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;

/**
 * The dense probe for values: hidden layers and a linear last one, trained on the squared error of
 * values brought to mean 0 and deviation 1 of the training part; the weights of the epoch with the
 * lowest validation loss are kept. In all else like the classifier, but for smaller batches (32)
 * and more epochs (300, patience 20).
 *
 * @param preparation what is done to embeddings first; standardised unless set
 * @param hiddenUnits sizes of hidden layers, see {@link HiddenUnits}; none unless set
 * @param activation of hidden layers; {@code relu} unless set
 * @param dropout the share of hidden outputs that are left out in each step; 0 unless set
 * @param optimization how weights are changed
 * @param schedule how long, and on what
 */
public record Regressor(
    @Parameter(flat = true) VectorPreparation preparation,
    List<String> hiddenUnits,
    Activation activation,
    double dropout,
    @Parameter(flat = true) Classifier.Optimization optimization,
    @Parameter(flat = true) Classifier.Schedule schedule)
    implements DownstreamModel {

  public Regressor {
    hiddenUnits = HiddenUnits.check(hiddenUnits);
    if (!(dropout >= 0) || dropout >= 1) {
      throw new IllegalArgumentException("dropout must be from 0 to below 1, but is " + dropout);
    }
  }

  /** A linear probe. */
  public Regressor() {
    this(List.of());
  }

  /**
   * A probe with hidden layers.
   *
   * @param hiddenUnits numbers or {@code "infer"} or {@code "power_infer"}
   */
  public Regressor(List<?> hiddenUnits) {
    this(
        new VectorPreparation().standardized(),
        HiddenUnits.check(hiddenUnits),
        Activation.RELU,
        0,
        new Classifier.Optimization(),
        new Classifier.Schedule(32, 300, 20, Classifier.TrainSampling.RANDOM, Optional.empty()));
  }

  @Override
  public String name() {
    return "regressor";
  }

  @Override
  public Optional<String> problem(Task task) {
    if (!task.type().equals(TaskTypes.REGRESSION)) {
      return Optional.of(
          "does values, not the %s task '%s'; 'classifier' does classes and tags"
              .formatted(task.type().name(), task.name()));
    }
    boolean other =
        schedule
            .saveCriterion()
            .filter(criterion -> criterion != Classifier.SaveCriterion.VAL_LOSS)
            .isPresent();
    return other
        ? Optional.of("chooses its epoch by val_loss; leave save_criterion at auto")
        : Optional.empty();
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Recipe recipe =
        new Recipe(
            hiddenUnits,
            activation,
            new Classifier.Regularization(dropout, Classifier.ClassWeights.NONE),
            optimization,
            schedule,
            Link.IDENTITY);
    return new Training(recipe, task, fitted, context).run(train, validation);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return TrainedClassifier.read(file);
  }
}
