package org.sonoprobe.downstream;

import org.sonoprobe.api.Task;

/** The function that is applied to the numbers that a linear or last layer gives. */
enum Link {
  /** Probabilities of classes, which sum to 1. */
  SOFTMAX {
    @Override
    void apply(double[] row) {
      double max = Double.NEGATIVE_INFINITY;
      for (double logit : row) {
        max = Math.max(max, logit);
      }
      double sum = 0;
      for (int c = 0; c < row.length; c++) {
        row[c] = Math.exp(row[c] - max);
        sum += row[c];
      }
      for (int c = 0; c < row.length; c++) {
        row[c] /= sum;
      }
    }
  },
  /** Probabilities of tags, each its own. */
  SIGMOID {
    @Override
    void apply(double[] row) {
      for (int c = 0; c < row.length; c++) {
        row[c] = 1 / (1 + Math.exp(-row[c]));
      }
    }
  },
  /**
   * Margins brought between 0 and 1 without being made equal however large they are: {@code (1 + m
   * / (1 + |m|)) / 2}.
   */
  MARGIN {
    @Override
    void apply(double[] row) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (1 + row[c] / (1 + Math.abs(row[c]))) / 2;
      }
    }
  },
  /** The numbers as they are. */
  IDENTITY {
    @Override
    void apply(double[] row) {
      // as they are
    }
  };

  /** That of a task: probabilities of classes where one of them holds, else of each by itself. */
  static Link of(Task task) {
    return task.type().isExclusive() ? SOFTMAX : SIGMOID;
  }

  /** Changes the numbers of one row. */
  abstract void apply(double[] row);
}
