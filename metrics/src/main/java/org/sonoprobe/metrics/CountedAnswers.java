package org.sonoprobe.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskTypes;

/**
 * The true and the predicted labels of each track, read once and then counted with any weights.
 *
 * <p>For tags, a score of 0.5 or more is a yes; for classes, the highest score is.
 */
final class CountedAnswers {
  private static final double THRESHOLD = 0.5;

  private final List<String> labels;
  private final int[][] truth;
  private final int[][] said;
  private final int[] hits;
  // the one class of each track where tracks have one, for speed
  private final int[] onlyTruth;
  private final int[] onlySaid;
  private final boolean tags;

  private CountedAnswers(List<String> labels, int[][] truth, int[][] said, boolean tags) {
    this.labels = labels;
    this.truth = truth;
    this.said = said;
    this.tags = tags;
    this.hits = new int[truth.length];
    for (int i = 0; i < truth.length; i++) {
      hits[i] = common(truth[i], said[i]);
    }
    this.onlyTruth = tags ? new int[0] : only(truth);
    this.onlySaid = tags ? new int[0] : only(said);
  }

  private static int[] only(int[][] classes) {
    return java.util.Arrays.stream(classes).mapToInt(each -> each[0]).toArray();
  }

  static CountedAnswers of(Predictions predictions) {
    double[][] truth = predictions.truth();
    int classes = predictions.task().labels().size();
    boolean tags = predictions.task().type().equals(TaskTypes.MULTILABEL_CLASSIFICATION);
    int[][] true0 = new int[truth.length][];
    int[][] said0 = new int[truth.length][];
    int[] buffer = new int[classes];
    for (int i = 0; i < truth.length; i++) {
      int count = 0;
      for (int c = 0; c < classes; c++) {
        if (truth[i][c] > 0) {
          buffer[count++] = c;
        }
      }
      true0[i] = java.util.Arrays.copyOf(buffer, count);
      if (tags) {
        count = 0;
        for (int c = 0; c < classes; c++) {
          if (predictions.score(i, c) >= THRESHOLD) {
            buffer[count++] = c;
          }
        }
        said0[i] = java.util.Arrays.copyOf(buffer, count);
      } else {
        said0[i] = new int[] {predictions.predictedClass(i)};
      }
    }
    return new CountedAnswers(predictions.task().labels(), true0, said0, tags);
  }

  private static int common(int[] a, int[] b) {
    int count = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        count++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return count;
  }

  int tracks() {
    return truth.length;
  }

  int classes() {
    return labels.size();
  }

  boolean areTags() {
    return tags;
  }

  /** How many classes hold for a track. */
  int actual(int track) {
    return truth[track].length;
  }

  /** How many classes were said of a track. */
  int predicted(int track) {
    return said[track].length;
  }

  /** How many of those hold. */
  int hits(int track) {
    return hits[track];
  }

  /** Whether all that was said of a track is what holds. */
  boolean isRight(int track) {
    return hits[track] == truth[track].length && hits[track] == said[track].length;
  }

  /** The counts of each class, each track with its weight; 1 for each without weights. */
  Counts counts(double @Nullable [] weights) {
    double[] sumHits = new double[labels.size()];
    double[] sumPredicted = new double[labels.size()];
    double[] sumActual = new double[labels.size()];
    for (int i = 0; i < onlyTruth.length; i++) {
      double weight = weights == null ? 1 : weights[i];
      sumActual[onlyTruth[i]] += weight;
      sumPredicted[onlySaid[i]] += weight;
      sumHits[onlyTruth[i]] += onlyTruth[i] == onlySaid[i] ? weight : 0;
    }
    for (int i = 0; i < truth.length && tags; i++) {
      double weight = weights == null ? 1 : weights[i];
      if (weight == 0) {
        continue;
      }
      for (int c : truth[i]) {
        sumActual[c] += weight;
      }
      for (int c : said[i]) {
        sumPredicted[c] += weight;
        if (isTrue(i, c)) {
          sumHits[c] += weight;
        }
      }
    }
    return new Counts(labels, sumHits, sumPredicted, sumActual);
  }

  private boolean isTrue(int track, int label) {
    for (int c : truth[track]) {
      if (c == label) {
        return true;
      }
    }
    return false;
  }

  /** {@code [true class][predicted class]} for classes; weights as in {@link #counts}. */
  double[][] confusion(double @Nullable [] weights) {
    double[][] confusion = new double[labels.size()][labels.size()];
    for (int i = 0; i < onlyTruth.length; i++) {
      confusion[onlyTruth[i]][onlySaid[i]] += weights == null ? 1 : weights[i];
    }
    return confusion;
  }
}
