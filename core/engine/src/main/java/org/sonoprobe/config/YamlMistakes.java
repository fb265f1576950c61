package org.sonoprobe.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The messages of a parser about text that is no YAML, in words for the one who wrote it. */
final class YamlMistakes {

  /** Pieces of what SnakeYAML says, and what that means. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("\\t(TAB)", "a tab stands here; YAML is indented with spaces");
    WORDS.put(
        "unknown escape character",
        "a backslash in double quotes begins an escape, and this is none; write '\\\\', or use single"
            + " quotes (for paths of Windows too)");
    WORDS.put(
        "while parsing a flow mapping", "a '{' is not closed, or a comma is missing after it");
    WORDS.put(
        "while parsing a flow sequence", "a '[' is not closed, or a comma is missing after it");
    WORDS.put("found unexpected end of stream", "a quote is opened and never closed");
    WORDS.put(
        "mapping values are not allowed here",
        "a colon stands where no key can be: check the indentation, or put a text that holds ': ' in"
            + " quotes");
    WORDS.put("could not find expected ':'", "a key has no colon behind it");
    WORDS.put(
        "expected <block end>",
        "the indentation fits none of the lines above: the entries of one list or mapping begin in"
            + " the same column");
    WORDS.put(
        "cannot start any token", "a text cannot begin with this character; put it in quotes");
  }

  private YamlMistakes() {}

  static String words(String message) {
    for (Map.Entry<String, String> entry : WORDS.entrySet()) {
      if (message.contains(entry.getKey())) {
        return entry.getValue();
      }
    }
    return String.join(
        "; ",
        message
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .map(String::strip)
            .toList());
  }
}
