package org.sonoprobe.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.Metric;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Evidence;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;
import org.sonoprobe.results.TestSample;

/**
 * The evidence that a finished run allows: its scores with what they would be for other tracks,
 * made again from its predictions.
 */
final class RunEvidence {
  /** Where the run made none. */
  private static final int DRAWS = 2000;

  private final Results results;
  private final Map<String, Metric> metrics;
  private final Map<List<ScoreRow>, Evidence> known = new HashMap<>();

  RunEvidence(Results results) {
    this.results = results;
    this.metrics = metrics(results);
  }

  /** An experiment of the run, by its name. */
  Summary experiment(String name) {
    return results.experiments().stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the run has no experiment '" + name + "'"));
  }

  /** The metrics of a run by their label, as far as they are on the class path. */
  private static Map<String, Metric> metrics(Results results) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    Components.all(Metric.class).values().forEach(known -> metrics.put(known.label(), known));
    if (!results.configuration().isEmpty()) {
      try {
        for (Experiment experiment :
            ExperimentFile.parse(results.configuration(), "the run's configuration")) {
          experiment.metrics().forEach(metric -> metrics.put(metric.label(), metric));
        }
      } catch (ConfigException e) {
        return metrics; // components that are not on the class path; their metrics may be
      }
    }
    return metrics;
  }

  /** Whether scores of a metric can be computed again. */
  boolean knows(String metric) {
    return metrics.containsKey(metric);
  }

  Results results() {
    return results;
  }

  /**
   * What is known of scores.
   *
   * @param rows of one place but for split and training
   * @param drawnAs the experiment whose draws are made, so that what is compared has the same
   */
  Evidence of(List<ScoreRow> rows, Summary drawnAs) throws IOException {

    Evidence found = known.get(rows);
    if (found == null) {
      found = evidence(rows, drawnAs);
      known.put(rows, found);
    }
    return found;
  }

  private Evidence evidence(List<ScoreRow> rows, Summary drawnAs) throws IOException {
    Metric metric = metrics.get(rows.get(0).metric());
    if (metric == null) {
      throw new IllegalArgumentException("there is no metric '" + rows.get(0).metric() + "'");
    }
    try {
      return new Evidence(
          rows,
          Summary.Judge.of(metric),
          experiment(rows.get(0).experiment()).overlapping().contains(rows.get(0).dataset()),
          row -> Optional.of(sample(metric, row, drawnAs)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TestSample sample(Metric metric, ScoreRow row, Summary experiment) {
    try {
      return TestSample.of(
              List.of(metric),
              results.predictions(row),
              experiment.draws() > 0 ? experiment.draws() : DRAWS,
              TestSample.seed(experiment.seed(), row.place()))
          .get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
