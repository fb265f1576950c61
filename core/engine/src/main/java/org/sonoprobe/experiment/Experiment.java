package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Components;

/**
 * The design of a study: one task, on some datasets, for every combination of scenario, embedding
 * model and downstream model. A value; the same whether it was built in Java or read from YAML.
 * Immutable and thread-safe.
 */
public final class Experiment {
  /** So many draws an interval needs. */
  public static final int FEWEST_DRAWS = 100;

  private final String name;
  private final long seed;
  private final int repeats;
  private final int bootstrap;
  private final List<Integer> trainingSizes;
  private final Task task;
  private final List<Aggregation> aggregations;
  private final List<DatasetChoice> datasets;
  private final List<Scenario> scenarios;
  private final List<EmbeddingChoice> embeddings;
  private final List<DownstreamChoice> downstream;
  private final List<Metric> metrics;
  private final List<Measure> measures;

  Experiment(ExperimentBuilder builder, Task task, List<Metric> metrics) {
    this.name = builder.name;
    this.seed = builder.seed;
    this.repeats = builder.repeats;
    this.bootstrap = builder.bootstrap;
    this.trainingSizes = List.copyOf(builder.trainingSizes);
    this.task = task;
    this.aggregations = List.copyOf(builder.aggregations);
    this.datasets = List.copyOf(builder.datasets);
    this.scenarios = List.copyOf(builder.scenarios);
    this.embeddings = List.copyOf(builder.embeddings);
    this.downstream = List.copyOf(builder.downstream);
    this.metrics = List.copyOf(metrics);
    this.measures = List.copyOf(builder.measures);
  }

  /** A dataset with the name it has in this experiment and how it is divided. */
  public record DatasetChoice(String label, Dataset dataset, Splitter splitter) {}

  /**
   * An embedding model with the name it has in this experiment.
   *
   * @param layers the layers that are used, by name or by position from 0 on; empty for all
   * @param pooling what becomes of several layers
   * @param variant what tells it from others of the same grid, such as {@code patch_hop=46}; empty
   *     for a model that stands alone
   */
  public record EmbeddingChoice(
      String label,
      EmbeddingModel model,
      List<String> layers,
      LayerPooling pooling,
      String variant) {
    public EmbeddingChoice {
      layers = List.copyOf(layers);
    }

    /** A model that stands alone. */
    public EmbeddingChoice(String label, EmbeddingModel model, List<String> layers) {
      this(label, model, layers, LayerPooling.MEAN, "");
    }
  }

  /**
   * A downstream model with the name it has in this experiment.
   *
   * @param trainedOn the scenarios under which it hears the training and validation parts, {@code
   *     clean} unless told otherwise; of several it is given the tracks under each
   */
  public record DownstreamChoice(String label, DownstreamModel model, List<String> trainedOn) {
    public DownstreamChoice {
      trainedOn = List.copyOf(trainedOn);
      if (trainedOn.isEmpty()) {
        throw new IllegalArgumentException("trained_on must name a scenario, such as clean");
      }
    }

    /** One that is trained on clean audio. */
    public DownstreamChoice(String label, DownstreamModel model) {
      this(label, model, List.of(Scenario.CLEAN.name()));
    }

    /** Whether it is trained on clean audio alone. */
    public boolean isTrainedOnClean() {
      return trainedOn.equals(List.of(Scenario.CLEAN.name()));
    }
  }

  /** For reports and run directories. */
  public String name() {
    return name;
  }

  /** From which all randomness of a run is derived. */
  public long seed() {
    return seed;
  }

  /** How often each downstream model is trained. */
  public int repeats() {
    return repeats;
  }

  /** Numbers of training tracks on which downstream models are trained as well. */
  public List<Integer> trainingSizes() {
    return trainingSizes;
  }

  /** Draws for the intervals that are found by draws; 0 for no intervals at all. */
  public int bootstrap() {
    return bootstrap;
  }

  /** What is to be predicted, without labels; each dataset brings its own. */
  public Task task() {
    return task;
  }

  /** How frames become vectors: at least one way, each with trainings of its own. */
  public List<Aggregation> aggregations() {
    return aggregations;
  }

  /** What an aggregation is called in results: its name, with the parameters that it has. */
  public static String label(Aggregation aggregation) {
    return Components.summary(aggregation);
  }

  /** At least one dataset. */
  public List<DatasetChoice> datasets() {
    return datasets;
  }

  /** Scenarios without the clean one, which every experiment has first. */
  public List<Scenario> scenarios() {
    return scenarios;
  }

  /** At least one embedding model. */
  public List<EmbeddingChoice> embeddings() {
    return embeddings;
  }

  /** At least one downstream model. */
  public List<DownstreamChoice> downstream() {
    return downstream;
  }

  /** At least one metric. */
  public List<Metric> metrics() {
    return metrics;
  }

  /** What is measured on embeddings without a probe; may be none. */
  public List<Measure> measures() {
    return measures;
  }

  /** Clean first, then the others. */
  public List<Scenario> allScenarios() {
    List<Scenario> all = new ArrayList<>();
    all.add(Scenario.CLEAN);
    all.addAll(scenarios);
    return all;
  }

  private List<Object> parts() {
    return List.of(
        name,
        List.of(seed, repeats, bootstrap, trainingSizes),
        task,
        aggregations,
        datasets,
        scenarios,
        embeddings,
        downstream,
        metrics,
        measures);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Experiment experiment && parts().equals(experiment.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "Experiment" + parts();
  }

  /** A builder for an experiment of that name. */
  public static ExperimentBuilder builder(String name) {
    return new ExperimentBuilder(name);
  }
}
