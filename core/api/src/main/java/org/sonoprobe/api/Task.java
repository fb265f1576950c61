package org.sonoprobe.api;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A prediction task: a name that a dataset understands, the kind of answer and, once a dataset is
 * loaded, the classes (or the names of the numbers) in their order.
 *
 * @param name what a dataset is asked for, such as {@code instrument_classification}
 * @param type the kind of answer, which has no parameters
 * @param labels the classes in sorted order; empty until a dataset has been loaded
 */
public record Task(String name, TaskType type, List<String> labels) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("instrument_recognition", "instrument_classification"),
          Map.entry("pitch_class_estimation", "pitch_class_classification"),
          Map.entry("pitch_register_estimation", "pitch_register_classification"),
          Map.entry("key_classification", "key_estimation"),
          Map.entry("singer_classification", "singer_identification"),
          Map.entry("technique_classification", "technique_identification"),
          Map.entry("tagging", "autotagging"));

  public Task {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a task needs a name");
    }
    if (type.getClass().isRecord() && type.getClass().getRecordComponents().length > 0) {
      throw new IllegalArgumentException(
          "a kind of task is known by its name alone, and %s has parameters".formatted(type));
    }
    labels = List.copyOf(labels);
    if (labels.stream().distinct().count() != labels.size()) {
      throw new IllegalArgumentException("the labels of task '" + name + "' repeat: " + labels);
    }
  }

  /** A task whose labels are not known yet. */
  public Task(String name, TaskType type) {
    this(name, type, List.of());
  }

  /**
   * The task of that name with the type that is usual for it: {@code autotagging} and {@code
   * tagging} are multilabel, names with {@code regression} are regressions, all else is multiclass.
   * Synonyms such as {@code instrument_recognition} are turned into the one name that datasets
   * know.
   */
  public static Task named(String name) {
    String known = canonicalName(name);
    if (known.equals("autotagging") || known.endsWith("_tagging")) {
      return new Task(known, TaskTypes.MULTILABEL_CLASSIFICATION);
    }
    return new Task(
        known,
        known.contains("regression") ? TaskTypes.REGRESSION : TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  /** The one name that datasets know for a task name or a synonym of it. */
  public static String canonicalName(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return SYNONYMS.getOrDefault(lower, lower);
  }

  /** This task with its classes. */
  public Task withLabels(List<String> sortedLabels) {
    return new Task(name, type, sortedLabels);
  }

  /**
   * A target as a row of numbers, see {@link TaskType#encode}.
   *
   * @throws IllegalArgumentException if the target is of another kind or names a class that this
   *     task does not have
   */
  public double[] encode(Target target) {
    if (!type.fits(target)) {
      throw new IllegalArgumentException(
          ("task '%s' is a %s; a target of kind %s does not fit it; give the task the type that the"
                  + " labels have")
              .formatted(name, type.name(), target.getClass().getSimpleName()));
    }
    return type.encode(this, target);
  }

  /**
   * The names of the metrics that are used where none are asked for: those that are usual for its
   * type and, for keys, the one that is theirs.
   */
  public List<String> usualMetrics() {
    return name.equals("key_estimation")
        ? Stream.concat(type.usualMetrics().stream(), Stream.of("weighted_key_score")).toList()
        : type.usualMetrics();
  }

  /** The position of a class among the labels. */
  public int indexOf(String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "task '" + name + "' has no class '" + label + "', only " + labels);
    }
    return index;
  }
}
