package org.sonoprobe.downstream.pytorch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.downstream.FittedPreparation;
import org.sonoprobe.downstream.VectorPreparation;

/**
 * A layer of gated recurrent units (K. Cho and others, EMNLP 2014) over the frames of a track in
 * their order, the mean of its states over time, and a linear layer: what a probe that averages
 * frames cannot hear. For frames that are kept, as {@code aggregation: prediction} keeps them.
 *
 * <p>Trained by Adam on whole tracks with PyTorch; the weights of the epoch with the lowest
 * validation loss are kept. One training at a time runs in a process, the others wait. PyTorch has
 * one number of threads for all networks of a process; trainings are repeatable for each number,
 * with other last bits for another.
 *
 * @param preparation what is done to frames first; standardised unless set
 * @param units of the recurrent layer; 64 unless set
 * @param learningRate of Adam; 1e-3 unless set
 * @param epochs the most there are; 100 unless set
 * @param patience epochs without a lower validation loss after which it stops; 10 unless set
 * @param batchSize tracks per step; 32 unless set
 */
public record Recurrent(
    @Parameter(flat = true) VectorPreparation preparation,
    int units,
    double learningRate,
    int epochs,
    int patience,
    int batchSize)
    implements DownstreamModel {

  public Recurrent {
    if (units < 1 || epochs < 1 || patience < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          ("units, epochs, patience and batch_size must be positive, but are %s, %s, %s "
                  + "and %s")
              .formatted(units, epochs, patience, batchSize));
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException("learning_rate must be positive, but is " + learningRate);
    }
  }

  /** 64 units on standardised frames. */
  public Recurrent() {
    this(new VectorPreparation().standardized(), 64, 1e-3, 100, 10, 32);
  }

  @Override
  public String name() {
    return "recurrent";
  }

  @Override
  public Optional<String> problem(Task task) {
    return TaskTypes.CLASSIFICATION.contains(task.type())
        ? Optional.empty()
        : Optional.of(
            "cannot do the %s task '%s'; it does classes and tags; ridge, knn, regressor and prior do regression"
                .formatted(task.type().name(), task.name()));
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    problem(task)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("downstream model '" + name() + "' " + reason);
            });
    if (train.rowCount() == 0) {
      throw new IllegalArgumentException("there is nothing to train on");
    }
    FittedPreparation fitted = preparation.fit(train.vectors());
    boolean softmax = task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION);
    RecurrentWeights weights =
        new RecurrentTraining(this, task, context)
            .run(
                Sequences.of(task, train, fitted), Sequences.of(task, validation, fitted), softmax);
    return new TrainedRecurrent(fitted, weights, softmax);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return TrainedRecurrent.read(file);
  }
}
