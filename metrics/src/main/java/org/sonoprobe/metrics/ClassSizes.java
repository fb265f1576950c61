package org.sonoprobe.metrics;

import java.util.List;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;

/** The number of tracks that classes have on average, on which it depends how a score varies. */
final class ClassSizes {
  /** With fewer tracks a class leaving one out changes the others of the class too much. */
  private static final int FEW = 4;

  private ClassSizes() {}

  /** Whether the classes that occur have fewer tracks each, on average. */
  static boolean areBelow(int tracks, Predictions predictions) {
    List<String> holding =
        predictions.targets().stream().flatMap(target -> target.classes().stream()).toList();
    return holding.size() < tracks * holding.stream().distinct().count();
  }

  /** How a mean over classes of shares rests on tracks. */
  static Metric.Spread ofShares(Predictions predictions) {
    return areBelow(FEW, predictions) ? Metric.Spread.COUNTS_OF_CLASSES : Metric.Spread.COUNTS;
  }
}
