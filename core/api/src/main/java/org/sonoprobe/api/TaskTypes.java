package org.sonoprobe.api;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The kinds of tasks that are always there. */
public final class TaskTypes {
  /** One class of several; targets are {@link Target.Label}s. */
  public static final TaskType MULTICLASS_CLASSIFICATION = new Multiclass();

  /** Any subset of the classes; targets are {@link Target.Tags}. */
  public static final TaskType MULTILABEL_CLASSIFICATION = new Multilabel();

  /** One or more numbers; targets are {@link Target.Values}. */
  public static final TaskType REGRESSION = new Numbers();

  /** All of them. */
  public static final List<TaskType> ALL =
      List.of(MULTICLASS_CLASSIFICATION, MULTILABEL_CLASSIFICATION, REGRESSION);

  /** Those with classes. */
  public static final List<TaskType> CLASSIFICATION =
      List.of(MULTICLASS_CLASSIFICATION, MULTILABEL_CLASSIFICATION);

  private TaskTypes() {}

  /** One class of several. */
  public record Multiclass() implements TaskType {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "multiclass_classification";
    }

    @Override
    public boolean fits(Target target) {
      return target instanceof Target.Label;
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public boolean isExclusive() {
      return true;
    }

    @Override
    public String write(Target target) {
      return ((Target.Label) target).name();
    }

    @Override
    public Target read(String text) {
      return new Target.Label(text);
    }

    @Override
    public List<String> usualMetrics() {
      return List.of("f1_micro", "f1_macro");
    }
  }

  /** Any subset of the classes, written with bars between them. */
  public record Multilabel() implements TaskType {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "multilabel_classification";
    }

    @Override
    public boolean fits(Target target) {
      return target instanceof Target.Tags;
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public String write(Target target) {
      return String.join(
          "|",
          target.classes().stream()
              .map(tag -> tag.replace("\\", "\\\\").replace("|", "\\|"))
              .toList());
    }

    @Override
    public Target read(String text) {
      return new Target.Tags(Set.copyOf(items(text)));
    }

    @Override
    public List<String> usualMetrics() {
      return List.of("roc_auc_macro", "average_precision_macro");
    }
  }

  /** One or more numbers, written with bars between them. */
  public record Numbers() implements TaskType {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "regression";
    }

    @Override
    public boolean fits(Target target) {
      return target instanceof Target.Values;
    }

    @Override
    public boolean hasClasses() {
      return false;
    }

    @Override
    public List<String> labels(Collection<Target> targets) {
      // what does not fit is told where it is encoded
      int most =
          targets.stream().filter(this::fits).mapToInt(each -> values(each).size()).max().orElse(0);
      return IntStream.range(0, most).mapToObj(i -> "value" + i).sorted().toList();
    }

    @Override
    public double[] encode(Task task, Target target) {
      List<Double> values = values(target);
      if (values.size() != task.labels().size()) {
        throw new IllegalArgumentException(
            "task '%s' has %d values, but the target has %d"
                .formatted(task.name(), task.labels().size(), values.size()));
      }
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> values(Target target) {
      return ((Target.Values) target).values();
    }

    @Override
    public String write(Target target) {
      return String.join("|", values(target).stream().map(String::valueOf).toList());
    }

    @Override
    public Target read(String text) {
      return new Target.Values(items(text).stream().map(Numbers::number).toList());
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + text + "' is no number", e);
      }
    }

    @Override
    public List<String> usualMetrics() {
      return List.of("r2", "mae");
    }
  }

  /** What bars divide; a bar or a backslash after a backslash is meant as such. */
  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        item.append(text.charAt(++i));
      } else if (c == '|') {
        items.add(item.toString());
        item.setLength(0);
      } else {
        item.append(c);
      }
    }
    if (!text.isEmpty()) {
      items.add(item.toString());
    }
    return items;
  }
}
