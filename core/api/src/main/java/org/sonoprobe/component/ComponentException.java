package org.sonoprobe.component;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Components on the class path that cannot be used: broken, or two of one name. */
public final class ComponentException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1;

  ComponentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
