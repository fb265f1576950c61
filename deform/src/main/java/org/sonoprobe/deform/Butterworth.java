package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;

/** The common part of the Butterworth filters. */
final class Butterworth {
  private Butterworth() {}

  static void check(int minRolloff, int maxRolloff, boolean zeroPhase, double p) {
    int unit = zeroPhase ? 12 : 6;
    Draw.checkPositive("rolloff", minRolloff, maxRolloff);
    Draw.checkProbability(p);
    if (minRolloff % unit != 0 || maxRolloff % unit != 0 || maxRolloff > 120) {
      throw new IllegalArgumentException(
          ("rolloff must be a multiple of %s dB per octave up to 120%s, but is from %s to " + "%s")
              .formatted(unit, zeroPhase ? " with zero_phase" : "", minRolloff, maxRolloff));
    }
  }

  /** A roll-off among the multiples of its unit. */
  static int rolloff(int min, int max, boolean zeroPhase, RandomGenerator random) {
    int unit = zeroPhase ? 12 : 6;
    return unit * Draw.whole(min / unit, max / unit, random);
  }

  /** A filter with one edge or two in Hz; an edge beyond half the sample rate goes just below. */
  static Change filter(
      Sections.Band band, double low, double high, int rolloff, boolean zeroPhase) {
    int order = rolloff / (zeroPhase ? 12 : 6);
    return SampleMath.each(
        (samples, rate) -> {
          double first = edge(low, rate);
          double second = edge(high, rate);
          if (first >= second && (band == Sections.Band.PASS || band == Sections.Band.STOP)) {
            first = 0.999 * second;
          }
          Sections sections = Sections.butterworth(band, order, first, second);
          return zeroPhase ? sections.filterBothWays(samples) : sections.filter(samples);
        });
  }

  private static double edge(double hertz, int rate) {
    int nyquist = Math.max(1, rate / 2);
    return Math.min(hertz / nyquist, 0.9999);
  }
}
