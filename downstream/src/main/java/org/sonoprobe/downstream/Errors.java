package org.sonoprobe.downstream;

import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

/** The error of a predictor on examples that choose between several. */
final class Errors {
  private static final double THRESHOLD = 0.5;

  private Errors() {}

  /** The share of tracks with the wrong class, or of wrong tags. */
  static double share(Task task, Predictor predictor, Examples examples) {
    double[][] scores = predictor.predict(examples.vectors());
    double wrong = 0;
    double all = 0;
    for (int t = 0; t < scores.length; t++) {
      double[] truth = task.encode(examples.targets().get(t));
      if (task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
        int best = 0;
        for (int c = 1; c < truth.length; c++) {
          best = scores[t][c] > scores[t][best] ? c : best;
        }
        wrong += truth[best] > 0 ? 0 : 1;
        all++;
      } else {
        for (int c = 0; c < truth.length; c++) {
          wrong += scores[t][c] >= THRESHOLD == truth[c] > 0 ? 0 : 1;
          all++;
        }
      }
    }
    return all == 0 ? 0 : wrong / all;
  }
}
