package org.sonoprobe.dsp;

/** The treatment of audio that is shorter than one patch. */
public enum ShortAudio {
  /** Its frames are repeated from the start until the patch is full. */
  REPEAT,
  /** The audio is followed by silence until the patch is full. */
  PAD,
  /** The audio is repeated as often as it fits whole, and followed by silence (LAION-CLAP). */
  REPEAT_WHOLE
}
