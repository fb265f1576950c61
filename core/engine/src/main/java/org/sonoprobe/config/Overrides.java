package org.sonoprobe.config;

import java.util.List;
import java.util.Map;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Position;
import org.sonoprobe.config.Node.Sequence;

/** Changes single values of a configuration from outside: {@code path=value}. */
final class Overrides {
  private static final Position OUTSIDE = new Position(0, 0);
  private static final Map<String, String> SPELLINGS =
      Map.of(
          "probes",
          "downstream_models",
          "downstream_models",
          "probes",
          "features",
          "embedding_models",
          "embedding_models",
          "features",
          "deformations",
          "scenarios",
          "scenarios",
          "deformations");

  private Overrides() {}

  static void apply(Node root, String override, Problems problems) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add(OUTSIDE, "'" + override + "' must be path=value, such as experiments.0.seed=7");
      return;
    }
    Problems inValue = new Problems();
    Node value = YamlReader.read(override.substring(equals + 1), inValue);
    if (inValue.count() > 0) {
      problems.add(OUTSIDE, "'" + override + "': " + inValue.first());
      return;
    }
    if (value instanceof Mapping mapping && mapping.entries().isEmpty()) {
      value = new Node.Scalar(OUTSIDE, override.substring(equals + 1), false);
    }
    List<String> path = List.of(override.substring(0, equals).split("\\."));
    Node parent = root;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      String step = path.get(i);
      Node next = null;
      if (parent instanceof Mapping mapping) {
        String key =
            mapping.entries().containsKey(step) ? step : SPELLINGS.getOrDefault(step, step);
        key = mapping.entries().containsKey(key) ? key : step;
        if (last) {
          mapping.put(key, OUTSIDE, moved(value));
          return;
        }
        next = mapping.entries().get(key);
      } else if (parent instanceof Sequence sequence
          && step.matches("\\d{1,6}")
          && Integer.parseInt(step) < sequence.items().size()) {
        if (last) {
          sequence.items().set(Integer.parseInt(step), moved(value));
          return;
        }
        next = sequence.items().get(Integer.parseInt(step));
      }
      if (next == null) {
        problems.add(OUTSIDE, "'" + override + "' leads nowhere: " + explain(path, i, parent));
        return;
      }
      parent = next;
    }
  }

  private static String explain(List<String> path, int depth, Node parent) {
    String where = depth == 0 ? "the file" : "'" + String.join(".", path.subList(0, depth)) + "'";
    String step = path.get(depth);
    if (parent instanceof Mapping mapping) {
      return where
          + " has no '"
          + step
          + "'"
          + Nearest.hint(step, mapping.entries().keySet())
          + "; it has: "
          + String.join(", ", mapping.entries().keySet());
    }
    if (parent instanceof Sequence sequence) {
      return where
          + " is a list of "
          + sequence.items().size()
          + ", counted from 0; '"
          + step
          + "' is not in it";
    }
    return where + " is a single value";
  }

  /** The value as something that stands outside the file, all the way down. */
  private static Node moved(Node value) {
    if (value instanceof Sequence sequence) {
      Sequence copy = Node.sequence(OUTSIDE);
      sequence.items().forEach(item -> copy.items().add(moved(item)));
      return copy;
    }
    if (value instanceof Mapping mapping) {
      Mapping copy = Mapping.empty(OUTSIDE);
      mapping.entries().forEach((key, item) -> copy.put(key, OUTSIDE, moved(item)));
      return copy;
    }
    Node.Scalar scalar = (Node.Scalar) value;
    return new Node.Scalar(OUTSIDE, scalar.text(), scalar.quoted());
  }
}
