package org.sonoprobe.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A musical key as mir_eval spells it: {@code C# minor}, {@code Db major}, {@code A other}, or
 * {@code X} for none.
 *
 * @param tonic semitones above C; -1 for none
 * @param mode {@code major}, {@code minor} or {@code other}; empty for none
 */
record Key(int tonic, String mode) {
  private static final List<String> MODES = List.of("major", "minor", "other");
  private static final Map<String, Integer> TONICS =
      Map.ofEntries(
          Map.entry("c", 0),
          Map.entry("c#", 1),
          Map.entry("db", 1),
          Map.entry("d", 2),
          Map.entry("d#", 3),
          Map.entry("eb", 3),
          Map.entry("e", 4),
          Map.entry("f", 5),
          Map.entry("f#", 6),
          Map.entry("gb", 6),
          Map.entry("g", 7),
          Map.entry("g#", 8),
          Map.entry("ab", 8),
          Map.entry("a", 9),
          Map.entry("a#", 10),
          Map.entry("bb", 10),
          Map.entry("b", 11));

  /** The relation of an estimate to the reference, with what it counts. */
  enum Relation {
    SAME(1),
    FIFTH_ABOVE(0.5),
    FIFTH_BELOW(0),
    RELATIVE(0.3),
    PARALLEL(0.2),
    OTHER(0);

    private final double score;

    Relation(double score) {
      this.score = score;
    }

    double score(boolean allowDescendingFifths) {
      return this == FIFTH_BELOW && allowDescendingFifths ? 0.5 : score;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The key of that name; empty if it is none. */
  static Optional<Key> parse(String name) {
    String[] words = name.strip().split("\\s+", -1);
    String tonic = words[0].toLowerCase(Locale.ROOT);
    if (words.length == 1 && tonic.equals("x")) {
      return Optional.of(new Key(-1, ""));
    }
    Integer semitones = TONICS.get(tonic);
    return words.length == 2 && semitones != null && MODES.contains(words[1])
        ? Optional.of(new Key(semitones, words[1]))
        : Optional.empty();
  }

  /** How an estimate relates to this key. */
  Relation relation(Key estimate) {
    if (equals(estimate)) {
      return Relation.SAME;
    }
    if (tonic < 0 || estimate.tonic < 0) {
      return Relation.OTHER;
    }
    int above = Math.floorMod(estimate.tonic - tonic, 12);
    if (mode.equals(estimate.mode)) {
      return above == 7 ? Relation.FIFTH_ABOVE : above == 5 ? Relation.FIFTH_BELOW : Relation.OTHER;
    }
    if (mode.equals("major") && above == 9 || mode.equals("minor") && above == 3) {
      return Relation.RELATIVE;
    }
    return above == 0 ? Relation.PARALLEL : Relation.OTHER;
  }
}
