package org.sonoprobe.downstream;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.downstream.Classifier.SaveCriterion;

/** One training of a network. */
final class Training {
  private static final int EVALUATION_ROWS = 1024;

  private final Recipe recipe;
  private final Task task;
  private final FittedPreparation preparation;
  private final TrainingContext context;
  private final boolean softmax;
  private final Loss loss;
  private double keptScore = Double.NEGATIVE_INFINITY;
  private double keptLoss = Double.POSITIVE_INFINITY;

  Training(Recipe recipe, Task task, FittedPreparation preparation, TrainingContext context) {
    this.recipe = recipe;
    this.task = task;
    this.preparation = preparation;
    this.context = context;
    this.softmax = recipe.link() == Link.SOFTMAX;
    this.loss = Loss.of(recipe.link());
  }

  private static final double UNUSUAL_RATE = 0.1;

  /** The loss and scores of an epoch on the validation part. */
  private record Validation(double loss, double accuracy, double auc) {}

  Predictor run(Examples train, Examples validation) {
    int classes = task.labels().size();
    int dimension = preparation.dimension(train.dimension());
    int[] hidden = HiddenUnits.resolve(recipe.hiddenUnits(), dimension, classes);
    int[] sizes = new int[hidden.length + 2];
    sizes[0] = dimension;
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[sizes.length - 1] = classes;

    SplittableRandom random = new SplittableRandom(context.seed());
    Network network = new Network(recipe.activation(), sizes);
    network.initialise(random);
    Classifier.Optimization how = recipe.optimization();
    Descent optimizer =
        new Descent(how.optimizer(), how.learningRate(), how.weightDecay(), network);
    float[] inputs = preparation.apply(train.vectors());
    Scale scale = recipe.link() == Link.IDENTITY ? Scale.of(task, train) : Scale.NONE;
    float[] targets = targets(train, scale);
    Loss weighted =
        recipe.regularization().classWeights() == Classifier.ClassWeights.BALANCED
            ? balanced(targets, classes)
            : loss;
    float[] validationInputs =
        validation.rowCount() == 0 ? new float[0] : preparation.apply(validation.vectors());
    float[] validationTargets = targets(validation, scale);

    noteUnusual(train.rowCount());
    Network best = network.copy();
    double bestScore = Double.NEGATIVE_INFINITY;
    double bestLoss = Double.POSITIVE_INFINITY;
    int waited = 0;
    int dropped = 0;
    int[] order = new int[train.rowCount()];
    Arrays.setAll(order, i -> i);
    for (int epoch = 1;
        epoch <= recipe.schedule().epochs() && waited < recipe.schedule().patience();
        epoch++) {
      if (context.cancelled().requested()) {
        throw new CancellationException("training was cancelled");
      }
      if (recipe.schedule().trainSampling() == Classifier.TrainSampling.RANDOM) {
        shuffle(order, random);
      }
      optimizer.learningRate(
          how.schedule().rate(how.learningRate(), epoch, recipe.schedule().epochs(), dropped));
      double loss = epoch(network, optimizer, weighted, inputs, targets, order, random);
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            ("training diverged in epoch %s: the loss is %s; lower learning_rate or set "
                    + "standardize: true")
                .formatted(epoch, loss));
      }
      Map<String, Double> curve = new LinkedHashMap<>();
      curve.put("loss", loss);
      if (validation.rowCount() == 0) {
        best = network;
        context.epochs().epoch(epoch, curve);
        continue;
      }
      Validation result =
          validate(network, validationInputs, validationTargets, validation.rowCount());
      curve.put("val_loss", result.loss);
      if (recipe.link() != Link.IDENTITY) {
        curve.put(
            softmax ? "val_categorical_accuracy" : "val_auc",
            softmax ? result.accuracy : result.auc);
      }
      context.epochs().epoch(epoch, curve);
      double score = score(result);
      if (score > bestScore) {
        bestScore = score;
        keptScore = score;
        keptLoss = result.loss;
        best = network.copy();
      }
      if (result.loss < bestLoss) {
        bestLoss = result.loss;
        waited = 0;
      } else {
        waited++;
        dropped += waited % Math.max(1, recipe.schedule().patience() / 2) == 0 ? 1 : 0;
      }
    }
    if (validation.rowCount() > 0 && waited == 0) {
      context
          .notes()
          .accept(
              "training ended after "
                  + recipe.schedule().epochs()
                  + " epochs with the validation loss still falling; more epochs may score better");
    }
    return new TrainedClassifier(scale.undo(best.copy()), preparation, recipe.link());
  }

  /** What the epoch scored on the validation part of which the weights are kept. */
  double keptScore() {
    return keptScore;
  }

  /** The validation loss of that epoch. */
  double keptLoss() {
    return keptLoss;
  }

  /** What is unusual before the first step. */
  private void noteUnusual(int rows) {
    double rate = recipe.optimization().learningRate();
    if (rate > UNUSUAL_RATE) {
      context
          .notes()
          .accept("a learning rate of " + rate + " is far above what is usual, 1e-4 to 1e-2");
    }
    if (recipe.schedule().batchSize() > rows) {
      context
          .notes()
          .accept("a batch is larger than the training part, so that an epoch is a single step");
    }
  }

  private double score(Validation result) {
    double score =
        switch (criterion()) {
          case VAL_LOSS -> -result.loss;
          case VAL_AUC -> result.auc;
          case VAL_CATEGORICAL_ACCURACY -> result.accuracy;
        };
    return Double.isNaN(score) ? -result.loss : score;
  }

  private SaveCriterion criterion() {
    return recipe
        .schedule()
        .saveCriterion()
        .orElse(
            switch (recipe.link()) {
              case SOFTMAX -> SaveCriterion.VAL_CATEGORICAL_ACCURACY;
              case SIGMOID -> SaveCriterion.VAL_AUC;
              case IDENTITY, MARGIN -> SaveCriterion.VAL_LOSS;
            });
  }

  /** One pass over all examples; the mean loss, penalty included, as it was before each step. */
  private double epoch(
      Network network,
      Descent optimizer,
      Loss weighted,
      float[] inputs,
      float[] targets,
      int[] order,
      SplittableRandom random) {
    int dimension = network.sizes()[0];
    int classes = network.classes();
    int size = Math.min(recipe.schedule().batchSize(), order.length);
    float[] batch = new float[size * dimension];
    float[] truth = new float[size * classes];
    double sum = 0;
    for (int start = 0; start < order.length; start += size) {
      int rows = Math.min(size, order.length - start);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(inputs, order[start + r] * dimension, batch, r * dimension, dimension);
        System.arraycopy(targets, order[start + r] * classes, truth, r * classes, classes);
      }
      network.forward(batch, rows, recipe.regularization().dropout(), random);
      sum += rows * network.backward(batch, truth, rows, weighted);
      optimizer.step();
    }
    return sum / order.length + recipe.optimization().weightDecay() * network.squaredNorm();
  }

  private Validation validate(Network network, float[] inputs, float[] targets, int rows) {
    float[] logits = logits(network, inputs, rows);
    int classes = network.classes();
    double loss =
        this.loss.of(logits, targets, rows, classes, new float[logits.length])
            + recipe.optimization().weightDecay() * network.squaredNorm();
    boolean needsAuc = recipe.link() == Link.SIGMOID || criterion() == SaveCriterion.VAL_AUC;
    return new Validation(
        loss,
        softmax ? accuracy(logits, targets, rows, classes) : Double.NaN,
        needsAuc ? auc(logits, targets, rows * classes) : Double.NaN);
  }

  /** The logits of many rows, a block at a time. */
  static float[] logits(Network network, float[] inputs, int rows) {
    int dimension = network.sizes()[0];
    int classes = network.classes();
    float[] result = new float[rows * classes];
    for (int start = 0; start < rows; start += EVALUATION_ROWS) {
      int count = Math.min(EVALUATION_ROWS, rows - start);
      float[] block = Arrays.copyOfRange(inputs, start * dimension, (start + count) * dimension);
      System.arraycopy(network.forward(block, count), 0, result, start * classes, count * classes);
    }
    return result;
  }

  private static double accuracy(float[] logits, float[] targets, int rows, int classes) {
    int right = 0;
    for (int r = 0; r < rows; r++) {
      int best = r * classes;
      for (int i = r * classes; i < (r + 1) * classes; i++) {
        best = logits[i] > logits[best] ? i : best;
      }
      right += targets[best] > 0 ? 1 : 0;
    }
    return (double) right / rows;
  }

  /**
   * The area under the ROC curve of all classes together; NaN if there are no positives or no
   * negatives.
   */
  private static double auc(float[] logits, float[] targets, int count) {
    float[] positives = new float[count];
    float[] negatives = new float[count];
    int p = 0;
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (targets[i] > 0) {
        positives[p++] = logits[i];
      } else {
        negatives[n++] = logits[i];
      }
    }
    Arrays.sort(positives, 0, p);
    Arrays.sort(negatives, 0, n);
    double pairs = 0;
    int below = 0;
    int notAbove = 0;
    for (int i = 0; i < p; i++) {
      while (below < n && negatives[below] < positives[i]) {
        below++;
      }
      while (notAbove < n && negatives[notAbove] <= positives[i]) {
        notAbove++;
      }
      pairs += below + 0.5 * (notAbove - below);
    }
    return p == 0 || n == 0 ? Double.NaN : pairs / ((double) p * n);
  }

  /** Each class counts as much as another; each tag's presence as much as its absence. */
  private Loss balanced(float[] targets, int classes) {
    double[] weights = new double[classes];
    double rows = (double) targets.length / classes;
    for (int c = 0; c < classes; c++) {
      double count = 0;
      for (int i = c; i < targets.length; i += classes) {
        count += targets[i];
      }
      weights[c] = count == 0 ? 1 : softmax ? rows / (classes * count) : (rows - count) / count;
    }
    return new Loss(recipe.link(), weights);
  }

  /**
   * Values brought to mean 0 and deviation 1 of the training part, so that a learning rate means
   * the same whatever they measure.
   */
  private record Scale(double[] means, double[] deviations) {
    static final Scale NONE = new Scale(new double[0], new double[0]);

    static Scale of(Task task, Examples train) {
      int count = task.labels().size();
      double[] means = new double[count];
      double[] deviations = new double[count];
      for (int pass = 0; pass < 2; pass++) {
        for (Target target : train.targets()) {
          double[] row = task.encode(target);
          for (int c = 0; c < count; c++) {
            double distance = row[c] - means[c];
            if (pass == 0) {
              means[c] += row[c] / train.trackCount();
            } else {
              deviations[c] += distance * distance / train.trackCount();
            }
          }
        }
        if (pass == 0) {
          continue;
        }
        for (int c = 0; c < count; c++) {
          deviations[c] = deviations[c] > 0 ? Math.sqrt(deviations[c]) : 1;
        }
      }
      return new Scale(means, deviations);
    }

    double of(double value, int label) {
      return means.length == 0 ? value : (value - means[label]) / deviations[label];
    }

    /** The network that gives values as they were. */
    Network undo(Network network) {
      int last = network.weights().length - 1;
      for (int i = 0; i < network.weights()[last].length && means.length > 0; i++) {
        network.weights()[last][i] *= (float) deviations[i % means.length];
      }
      for (int c = 0; c < means.length; c++) {
        network.biases()[last][c] = (float) (network.biases()[last][c] * deviations[c] + means[c]);
      }
      return network;
    }
  }

  private float[] targets(Examples examples, Scale scale) {
    int classes = task.labels().size();
    float[] rows = new float[examples.rowCount() * classes];
    double[][] perTrack = new double[examples.trackCount()][];
    for (int t = 0; t < perTrack.length; t++) {
      perTrack[t] = task.encode(examples.targets().get(t));
    }
    for (int r = 0; r < examples.rowCount(); r++) {
      for (int c = 0; c < classes; c++) {
        rows[r * classes + c] = (float) scale.of(perTrack[examples.vectors().trackOf(r)][c], c);
      }
    }
    return rows;
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
