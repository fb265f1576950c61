package org.sonoprobe.fakes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/** The share of tracks whose highest score is true, in all and for each label. */
public record Hits(boolean missed) implements Metric {

  public Hits() {
    this(false);
  }

  @Override
  public String name() {
    return missed ? "misses" : "hits";
  }

  @Override
  public List<Metric> variants() {
    return List.of(new Hits(true));
  }

  @Override
  public boolean greaterIsBetter() {
    return !missed;
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public Score compute(Predictions predictions) {
    double[][] truth = predictions.truth();
    List<String> labels = predictions.task().labels();
    Map<String, Double> parts = new LinkedHashMap<>();
    double hits = 0;
    for (int i = 0; i < truth.length; i++) {
      hits += truth[i][predictions.predictedClass(i)];
    }
    for (int label = 0; label < labels.size(); label++) {
      double own = 0;
      for (int i = 0; i < truth.length; i++) {
        own += predictions.predictedClass(i) == label ? 1 : 0;
      }
      parts.put(labels.get(label), own);
    }
    double share = hits / truth.length;
    return new Score(name(), missed ? 1 - share : share, parts, List.of("counted by hand"));
  }
}
