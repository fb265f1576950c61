package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Raises or lowers low frequencies, by the gain at 0 Hz: a section of second order by R.
 * Bristow-Johnson's cookbook, started from the steady state for the first sample. A centre beyond
 * half the sample rate goes just below it. As audiomentations' transform of that name.
 *
 * @param minCenterFreq lowest centre in Hz; 50 unless set; drawn uniformly on the mel scale
 * @param maxCenterFreq highest centre in Hz; 4000 unless set
 * @param minGainDb lowest gain in dB; -18 unless set; drawn uniformly
 * @param maxGainDb highest gain in dB; 18 unless set
 * @param minQ lowest quality, within 0 and 1; 0.1 unless set; drawn uniformly
 * @param maxQ highest quality; 0.999 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record LowShelfFilter(
    double minCenterFreq,
    double maxCenterFreq,
    double minGainDb,
    double maxGainDb,
    double minQ,
    double maxQ,
    double p)
    implements Deformation {

  public LowShelfFilter {
    Draw.checkPositive("center_freq", minCenterFreq, maxCenterFreq);
    Draw.checkRange("gain_db", minGainDb, maxGainDb);
    Draw.checkPositive("q", minQ, maxQ);
    if (!(maxQ <= 1)) {
      throw new IllegalArgumentException("max_q of a shelf must not exceed 1, but is " + maxQ);
    }
    Draw.checkProbability(p);
  }

  /** Centres between 50 and 4000 Hz, always. */
  public LowShelfFilter() {
    this(50, 4000, -18, 18, 0.1, 0.999, 1);
  }

  /** Exactly that filter, always. */
  public LowShelfFilter(double hertz, double gainDb, double q) {
    this(hertz, hertz, gainDb, gainDb, q, q, 1);
  }

  @Override
  public String name() {
    return "LowShelfFilter";
  }

  @Override
  public String label() {
    return Draw.label("low shelf", minCenterFreq, maxCenterFreq, "Hz ")
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
                Sections.lowShelf(Sections.angle(centre, rate), gain, q).filter(samples));
    return acts ? change.withDrawn("center_freq", centre, "gain_db", gain, "q", q) : Change.NONE;
  }
}
