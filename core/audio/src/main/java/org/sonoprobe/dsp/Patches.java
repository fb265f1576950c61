package org.sonoprobe.dsp;

/** The patches of a track, computed when they are asked for. Used by one thread at a time. */
public interface Patches {

  /** How many there are, at least one. */
  int count();

  /** Frames in each. */
  int frames();

  /** Values in a frame. */
  int bands();

  /** Whether the audio was shorter than a patch, so that the only one was filled up. */
  boolean filledUp();

  /** Writes a patch, {@code [frame][band]}, into an array from a position on. */
  void copy(int patch, float[] into, int at);
}
