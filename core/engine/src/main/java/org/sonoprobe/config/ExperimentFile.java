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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.component.RegularFiles;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Misfit;

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
  /** No configuration is longer; the parser takes long over what is. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private final Problems problems = new Problems();
  private final Binder binder;
  private final Blocks blocks;

  private ExperimentFile(@Nullable Path base) {
    binder = new Binder(problems, base);
    blocks = new Blocks(problems, binder);
  }

  private ExperimentFile(UnaryOperator<Path> found) {
    binder = new Binder(problems, found);
    blocks = new Blocks(problems, binder);
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

  private @Nullable Experiment experiment(Node node, int index) {
    if (!(node instanceof Mapping raw)) {
      problems.add(node.place(), "an experiment must be a mapping, but is " + node.kind());
      return null;
    }
    int before = problems.count();
    blocks.places.clear();
    binder.rejectUnknownKeys(raw, "an experiment", Keys.EXPERIMENT);
    Mapping mapping = blocks.canonical(raw, Keys.EXPERIMENT, "an experiment");
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
    binder.rejectUnknownKeys(task, "a task", Keys.TASK);
    task = blocks.canonical(task, Keys.TASK, "a task");
    String taskName = blocks.text(task, "name", "");
    if (taskName.isEmpty() && taskNode != null) {
      problems.missing(task.place(), "the task needs a 'name', such as instrument_classification");
    }
    ExperimentBuilder builder =
        Experiment.builder(
            blocks.text(
                mapping,
                "name",
                "experiment " + (index + 1) + (taskName.isEmpty() ? "" : " " + taskName)));
    if (task.entries().containsKey("type")) {
      builder.task(
          taskName,
          blocks.named(task, "type", TaskType.class, TaskTypes.MULTICLASS_CLASSIFICATION));
    } else {
      builder.task(taskName);
    }
    aggregation(task, builder);
    if (mapping.entries().containsKey("seed")) {
      builder.seed(problems.whole(mapping, "seed", 42));
    }
    if (mapping.entries().containsKey("repeats")) {
      builder.repeats(blocks.atLeast(mapping, "repeats", 1, 1, 1));
    }
    if (mapping.entries().containsKey("training_sizes")) {
      List<Integer> sizes = new ArrayList<>();
      for (Node item : blocks.items(mapping, "training_sizes")) {
        if (item instanceof Scalar scalar && scalar.text().matches("[1-9]\\d{0,8}")) {
          sizes.add(Integer.valueOf(scalar.text()));
        } else {
          problems.add(item.place(), "a training size must be a number of tracks from 1 on");
        }
      }
      builder.trainingSizes(sizes.toArray(Integer[]::new));
    }
    if (mapping.entries().containsKey("bootstrap")) {
      builder.bootstrap(blocks.atLeast(mapping, "bootstrap", Experiment.FEWEST_DRAWS, 1000, 0));
    }
    new DatasetReader(blocks).datasets(mapping, builder);
    new ScenarioReader(blocks).scenarios(mapping, builder);
    ModelReader models = new ModelReader(blocks);
    for (Node item : blocks.items(mapping, "embedding_models")) {
      models.embedding(item, builder);
    }
    for (Node item : blocks.items(mapping, "downstream_models")) {
      models.downstream(item, builder);
    }
    for (Node item : blocks.items(mapping, "metrics")) {
      Metric metric = blocks.simple(item, Metric.class);
      if (metric != null) {
        builder.metric(metric);
        blocks.stands(Misfit.Part.METRIC, item.place());
      }
    }
    for (Node item : blocks.items(mapping, "measures")) {
      Measure measure = blocks.simple(item, Measure.class);
      if (measure != null) {
        builder.measure(measure);
        blocks.stands(Misfit.Part.MEASURE, item.place());
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
      List<Node.Position> of = blocks.places.getOrDefault(misfit.part(), List.of());
      if (misfit.position() < of.size()) {
        problems.add(of.get(misfit.position()), misfit.reason());
      } else if (!told) {
        problems.add(mapping.place(), misfit.reason());
      }
    }
    return null;
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
      Aggregation aggregation = blocks.simple(each, Aggregation.class);
      if (aggregation != null) {
        aggregations.add(aggregation);
      }
    }
    if (aggregations.size() == nodes.size()) {
      builder.aggregations(aggregations.toArray(Aggregation[]::new));
    }
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
