package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Lets low frequencies through: a Butterworth filter in sections of second order, started from the
 * steady state for the first sample. A cut-off beyond half the sample rate goes just below it. As
 * audiomentations' transform of that name.
 *
 * @param minCutoffFreq lowest cut-off (-3 dB; -6 dB with {@code zero_phase}) in Hz; 150 unless set;
 *     drawn uniformly on the mel scale
 * @param maxCutoffFreq highest cut-off in Hz; 7500 unless set
 * @param minRolloff gentlest slope in dB per octave, a multiple of 6, or of 12 with {@code
 *     zero_phase}; 12 unless set; drawn uniformly
 * @param maxRolloff steepest slope; 24 unless set
 * @param zeroPhase whether it is run forwards and backwards, without delay; false unless set
 * @param p probability of acting at all; 1 unless set
 */
public record LowPassFilter(
    double minCutoffFreq,
    double maxCutoffFreq,
    int minRolloff,
    int maxRolloff,
    boolean zeroPhase,
    double p)
    implements Deformation {

  public LowPassFilter {
    Draw.checkPositive("cutoff_freq", minCutoffFreq, maxCutoffFreq);
    Butterworth.check(minRolloff, maxRolloff, zeroPhase, p);
  }

  /** Between 150 and 7500 Hz, always. */
  public LowPassFilter() {
    this(150, 7500, 12, 24, false, 1);
  }

  /** Exactly that cut-off and slope, always. */
  public LowPassFilter(double hertz, int rolloff) {
    this(hertz, hertz, rolloff, rolloff, false, 1);
  }

  @Override
  public String name() {
    return "LowPassFilter";
  }

  @Override
  public String label() {
    return Draw.label("low-pass", minCutoffFreq, maxCutoffFreq, "Hz");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minCutoffFreq, maxCutoffFreq, p) || Draw.matters(minRolloff, maxRolloff, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double cutoff = Draw.frequency(minCutoffFreq, maxCutoffFreq, random);
    int rolloff = Butterworth.rolloff(minRolloff, maxRolloff, zeroPhase, random);
    return acts
        ? Butterworth.filter(Sections.Band.LOW, cutoff, cutoff, rolloff, zeroPhase)
            .withDrawn("cutoff_freq", cutoff, "rolloff", rolloff)
        : Change.NONE;
  }
}
