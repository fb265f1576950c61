package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Component;
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
import org.sonoprobe.component.Nearest;

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

  private Experiment(Builder builder, Task task, List<Metric> metrics) {
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

  /**
   * Something missing or wrong in an experiment that is being built.
   *
   * @param part what it is about
   * @param position of that in its list, from 0 on
   * @param reason in words
   */
  public record Misfit(Part part, int position, String reason) {

    /** The part of an experiment that a misfit is about. */
    public enum Part {
      WHOLE,
      DATASET,
      SCENARIO,
      METRIC,
      MEASURE,
      DOWNSTREAM
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

  /** Draws that the interval of a score is made of; 0 for no intervals. */
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

  /** What steps do in few words, with a number behind it if others are called so. */
  public static String described(List<Deformation> steps, List<Scenario> others) {
    String plain = steps.stream().map(Experiment::called).collect(Collectors.joining(", "));
    String name = plain;
    for (int i = 2; isTaken(name, others); i++) {
      name = plain + " (" + i + ")";
    }
    return name;
  }

  /** What a step does, and how likely that is where it is not sure. */
  private static String called(Deformation step) {
    boolean unsure = Components.parameters(step).get("p") instanceof Double likely && likely < 1;
    return step.label() + (unsure ? " with p " + Components.parameters(step).get("p") : "");
  }

  private static boolean isTaken(String name, List<Scenario> others) {
    return name.equalsIgnoreCase(Scenario.CLEAN.name())
        || others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name));
  }

  /**
   * A deformation with one parameter at a value, as the level of a sweep. The sweep is named by the
   * deformation, the parameter, and whatever else of the deformation is not at its default.
   *
   * @param over the parameter as YAML has it
   * @param labels what becomes of labels
   * @param others scenarios whose names are taken
   * @throws IllegalArgumentException if there is no such parameter or it cannot have the value
   */
  public static Scenario atLevel(
      Deformation deformation,
      String over,
      double value,
      Scenario.Labels labels,
      List<Scenario> others) {
    Deformation step = Components.with(deformation, over, value);
    boolean kept = labels == Scenario.Labels.KEPT;
    String behind = kept ? ", labels kept" : "";
    String name = described(List.of(step), List.of()) + behind;
    if (isTaken(name, others)) {
      name = described(List.of(step), List.of()) + ", " + over + " " + value + behind;
    }
    List<String> rest = besides(step, over, "");
    String sweep =
        deformation.name()
            + " "
            + over
            + (rest.isEmpty() ? "" : " (" + String.join(", ", rest) + ")")
            + behind;
    for (int i = 2; isTaken(name, others); i++) {
      name = described(List.of(step), List.of()) + behind + " (" + i + ")";
    }
    return new Scenario(name, List.of(step), Optional.of(new Scenario.Level(sweep, value)), labels);
  }

  /** What of a component is not at its default, but for one parameter. */
  private static List<String> besides(Component component, String parameter, String before) {
    int point = parameter.indexOf('.');
    String head = point < 0 ? parameter : parameter.substring(0, point);
    Set<String> swept = Set.of(head, "min_" + head, "max_" + head);
    Map<String, Object> usual = Components.parameters(Components.original(component));
    List<String> rest = new ArrayList<>();
    Components.parameters(component)
        .forEach(
            (name, own) -> {
              if (point > 0 && name.equals(head) && own instanceof Component inner) {
                rest.add(before + name + " " + inner.name());
                rest.addAll(besides(inner, parameter.substring(point + 1), before + name + "."));
              } else if (!swept.contains(name) && !own.equals(usual.get(name))) {
                rest.add(before + name + " " + Components.text(own));
              }
            });
    return rest;
  }

  /** Whether the values of a sweep go one way, so that a curve can be gone through. */
  public static boolean goOneWay(List<Double> values) {
    for (int i = 2; i < values.size(); i++) {
      if ((values.get(i) - values.get(i - 1)) * (values.get(1) - values.get(0)) <= 0) {
        return false;
      }
    }
    return values.size() < 2 || !values.get(0).equals(values.get(1));
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
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Builds an experiment; complains of everything that is missing or wrong at once, in {@link
   * #build()}.
   */
  public static final class Builder {
    private final String name;
    private final List<DatasetChoice> datasets = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<EmbeddingChoice> embeddings = new ArrayList<>();
    private final List<DownstreamChoice> downstream = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Measure> measures = new ArrayList<>();
    private final List<String> misnamed = new ArrayList<>();
    private long seed = 42;
    private int repeats = 1;
    private int bootstrap = 1000;
    private List<Integer> trainingSizes = List.of();
    private List<Aggregation> aggregations = List.of(Aggregations.MEAN);
    private String taskName = "";
    private List<TaskType> taskType = List.of();

    private Builder(String name) {
      this.name = name;
    }

    /** The seed of everything random; 42 unless set. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * How often each downstream model is trained, each time from another seed; a model in which
     * nothing depends on a seed is trained on resamples of its training part instead. 1 unless set.
     */
    public Builder repeats(int value) {
      repeats = value;
      return this;
    }

    /**
     * How many draws of the test part the interval of a score is made of; 0 for no intervals, and
     * otherwise at least 100. 1000 unless set.
     */
    public Builder bootstrap(int draws) {
      bootstrap = draws;
      return this;
    }

    /**
     * Numbers of training tracks on which the downstream models are trained as well, to see how
     * much data they need: subsets of the training part that hold the smaller ones, class by class
     * as far as that goes, and are the same for all models. None unless set.
     */
    public Builder trainingSizes(Integer... tracks) {
      trainingSizes = List.of(tracks);
      return this;
    }

    /** What is to be predicted, with the type that is usual for a task of that name. */
    public Builder task(String value) {
      taskName = value;
      return this;
    }

    /** What is to be predicted. */
    public Builder task(String value, TaskType type) {
      taskName = value;
      taskType = List.of(type);
      return this;
    }

    /** A dataset by name with default parameters, divided by its first official split. */
    public Builder dataset(String componentName) {
      return attempt(() -> dataset(Components.named(Dataset.class, componentName)));
    }

    /** A dataset by name with default parameters, divided as {@code splitter} says. */
    public Builder dataset(String componentName, Splitter splitter) {
      return attempt(() -> dataset(Components.named(Dataset.class, componentName), splitter));
    }

    /** A dataset, divided by its first official split, or 80-10-10 stratified where it has none. */
    public Builder dataset(Dataset dataset) {
      return dataset(dataset, Splitters.SINGLE);
    }

    /** A dataset, divided as {@code splitter} says. */
    public Builder dataset(Dataset dataset, Splitter splitter) {
      return dataset(dataset.name(), dataset, splitter);
    }

    /** A dataset with a name of its own in this experiment. */
    public Builder dataset(String label, Dataset dataset, Splitter splitter) {
      datasets.add(new DatasetChoice(label, dataset, splitter));
      return this;
    }

    /**
     * Scenarios of one deformation each, by the deformation's name, with its default parameters;
     * none unless added.
     */
    public Builder scenarios(String... deformationNames) {
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
    public Builder scenario(String label, Deformation... steps) {
      return scenario(new Scenario(label, List.of(steps)));
    }

    /** A scenario that the test tracks are also heard under, named by what is done. */
    public Builder scenario(Deformation first, Deformation... more) {
      List<Deformation> steps = new ArrayList<>(List.of(first));
      steps.addAll(List.of(more));
      return scenario(new Scenario(described(steps, scenarios), steps));
    }

    /**
     * A scenario for each value of one parameter, at levels of a sweep: {@code sweep(new
     * AddGaussianSnr(), "snr_db", 30, 20, 10, 0)}.
     *
     * @param over the parameter as YAML has it
     * @param values from mild to harsh, which is the order in which a curve is gone through
     */
    public Builder sweep(Deformation deformation, String over, double... values) {
      if (!goOneWay(Arrays.stream(values).boxed().toList())) {
        misnamed.add(
            "the values of a sweep must go one way, from mild to harsh, but are "
                + Arrays.toString(values));
        return this;
      }
      for (double value : values) {
        attempt(
            () -> scenario(atLevel(deformation, over, value, Scenario.Labels.MOVED, scenarios)));
      }
      return this;
    }

    /** How many downstream models there are so far. */
    public int downstreamCount() {
      return downstream.size();
    }

    /** The scenarios so far, without the clean one. */
    public List<Scenario> scenarios() {
      return List.copyOf(scenarios);
    }

    /** A scenario that the test tracks are also heard under. */
    public Builder scenario(Scenario scenario) {
      scenarios.add(scenario);
      return this;
    }

    /** Embedding models by name, with default parameters. */
    public Builder embeddings(String... componentNames) {
      for (String componentName : componentNames) {
        embedding(componentName);
      }
      return this;
    }

    /** An embedding model by name, with default parameters. */
    public Builder embedding(String componentName) {
      return attempt(() -> embedding(Components.named(EmbeddingModel.class, componentName)));
    }

    /** Embedding models, each under its component's name. */
    public Builder embeddings(EmbeddingModel... models) {
      for (EmbeddingModel model : models) {
        embedding(model);
      }
      return this;
    }

    /** An embedding model. */
    public Builder embedding(EmbeddingModel model) {
      return embedding(model.name(), model);
    }

    /** An embedding model with a name of its own; the mean of its layers is used. */
    public Builder embedding(String label, EmbeddingModel model) {
      return embedding(label, model, new String[0]);
    }

    /**
     * An embedding model with a name of its own, and the layers whose mean is used.
     *
     * @param layers positions from 0 on
     */
    public Builder embedding(String label, EmbeddingModel model, int... layers) {
      return embedding(
          label, model, IntStream.of(layers).mapToObj(String::valueOf).toArray(String[]::new));
    }

    /**
     * An embedding model with a name of its own, and the layers whose mean is used.
     *
     * @param layers names as {@link EmbeddingModel#layers} has them
     */
    public Builder embedding(String label, EmbeddingModel model, String... layers) {
      embeddings.add(new EmbeddingChoice(label, model, List.of(layers)));
      return this;
    }

    /** How frames become vectors; {@link Aggregations#MEAN} unless set. */
    public Builder aggregation(Aggregation value) {
      return aggregations(value);
    }

    /** Several ways in which frames become vectors; each is trained and scored on its own. */
    public Builder aggregations(Aggregation... values) {
      aggregations = List.of(values);
      return this;
    }

    /** Several ways by name. */
    public Builder aggregations(String... componentNames) {
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
    public Builder embeddingGrid(
        String label, EmbeddingModel model, String parameter, Object... values) {
      for (Object value : values) {
        attempt(
            () -> {
              String variant = parameter + "=" + value;
              embeddings.add(
                  new EmbeddingChoice(
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
    public Builder embedding(EmbeddingChoice choice) {
      embeddings.add(choice);
      return this;
    }

    /** How frames become vectors, by name. */
    public Builder aggregation(String componentName) {
      return attempt(() -> aggregation(Components.named(Aggregation.class, componentName)));
    }

    /**
     * Downstream models by name with default parameters, called M1, M2, … in the order they are
     * added.
     */
    public Builder downstream(String... componentNames) {
      for (String componentName : componentNames) {
        attempt(() -> downstream(Components.named(DownstreamModel.class, componentName)));
      }
      return this;
    }

    /** Downstream models, called M1, M2, … in the order they are added. */
    public Builder downstream(DownstreamModel... models) {
      for (DownstreamModel model : models) {
        downstream("M" + (downstream.size() + 1), model);
      }
      return this;
    }

    /** A downstream model with a name of its own. */
    public Builder downstream(String label, DownstreamModel model) {
      return downstream(new DownstreamChoice(label, model));
    }

    /** A downstream model with a name of its own, perhaps trained on deformed audio. */
    public Builder downstream(DownstreamChoice choice) {
      downstream.add(choice);
      return this;
    }

    /** Metrics by name; those usual for the type of task unless any are given. */
    public Builder metrics(String... componentNames) {
      for (String componentName : componentNames) {
        attempt(() -> metric(Components.named(Metric.class, componentName)));
      }
      return this;
    }

    /** Metrics; those usual for the type of task unless any are given. */
    public Builder metrics(Metric... values) {
      for (Metric value : values) {
        metric(value);
      }
      return this;
    }

    /** What is measured on embeddings without a probe, by name; nothing unless given. */
    public Builder measures(String... componentNames) {
      for (String componentName : componentNames) {
        attempt(() -> measure(Components.named(Measure.class, componentName)));
      }
      return this;
    }

    /** A measure on embeddings without a probe. */
    public Builder measure(Measure measure) {
      measures.add(measure);
      return this;
    }

    /** A metric. */
    public Builder metric(Metric metric) {
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

    private Task wantedTask() {
      Task usual = Task.named(taskName);
      return taskType.isEmpty() ? usual : new Task(usual.name(), taskType.get(0));
    }

    private List<Metric> judges(List<String> problems) {
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
    public List<Misfit> misfits() {
      List<String> problems = new ArrayList<>(misnamed);
      if (taskName.isBlank()) {
        problems.add("no task");
      }
      if (repeats < 1) {
        problems.add("repeats must be at least 1, but are " + repeats);
      }
      if (trainingSizes.stream().anyMatch(size -> size < 1)
          || trainingSizes.stream().distinct().count() < trainingSizes.size()) {
        problems.add(
            "training_sizes must be different numbers of tracks from 1 on, but are "
                + trainingSizes);
      }
      if (bootstrap != 0 && bootstrap < FEWEST_DRAWS) {
        problems.add(
            "bootstrap must be 0, for no intervals, or at least %s draws, but is %s"
                .formatted(FEWEST_DRAWS, bootstrap));
      }
      require(problems, datasets, "no dataset");
      require(problems, embeddings, "no embedding model");
      require(problems, downstream, "no downstream model");
      require(problems, aggregations, "no aggregation");
      Set<String> ways = new HashSet<>();
      for (Aggregation each : aggregations) {
        if (!ways.add(label(each))) {
          problems.add("aggregation '" + label(each) + "' is listed twice; remove one");
        }
      }
      List<Metric> judges = judges(problems);
      if (!taskName.isBlank()) {
        require(problems, judges, "no metric");
      }
      List<Misfit> misfits = new ArrayList<>();
      if (!taskName.isBlank()) {
        addForTask(misfits, wantedTask());
      }
      List<String> scenarioNames = new ArrayList<>(List.of(Scenario.CLEAN.name()));
      scenarios.forEach(scenario -> scenarioNames.add(scenario.name()));
      unique(problems, "scenarios", scenarioNames);
      unique(problems, "datasets", datasets.stream().map(DatasetChoice::label).toList());
      unique(
          problems, "embedding models", embeddings.stream().map(EmbeddingChoice::label).toList());
      unique(
          problems, "downstream models", downstream.stream().map(DownstreamChoice::label).toList());
      unique(problems, "metrics", judges.stream().map(Metric::label).toList());
      unique(problems, "measures", measures.stream().map(Components::summary).toList());
      List<Misfit> all = new ArrayList<>();
      problems.forEach(problem -> all.add(new Misfit(Misfit.Part.WHOLE, 0, problem)));
      all.addAll(misfits);
      addForScenarios(all);
      return all;
    }

    /** What does not fit the task. */
    private void addForTask(List<Misfit> misfits, Task task) {
      for (int i = 0; i < datasets.size(); i++) {
        DatasetChoice choice = datasets.get(i);
        List<String> known = choice.dataset().tasks().stream().sorted().toList();
        if (!known.isEmpty() && !known.contains(task.name())) {
          misfits.add(
              new Misfit(
                  Misfit.Part.DATASET,
                  i,
                  "dataset '"
                      + choice.label()
                      + "' has no task '"
                      + task.name()
                      + "'"
                      + Nearest.hint(task.name(), known)
                      + ", only "
                      + known));
        }
      }
      for (int i = 0; i < measures.size(); i++) {
        String called = measures.get(i).name();
        int place = i;
        measures
            .get(i)
            .problem(task)
            .ifPresent(
                reason ->
                    misfits.add(
                        new Misfit(
                            Misfit.Part.MEASURE, place, "measure '" + called + "' " + reason)));
      }
      for (int i = 0; i < metrics.size(); i++) {
        if (!metrics.get(i).supports(task.type())) {
          misfits.add(
              new Misfit(
                  Misfit.Part.METRIC,
                  i,
                  "metric '"
                      + metrics.get(i).name()
                      + "' cannot judge a "
                      + task.type().name()
                      + " task"));
        }
      }
      for (int i = 0; i < downstream.size(); i++) {
        DownstreamChoice choice = downstream.get(i);
        int position = i;
        Set<String> heard = new HashSet<>(List.of(Scenario.CLEAN.name()));
        scenarios.forEach(scenario -> heard.add(scenario.name()));
        for (String name : choice.trainedOn()) {
          if (!heard.contains(name)) {
            misfits.add(
                new Misfit(
                    Misfit.Part.DOWNSTREAM,
                    position,
                    "downstream model '"
                        + choice.label()
                        + "' is to be trained on scenario '"
                        + name
                        + "', which the experiment has not"
                        + Nearest.hint(name, heard)
                        + "; it has: "
                        + String.join(", ", new java.util.TreeSet<>(heard))));
          }
        }
        choice
            .model()
            .problem(task)
            .ifPresent(
                reason ->
                    misfits.add(
                        new Misfit(
                            Misfit.Part.DOWNSTREAM,
                            position,
                            "downstream model '" + choice.label() + "' " + reason)));
      }
    }

    private void addForScenarios(List<Misfit> misfits) {
      Map<List<Object>, String> known = new HashMap<>();
      Map<String, String> levels = new HashMap<>();
      for (int i = 0; i < scenarios.size(); i++) {
        Scenario scenario = scenarios.get(i);
        String same =
            known.putIfAbsent(List.of(scenario.steps(), scenario.labels()), scenario.name());
        String level =
            scenario.level().map(each -> each.sweep() + " at " + each.value()).orElse("");
        String there = level.isEmpty() ? null : levels.putIfAbsent(level, scenario.name());
        if (there != null) {
          misfits.add(
              new Misfit(
                  Misfit.Part.SCENARIO,
                  i,
                  "scenarios '"
                      + there
                      + "' and '"
                      + scenario.name()
                      + "' stand at one level of a sweep ("
                      + level
                      + "); a curve has one score there"));
        }
        if (scenario.isClean()) {
          misfits.add(
              new Misfit(
                  Misfit.Part.SCENARIO,
                  i,
                  "scenario '"
                      + scenario.name()
                      + "' has no deformation; the clean audio is always heard, as '"
                      + Scenario.CLEAN.name()
                      + "'"));
        } else if (same != null) {
          misfits.add(
              new Misfit(
                  Misfit.Part.SCENARIO,
                  i,
                  "scenarios '"
                      + same
                      + "' and '"
                      + scenario.name()
                      + "' do the same; remove one"));
        }
      }
    }

    private static void require(List<String> problems, List<?> items, String problem) {
      if (items.isEmpty() && problems.stream().noneMatch(known -> known.startsWith(problem))) {
        problems.add(problem);
      }
    }

    private static void unique(List<String> problems, String what, List<String> labels) {
      Set<String> seen = new HashSet<>();
      for (String label : labels) {
        if (!seen.add(label.toLowerCase(Locale.ROOT))) {
          problems.add(
              "two " + what + " are called '" + label + "'; give one of them another name");
        }
      }
    }

    private Builder attempt(java.util.function.Supplier<Builder> action) {
      try {
        return action.get();
      } catch (IllegalArgumentException e) {
        misnamed.add(String.valueOf(e.getMessage()));
        return this;
      }
    }
  }
}
