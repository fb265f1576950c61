package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Internal;

/**
 * Builds an experiment; complains of everything that is missing or wrong at once, in {@link
 * #build()}.
 */
public final class ExperimentBuilder {
  final String name;
  final List<Experiment.DatasetChoice> datasets = new ArrayList<>();
  final List<Scenario> scenarios = new ArrayList<>();
  final List<Experiment.EmbeddingChoice> embeddings = new ArrayList<>();
  final List<Experiment.DownstreamChoice> downstream = new ArrayList<>();
  final List<Metric> metrics = new ArrayList<>();
  final List<Measure> measures = new ArrayList<>();
  final List<String> misnamed = new ArrayList<>();
  long seed = 42;
  int repeats = 1;
  int bootstrap = 1000;
  List<Integer> trainingSizes = List.of();
  List<Aggregation> aggregations = List.of(Aggregations.MEAN);
  String taskName = "";
  List<TaskType> taskType = List.of();

  ExperimentBuilder(String name) {
    this.name = name;
  }

  /** The seed of everything random; 42 unless set. */
  public ExperimentBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * How often each downstream model is trained, each time from another seed; a model in which
   * nothing depends on a seed is trained on resamples of its training part instead. 1 unless set.
   */
  public ExperimentBuilder repeats(int value) {
    repeats = value;
    return this;
  }

  /**
   * How many draws of the test part are made for scores that are one of the tracks' own numbers,
   * such as a median, whose error is found in no other way; at least 100. 0 for no intervals at
   * all. 1000 unless set.
   */
  public ExperimentBuilder bootstrap(int draws) {
    bootstrap = draws;
    return this;
  }

  /**
   * Numbers of training tracks on which the downstream models are trained as well, to see how much
   * data they need: subsets of the training part that hold the smaller ones, class by class as far
   * as that goes, and are the same for all models. None unless set.
   */
  public ExperimentBuilder trainingSizes(Integer... tracks) {
    trainingSizes = List.of(tracks);
    return this;
  }

  /** What is to be predicted, with the type that is usual for a task of that name. */
  public ExperimentBuilder task(String value) {
    taskName = value;
    return this;
  }

  /** What is to be predicted. */
  public ExperimentBuilder task(String value, TaskType type) {
    taskName = value;
    taskType = List.of(type);
    return this;
  }

  /** A dataset by name with default parameters, divided by its first official split. */
  public ExperimentBuilder dataset(String componentName) {
    return attempt(() -> dataset(Components.named(Dataset.class, componentName)));
  }

  /** A dataset by name with default parameters, divided as {@code splitter} says. */
  public ExperimentBuilder dataset(String componentName, Splitter splitter) {
    return attempt(() -> dataset(Components.named(Dataset.class, componentName), splitter));
  }

  /** A dataset, divided by its first official split, or 80-10-10 stratified where it has none. */
  public ExperimentBuilder dataset(Dataset dataset) {
    return dataset(dataset, Splitters.SINGLE);
  }

  /** A dataset, divided as {@code splitter} says. */
  public ExperimentBuilder dataset(Dataset dataset, Splitter splitter) {
    return dataset(dataset.name(), dataset, splitter);
  }

  /** A dataset with a name of its own in this experiment. */
  public ExperimentBuilder dataset(String label, Dataset dataset, Splitter splitter) {
    datasets.add(new Experiment.DatasetChoice(label, dataset, splitter));
    return this;
  }

  /**
   * Scenarios of one deformation each, by the deformation's name, with its default parameters; none
   * unless added.
   */
  public ExperimentBuilder scenarios(String... deformationNames) {
    for (String deformationName : deformationNames) {
      attempt(
          () -> {
            Deformation step = Components.named(Deformation.class, deformationName);
            return scenario(step.name(), step);
          });
    }
    return this;
  }

  /** A scenario that the test tracks are also heard under, with a name of its own. */
  public ExperimentBuilder scenario(String label, Deformation... steps) {
    return scenario(new Scenario(label, List.of(steps)));
  }

