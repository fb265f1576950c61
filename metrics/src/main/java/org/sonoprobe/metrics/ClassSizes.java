package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;

/** The number of tracks that classes have on average, on which it depends how a score varies. */
final class ClassSizes {
  /** With fewer tracks a class leaving one out changes the others of the class too much. */
  private static final int FEW = 4;

  /** With fewer a class there is hardly a pair, and hardly a track that is said to be of it. */
  private static final int FEWEST = 3;

  private ClassSizes() {}

  /** Whether classes have too few tracks for some scores to tell how they vary. */
  static boolean areTiny(Predictions predictions) {
    return areBelow(FEWEST, predictions);
  }

  /** Whether the classes that occur have fewer tracks each, on average. */
  private static boolean areBelow(int tracks, Predictions predictions) {
    List<String> holding =
        predictions.targets().stream().flatMap(target -> target.classes().stream()).toList();
    return holding.size() < tracks * holding.stream().distinct().count();
  }

  /** The tracks of the smallest class times the classes that occur, at most all units. */
  static long ofSmallest(Predictions predictions) {
    Map<String, Long> tracks =
        predictions.targets().stream()
            .flatMap(target -> target.classes().stream())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    long smallest = tracks.values().stream().mapToLong(Long::longValue).min().orElse(0);
    return Math.min(smallest * tracks.size(), predictions.units().stream().distinct().count());
  }

  /** How a mean over classes of shares rests on tracks. */
  static Metric.Spread ofShares(Predictions predictions) {
    return areBelow(FEW, predictions) ? Metric.Spread.COUNTS_OF_CLASSES : Metric.Spread.COUNTS;
  }
}
