package org.sonoprobe.metrics;

import java.util.Locale;

/** The rule by which the numbers of the classes become one. */
public enum Average {
  /** The unweighted mean over classes. */
  MACRO,
  /** From the counts of all classes together. */
  MICRO,
  /** The mean over classes, weighted by the number of true instances. */
  WEIGHTED,
  /** The mean over tracks of what is computed from the tags of each; for tags alone. */
  SAMPLES;

  String suffix() {
    return "_" + name().toLowerCase(Locale.ROOT);
  }
}
