package org.sonoprobe.component;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who wrote a name that does not exist. */
public final class Nearest {
  private Nearest() {}

  /**
   * The choice that is nearest to what was written, by edit distance without regard to case, if any
   * is near: at most a third of its letters differ.
   */
  public static Optional<String> to(String written, Collection<String> choices) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String choice : choices) {
      if (Math.abs(choice.length() - written.length()) > Math.max(1, choice.length())) {
        continue;
      }
      int distance = distance(written.toLowerCase(Locale.ROOT), choice.toLowerCase(Locale.ROOT));
      if (distance < bestDistance
          && distance <= Math.max(1, Math.max(choice.length(), written.length()) / 3)) {
        best = choice;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code "; did you mean 'x'?"} or nothing. */
  public static String hint(String written, Collection<String> choices) {
    return to(written, choices).map(choice -> "; did you mean '" + choice + "'?").orElse("");
  }

  /** Edits (insert, delete, replace, swap of neighbours) between two texts. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
