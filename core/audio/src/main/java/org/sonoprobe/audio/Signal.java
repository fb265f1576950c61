package org.sonoprobe.audio;

import java.io.IOException;

/** One channel of samples that need not be in memory. */
interface Signal {

  /** Number of samples. */
  int length();

  /**
   * Fills an array with samples from a position on, which may lie before the first; zero outside
   * the signal.
   */
  void read(long from, float[] into) throws IOException;

  /** The signal in an array. */
  static Signal of(float[] samples) {
    return new Signal() {
      @Override
      public int length() {
        return samples.length;
      }

      @Override
      public void read(long from, float[] into) {
        int begin = (int) Math.min(into.length, Math.max(0, -from));
        int end = (int) Math.max(begin, Math.min(into.length, samples.length - from));
        java.util.Arrays.fill(into, 0, begin, 0);
        if (end > begin) {
          System.arraycopy(samples, (int) (from + begin), into, begin, end - begin);
        }
        java.util.Arrays.fill(into, end, into.length, 0);
      }
    };
  }
}
