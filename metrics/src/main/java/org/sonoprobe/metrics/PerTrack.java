package org.sonoprobe.metrics;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;

/** A metric that is the mean over tracks of a number that each has by itself. */
interface PerTrack extends Metric {

  /** The number of each track; NaN for a track that cannot be judged. */
  double[] perTrack(Predictions predictions);

  /** What a track lacks that cannot be judged. */
  default String lacking() {
    return "cannot be judged";
  }

  /** The mean with more to say about it; the mean alone unless overridden. */
  default Score told(Score mean, Predictions predictions) {
    return mean;
  }

  @Override
  default Score compute(Predictions predictions) {
    double[] values = perTrack(predictions);
    double sum = 0;
    int judged = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        judged++;
      }
    }
    if (judged == 0) {
      return new Score(
          label(),
          Double.NaN,
          Map.of(),
          List.of(
              values.length == 0
                  ? "undefined: there is nothing to score"
                  : "undefined: all tracks " + lacking()));
    }
    return told(
        new Score(
            label(),
            sum / judged,
            Map.of(),
            judged == values.length
                ? List.of()
                : List.of(
                    "undefined for %s of %s tracks, which %s and are left out of the mean"
                        .formatted(values.length - judged, values.length, lacking()))),
        predictions);
  }

  @Override
  default Predictions judged(Predictions predictions) {
    double[] values = perTrack(predictions);
    int[] known = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
    return known.length == values.length ? predictions : predictions.select(known);
  }

  @Override
  default Weighted weighted(Predictions predictions) {
    double[] values = perTrack(predictions);
    return weights -> {
      double sum = 0;
      double all = 0;
      for (int i = 0; i < values.length; i++) {
        if (!Double.isNaN(values[i])) {
          sum += weights[i] * values[i];
          all += weights[i];
        }
      }
      return all == 0 ? Double.NaN : sum / all;
    };
  }
}
