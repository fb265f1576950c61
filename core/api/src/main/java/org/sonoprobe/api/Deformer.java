package org.sonoprobe.api;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** A deformation that is ready; used by one thread at a time. */
@FunctionalInterface
public interface Deformer {

  /**
   * See {@link Deformation#draw}; what was drawn or heard before makes no difference. What it gives
   * is used by the same thread.
   */
  Change draw(RandomGenerator random) throws IOException;
}
