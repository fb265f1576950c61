package org.sonoprobe.deform;

/** An end of the audio. */
public enum Side {
  START,
  END
}
