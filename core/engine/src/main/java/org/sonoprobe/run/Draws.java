package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;

/**
 * What a score would be for draws of its test tracks.
 *
 * @param values one per draw; NaN where undefined
 * @param tracks what was drawn: equal for equal tracks in equal units alone
 */
record Draws(float[] values, String tracks) implements Serializable {
  @Serial private static final long serialVersionUID = 1;
}
