package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.Splitters;

/**
 * Reads how a dataset is divided: {@code split_type} is the name of a splitter, a mapping with its
 * {@code type} and parameters, or one of the thesis's short forms ({@code 5_folds}, three shares),
 * which {@code split_seed} and {@code split_shares} go with.
 */
final class SplitterReader {

  private static final List<String> SHARES = List.of("train", "validation", "test");

  private final Problems problems;
  private final Binder binder;

  SplitterReader(Problems problems, Binder binder) {
    this.problems = problems;
    this.binder = binder;
  }

  /** The splitter of a dataset; the first official split where it says nothing. */
  Splitter read(Mapping dataset) {
    Node node = dataset.entries().get("split_type");
    boolean silent = node == null || node instanceof Scalar empty && empty.isNull();
    String name = node instanceof Scalar scalar && !silent ? scalar.text() : "single";
    Mapping parameters = Mapping.empty(node == null ? dataset.place() : node.place());
    if (node instanceof Mapping mapping) {
      if (!(mapping.entries().get("type") instanceof Scalar type)) {
        problems.add(mapping.place(), "'split_type' needs a 'type': the name of a splitter");
        return Splitters.SINGLE;
      }
      name = type.text();
      mapping
          .entries()
          .forEach((key, value) -> parameters.put(key, Binder.place(mapping, key), value));
      parameters.entries().remove("type");
    } else if (node instanceof Sequence shares) {
      name = "stratified";
      shares(shares, parameters);
    } else if (name.toLowerCase(Locale.ROOT).matches("\\d+_folds?")) {
      String folds = name.substring(0, name.indexOf('_'));
      name = "k_fold";
      parameters.put("folds", parameters.place(), new Scalar(parameters.place(), folds, false));
    }
    if (Set.of("single", "all").contains(name.toLowerCase(Locale.ROOT))
        && dataset.entries().containsKey("split_shares")) {
      problems.add(
          Binder.place(dataset, "split_shares"),
          "'split_shares' has no effect on official splits; give another 'split_type' too");
    } else {
      companions(dataset, parameters);
    }
    Splitter splitter =
        binder.component(Splitter.class, name, parameters.place(), parameters, Set.of());
    return splitter == null ? Splitters.SINGLE : splitter;
  }

  private void companions(Mapping dataset, Mapping parameters) {
    Node seed = dataset.entries().get("split_seed");
    if (seed != null) {
      once(dataset, "split_seed", parameters, "seed");
      parameters.put("seed", Binder.place(dataset, "split_seed"), seed);
    }
    Node shares = dataset.entries().get("split_shares");
    if (shares != null) {
      once(dataset, "split_shares", parameters, SHARES.get(0));
      shares(shares, parameters);
    }
  }

  /** That a parameter is not given both beside the splitter and in it. */
  private void once(Mapping dataset, String key, Mapping parameters, String parameter) {
    if (parameters.entries().containsKey(parameter)) {
      problems.add(
          Binder.place(dataset, key),
          "'" + key + "' is given, and in 'split_type' too; remove one of the two");
    }
  }

  private void shares(Node node, Mapping parameters) {
    List<Node> items = node instanceof Sequence list ? new ArrayList<>(list.items()) : List.of();
    if (items.size() != SHARES.size()) {
      problems.add(
          node.place(),
          "'split_type': three shares are needed, such as [0.8, 0.1, 0.1], but there are "
              + items.size());
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      parameters.put(SHARES.get(i), items.get(i).place(), items.get(i));
    }
  }
}
