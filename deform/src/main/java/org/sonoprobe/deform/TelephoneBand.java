package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * What an old telephone line leaves: 300 to 3400 Hz, 8 kHz, and eight bits by the mu-law of ITU-T
 * G.711.
 *
 * @param p probability of acting at all; 1 unless set
 */
public record TelephoneBand(double p) implements Deformation {
  private static final int RATE = 8000;
  private static final double MU = 255;

  public TelephoneBand {
    Draw.checkProbability(p);
  }

  /** Always. */
  public TelephoneBand() {
    this(1);
  }

  @Override
  public String name() {
    return "TelephoneBand";
  }

  @Override
  public String label() {
    return "telephone";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    if (!Draw.acts(p, random)) {
      return Change.NONE;
    }
    Change band = Butterworth.filter(Sections.Band.PASS, 300, 3400, 48, false);
    Change rate = ResampleRoundTrip.through(RATE, "polyphase_fast");
    Change bits =
        SampleMath.each(
            (samples, nominal) -> {
              for (int i = 0; i < samples.length; i++) {
                samples[i] = (float) quantised(samples[i]);
              }
              return samples;
            });
    return audio -> rate.apply(bits.apply(rate.apply(band.apply(audio))));
  }

  private static double quantised(double sample) {
    double clipped = Math.max(-1, Math.min(1, sample));
    double compressed =
        Math.signum(clipped) * StrictMath.log1p(MU * Math.abs(clipped)) / StrictMath.log1p(MU);
    double step = Math.rint(compressed * 127) / 127;
    return Math.signum(step) * StrictMath.expm1(Math.abs(step) * StrictMath.log1p(MU)) / MU;
  }
}