  /** A scenario that the test tracks are also heard under, named by what is done. */
  public ExperimentBuilder scenario(Deformation first, Deformation... more) {
    List<Deformation> steps = new ArrayList<>(List.of(first));
    steps.addAll(List.of(more));
    return scenario(new Scenario(Sweeps.described(steps, scenarios), steps));
  }

  /**
   * A scenario for each value of one parameter, at levels of a sweep: {@code sweep(new
   * AddGaussianSnr(), "snr_db", 30, 20, 10, 0)}.
   *
   * @param over the parameter as YAML has it
   * @param values from mild to harsh, which is the order in which a curve is gone through
   */
  public ExperimentBuilder sweep(Deformation deformation, String over, double... values) {
    if (!Sweeps.goOneWay(Arrays.stream(values).boxed().toList())) {
      misnamed.add(
          "the values of a sweep must go one way, from mild to harsh, but are "
              + Arrays.toString(values));
      return this;
    }
    for (double value : values) {
      attempt(
          () ->
              scenario(Sweeps.atLevel(deformation, over, value, Scenario.Labels.MOVED, scenarios)));
    }
    return this;
  }

  /** How many downstream models there are so far. */
  @Internal
  public int downstreamCount() {
    return downstream.size();
  }

  /** The scenarios so far, without the clean one. */
  @Internal
  public List<Scenario> scenarios() {
    return List.copyOf(scenarios);
  }

  /** A scenario that the test tracks are also heard under. */
  public ExperimentBuilder scenario(Scenario scenario) {
    scenarios.add(scenario);
    return this;
  }

  /** Embedding models by name, with default parameters. */
  public ExperimentBuilder embeddings(String... componentNames) {
    for (String componentName : componentNames) {
      embedding(componentName);
    }
    return this;
  }

  /** An embedding model by name, with default parameters. */
  public ExperimentBuilder embedding(String componentName) {
    return attempt(() -> embedding(Components.named(EmbeddingModel.class, componentName)));
  }

  /** Embedding models, each under its component's name. */
  public ExperimentBuilder embeddings(EmbeddingModel... models) {
    for (EmbeddingModel model : models) {
      embedding(model);
    }
    return this;
  }

  /** An embedding model. */
  public ExperimentBuilder embedding(EmbeddingModel model) {
    return embedding(model.name(), model);
  }

  /** An embedding model with a name of its own; the mean of its layers is used. */
  public ExperimentBuilder embedding(String label, EmbeddingModel model) {
    return embedding(label, model, new String[0]);
  }

  /**
   * An embedding model with a name of its own, and the layers whose mean is used.
   *
   * @param layers positions from 0 on
   */
  public ExperimentBuilder embedding(String label, EmbeddingModel model, int... layers) {
    return embedding(
        label, model, IntStream.of(layers).mapToObj(String::valueOf).toArray(String[]::new));
  }

  /**
   * An embedding model with a name of its own, and the layers whose mean is used.
   *
   * @param layers names as {@link EmbeddingModel#layers} has them
   */
  public ExperimentBuilder embedding(String label, EmbeddingModel model, String... layers) {
    embeddings.add(new Experiment.EmbeddingChoice(label, model, List.of(layers)));
    return this;
  }

  /** How frames become vectors; {@link Aggregations#MEAN} unless set. */
  public ExperimentBuilder aggregation(Aggregation value) {
    return aggregations(value);
  }

  /** Several ways in which frames become vectors; each is trained and scored on its own. */
  public ExperimentBuilder aggregations(Aggregation... values) {
    aggregations = List.of(values);
    return this;
  }

  /** Several ways by name. */
  public ExperimentBuilder aggregations(String... componentNames) {
    return attempt(
        () ->
            aggregations(
                Stream.of(componentNames)
                    .map(each -> Components.named(Aggregation.class, each))
                    .toArray(Aggregation[]::new)));
  }

