package org.sonoprobe.deform;

/**
 * Reads a signal between its samples: a sinc under a Kaiser window of beta 9 with 24 zero crossings
 * on each side, for 512 places between two samples with straight lines between those; stop-band
 * below -85 dB.
 */
final class Reader {
  private static final int ZEROS = 24;
  private static final int PHASES = 512;
  private static final double BETA = 9;
  private static final double ROLLOFF = 0.93;

  /** For reading at the speed of the signal. */
  private static final Reader PLAIN = new Reader(1);

  private final int reach;
  private final float[] weights;

  /**
   * A reader.
   *
   * @param speed how many samples are passed for one of the result; what would alias is left out
   */
  private Reader(double speed) {
    double scale = speed > 1 ? 1 / speed : 1;
    reach = (int) Math.ceil(ZEROS / scale);
    weights = new float[(PHASES + 1) * 2 * reach];
    double norm = bessel(BETA);
    for (int phase = 0; phase <= PHASES; phase++) {
      for (int tap = 0; tap < 2 * reach; tap++) {
        double x = scale * Math.abs((double) phase / PHASES + reach - 1 - tap);
        double relative = x / ZEROS;
        double angle = Math.PI * ROLLOFF * x;
        double sinc = x < 1e-12 ? 1 : StrictMath.sin(angle) / angle;
        double window = relative < 1 ? bessel(BETA * Math.sqrt(1 - relative * relative)) / norm : 0;
        weights[phase * 2 * reach + tap] = (float) (scale * ROLLOFF * sinc * window);
      }
    }
  }

  /** A reader for a speed. */
  static Reader at(double speed) {
    return speed <= 1 ? PLAIN : new Reader(speed);
  }

  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /** The signal at a place in samples, silence beyond its ends. */
  float read(float[] samples, double place) {
    int below = (int) Math.floor(place);
    double exact = (place - below) * PHASES;
    int phase = (int) exact;
    float between = (float) (exact - phase);
    int first = below - reach + 1;
    int from = Math.max(0, -first);
    int to = Math.min(2 * reach, samples.length - first);
    int row = phase * 2 * reach;
    int next = row + 2 * reach;
    float low = 0;
    float high = 0;
    for (int tap = from; tap < to; tap++) {
      float sample = samples[first + tap];
      low += sample * weights[row + tap];
      high += sample * weights[next + tap];
    }
    return low + between * (high - low);
  }

  /** {@code length} samples, {@code speed} apart. */
  static float[] resample(float[] samples, double speed, int length) {
    Reader reader = at(speed);
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = reader.read(samples, i * speed);
    }
    return result;
  }
}
