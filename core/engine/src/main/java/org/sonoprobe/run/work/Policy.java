package org.sonoprobe.run.work;

/** The handling of a track, training or measure that fails. */
public enum Policy {
  /** Stop with one clear message. */
  STRICT,
  /** Leave it out, say so in the results, and go on. */
  LENIENT
}