  /**
   * A model once for each value of one of its parameters, such as an extraction rate; each is
   * trained and scored on its own, and called {@code label, parameter=value}.
   *
   * @param parameter as YAML spells it
   */
  public ExperimentBuilder embeddingGrid(
      String label, EmbeddingModel model, String parameter, Object... values) {
    for (Object value : values) {
      attempt(
          () -> {
            String variant = parameter + "=" + value;
            embeddings.add(
                new Experiment.EmbeddingChoice(
                    label + ", " + variant,
                    Components.with(model, parameter, value),
                    List.of(),
                    LayerPooling.MEAN,
                    variant));
            return this;
          });
    }
    return this;
  }

  /** A choice that is made already. */
  public ExperimentBuilder embedding(Experiment.EmbeddingChoice choice) {
    embeddings.add(choice);
    return this;
  }

  /** How frames become vectors, by name. */
  public ExperimentBuilder aggregation(String componentName) {
    return attempt(() -> aggregation(Components.named(Aggregation.class, componentName)));
  }

  /**
   * Downstream models by name with default parameters, called M1, M2, … in the order they are
   * added.
   */
  public ExperimentBuilder downstream(String... componentNames) {
    for (String componentName : componentNames) {
      attempt(() -> downstream(Components.named(DownstreamModel.class, componentName)));
    }
    return this;
  }

  /** Downstream models, called M1, M2, … in the order they are added. */
  public ExperimentBuilder downstream(DownstreamModel... models) {
    for (DownstreamModel model : models) {
      downstream("M" + (downstream.size() + 1), model);
    }
    return this;
  }

  /** A downstream model with a name of its own. */
  public ExperimentBuilder downstream(String label, DownstreamModel model) {
    return downstream(new Experiment.DownstreamChoice(label, model));
  }

  /** A downstream model with a name of its own, perhaps trained on deformed audio. */
  public ExperimentBuilder downstream(Experiment.DownstreamChoice choice) {
    downstream.add(choice);
    return this;
  }

  /** Metrics by name; those usual for the type of task unless any are given. */
  public ExperimentBuilder metrics(String... componentNames) {
    for (String componentName : componentNames) {
      attempt(() -> metric(Components.named(Metric.class, componentName)));
    }
    return this;
  }

  /** Metrics; those usual for the type of task unless any are given. */
  public ExperimentBuilder metrics(Metric... values) {
    for (Metric value : values) {
      metric(value);
    }
    return this;
  }

  /** What is measured on embeddings without a probe, by name; nothing unless given. */
  public ExperimentBuilder measures(String... componentNames) {
    for (String componentName : componentNames) {
      attempt(() -> measure(Components.named(Measure.class, componentName)));
    }
    return this;
  }

  /** A measure on embeddings without a probe. */
  public ExperimentBuilder measure(Measure measure) {
    measures.add(measure);
    return this;
  }

  /** A metric. */
  public ExperimentBuilder metric(Metric metric) {
    metrics.add(metric);
    return this;
  }

  /**
   * The experiment.
   *
   * @throws IllegalArgumentException listing all that is missing or wrong
   */
  public Experiment build() {
    List<Misfit> misfits = misfits();
    if (!misfits.isEmpty()) {
      throw new IllegalArgumentException(
          "experiment '%s' is incomplete: %s"
              .formatted(name, String.join("; ", misfits.stream().map(Misfit::reason).toList())));
    }
    return new Experiment(this, wantedTask(), judges(new ArrayList<>()));
  }

  Task wantedTask() {
    Task usual = Task.named(taskName);
    return taskType.isEmpty() ? usual : new Task(usual.name(), taskType.get(0));
  }

  List<Metric> judges(List<String> problems) {
    if (!metrics.isEmpty() || taskName.isBlank()) {
      return metrics;
    }
    List<Metric> judges = new ArrayList<>();
    for (String usualName : wantedTask().usualMetrics()) {
      try {
        judges.add(Components.named(Metric.class, usualName));
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return judges;
  }

  /** All that is missing or wrong so far; nothing if it can be built. */
  @Internal
  public List<Misfit> misfits() {
    return new Misfits(this).all();
  }

  private ExperimentBuilder attempt(java.util.function.Supplier<ExperimentBuilder> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      misnamed.add(String.valueOf(e.getMessage()));
      return this;
    }
  }
}
