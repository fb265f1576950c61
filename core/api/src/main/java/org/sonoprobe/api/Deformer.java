package org.sonoprobe.api;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** A deformation that is ready; used by one thread at a time. */
@FunctionalInterface
public interface Deformer {

  /** See {@link Deformation#apply}; what was heard before makes no difference. */
  Audio apply(Audio audio, RandomGenerator random) throws IOException;
}
