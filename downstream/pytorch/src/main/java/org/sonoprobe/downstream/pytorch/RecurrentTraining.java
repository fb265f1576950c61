package org.sonoprobe.downstream.pytorch;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;

/** One training. */
final class RecurrentTraining {
  /** PyTorch collects gradients for one training of a process at a time. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Recurrent recipe;
  private final Task task;
  private final TrainingContext context;

  RecurrentTraining(Recurrent recipe, Task task, TrainingContext context) {
    this.recipe = recipe;
    this.task = task;
    this.context = context;
  }

  /** The weights of the epoch with the lowest validation loss, or of the last. */
  RecurrentWeights run(Sequences train, Sequences validation, boolean softmax) {
    ONE_AT_A_TIME.lock();
    try {
      return trained(train, validation, softmax);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private RecurrentWeights trained(Sequences train, Sequences validation, boolean softmax) {
    SplittableRandom random = new SplittableRandom(context.seed());
    RecurrentWeights first =
        RecurrentWeights.drawn(
            train.dimension(), recipe.units(), task.labels().size(), random.split());
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optOptimizer(
                Adam.builder()
                    .optLearningRateTracker(Tracker.fixed((float) recipe.learningRate()))
                    .build());
    try (Model model = RecurrentNetwork.model(first);
        Trainer trainer = model.newTrainer(config)) {
      RecurrentWeights best = first;
      double bestLoss = Double.POSITIVE_INFINITY;
      int waited = 0;
      int[] order = IntStream.range(0, train.count()).toArray();
      for (int epoch = 1; epoch <= recipe.epochs() && waited < recipe.patience(); epoch++) {
        shuffle(order, random);
        Map<String, Double> curve = new LinkedHashMap<>();
        double loss = pass(trainer, train, order, softmax, true);
        checkFinite(epoch, "loss", loss);
        curve.put("loss", loss);
        if (validation.count() > 0) {
          double held =
              pass(
                  trainer,
                  validation,
                  IntStream.range(0, validation.count()).toArray(),
                  softmax,
                  false);
          checkFinite(epoch, "validation loss", held);
          curve.put("val_loss", held);
          waited++;
          if (held < bestLoss) {
            bestLoss = held;
            best = RecurrentNetwork.weights(model, first);
            waited = 0;
          }
        }
        context.epochs().epoch(epoch, curve);
      }
      if (validation.count() > 0 && waited == 0) {
        context
            .notes()
            .accept(
                ("training ended after %s epochs with the validation loss still falling; more "
                        + "epochs may score better")
                    .formatted(recipe.epochs()));
      }
      return validation.count() == 0 ? RecurrentNetwork.weights(model, first) : best;
    }
  }

  private static void checkFinite(int epoch, String name, double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException(
          ("training diverged in epoch %s: the %s is %s; lower learning_rate or set "
                  + "standardize: true")
              .formatted(epoch, name, loss));
    }
  }

  /** One pass over tracks in an order; the mean loss of a track. */
  private double pass(
      Trainer trainer, Sequences sequences, int[] order, boolean softmax, boolean learning) {
    double sum = 0;
    for (int start = 0; start < order.length; start += recipe.batchSize()) {
      if (context.cancelled().requested()) {
        throw new CancellationException("training was cancelled");
      }
      int[] tracks =
          Arrays.copyOfRange(order, start, Math.min(order.length, start + recipe.batchSize()));
      try (NDManager manager = trainer.getManager().newSubManager()) {
        NDList inputs = RecurrentNetwork.inputs(manager, sequences.batch(tracks));
        inputs.attach(manager);
        NDArray truth = truth(manager, sequences, tracks);
        NDArray loss;
        if (learning) {
          try (GradientCollector collector = trainer.newGradientCollector()) {
            loss = loss(trainer.forward(inputs).singletonOrThrow(), truth, softmax);
            collector.backward(loss);
          }
        } else {
          loss = loss(trainer.evaluate(inputs).singletonOrThrow(), truth, softmax);
        }
        sum += tracks.length * (double) loss.getFloat();
        if (learning) {
          trainer.step();
        }
      }
    }
    return sum / order.length;
  }

  private static NDArray truth(NDManager manager, Sequences sequences, int[] tracks) {
    int labels = sequences.targets()[tracks[0]].length;
    float[] truth = new float[tracks.length * labels];
    for (int i = 0; i < tracks.length; i++) {
      System.arraycopy(sequences.targets()[tracks[i]], 0, truth, i * labels, labels);
    }
    return manager.create(truth, new Shape(tracks.length, labels));
  }

  /** The mean over tracks of the cross-entropy, for tags the sum over them. */
  private static NDArray loss(NDArray logits, NDArray truth, boolean softmax) {
    NDArray each =
        softmax
            ? logits.logSoftmax(1).mul(truth).neg()
            : logits.maximum(0).sub(logits.mul(truth)).add(logits.abs().neg().exp().add(1).log());
    return each.sum(new int[] {1}).mean();
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }
}
