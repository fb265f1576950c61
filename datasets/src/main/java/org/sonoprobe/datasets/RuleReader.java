package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.files.Csv;

/** Reads labels as a {@link LabelRule} says. */
final class RuleReader implements MirdataReader {
  private final LabelRule rule;

  RuleReader(LabelRule rule) {
    this.rule = rule;
  }

  @Override
  public Set<String> tasks() {
    return Set.of();
  }

  @Override
  public Labels open(Path home, Task task) throws IOException {
    if (!rule.table().isEmpty()) {
      return table(home, task);
    }
    return item -> {
      Optional<String> text =
          rule.annotation().isEmpty()
              ? Optional.of(item.path("audio").isEmpty() ? anyPath(item) : item.path("audio"))
              : item.line(rule.annotation());
      return text.isEmpty() ? null : cut(task, item.id(), text.get(), Optional.empty(), "");
    };
  }

  @Override
  public String sought(Item example) throws IOException {
    if (!rule.table().isEmpty()) {
      Path file = MirdataIndex.path(example.home(), rule.table());
      Csv csv = Csv.read(file, rule.tableSeparator().charAt(0));
      int ids = csv.column(rule.tableId(), file.toString());
      boolean listed = csv.rows().stream().anyMatch(row -> row.get(ids).equals(example.id()));
      return listed
          ? "; what the table says of '" + example.id() + "' is empty or does not match the pattern"
          : "; the index has tracks such as '"
              + example.id()
              + "', column '"
              + rule.tableId()
              + "' of the table "
              + (csv.rows().isEmpty() ? "nothing" : "such as '" + csv.rows().get(0).get(ids) + "'");
    }
    if (!rule.annotation().isEmpty() && example.path(rule.annotation()).isEmpty()) {
      return "; they have no file '"
          + rule.annotation()
          + "', but: "
          + String.join(", ", example.files().keySet());
    }
    String text =
        rule.annotation().isEmpty()
            ? example.path("audio")
            : example.line(rule.annotation()).orElse("");
    return "; the pattern '" + rule.pattern() + "' does not match, for example, '" + text + "'";
  }

  private static String anyPath(Item item) {
    return item.files().values().stream()
        .map(MirdataIndex.Entry::path)
        .filter(path -> !path.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Labels table(Path home, Task task) throws IOException {
    Path file = MirdataIndex.path(home, rule.table());
    Csv csv = Csv.read(file, rule.tableSeparator().charAt(0));
    String source = file.toString();
    int ids = csv.column(rule.tableId(), source);
    int labels = csv.column(rule.tableLabel(), source);
    int groups = rule.tableGroup().isEmpty() ? -1 : csv.column(rule.tableGroup(), source);
    int splits = rule.tableSplit().isEmpty() ? -1 : csv.column(rule.tableSplit(), source);
    Map<String, List<String>> rows = new HashMap<>();
    for (List<String> row : csv.rows()) {
      rows.put(row.get(ids), row);
    }
    return item -> {
      List<String> row = rows.get(item.id());
      if (row == null) {
        return null;
      }
      Optional<String> group =
          groups < 0 || row.get(groups).isBlank() ? Optional.empty() : Optional.of(row.get(groups));
      return cut(task, item.id(), row.get(labels), group, splits < 0 ? "" : row.get(splits));
    };
  }

  private @Nullable Labelled cut(
      Task task, String id, String text, Optional<String> group, String part) throws IOException {
    String label = text.strip();
    Optional<String> belongs = group;
    String in = part;
    if (!rule.pattern().isEmpty()) {
      Matcher matcher = Pattern.compile(rule.pattern()).matcher(label);
      if (!matcher.matches()) {
        return null;
      }
      label = Optional.ofNullable(matcher.group("label")).orElse("");
      if (rule.pattern().contains("(?<group>")) {
        belongs = Optional.ofNullable(matcher.group("group"));
      }
      if (rule.pattern().contains("(?<split>")) {
        in = Optional.ofNullable(matcher.group("split")).orElse("");
      }
    }
    if (label.isBlank() && !task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      return null;
    }
    return new Labelled(target(task, id, label), belongs, in);
  }

  private Target target(Task task, String id, String label) throws IOException {
    if (task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
      return new Target.Label(label);
    }
    List<String> items = new ArrayList<>();
    for (String item : label.split(Pattern.quote(rule.separator()), -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    if (task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      return new Target.Tags(new TreeSet<>(items));
    }
    try {
      return new Target.Values(items.stream().map(Double::parseDouble).toList());
    } catch (IllegalArgumentException e) {
      throw new IOException("track '" + id + "': '" + label + "' is no number", e);
    }
  }
}
