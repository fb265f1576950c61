package org.sonoprobe.run.work;

/** The handling of a track that fails. */
public enum Policy {
  /** Stop with one clear message. */
  STRICT,
  /** Leave the track out, say so in the results, and go on. */
  LENIENT
}
