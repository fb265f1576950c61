package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Lets a band of frequencies through: a Butterworth filter in sections of second order, started
 * from the steady state for the first sample. An edge beyond half the sample rate goes just below
 * it. As audiomentations' transform of that name.
 *
 * @param minCenterFreq lowest centre in Hz; 200 unless set; drawn uniformly on the mel scale
 * @param maxCenterFreq highest centre in Hz; 4000 unless set
 * @param minBandwidthFraction narrowest band as a share of its centre, within 0 and 2; 0.5 unless
 *     set; drawn uniformly; edges lie half a band below and above the centre
 * @param maxBandwidthFraction widest band; 1.99 unless set
 * @param minRolloff gentlest slope in dB per octave, a multiple of 6, or of 12 with {@code
 *     zero_phase}; 12 unless set; drawn uniformly
 * @param maxRolloff steepest slope; 24 unless set
 * @param zeroPhase whether it is run forwards and backwards, without delay; false unless set
 * @param p probability of acting at all; 1 unless set
 */
public record BandPassFilter(
    double minCenterFreq,
    double maxCenterFreq,
    double minBandwidthFraction,
    double maxBandwidthFraction,
    int minRolloff,
    int maxRolloff,
    boolean zeroPhase,
    double p)
    implements Deformation {

  public BandPassFilter {
    Draw.checkPositive("center_freq", minCenterFreq, maxCenterFreq);
    Draw.checkPositive("bandwidth_fraction", minBandwidthFraction, maxBandwidthFraction);
    if (!(maxBandwidthFraction < 2)) {
      throw new IllegalArgumentException(
          "max_bandwidth_fraction must be below 2, but is " + maxBandwidthFraction);
    }
    Butterworth.check(minRolloff, maxRolloff, zeroPhase, p);
  }

  /** Centres between 200 and 4000 Hz, always. */
  public BandPassFilter() {
    this(200, 4000, 0.5, 1.99, 12, 24, false, 1);
  }

  /** Exactly that band, always. */
  public BandPassFilter(double hertz, double bandwidthFraction, int rolloff) {
    this(hertz, hertz, bandwidthFraction, bandwidthFraction, rolloff, rolloff, false, 1);
  }

  @Override
  public String name() {
    return "BandPassFilter";
  }

  @Override
  public String label() {
    return Draw.label("band-pass", minCenterFreq, maxCenterFreq, "Hz");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minCenterFreq, maxCenterFreq, p)
        || Draw.matters(minBandwidthFraction, maxBandwidthFraction, p)
        || Draw.matters(minRolloff, maxRolloff, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double centre = Draw.frequency(minCenterFreq, maxCenterFreq, random);
    double width = centre * Draw.between(minBandwidthFraction, maxBandwidthFraction, random);
    int rolloff = Butterworth.rolloff(minRolloff, maxRolloff, zeroPhase, random);
    return acts
        ? Butterworth.filter(
                Sections.Band.PASS, centre - width / 2, centre + width / 2, rolloff, zeroPhase)
            .withDrawn("center_freq", centre, "bandwidth", width, "rolloff", rolloff)
        : Change.NONE;
  }
}
