package org.sonoprobe.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of musical keys: 24 classes, {@code C major} to {@code B minor}, all with sharps. */
final class Keys {
  private static final Map<String, String> SHARPS =
      Map.of("Db", "C#", "Eb", "D#", "Gb", "F#", "Ab", "G#", "Bb", "A#", "F#_", "F#");
  private static final Map<String, String> ENHARMONIC =
      Map.of("Cb", "B", "E#", "F", "Fb", "E", "B#", "C");
  private static final Pattern KEY =
      Pattern.compile(
          "([A-Ga-g])([#b♯♭]?_?)[\\s:_-]*(major|minor|maj|min|m)?", Pattern.CASE_INSENSITIVE);

  private Keys() {}

  /**
   * What the Beatport key annotations say, as the released toolkit takes them: kept is one key of
   * two words without {@code other}, and flats become sharps.
   *
   * @param text the first line of a key file; alternatives are separated by {@code |}
   * @param tidy whether case and blanks around a key are ignored, and Cb, E#, Fb and B# merged too
   */
  static Optional<String> beatport(String text, boolean tidy) {
    String[] keys = text.split("\\|", -1);
    if (keys.length != 1) {
      return Optional.empty();
    }
    String key = keys[0].toLowerCase(Locale.ROOT).equals("unknown") ? "x" : keys[0];
    key = tidy ? key.strip().replaceAll("\\s+", " ") : key;
    String[] words = key.split(" ", -1);
    if (words.length != 2 || key.contains("other")) {
      return Optional.empty();
    }
    if (tidy) {
      return parse(key);
    }
    return Optional.of(SHARPS.getOrDefault(words[0], words[0]) + " " + words[1]);
  }

  /**
   * The key that a text names in one of the usual spellings ({@code F# Major}, {@code d minor},
   * {@code C:minor}, {@code D<tab>major}, {@code Am}), with sharps; empty if it names none or
   * several.
   */
  static Optional<String> parse(String text) {
    String first = text.strip();
    Matcher key = KEY.matcher(first);
    if (!key.matches()) {
      return Optional.empty();
    }
    String accidental =
        switch (key.group(2)) {
          case "♯" -> "#";
          case "♭" -> "b";
          default -> key.group(2);
        };
    accidental = accidental.replace("_", "");
    String tonic = key.group(1).toUpperCase(Locale.ROOT) + accidental;
    tonic = SHARPS.getOrDefault(tonic, ENHARMONIC.getOrDefault(tonic, tonic));
    String mode = key.group(3) == null ? "" : key.group(3);
    boolean minor = mode.toLowerCase(Locale.ROOT).startsWith("min") || mode.equals("m");
    if (mode.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(tonic + (minor ? " minor" : " major"));
  }

  /** All 24, sorted as labels are. */
  static List<String> all() {
    List<String> keys = new ArrayList<>();
    for (String tonic : List.of("A", "A#", "B", "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#")) {
      keys.add(tonic + " major");
      keys.add(tonic + " minor");
    }
    keys.sort(null);
    return List.copyOf(keys);
  }
}
