package org.sonoprobe.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sonoprobe.component.Components;

/**
 * A factor that scores differ by: it can be a row or a column of a table, or be held at one value.
 */
public enum Variable {
  /** The run or the file that a score is from. */
  SOURCE,
  EXPERIMENT,
  TASK,
  DATASET,
  EMBEDDING,
  AGGREGATION,
  DOWNSTREAM,
  SCENARIO,
  METRIC;

  /** What else they are called: by the thesis, and by readers. */
  private static final Map<String, Variable> SYNONYMS =
      Map.of(
          "model", EMBEDDING,
          "embedding_model", EMBEDDING,
          "feature", EMBEDDING,
          "probe", DOWNSTREAM,
          "downstream_model", DOWNSTREAM,
          "deformation", SCENARIO,
          "run", SOURCE);

  /** Its name in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The variable of that name, such as {@code embedding}, or {@code probe} for {@code downstream}.
   *
   * @throws IllegalArgumentException naming all that there are
   */
  public static Variable of(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    List<String> words = Stream.of(values()).map(Variable::word).toList();
    if (words.contains(plain)) {
      return values()[words.indexOf(plain)];
    }
    Variable known = SYNONYMS.get(plain);
    if (known == null) {
      throw new IllegalArgumentException(
          "there is no variable '%s'%s; there are %s (or probe)"
              .formatted(word, Components.hint(plain, words), String.join(", ", words)));
    }
    return known;
  }
}
