package org.sonoprobe.component;

/** A name that no component on the class path has. */
public final class UnknownComponentException extends IllegalArgumentException {
  UnknownComponentException(String message) {
    super(message);
  }
}
