package org.sonoprobe.deform;

/** What the level of a noise is relative to. */
public enum NoiseLevel {
  /** The audio under it. */
  RELATIVE,
  /** The whole audio. */
  RELATIVE_TO_WHOLE_INPUT,
  /** Full scale. */
  ABSOLUTE
}
