package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Raises or lowers frequencies about a centre: a section of second order by R. Bristow-Johnson's
 * cookbook, started from the steady state for the first sample. A centre beyond half the sample
 * rate goes just below it. As audiomentations' transform of that name.
 *
 * @param minCenterFreq lowest centre in Hz; 50 unless set; drawn uniformly on the mel scale
 * @param maxCenterFreq highest centre in Hz; 7500 unless set
 * @param minGainDb lowest gain in dB; -24 unless set; drawn uniformly
 * @param maxGainDb highest gain in dB; 24 unless set
 * @param minQ lowest quality, positive; 0.5 unless set; drawn uniformly
 * @param maxQ highest quality; 5 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record PeakingFilter(
    double minCenterFreq,
    double maxCenterFreq,
    double minGainDb,
    double maxGainDb,
    double minQ,
    double maxQ,
    double p)
    implements Deformation {

  public PeakingFilter {
    Draw.checkPositive("center_freq", minCenterFreq, maxCenterFreq);
    Draw.checkRange("gain_db", minGainDb, maxGainDb);
    Draw.checkPositive("q", minQ, maxQ);
    Draw.checkProbability(p);
  }

  /** Centres between 50 and 7500 Hz, always. */
  public PeakingFilter() {
    this(50, 7500, -24, 24, 0.5, 5, 1);
  }

  /** Exactly that filter, always. */
  public PeakingFilter(double hertz, double gainDb, double q) {
    this(hertz, hertz, gainDb, gainDb, q, q, 1);
  }

  @Override
  public String name() {
    return "PeakingFilter";
  }

  @Override
  public String label() {
    return Draw.label("peak", minCenterFreq, maxCenterFreq, "Hz ")
        + Draw.label("", minGainDb, maxGainDb, "dB").strip();
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minCenterFreq, maxCenterFreq, p)
        || Draw.matters(minGainDb, maxGainDb, p)
        || Draw.matters(minQ, maxQ, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double centre = Draw.frequency(minCenterFreq, maxCenterFreq, random);
    double gain = Draw.between(minGainDb, maxGainDb, random);
    double q = Draw.between(minQ, maxQ, random);
    Change change =
        SampleMath.each(
            (samples, rate) ->
                Sections.peak(Sections.angle(centre, rate), gain, q).filter(samples));
    return acts ? change.withDrawn("center_freq", centre, "gain_db", gain, "q", q) : Change.NONE;
  }
}
