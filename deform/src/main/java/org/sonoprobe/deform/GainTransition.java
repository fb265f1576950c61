package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Goes from one gain to another: constant, a ramp that is linear in dB, constant. The ramp may be
 * cut at either end. As audiomentations' transform of that name.
 *
 * @param minGainDb lowest gain in dB; -24 unless set; both gains are drawn uniformly
 * @param maxGainDb highest gain in dB; 6 unless set
 * @param minDuration shortest ramp; 0.2 unless set; drawn uniformly
 * @param maxDuration longest ramp; 6 unless set
 * @param durationUnit {@code seconds}, {@code samples} or a {@code fraction} of the audio; seconds
 *     unless set
 * @param p probability of acting at all; 1 unless set
 */
public record GainTransition(
    @Parameter(aliases = "min_gain_in_db") double minGainDb,
    @Parameter(aliases = "max_gain_in_db") double maxGainDb,
    double minDuration,
    double maxDuration,
    Unit durationUnit,
    double p)
    implements Deformation {

  public GainTransition {
    Draw.checkRange("gain_db", minGainDb, maxGainDb);
    Draw.checkPositive("duration", minDuration, maxDuration);
    Draw.checkProbability(p);
  }

  /** Between -24 and 6 dB, always. */
  public GainTransition() {
    this(-24, 6, 0.2, 6, Unit.SECONDS, 1);
  }

  @Override
  public String name() {
    return "GainTransition";
  }

  @Override
  public String label() {
    return Draw.label("gain moving in", minGainDb, maxGainDb, "dB");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double length = Draw.between(minDuration, maxDuration, random);
    double share = random.nextDouble();
    double from = Draw.between(minGainDb, maxGainDb, random);
    double to = Draw.between(minGainDb, maxGainDb, random);
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              int ramp = Math.max(3, durationUnit.samples(length, samples.length, rate));
              int earliest = 2 - ramp;
              int start = earliest + Draw.place(share, samples.length - 1 - earliest);
              ramp(samples, start, ramp, from, to);
              return samples;
            });
    return acts
        ? change.withDrawn(
            "start_gain_db", from, "end_gain_db", to, "duration", length, "place", share)
        : Change.NONE;
  }

  /** Goes from one gain to another in {@code length} samples from {@code start} on. */
  static void ramp(float[] samples, int start, int length, double from, double to) {
    float first = (float) SampleMath.factor(from);
    float last = (float) SampleMath.factor(to);
    for (int i = 0; i < samples.length; i++) {
      double way = (double) (i - start) / (length - 1);
      samples[i] *=
          way <= 0 ? first : way >= 1 ? last : (float) SampleMath.factor(from + (to - from) * way);
    }
  }
}
