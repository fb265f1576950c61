package org.sonoprobe.component;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Derives seeds from an experiment's seed and a purpose, so that no result depends on order or
 * threads.
 */
public final class Seeds {
  private Seeds() {}

  /** A seed for a purpose; other words or another order of them give another seed. */
  public static long derive(long seed, String... purpose) {
    StringBuilder text = new StringBuilder().append(seed);
    for (String word : purpose) {
      text.append('\n').append(word.length()).append(':').append(word);
    }
    return Long.parseUnsignedLong(Hashes.sha256(text.toString()).substring(0, 16), 16);
  }

  public static RandomGenerator generator(long seed) {
    return new SplittableRandom(seed);
  }
}
