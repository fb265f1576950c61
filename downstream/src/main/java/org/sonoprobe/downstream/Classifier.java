package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;

/**
 * The dense probe of the thesis: hidden layers (with ReLU unless set), softmax or sigmoid output,
 * cross-entropy with an L2 penalty on all weights and biases, trained with early stopping; the
 * weights of the best epoch are kept.
 *
 * <p>Every example takes part in every epoch, the last batch being as large as it comes. Defaults
 * are those of the thesis, appendix A.
 *
 * @param preparation what is done to embeddings first
 * @param hiddenUnits sizes of hidden layers from the input on: numbers, {@code infer} or {@code
 *     power_infer}, see {@link HiddenUnits}; none unless set
 * @param activation of hidden layers; {@code relu} unless set
 * @param outputActivation what becomes of the last layer's numbers; what fits the task unless set
 * @param regularization what keeps it from learning its training part by heart
 * @param optimization how weights are changed
 * @param schedule how long, and on what
 */
public record Classifier(
    @Parameter(flat = true) VectorPreparation preparation,
    List<String> hiddenUnits,
    Activation activation,
    @Parameter(none = "auto") Optional<OutputActivation> outputActivation,
    @Parameter(flat = true) Regularization regularization,
    @Parameter(flat = true) Optimization optimization,
    @Parameter(flat = true) Schedule schedule)
    implements DownstreamModel {

  /** The function that is applied to the last layer's numbers. */
  public enum OutputActivation {
    /** Probabilities of classes, which sum to 1. */
    SOFTMAX,
    /** Probabilities of tags, each its own. */
    SIGMOID
  }

  /** In which order a training sees its examples. */
  public enum TrainSampling {
    /** A new order each epoch. */
    RANDOM,
    /** The order given. */
    SEQUENTIAL
  }

  /** The criterion for the epoch whose weights are kept. */
  public enum SaveCriterion {
    /** The one with the highest accuracy on the validation part. */
    VAL_CATEGORICAL_ACCURACY,
    /** The one with the highest area under the ROC curve of all scores together. */
    VAL_AUC,
    /** The one with the lowest loss on the validation part. */
    VAL_LOSS
  }

  /** The weight of examples in the loss. */
  public enum ClassWeights {
    /** All alike. */
    NONE,
    /**
     * Each class as much as another; for tags, those that have it as much as those that have not.
     */
    BALANCED
  }

  /**
   * The means that keep a network from learning its training part by heart, and from the largest
   * classes alone.
   *
   * @param dropout the share of hidden outputs that are left out in each step; 0 unless set
   * @param classWeights {@code none} unless set
   */
  public record Regularization(double dropout, ClassWeights classWeights) {
    public Regularization {
      if (!(dropout >= 0) || dropout >= 1) {
        throw new IllegalArgumentException("dropout must be from 0 to below 1, but is " + dropout);
      }
    }

    /** None. */
    public Regularization() {
      this(0, ClassWeights.NONE);
    }
  }

  /** The course of the step size from epoch to epoch. */
  public enum RateSchedule {
    /** Not at all. */
    CONSTANT,
    /** Down to zero along half a cosine (I. Loshchilov, F. Hutter, ICLR 2017). */
    COSINE,
    /** By 5 % each epoch. */
    EXPONENTIAL,
    /** By half after each half of {@code patience} without a better validation loss. */
    PLATEAU;

    double rate(double first, int epoch, int epochs, int dropped) {
      return switch (this) {
        case CONSTANT -> first;
        case COSINE -> first * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / epochs));
        case EXPONENTIAL -> first * Math.pow(0.95, epoch - 1.0);
        case PLATEAU -> first * Math.pow(0.5, dropped);
      };
    }
  }

  /**
   * The rule by which weights are changed.
   *
   * @param optimizer {@code adam} unless set
   * @param learningRate step size; 1e-3 unless set
   * @param weightDecay factor of the sum of squares of all weights and biases in the loss; 1e-5
   *     unless set
   * @param schedule how the step size changes; {@code constant} unless set
   */
  public record Optimization(
      Optimizer optimizer,
      @Parameter(aliases = "lr") double learningRate,
      double weightDecay,
      @Parameter(name = "learning_rate_schedule") RateSchedule schedule) {

    public Optimization {
      if (!(weightDecay >= 0) || !(learningRate > 0)) {
        throw new IllegalArgumentException(
            ("weight_decay must not be negative and learning_rate must be positive, but are "
                    + "%s and %s")
                .formatted(weightDecay, learningRate));
      }
    }

    /** Adam with the thesis's settings. */
    public Optimization() {
      this(Optimizer.ADAM, 1e-3, 1e-5, RateSchedule.CONSTANT);
    }
  }

  /**
   * The course of a training: how long it goes, and on what.
   *
   * @param batchSize examples per step
   * @param epochs most passes over the training part
   * @param patience epochs without a better validation loss after which training stops
   * @param trainSampling {@code random} unless set
   * @param saveCriterion accuracy for classes, AUC for tags unless set
   */
  public record Schedule(
      int batchSize,
      int epochs,
      int patience,
      TrainSampling trainSampling,
      @Parameter(none = "auto") Optional<SaveCriterion> saveCriterion) {

    public Schedule {
      if (batchSize < 1 || epochs < 1 || patience < 1) {
        throw new IllegalArgumentException(
            "batch_size, epochs and patience must be at least 1, but are %s, %s and %s"
                .formatted(batchSize, epochs, patience));
      }
    }

    /** The thesis's. */
    public Schedule() {
      this(100, 100, 10, TrainSampling.RANDOM, Optional.empty());
    }
  }

  public Classifier {
    hiddenUnits = HiddenUnits.check(hiddenUnits);
  }

  /** A linear probe with the thesis's settings. */
  public Classifier() {
    this(List.of());
  }

  /**
   * A probe with hidden layers and the thesis's settings.
   *
   * @param hiddenUnits numbers or {@code "infer"} or {@code "power_infer"}
   */
  public Classifier(List<?> hiddenUnits) {
    this(
        new VectorPreparation(),
        HiddenUnits.check(hiddenUnits),
        Activation.RELU,
        Optional.empty(),
        new Regularization(),
        new Optimization(),
        new Schedule());
  }

  /** This probe on embeddings that are prepared so. */
  public Classifier on(VectorPreparation newPreparation) {
    return new Classifier(
        newPreparation,
        hiddenUnits,
        activation,
        outputActivation,
        regularization,
        optimization,
        schedule);
  }

  /** This probe with standardised inputs. */
  public Classifier standardized() {
    return on(preparation.standardized());
  }

  /** This probe on so many principal components. */
  public Classifier withPca(int dimensions) {
    return on(preparation.withPca(dimensions));
  }

  /** This probe with other lengths of training. */
  public Classifier withTraining(int batchSize, int epochs, int patience) {
    Schedule lasting =
        new Schedule(batchSize, epochs, patience, schedule.trainSampling, schedule.saveCriterion);
    return new Classifier(
        preparation,
        hiddenUnits,
        activation,
        outputActivation,
        regularization,
        optimization,
        lasting);
  }

  @Override
  public String name() {
    return "classifier";
  }

  @Override
  public Optional<String> problem(Task task) {
    if (!TaskTypes.CLASSIFICATION.contains(task.type())) {
      return Optional.of(
          "cannot do the %s task '%s'; it does classes and tags, 'regressor' does values"
              .formatted(task.type().name(), task.name()));
    }
    boolean tags = task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    OutputActivation fitting = tags ? OutputActivation.SIGMOID : OutputActivation.SOFTMAX;
    if (outputActivation.isPresent() && outputActivation.get() != fitting) {
      return Optional.of(unfit("output_activation", outputActivation.get(), task));
    }
    if (tags
        && schedule.saveCriterion.equals(Optional.of(SaveCriterion.VAL_CATEGORICAL_ACCURACY))) {
      return Optional.of(unfit("save_criterion", SaveCriterion.VAL_CATEGORICAL_ACCURACY, task));
    }
    return Optional.empty();
  }

  private static String unfit(String parameter, Enum<?> value, Task task) {
    return "has "
        + parameter
        + " "
        + value.name().toLowerCase(Locale.ROOT)
        + ", which does not fit the "
        + task.type().name()
        + " task '"
        + task.name()
        + "'; leave it at auto";
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Link link = Link.of(task);
    Recipe recipe =
        new Recipe(hiddenUnits, activation, regularization, optimization, schedule, link);
    return new Training(recipe, task, fitted, context).run(train, validation);
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return TrainedClassifier.read(file);
  }
}
