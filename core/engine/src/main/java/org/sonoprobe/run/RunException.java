package org.sonoprobe.run;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A run that cannot go on; the message names track, file, scenario and model where there are such.
 */
public final class RunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  RunException(String message) {
    this(message, null);
  }
}
