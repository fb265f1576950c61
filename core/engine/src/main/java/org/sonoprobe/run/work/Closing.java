package org.sonoprobe.run.work;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Internal;

/** The closing of several things, each of which is closed whatever becomes of the others. */
@Internal
public final class Closing {
  private Closing() {}

  /**
   * Closes all.
   *
   * @throws IllegalStateException if one could not be closed, with what the others threw
   *     suppressed; a runtime exception is thrown as it is
   */
  public static void all(Collection<? extends AutoCloseable> things) {
    RuntimeException first = null;
    for (AutoCloseable thing : things) {
      try {
        thing.close();
      } catch (Exception e) {
        RuntimeException thrown =
            e instanceof RuntimeException plain ? plain : new IllegalStateException(e);
        first = and(first, thrown);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException and(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }
}
