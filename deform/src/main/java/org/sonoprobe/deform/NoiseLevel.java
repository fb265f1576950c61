package org.sonoprobe.deform;

/** The reference of the level of a noise. */
public enum NoiseLevel {
  /** The audio under it. */
  RELATIVE,
  /** The whole audio. */
  RELATIVE_TO_WHOLE_INPUT,
  /** Full scale. */
  ABSOLUTE
}
