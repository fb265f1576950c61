package org.sonoprobe.embeddings.onnx;

/** What becomes of audio that is shorter than one patch. */
public enum ShortAudio {
  /** Its frames are repeated from the start until the patch is full. */
  REPEAT,
  /** The patch is filled up with the front-end's frame of silence. */
  PAD
}
