package org.sonoprobe.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.component.RegularFiles;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.experiment.Misfit;
import org.sonoprobe.experiment.Sweeps;
import org.sonoprobe.experiment.internal.UnavailableDataset;
import org.sonoprobe.experiment.internal.UnavailableModel;

/**
 * Experiments in the configuration language of the thesis:
 *
 * <pre>{@code
 * experiments:
 *   - name: instruments under noise
 *     seed: 7
 *     task:
 *       name: instrument_classification
 *       type: multiclass_classification
 *       aggregation: mean
 *     datasets:
 *       - name: tinysol
 *         dir: data/tinysol
 *         split_type: single
 *     deformations:
 *       - - type: AddGaussianSNR
 *           params: {min_snr_db: 15, max_snr_db: 15}
 *     embedding_models:
 *       - mfcc
 *     downstream_models:
 *       - type: classifier
 *         hidden_units: [256, 128]
 *     metrics: [f1_micro, f1_macro]
 * }</pre>
 *
 * <p>The spellings of the released toolkit ({@code features}, {@code probes}, {@code
 * feature_aggregation}, {@code deformations} under a dataset, {@code *_in_db}) are accepted. This
 * is the only place that turns YAML into builder calls; defaults are the builder's.
 */
public final class ExperimentFile {
  private static final Map<String, String> EXPERIMENT_KEYS =
      Map.ofEntries(
          Map.entry("name", "name"),
          Map.entry("seed", "seed"),
          Map.entry("repeats", "repeats"),
          Map.entry("bootstrap", "bootstrap"),
          Map.entry("training_sizes", "training_sizes"),
          Map.entry("task", "task"),
          Map.entry("datasets", "datasets"),
          Map.entry("deformations", "deformations"),
          Map.entry("scenarios", "deformations"),
          Map.entry("scenario_names", "scenario_names"),
          Map.entry("embedding_models", "embedding_models"),
          Map.entry("features", "embedding_models"),
          Map.entry("downstream_models", "downstream_models"),
          Map.entry("probes", "downstream_models"),
          Map.entry("metrics", "metrics"),
          Map.entry("measures", "measures"));
  private static final Map<String, String> TASK_KEYS =
      Map.of(
          "name",
          "name",
          "type",
          "type",
          "aggregation",
          "aggregation",
          "embedding_aggregation",
          "aggregation",
          "feature_aggregation",
          "aggregation");
  private static final Set<String> DATASET_KEYS =
      Set.of("name", "type", "split_type", "split_seed", "split_shares", "deformations");

  /** More models than this are a slip. */
  private static final int MOST_POINTS = 1000;

  /** What names a model and does not make it. */
  private static final Set<String> RESERVED = Set.of("name", "type", "variant", "grid");

  private static final Set<String> MODEL_KEYS =
      Set.of("name", "type", "layers", "layer_pooling", "grid", "variant");
  private static final Set<String> PROBE_KEYS = Set.of("name", "type", "trained_on");
  private static final Set<String> COMPONENT_KEYS = Set.of("name", "type");
  private static final Set<String> DEFORMATION_KEYS = Set.of("name", "type", "params", "labels");
  private static final Set<String> SWEEP_KEYS = Set.of("type", "over", "values");
  private static final String DESCRIBED = "described";
  private static final String NUMBERED = "numbered";

  /** No configuration is longer; the parser takes long over what is. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private final Problems problems = new Problems();
  private final Binder binder;
  private final Map<Misfit.Part, List<Node.Position>> places = new HashMap<>();

  private ExperimentFile(@Nullable Path base) {
    binder = new Binder(problems, base);
  }

  private ExperimentFile(UnaryOperator<Path> found) {
    binder = new Binder(problems, found);
  }

  /**
   * The experiments in a file. Relative paths in it are relative to its folder, those of overrides
   * to the working folder.
   *
   * @param overrides none, or {@code path=value} each, such as {@code
   *     experiments.0.downstream_models.0.epochs=1}; the value is YAML
   * @throws ConfigException listing all that is wrong with line, column and the valid choices
   * @throws IOException if there is no such file
   */
  public static List<Experiment> read(Path file, String... overrides) throws IOException {
    RegularFiles.require(file);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (java.nio.charset.MalformedInputException e) {
      ConfigException refused =
          new ConfigException(
              file.toString(),
              List.of(new ConfigException.Problem(1, 1, "it is not a text file in UTF-8")));
      refused.initCause(e);
      throw refused;
    }
    return new ExperimentFile(file.toAbsolutePath().getParent())
        .experiments(text, file.toString(), List.of(overrides));
  }

