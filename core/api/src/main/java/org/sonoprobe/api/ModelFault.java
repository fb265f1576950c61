package org.sonoprobe.api;

/**
 * Says that an embedding model is at fault and not the track that it was given, such as when its
 * process died: no track is skipped for it, and a run ends with what was done so far kept.
 */
public final class ModelFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A fault with what happened and what to do. */
  public ModelFault(String message, Throwable cause) {
    super(message, cause);
  }
}
