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
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TrainingContext;

/**
 * The dense probe of the thesis: hidden layers with ReLU, softmax or sigmoid output, cross-entropy
 * with an L2 penalty on all weights and biases, trained with early stopping; the weights of the
 * best epoch are kept.
 *
 * <p>Every example takes part in every epoch, the last batch being as large as it comes. Defaults
 * are those of the thesis, appendix A.
 *
 * @param embDimReduction {@code False} or {@code PCA}: whether embeddings are first reduced to
 *     {@code embShape} dimensions by principal components fitted on the training part; False unless
 *     set
 * @param embShape {@code infer}, or the dimensions that PCA keeps; infer unless set
 * @param hiddenUnits sizes of hidden layers from the input on: numbers, {@code infer} or {@code
 *     power_infer}, see {@link HiddenUnits}; none unless set
 * @param outputActivation {@code softmax} for classes, {@code sigmoid} for tags, or {@code auto};
 *     auto unless set
 * @param weightDecay factor of the sum of squares of all weights and biases in the loss; 1e-5
 *     unless set
 * @param optimizer {@code adam}, {@code adamw} or {@code sgd}; adam unless set
 * @param learningRate step size; 1e-3 unless set
 * @param batchSize examples per step; 100 unless set
 * @param epochs most passes over the training part; 100 unless set
 * @param patience epochs without a better validation loss after which training stops; 10 unless set
 * @param trainSampling {@code random}: a new order each epoch; {@code sequential}: the order given;
 *     random unless set
 * @param saveCriterion which epoch's weights are kept: {@code val_categorical_accuracy}, {@code
 *     val_auc} (all scores together), {@code val_loss}, or {@code auto}: accuracy for classes, AUC
 *     for tags; auto unless set
 * @param standardize whether each dimension is brought to mean 0 and deviation 1 of the training
 *     part; false unless set
 */
public record Classifier(
    String embDimReduction,
    String embShape,
    List<String> hiddenUnits,
    String outputActivation,
    double weightDecay,
    String optimizer,
    @Parameter(aliases = "lr") double learningRate,
    int batchSize,
    int epochs,
    int patience,
    String trainSampling,
    String saveCriterion,
    boolean standardize)
    implements DownstreamModel {

  public Classifier {
    embDimReduction = embDimReduction.equalsIgnoreCase("pca") ? "PCA" : embDimReduction;
    if (List.of("false", "none", "null", "", "~")
        .contains(embDimReduction.toLowerCase(Locale.ROOT))) {
      embDimReduction = "False";
    }
    oneOf("emb_dim_reduction", embDimReduction, "False", "PCA");
    if (!embShape.equals("infer") && !embShape.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException(
          "emb_shape must be infer or a positive whole number, but is '" + embShape + "'");
    }
    if (embDimReduction.equals("PCA") && embShape.equals("infer")) {
      throw new IllegalArgumentException(
          "emb_dim_reduction PCA needs emb_shape: the number of dimensions to keep");
    }
    if (embDimReduction.equals("False") && !embShape.equals("infer")) {
      throw new IllegalArgumentException(
          "emb_shape "
              + embShape
              + " needs emb_dim_reduction PCA; without it the shape is inferred");
    }
    hiddenUnits = HiddenUnits.check(hiddenUnits);
    oneOf("output_activation", outputActivation, "auto", "softmax", "sigmoid");
    oneOf("optimizer", optimizer, "adam", "adamw", "sgd");
    oneOf("train_sampling", trainSampling, "random", "sequential");
    oneOf(
        "save_criterion", saveCriterion, "auto", "val_categorical_accuracy", "val_auc", "val_loss");
    if (!(weightDecay >= 0) || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "weight_decay must not be negative and learning_rate must be positive, but are "
              + weightDecay
              + " and "
              + learningRate);
    }
    if (batchSize < 1 || epochs < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "batch_size, epochs and patience must be at least 1, but are "
              + batchSize
              + ", "
              + epochs
              + " and "
              + patience);
    }
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
        "False",
        "infer",
        HiddenUnits.check(hiddenUnits),
        "auto",
        1e-5,
        "adam",
        1e-3,
        100,
        100,
        10,
        "random",
        "auto",
        false);
  }

  /** This probe with standardised inputs. */
  public Classifier standardized() {
    return new Classifier(
        embDimReduction,
        embShape,
        hiddenUnits,
        outputActivation,
        weightDecay,
        optimizer,
        learningRate,
        batchSize,
        epochs,
        patience,
        trainSampling,
        saveCriterion,
        true);
  }

  /** This probe on so many principal components. */
  public Classifier withPca(int dimensions) {
    return new Classifier(
        "PCA",
        Integer.toString(dimensions),
        hiddenUnits,
        outputActivation,
        weightDecay,
        optimizer,
        learningRate,
        batchSize,
        epochs,
        patience,
        trainSampling,
        saveCriterion,
        standardize);
  }

  /** This probe with other lengths of training. */
  public Classifier withTraining(int newBatchSize, int newEpochs, int newPatience) {
    return new Classifier(
        embDimReduction,
        embShape,
        hiddenUnits,
        outputActivation,
        weightDecay,
        optimizer,
        learningRate,
        newBatchSize,
        newEpochs,
        newPatience,
        trainSampling,
        saveCriterion,
        standardize);
  }

  @Override
  public String name() {
    return "classifier";
  }

  @Override
  public Optional<String> problem(Task task) {
    if (task.type() == TaskType.REGRESSION) {
      return Optional.of(
          "cannot do the regression task '" + task.name() + "'; it does classes and tags");
    }
    boolean tags = task.type() == TaskType.MULTILABEL_CLASSIFICATION;
    String words = task.type().name().toLowerCase(Locale.ROOT) + " task '" + task.name() + "'";
    if (outputActivation.equals("softmax") && tags || outputActivation.equals("sigmoid") && !tags) {
      return Optional.of(
          "has output_activation "
              + outputActivation
              + ", which does not fit the "
              + words
              + "; leave it at auto");
    }
    if (saveCriterion.equals("val_categorical_accuracy") && tags) {
      return Optional.of(
          "has save_criterion "
              + saveCriterion
              + ", which does not fit the "
              + words
              + "; leave it at auto");
    }
    return Optional.empty();
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    problem(task)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("downstream model 'classifier' " + reason);
            });
    if (train.rowCount() == 0) {
      throw new IllegalArgumentException("there is nothing to train on");
    }
    Preparation preparation = Preparation.fit(this, train);
    return new Training(this, task, preparation, context).run(train, validation);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return TrainedClassifier.read(file);
  }

  private static void oneOf(String name, String value, String... choices) {
    if (!List.of(choices).contains(value)) {
      throw new IllegalArgumentException(
          name + " must be one of " + String.join(", ", choices) + ", but is '" + value + "'");
    }
  }
}
