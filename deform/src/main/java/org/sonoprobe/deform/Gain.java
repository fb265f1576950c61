package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Multiplies by {@code 10^(db/20)}; nothing is clipped. As audiomentations' transform of that name.
 *
 * @param minGainDb lowest change in dB; -12 unless set; the change is drawn uniformly in dB
 * @param maxGainDb highest change in dB; 12 unless set
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
  public boolean isRandom() {
    return Draw.matters(minGainDb, maxGainDb, p);
  }

  @Override
  public Audio apply(Audio audio, RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double db = Draw.between(minGainDb, maxGainDb, random);
    if (!acts) {
      return audio;
    }
    float factor = (float) Math.pow(10, db / 20);
    float[][] channels = audio.channels();
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] *= factor;
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
