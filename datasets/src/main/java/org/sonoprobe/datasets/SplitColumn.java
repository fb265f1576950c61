package org.sonoprobe.datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sonoprobe.api.Split;

/** Turns what a column says of each track, a part or a fold, into splits. */
final class SplitColumn {
  private static final Map<String, String> PARTS =
      Map.of(
          "train",
          "train",
          "training",
          "train",
          "validation",
          "validation",
          "valid",
          "validation",
          "val",
          "validation",
          "dev",
          "validation",
          "test",
          "test",
          "testing",
          "test",
          "eval",
          "test");

  private final String source;
  private int without;
  private final Map<String, List<String>> parts = new LinkedHashMap<>();
  private final Map<Integer, List<String>> folds = new TreeMap<>();

  SplitColumn(String source) {
    this.source = source;
  }

  /** Notes what the column says of a track; nothing for a track in no part. */
  void add(String trackId, String value, int line) throws IOException {
    String text = value.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      without++;
      return;
    }
    String part = PARTS.get(text);
    if (part != null) {
      parts.computeIfAbsent(part, key -> new ArrayList<>()).add(trackId);
    } else if (text.matches("(fold)?\\d{1,4}")) {
      folds
          .computeIfAbsent(Integer.parseInt(text.replace("fold", "")), key -> new ArrayList<>())
          .add(trackId);
    } else {
      throw new IOException(
          ("%s:%s: '%s' is no part of a split; use train, validation, test or a fold " + "number")
              .formatted(source, line, value));
    }
  }

  /** What to say about tracks that are in no part. */
  List<String> notes() {
    return without == 0 || parts.isEmpty() && folds.isEmpty()
        ? List.of()
        : List.of(without + " tracks are in no part of the split and are not used");
  }

  /**
   * One split from parts, or one per fold: fold i validates, the next fold tests, the others train.
   *
   * @throws IOException if parts and folds are mixed, or there are too few of them
   */
  List<Split> splits() throws IOException {
    if (!parts.isEmpty() && !folds.isEmpty()) {
      throw new IOException(
          source + ": some tracks name a part of a split and others a fold; use one of the two");
    }
    if (!parts.isEmpty()) {
      if (!parts.containsKey("train") || !parts.containsKey("test")) {
        throw new IOException(
            source + ": the split needs train and test tracks, but has only " + parts.keySet());
      }
      return List.of(
          made(
              () ->
                  new Split(
                      "official",
                      parts.getOrDefault("train", List.of()),
                      parts.getOrDefault("validation", List.of()),
                      parts.getOrDefault("test", List.of()))));
    }
    if (folds.isEmpty()) {
      return List.of();
    }
    if (folds.size() < 3) {
      throw new IOException(
          source
              + ": folds make splits if there are at least 3 of them, but there are only "
              + folds.keySet());
    }
    return made(() -> Split.ofFolds(new ArrayList<>(folds.values())));
  }

  /** A track may be named twice. */
  private <T> T made(Supplier<T> splits) throws IOException {
    try {
      return splits.get();
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }
}
