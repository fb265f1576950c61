package org.sonoprobe.experiment;

/**
 * The MT19937 generator with the seeding, bounded integers and shuffles of NumPy's {@code
 * RandomState}, so that splits made with scikit-learn can be made again.
 *
 * <p>M. Matsumoto, T. Nishimura: "Mersenne Twister", ACM TOMACS 8 (1998).
 */
final class MersenneTwister {
  private static final int N = 624;
  private static final int M = 397;

  private final int[] state = new int[N];
  private int index = N;

  MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int nextInt() {
    if (index == N) {
      for (int k = 0; k < N; k++) {
        int y = (state[k] & 0x80000000) | (state[(k + 1) % N] & 0x7fffffff);
        state[k] = state[(k + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      index = 0;
    }
    int y = state[index++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** A number from 0 to {@code max} inclusive: masked bits, drawn again while too large. */
  private int upTo(int max) {
    int mask = max == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(max);
    int value = nextInt() & mask;
    while (value > max) {
      value = nextInt() & mask;
    }
    return value;
  }

  /** Shuffles in place, from the end. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = upTo(i);
      int swap = values[i];
      values[i] = values[j];
      values[j] = swap;
    }
  }

  /** 0 to {@code count - 1} in random order. */
  int[] permutation(int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }

  /** {@code size} different elements of {@code values}. */
  int[] choice(int[] values, int size) {
    int[] order = permutation(values.length);
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = values[order[i]];
    }
    return chosen;
  }
}