  /** The experiments in a text, paths as they are; {@code source} names it in messages. */
  public static List<Experiment> parse(String text, String source, String... overrides)
      throws ConfigException {
    return new ExperimentFile((Path) null).experiments(text, source, List.of(overrides));
  }

  /**
   * The experiments in a text of which files may lie elsewhere.
   *
   * @param found where a file lies that a path names
   */
  public static List<Experiment> parse(String text, String source, UnaryOperator<Path> found)
      throws ConfigException {
    return new ExperimentFile(found).experiments(text, source, List.of());
  }

  private List<Experiment> experiments(String text, String source, List<String> overrides)
      throws ConfigException {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          new Node.Position(1, 1),
          "it has %s characters, and a configuration at most %s"
              .formatted(text.length(), MOST_CHARACTERS));
      problems.throwIfAny(source);
    }
    Node root = YamlReader.read(text, problems);
    for (String override : overrides) {
      Overrides.apply(root, override, problems);
    }
    List<Experiment> experiments = new ArrayList<>();
    if (root instanceof Mapping mapping
        && mapping.entries().get("experiments") instanceof Sequence list) {
      Map<String, String> known = new HashMap<>(Map.of("experiments", "experiments"));
      for (String key : mapping.entries().keySet()) {
        if (key.startsWith("x-")) {
          known.put(key, key);
        }
      }
      binder.rejectUnknownKeys(
          mapping, "the file (keys that begin with 'x-' may hold anchors)", known);
      if (list.items().isEmpty()) {
        problems.add(list.place(), "'experiments' is empty; give at least one");
      }
      for (int i = 0; i < list.items().size(); i++) {
        Experiment experiment = experiment(list.items().get(i), i);
        if (experiment != null) {
          experiments.add(experiment);
        }
      }
    } else {
      problems.missing(root.place(), "the file must have a list 'experiments'");
    }
    Set<String> names = new HashSet<>();
    for (Experiment experiment : experiments) {
      if (!names.add(experiment.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            root.place(),
            "two experiments are called '" + experiment.name() + "'; give each a 'name'");
      }
    }
    problems.throwIfAny(source);
    return experiments;
  }

  /** A whole number that is at least so much, or exactly another. */
  private int atLeast(Mapping mapping, String key, int least, int usual, int otherwise) {
    long value = problems.whole(mapping, key, usual);
    if ((value < least && value != otherwise) || value > Integer.MAX_VALUE) {
      problems.add(
          Binder.place(mapping, key),
          "'%s' must be at least %s%s but is %s"
              .formatted(key, least, otherwise == 0 ? ", or 0 for none," : "", value));
      return usual;
    }
    return (int) value;
  }

  private @Nullable Experiment experiment(Node node, int index) {
    if (!(node instanceof Mapping raw)) {
      problems.add(node.place(), "an experiment must be a mapping, but is " + node.kind());
      return null;
    }
    int before = problems.count();
    places.clear();
    binder.rejectUnknownKeys(raw, "an experiment", EXPERIMENT_KEYS);
    Mapping mapping = canonical(raw, EXPERIMENT_KEYS, "an experiment");
    for (String key : List.of("task", "datasets", "embedding_models", "downstream_models")) {
      if (!mapping.entries().containsKey(key)) {
        problems.missing(mapping.place(), "the experiment needs '" + key + "'");
      }
    }
    Node taskNode = mapping.entries().get("task");
    Mapping task =
        taskNode instanceof Scalar scalar
            ? taskOf(scalar)
            : taskNode instanceof Mapping m ? m : Mapping.empty(mapping.place());
    binder.rejectUnknownKeys(task, "a task", TASK_KEYS);
    task = canonical(task, TASK_KEYS, "a task");
    String taskName = text(task, "name", "");
    if (taskName.isEmpty() && taskNode != null) {
      problems.missing(task.place(), "the task needs a 'name', such as instrument_classification");
    }
    ExperimentBuilder builder =
        Experiment.builder(
            text(
                mapping,
                "name",
                "experiment " + (index + 1) + (taskName.isEmpty() ? "" : " " + taskName)));
    if (task.entries().containsKey("type")) {
      builder.task(
          taskName, named(task, "type", TaskType.class, TaskTypes.MULTICLASS_CLASSIFICATION));
    } else {
      builder.task(taskName);
    }
    aggregation(task, builder);
    if (mapping.entries().containsKey("seed")) {
      builder.seed(problems.whole(mapping, "seed", 42));
    }
    if (mapping.entries().containsKey("repeats")) {
      builder.repeats(atLeast(mapping, "repeats", 1, 1, 1));
    }
    if (mapping.entries().containsKey("training_sizes")) {
      List<Integer> sizes = new ArrayList<>();
      for (Node item : items(mapping, "training_sizes")) {
        if (item instanceof Scalar scalar && scalar.text().matches("[1-9]\\d{0,8}")) {
          sizes.add(Integer.valueOf(scalar.text()));
        } else {
          problems.add(item.place(), "a training size must be a number of tracks from 1 on");
        }
      }
      builder.trainingSizes(sizes.toArray(Integer[]::new));
    }
    if (mapping.entries().containsKey("bootstrap")) {
      builder.bootstrap(atLeast(mapping, "bootstrap", Experiment.FEWEST_DRAWS, 1000, 0));
    }
    datasets(mapping, builder);
    scenarios(mapping, builder);
    for (Node item : items(mapping, "embedding_models")) {
      embedding(item, builder);
    }
    for (Node item : items(mapping, "downstream_models")) {
      downstream(item, builder);
    }
    for (Node item : items(mapping, "metrics")) {
      Metric metric = simple(item, Metric.class);
      if (metric != null) {
        builder.metric(metric);
        stands(Misfit.Part.METRIC, item.place());
      }
    }
    for (Node item : items(mapping, "measures")) {
      Measure measure = simple(item, Measure.class);
      if (measure != null) {
        builder.measure(measure);
        stands(Misfit.Part.MEASURE, item.place());
      }
    }
    boolean told = problems.count() > before || problems.isCutShort();
    if (!told) {
      try {
        return builder.build();
      } catch (IllegalArgumentException e) {
        // told below, each at its own place where it has one
      }
    }
    for (Misfit misfit : builder.misfits()) {
      List<Node.Position> of = places.getOrDefault(misfit.part(), List.of());
      if (misfit.position() < of.size()) {
        problems.add(of.get(misfit.position()), misfit.reason());
      } else if (!told) {
        problems.add(mapping.place(), misfit.reason());
      }
    }
    return null;
  }

  /** Remembers where a part that the builder was just given stands. */
  private void stands(Misfit.Part part, Node.Position place) {
    places.computeIfAbsent(part, key -> new ArrayList<>()).add(place);
  }

  private static Mapping taskOf(Scalar scalar) {
    Mapping task = Mapping.empty(scalar.place());
    task.put("name", scalar.place(), scalar);
    return task;
  }

  private void aggregation(Mapping task, ExperimentBuilder builder) {
    Node node = task.entries().get("aggregation");
    if (node == null || node instanceof Scalar empty && empty.isNull()) {
      return;
    }
    List<Node> nodes = node instanceof Sequence several ? several.items() : List.of(node);
    List<Aggregation> aggregations = new ArrayList<>();
    for (Node each : nodes) {
      Aggregation aggregation = simple(each, Aggregation.class);
      if (aggregation != null) {
        aggregations.add(aggregation);
      }
    }
    if (aggregations.size() == nodes.size()) {
      builder.aggregations(aggregations.toArray(Aggregation[]::new));
    }
  }

  private void datasets(Mapping mapping, ExperimentBuilder builder) {
    for (Node item : items(mapping, "datasets")) {
      if (item instanceof Scalar scalar) {
        Mapping named = Mapping.empty(scalar.place());
        named.put("name", scalar.place(), scalar);
        dataset(named, builder);
      } else if (item instanceof Mapping dataset) {
        dataset(dataset, builder);
      } else {
        problems.add(item.place(), "a dataset must be a mapping, but is " + item.kind());
      }
    }
  }

  private void dataset(Mapping mapping, ExperimentBuilder builder) {
    Scalar type = mapping.entries().get("type") instanceof Scalar scalar ? scalar : null;
    Scalar name = mapping.entries().get("name") instanceof Scalar scalar ? scalar : null;
    boolean typed = type != null && !Set.of("custom", "mirdata").contains(type.text());
    boolean byIndex =
        type != null
            && type.text().equals("mirdata")
            && (name == null
                || mapping.entries().containsKey("labels")
                || mapping.entries().containsKey("dataset"));
    Scalar component = typed || byIndex ? type : name;
    if (component == null) {
      problems.missing(mapping.place(), "a dataset needs a 'name' (or a 'type' and a 'name')");
      return;
    }
    String label = name == null ? component.text() : name.text();
    Splitter splitter = new SplitterReader(problems, binder).read(mapping);
    Optional<String> missing = missing(Dataset.class, component.text());
    Dataset dataset =
        missing.isPresent()
            ? new UnavailableDataset(component.text(), text(mapping, "dir", ""), missing.get())
            : binder.component(
                Dataset.class, component.text(), component.place(), mapping, DATASET_KEYS);
    if (dataset != null) {
      builder.dataset(label, dataset, splitter);
      stands(Misfit.Part.DATASET, mapping.place());
    }
  }

  /**
   * Why a name of the configuration language is not on the class path; empty if it is, or if nobody
   * knows it.
   */
  private <T extends Component> Optional<String> missing(Class<T> kind, String name) {
    Optional<String> elsewhere = Components.elsewhere(kind, name);
    if (elsewhere.isEmpty()) {
      return elsewhere;
    }
    boolean present = binder.all(kind).keySet().stream().anyMatch(name::equalsIgnoreCase);
    return present ? Optional.empty() : elsewhere;
  }

  private void scenarios(Mapping mapping, ExperimentBuilder builder) {
    Node list = mapping.entries().get("deformations");
    List<Node> datasets = items(mapping, "datasets");
    for (Node item : datasets) {
      Node own = item instanceof Mapping dataset ? dataset.entries().get("deformations") : null;
      if (list == null && own != null && item == datasets.get(0)) {
        list = own;
      } else if (own == null
          ? list != null && !mapping.entries().containsKey("deformations")
          : list == null || !plain(list).equals(plain(own))) {
        problems.add(
            (own == null ? item : own).place(),
            "deformations differ between datasets; give one list for the experiment");
      }
    }
    if (list == null
        || list instanceof Scalar scalar && (scalar.isNull() || scalar.text().equals("False"))) {
      return;
    }
    if (!(list instanceof Sequence sequence)) {
      problems.add(
          list.place(), "'deformations' must be a list of scenarios, but is " + list.kind());
      return;
    }
    boolean numbered = false;
    if (mapping.entries().get("scenario_names") instanceof Scalar names) {
      numbered = names.text().equalsIgnoreCase(NUMBERED);
      if (!numbered && !names.text().equalsIgnoreCase(DESCRIBED)) {
        problems.add(
            names.place(),
            "'scenario_names' must be described (SNR 15 dB) or numbered (D1, D2 ... as the thesis"
                + " has them), but is "
                + names.kind());
      }
    }
    int number = 0;
    for (Node node : sequence.items()) {
      number++;
      if (node instanceof Mapping entry && entry.entries().get("sweep") instanceof Mapping sweep) {
        sweep(entry, sweep, builder);
      } else {
        scenario(node, number, numbered, builder);
      }
    }
  }

  /** One parameter of one deformation at several values. */
  private void sweep(Mapping entry, Mapping sweep, ExperimentBuilder builder) {
    binder.rejectUnknownKeys(entry, "a sweep", Map.of("sweep", "sweep", "labels", "labels"));
    String over = text(sweep, "over", "");
    List<Node> values = items(sweep, "values");
    if (!(sweep.entries().get("type") instanceof Scalar type)
        || over.isBlank()
        || values.isEmpty()) {
      problems.add(
          sweep.place(),
          "a sweep needs 'type', 'over' and 'values', such as {type: AddGaussianSNR, over: snr_db,"
              + " values: [30, 20, 10, 0]}");
      return;
    }
    Deformation base =
        binder.component(Deformation.class, type.text(), type.place(), sweep, SWEEP_KEYS);
    if (base == null) {
      return;
    }
    for (String word : List.of(over, "min_" + over, "max_" + over)) {
      if (sweep.entries().containsKey(word)) {
        problems.add(
            Binder.place(sweep, word),
            "'" + word + "' is what the sweep is over; its values say it");
        return;
      }
    }
    List<Double> levels = new ArrayList<>();
    for (Node value : values) {
      Double level = value instanceof Scalar scalar ? number(scalar.text()) : null;
      if (level == null) {
        problems.add(value.place(), "a level of a sweep must be a number, but is " + value.kind());
        return;
      }
      levels.add(level);
    }
    if (!Sweeps.goOneWay(levels)) {
      problems.add(
          Binder.place(sweep, "values"),
          "the values of a sweep must go one way, from mild to harsh, but are " + levels);
      return;
    }
    Scenario.Labels labels = labels(entry);
    for (int i = 0; i < levels.size(); i++) {
      try {
        builder.scenario(Sweeps.atLevel(base, over, levels.get(i), labels, builder.scenarios()));
        stands(Misfit.Part.SCENARIO, values.get(i).place());
      } catch (IllegalArgumentException e) {
        problems.add(values.get(i).place(), String.valueOf(e.getMessage()));
        return; // the same for all
      }
    }
  }

  private static @Nullable Double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Scenario.Labels labels(Mapping mapping) {
    if (!(mapping.entries().get("labels") instanceof Scalar scalar)) {
      return Scenario.Labels.MOVED;
    }
    for (Scenario.Labels each : Scenario.Labels.values()) {
      if (each.name().equalsIgnoreCase(scalar.text())) {
        return each;
      }
    }
    problems.add(
        scalar.place(),
        "'labels' must be moved (with what is heard) or kept, but is " + scalar.kind());
    return Scenario.Labels.MOVED;
  }

  private Optional<Scenario.Level> level(Mapping mapping) {
    Node given = mapping.entries().get("level");
    if (given == null) {
      return Optional.empty();
    }
    if (!(given instanceof Mapping level)) {
      problems.add(
          given.place(),
          "'level' must be a mapping such as {sweep: codecs, value: 64}, but is " + given.kind());
      return Optional.empty();
    }
    binder.rejectUnknownKeys(level, "a level", Map.of("sweep", "sweep", "value", "value"));
    Double value = number(text(level, "value", ""));
    String sweep = text(level, "sweep", "");
    if (value == null || sweep.isBlank()) {
      problems.add(
          level.place(),
          "a level needs the name of its sweep and a number, such as {sweep: codecs, value: 64}");
      return Optional.empty();
    }
    return Optional.of(new Scenario.Level(sweep, value));
  }

  private void scenario(Node node, int number, boolean numbered, ExperimentBuilder builder) {
    String name = "";
    List<Node> steps;
    Optional<Scenario.Level> level = Optional.empty();
    Scenario.Labels labels = Scenario.Labels.MOVED;
    if (node instanceof Sequence sequence) {
      steps = sequence.items();
      rejectNames(steps);
    } else if (node instanceof Mapping mapping && mapping.entries().containsKey("steps")) {
      binder.rejectUnknownKeys(
          mapping,
          "a scenario",
          Map.of("name", "name", "steps", "steps", "level", "level", "labels", "labels"));
      name = text(mapping, "name", "");
      level = level(mapping);
      labels = labels(mapping);
      steps = items(mapping, "steps");
      rejectNames(steps);
    } else {
      steps = List.of(node);
      if (node instanceof Mapping mapping && mapping.entries().containsKey("type")) {
        name = text(mapping, "name", "");
        labels = labels(mapping);
      }
    }
    if (steps.isEmpty()) {
      problems.add(
          node.place(),
          "scenario '" + (name.isEmpty() ? "D" + number : name) + "' has no deformation");
    }
    List<Deformation> deformations = new ArrayList<>();
    for (Node step : steps) {
      Deformation deformation = deformation(step);
      if (deformation != null) {
        deformations.add(deformation);
      }
    }
    if (deformations.size() == steps.size() && !steps.isEmpty()) {
      String own =
          !name.isEmpty()
              ? name
              : numbered
                  ? "D" + number
                  : Sweeps.described(deformations, builder.scenarios())
                      + (labels == Scenario.Labels.KEPT ? ", labels kept" : "");
      builder.scenario(new Scenario(own, deformations, level, labels));
      stands(Misfit.Part.SCENARIO, node.place());
    }
  }

  /** A name beside one step of a chain would name nothing, and labels are the whole's. */
  private void rejectNames(List<Node> steps) {
    for (Node step : steps) {
      if (step instanceof Mapping mapping && mapping.entries().containsKey("labels")) {
        problems.add(
            Binder.place(mapping, "labels"),
            "labels are those of the whole scenario: {steps: [...], labels: kept}");
      }
      if (step instanceof Mapping mapping
          && mapping.entries().containsKey("type")
          && mapping.entries().containsKey("name")) {
        problems.add(
            mapping.entries().get("name").place(),
            "a step of a chain has no name; name the scenario as {name: noisy, steps: [...]}");
      }
    }
  }

  private @Nullable Deformation deformation(Node node) {
    if (node instanceof Mapping mapping
        && mapping.entries().get("params") instanceof Mapping params
        && mapping.entries().get("type") instanceof Scalar type) {
      binder.rejectUnknownKeys(
          mapping,
          "a deformation with 'params'",
          Map.of("name", "name", "type", "type", "params", "params", "labels", "labels"));
      return binder.component(Deformation.class, type.text(), type.place(), params, Set.of());
    }
    if (node instanceof Mapping mapping
        && mapping.entries().get("type") instanceof Scalar type
        && !mapping.entries().containsKey("params")) {
      return binder.component(
          Deformation.class, type.text(), type.place(), mapping, DEFORMATION_KEYS);
    }
    if (node instanceof Mapping mapping && mapping.entries().containsKey("sweep")) {
      problems.add(
          node.place(), "a sweep is an entry of 'deformations' by itself, not a step of a chain");
      return null;
    }
    if (node instanceof Mapping mapping && componentName(mapping, "type") == null) {
      problems.add(
          node.place(),
          "a deformation must be a name or a mapping with a 'type', a scenario {name: noisy, steps:"
              + " [...]} or {sweep: {...}}, but this has "
              + (mapping.entries().isEmpty() ? "nothing" : mapping.entries().keySet()));
      return null;
    }
    return simple(node, Deformation.class);
  }

  private static @Nullable Scalar componentName(Mapping mapping, String key) {
    return mapping.entries().get(key) instanceof Scalar scalar ? scalar : null;
  }

  private void embedding(Node node, ExperimentBuilder builder) {
    if (node instanceof Mapping mapping && mapping.entries().containsKey("grid")) {
      grid(mapping, mapping.entries().get("grid"), builder);
    } else {
      embedding(node, "", builder);
    }
  }

  /** A model once for each combination of the values that a grid lists. */
  private void grid(Mapping mapping, Node node, ExperimentBuilder builder) {
    if (!(node instanceof Mapping grid) || grid.entries().isEmpty()) {
      problems.add(
          node.place(),
          "'grid' must be a mapping of parameters to lists of values, such as {patch_hop: [93, 46]}");
      return;
    }
    List<Mapping> points = new ArrayList<>(List.of(Mapping.empty(mapping.place())));
    for (Map.Entry<String, Node> axis : grid.entries().entrySet()) {
      List<Mapping> longer = new ArrayList<>();
      List<Node> values = items(grid, axis.getKey());
      if (values.isEmpty() || (long) points.size() * values.size() > MOST_POINTS) {
        problems.add(
            axis.getValue().place(),
            values.isEmpty()
                ? "'" + axis.getKey() + "' of a grid lists no value"
                : "a grid has at most " + MOST_POINTS + " models, but this one has more");
        return;
      }
      if (RESERVED.contains(axis.getKey()) || mapping.entries().containsKey(axis.getKey())) {
        problems.add(
            axis.getValue().place(),
            "'"
                + axis.getKey()
                + (RESERVED.contains(axis.getKey())
                    ? "' is no parameter that a grid can vary"
                    : "' stands beside the grid that varies it; remove one"));
        return;
      }
      for (Node value : values) {
        for (Mapping point : points) {
          Mapping next = Mapping.empty(mapping.place());
          point.entries().forEach((key, known) -> next.put(key, known.place(), known));
          next.put(axis.getKey(), value.place(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    for (Mapping point : points) {
      Mapping one = Mapping.empty(mapping.place());
      mapping
          .entries()
          .forEach(
              (key, value) -> {
                if (!key.equals("grid")) {
                  one.put(key, value.place(), value);
                }
              });
      List<String> words = new ArrayList<>();
      point
          .entries()
          .forEach(
              (key, value) -> {
                one.put(key, value.place(), value);
                words.add(key + "=" + plain(value));
              });
      embedding(one, String.join(", ", words), builder);
    }
  }

  private void embedding(Node node, String point, ExperimentBuilder builder) {
    Scalar component = componentName(node);
    if (component == null) {
      return;
    }
    String label =
        node instanceof Mapping mapping
            ? text(mapping, "name", component.text())
            : component.text();
    Optional<String> missing = missing(EmbeddingModel.class, component.text());
    EmbeddingModel model =
        missing.isPresent()
            ? new UnavailableModel(component.text(), missing.get())
            : binder.component(
                EmbeddingModel.class,
                component.text(),
                component.place(),
                node instanceof Mapping mapping ? mapping : Mapping.empty(node.place()),
                MODEL_KEYS);
    if (model != null) {
      String variant =
          point.isEmpty() && node instanceof Mapping mapping ? text(mapping, "variant", "") : point;
      builder.embedding(
          new Experiment.EmbeddingChoice(
              point.isEmpty() ? label : label + ", " + point,
              model,
              layers(node),
              pooling(node),
              variant));
    }
  }

  private LayerPooling pooling(Node node) {
    String word = node instanceof Mapping mapping ? text(mapping, "layer_pooling", "mean") : "mean";
    for (LayerPooling each : LayerPooling.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    problems.add(node.place(), "'layer_pooling' must be mean or concat, but is '" + word + "'");
    return LayerPooling.MEAN;
  }

  private List<String> layers(Node node) {
    List<String> layers = new ArrayList<>();
    if (node instanceof Mapping mapping) {
      for (Node item : items(mapping, "layers")) {
        if (item instanceof Scalar scalar && !scalar.isNull()) {
          layers.add(scalar.text());
        } else {
          problems.add(
              item.place(),
              "'layers' must be names or positions of layers, but one is " + item.kind());
        }
      }
    }
    return layers;
  }

  private void downstream(Node node, ExperimentBuilder builder) {
    Scalar component = componentName(node);
    if (component == null) {
      return;
    }
    Mapping mapping = node instanceof Mapping given ? given : Mapping.empty(node.place());
    DownstreamModel model =
        binder.component(
            DownstreamModel.class, component.text(), component.place(), mapping, PROBE_KEYS);
    if (model == null) {
      return;
    }
    stands(Misfit.Part.DOWNSTREAM, node.place());
    List<String> trainedOn = new ArrayList<>();
    for (Node each : items(mapping, "trained_on")) {
      if (each instanceof Scalar scalar) {
        trainedOn.add(scalar.text());
      } else {
        problems.add(each.place(), "'trained_on' lists names of scenarios, such as clean");
      }
    }
    String label =
        mapping.entries().get("name") instanceof Scalar name
                && mapping.entries().containsKey("type")
            ? name.text()
            : "M" + (builder.downstreamCount() + 1);
    builder.downstream(
        trainedOn.isEmpty()
            ? new Experiment.DownstreamChoice(label, model)
            : new Experiment.DownstreamChoice(label, model, trainedOn));
  }

  /**
   * A component given as a bare name, or as a mapping with 'type' (or 'name') and its parameters
   * beside it.
   */
  private <T extends Component> @Nullable T simple(Node node, Class<T> kind) {
    Scalar component = componentName(node);
    if (component == null) {
      return null;
    }
    Mapping mapping = node instanceof Mapping given ? given : Mapping.empty(node.place());
    return binder.component(kind, component.text(), component.place(), mapping, COMPONENT_KEYS);
  }

  private @Nullable Scalar componentName(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar;
    }
    if (node instanceof Mapping mapping) {
      if (mapping.entries().get("type") instanceof Scalar type) {
        return type;
      }
      if (mapping.entries().get("name") instanceof Scalar name) {
        return name;
      }
    }
    problems.missing(
        node.place(),
        "a component must be a name or a mapping with a 'type', but is " + node.kind());
    return null;
  }

  private Mapping canonical(Mapping raw, Map<String, String> names, String owner) {
    Mapping mapping = Mapping.empty(raw.place());
    raw.entries()
        .forEach(
            (key, value) -> {
              String name = names.getOrDefault(key, key);
              if (mapping.entries().containsKey(name)) {
                problems.add(
                    Binder.place(raw, key),
                    owner + " has '" + name + "' twice, under two spellings; remove one");
              }
              mapping.put(name, Binder.place(raw, key), value);
            });
    return mapping;
  }

  private List<Node> items(Mapping mapping, String key) {
    Node node = mapping.entries().get(key);
    if (node == null || node instanceof Scalar scalar && scalar.isNull()) {
      return List.of();
    }
    if (node instanceof Sequence sequence) {
      return sequence.items();
    }
    problems.add(node.place(), "'" + key + "' must be a list, but is " + node.kind());
    return List.of();
  }

  private String text(Mapping mapping, String key, String fallback) {
    Node node = mapping.entries().get(key);
    if (node == null || node instanceof Scalar empty && empty.isNull()) {
      return fallback;
    }
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    problems.add(node.place(), "'" + key + "' must be a single value, but is " + node.kind());
    return fallback;
  }

  /** A component without parameters, by its name. */
  private <T extends Component> T named(Mapping mapping, String key, Class<T> kind, T fallback) {
    String text = text(mapping, key, fallback.name());
    Map<String, T> known = Components.all(kind);
    Optional<T> found =
        known.values().stream().filter(each -> each.name().equalsIgnoreCase(text)).findFirst();
    if (found.isEmpty()) {
      Node node = mapping.entries().get(key);
      problems.add(
          node == null ? mapping.place() : node.place(),
          "'%s' must be one of %s, but is '%s'%s"
              .formatted(
                  key,
                  String.join(", ", known.keySet()),
                  text,
                  Nearest.hint(text, known.keySet())));
    }
    return found.orElse(fallback);
  }

  private static Object plain(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.items().stream().map(ExperimentFile::plain).toList();
    }
    if (node instanceof Mapping mapping) {
      Map<String, Object> entries = new HashMap<>();
      mapping.entries().forEach((key, value) -> entries.put(key, plain(value)));
      return entries;
    }
    return ((Scalar) node).text();
  }

  /**
   * The same experiments as YAML with every parameter written out; reading it gives equal
   * experiments.
   */
  public static String write(List<Experiment> experiments) {
    return ExperimentWriter.write(experiments);
  }

  /**
   * As {@link #write}, with relative paths made absolute, so that it can be read anywhere on this
   * machine; as they are where a component is not on the class path and cannot be read back.
   */
  public static String writeForAnyFolder(List<Experiment> experiments) {
    String written = write(experiments);
    try {
      Path here = Path.of("").toAbsolutePath();
      return write(new ExperimentFile(here).experiments(written, "", List.of()));
    } catch (ConfigException e) {
      return written;
    }
  }
}
