package org.sonoprobe.audit;

import java.io.ByteArrayOutputStream;

/**
 * The course of a track's loudness, in four bands, about ten times a second: a few bytes that tell
 * most pairs of long tracks apart without reading either again.
 *
 * @param levels in dB, the bands of a moment one after the other
 */
record Sketch(byte[] levels) {
  private static final int BANDS = 4;

  /** So many frames of the spectrum are one moment. */
  private static final int FRAMES = 3;

  /** Tracks of fewer moments, about five seconds, are not told apart by it. */
  private static final int LEAST = 50;

  /** So much of the shorter track must overlap. */
  private static final double OVERLAP = 0.7;

  /** Correlation below which two tracks are different. */
  private static final double DIFFERENT = 0.7;

  /** Makes one of a spectrum that goes by. */
  static final class Builder {
    private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
    private final double[] sum = new double[BANDS];
    private int frames;

    void add(double[] energies) {
      for (int i = 0; i < energies.length; i++) {
        sum[i * BANDS / energies.length] += energies[i];
      }
      if (++frames == FRAMES) {
        for (int band = 0; band < BANDS; band++) {
          double db = 10 * Math.log10(sum[band] + 1e-10);
          levels.write((byte) Math.max(-100, Math.min(100, Math.round(db))));
          sum[band] = 0;
        }
        frames = 0;
      }
    }

    Sketch build() {
      return new Sketch(levels.toByteArray());
    }
  }

  private int moments() {
    return levels.length / BANDS;
  }

  /**
   * Whether two tracks are surely not the same recording; false where they are too short to tell.
   */
  static boolean differ(Sketch a, Sketch b) {
    boolean aIsLonger = a.moments() >= b.moments();
    Sketch longer = aIsLonger ? a : b;
    Sketch shorter = aIsLonger ? b : a;
    if (shorter.moments() < LEAST) {
      return false;
    }
    int least = (int) Math.ceil(OVERLAP * shorter.moments());
    for (int lag = least - shorter.moments(); lag <= longer.moments() - least; lag++) {
      if (alike(longer, shorter, lag)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the levels of all bands, each against its mean, go alike at that lag. */
  private static boolean alike(Sketch longer, Sketch shorter, int lag) {
    int from = Math.max(0, lag);
    int to = Math.min(longer.moments(), lag + shorter.moments());
    double product = 0;
    double first = 0;
    double second = 0;
    for (int band = 0; band < BANDS; band++) {
      long sumX = 0;
      long sumY = 0;
      long sumXx = 0;
      long sumYy = 0;
      long sumXy = 0;
      for (int i = from; i < to; i++) {
        int x = longer.levels[i * BANDS + band];
        int y = shorter.levels[(i - lag) * BANDS + band];
        sumX += x;
        sumY += y;
        sumXx += (long) x * x;
        sumYy += (long) y * y;
        sumXy += (long) x * y;
      }
      double n = to - from;
      product += sumXy - sumX * sumY / n;
      first += sumXx - sumX * sumX / n;
      second += sumYy - sumY * sumY / n;
    }
    // a track whose loudness hardly changes tells nothing
    double still = (to - from) * BANDS;
    return first < still || second < still || product >= DIFFERENT * Math.sqrt(first * second);
  }
}
