package org.sonoprobe.run;

/** What to do about a track that fails. */
public enum Policy {
  /** Stop with one clear message. */
  STRICT,
  /** Leave the track out, say so in the results, and go on. */
  LENIENT
}
