package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Makes the audio louder or softer, without clipping. As audiomentations' transform of that name.
 *
 * @param minGainDb lowest gain in dB; -12 unless set; the gain is drawn uniformly
 * @param maxGainDb highest gain in dB; 12 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Gain(
    @Parameter(aliases = "min_gain_in_db") double minGainDb,
    @Parameter(aliases = "max_gain_in_db") double maxGainDb,
    double p)
    implements Deformation {

  public Gain {
    Draw.checkRange("gain_db", minGainDb, maxGainDb);
    Draw.checkProbability(p);
  }

  /** Between -12 and 12 dB, always. */
  public Gain() {
    this(-12, 12, 1);
  }

  /** Exactly {@code db}, always. */
  public Gain(double db) {
    this(db, db, 1);
  }

  @Override
  public String name() {
    return "Gain";
  }

  @Override
  public String label() {
    return Draw.label("gain", minGainDb, maxGainDb, "dB");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minGainDb, maxGainDb, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double db = Draw.between(minGainDb, maxGainDb, random);
    if (!acts) {
      return Change.NONE;
    }
    return SampleMath.each(
            (samples, rate) -> {
              SampleMath.scale(samples, SampleMath.factor(db));
              return samples;
            })
        .withDrawn("gain_db", db);
  }
}
