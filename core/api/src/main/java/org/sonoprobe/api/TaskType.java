package org.sonoprobe.api;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;

/**
 * The kind of answer that a task asks for, and all that follows from it: how its targets are
 * written, read and encoded, what their labels are, which metrics are usual (extension point).
 *
 * <p>The first three are {@link TaskTypes}. A plug-in may add one with targets of its own; metrics
 * and downstream models say which ones they can do.
 */
public interface TaskType extends Component, Serializable {

  /** Whether a target is of this kind. */
  boolean fits(Target target);

  /** Whether its labels are classes, of which some hold; else they are the names of numbers. */
  boolean hasClasses();

  /** Whether exactly one class holds at a time. */
  default boolean isExclusive() {
    return false;
  }

  /**
   * The labels of a task of which these are the targets, in their order: the classes that occur,
   * sorted, unless overridden.
   */
  default List<String> labels(Collection<Target> targets) {
    return targets.stream()
        .flatMap(target -> target.classes().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * A target as a row of numbers, one for each label of a task: 1 for each class that holds and 0
   * elsewhere, unless overridden.
   *
   * @param target one that fits
   * @throws IllegalArgumentException if it names a label that the task does not have
   */
  default double[] encode(Task task, Target target) {
    double[] row = new double[task.labels().size()];
    target.classes().forEach(name -> row[task.indexOf(name)] = 1);
    return row;
  }

  /** A target as one text, as it stands in files of predictions. */
  String write(Target target);

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is no target of this kind
   */
  Target read(String text);

  /** The names of the metrics that are used where none are asked for. */
  List<String> usualMetrics();
}
