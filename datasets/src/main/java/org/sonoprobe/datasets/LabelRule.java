package org.sonoprobe.datasets;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The source of the labels of an index without labels, told in configuration: a table, a file of
 * each track, or the path of its audio.
 *
 * <p>A table is a CSV file with a row per track. A file of each track is one that the index names
 * under a key; its first line is the label. In both cases, or of the path where neither is given, a
 * pattern may cut the label out.
 *
 * @param table a CSV file below the dataset's folder; none if empty
 * @param tableId its column with the track ids; {@code track_id} unless set
 * @param tableLabel its column with the labels; {@code label} unless set
 * @param tableGroup its column with what must not be torn apart; none if empty
 * @param tableSplit its column with parts or folds; none if empty
 * @param tableSeparator what stands between its columns; a comma unless set
 * @param annotation the key of a text file of each track; none if empty
 * @param pattern a regular expression that the label, the line or the path must match; its group
 *     called {@code label} is the label, one called {@code group} what must not be torn apart, one
 *     called {@code split} the part or fold. Everything is the label if it is empty
 * @param separator what stands between the labels of a track in a multilabel task, or between the
 *     numbers of a regression; {@code |} unless set
 */
public record LabelRule(
    String table,
    String tableId,
    String tableLabel,
    String tableGroup,
    String tableSplit,
    String tableSeparator,
    String annotation,
    String pattern,
    String separator) {

  public LabelRule {
    if (!table.isEmpty() && !annotation.isEmpty()) {
      throw new IllegalArgumentException(
          "labels come from a 'table' or from an 'annotation' of each track, not from both");
    }
    if (tableSeparator.length() != 1) {
      throw new IllegalArgumentException(
          "table_separator must be one character, but is '" + tableSeparator + "'");
    }
    if (separator.isEmpty()) {
      throw new IllegalArgumentException("separator must not be empty");
    }
    if (!pattern.isEmpty()) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "pattern '" + pattern + "' is no regular expression: " + e.getDescription(), e);
      }
      if (!pattern.contains("(?<label>")) {
        throw new IllegalArgumentException(
            "pattern '" + pattern + "' needs a group '(?<label>…)' that is the label");
      }
    }
  }

  /** No rule. */
  public LabelRule() {
    this("", "track_id", "label", "", "", ",", "", "", "|");
  }

  /** Labels cut out of the path of the audio. */
  public static LabelRule ofPath(String pattern) {
    return new LabelRule("", "track_id", "label", "", "", ",", "", pattern, "|");
  }

  /** Labels in a table. */
  public static LabelRule ofTable(String table, String id, String label) {
    return new LabelRule(table, id, label, "", "", ",", "", "", "|");
  }

  /** Labels in a file of each track. */
  public static LabelRule ofAnnotation(String key, String pattern) {
    return new LabelRule("", "track_id", "label", "", "", ",", key, pattern, "|");
  }

  boolean isGiven() {
    return !table.isEmpty() || !annotation.isEmpty() || !pattern.isEmpty();
  }
}
