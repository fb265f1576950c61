package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;
import org.sonoprobe.experiment.Splitter;

/** Reads how a dataset is divided: {@code split_type}, {@code split_seed}, {@code split_shares}. */
final class SplitterReader {
  private final Problems problems;

  SplitterReader(Problems problems) {
    this.problems = problems;
  }

  /** The splitter of a dataset; the first official split where it says nothing. */
  Splitter read(Mapping mapping) {
    Node node = mapping.entries().get("split_type");
    long seed = problems.whole(mapping, "split_seed", 42);
    boolean official =
        node == null
            || node instanceof Scalar given
                && (given.isNull()
                    || Set.of("single", "all").contains(given.text().toLowerCase(Locale.ROOT)));
    for (String key : List.of("split_seed", "split_shares")) {
      if (official && mapping.entries().containsKey(key)) {
        problems.add(
            Binder.place(mapping, key),
            "'" + key + "' has no effect on official splits; give another 'split_type' too");
      }
    }
    if (node == null || node instanceof Scalar empty && empty.isNull()) {
      return Splitter.SINGLE;
    }
    try {
      if (node instanceof Sequence shares) {
        List<Double> parts = shares(shares);
        return new Splitter.Stratified(parts.get(0), parts.get(1), parts.get(2), seed);
      }
      if (node instanceof Scalar scalar) {
        String text = scalar.text().toLowerCase(Locale.ROOT);
        if (text.matches("\\d+_folds?")) {
          return new Splitter.KFold(Integer.parseInt(text.replaceAll("_folds?", "")), seed);
        }
        switch (text) {
          case "single":
            return Splitter.SINGLE;
          case "all":
            return Splitter.ALL;
          case "random", "stratified":
            return new Splitter.Stratified(0.8, 0.1, 0.1, seed);
          case "grouped":
            Node given = mapping.entries().get("split_shares");
            List<Double> parts = given == null ? List.of(0.8, 0.1, 0.1) : shares(given);
            return new Splitter.Grouped(parts.get(0), parts.get(1), parts.get(2), seed);
          default:
        }
      }
    } catch (IllegalArgumentException e) {
      problems.add(node.place(), "'split_type': " + e.getMessage());
      return Splitter.SINGLE;
    }
    problems.add(
        node.place(),
        "'split_type' must be single, all, stratified, grouped, <k>_folds or three shares such as [0.8, 0.1, 0.1], but is "
            + node.kind());
    return Splitter.SINGLE;
  }

  private static List<Double> shares(Node node) {
    List<Double> parts = new ArrayList<>();
    for (Node share : node instanceof Sequence list ? list.items() : List.<Node>of()) {
      parts.add(share instanceof Scalar scalar ? Double.parseDouble(scalar.text()) : Double.NaN);
    }
    if (parts.size() != 3) {
      throw new IllegalArgumentException("three shares are needed, but there are " + parts.size());
    }
    return parts;
  }
}
