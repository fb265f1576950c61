package org.sonoprobe.deform;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Short gaps as of a bad connection: silence of a drawn length at random times, so many per second
 * on average, with fades of 2 ms.
 *
 * @param minPerSecond lowest number of gaps per second; 0.5 unless set; drawn uniformly
 * @param maxPerSecond highest number; 2 unless set
 * @param minDuration shortest gap in seconds; 0.02 unless set; drawn uniformly for each
 * @param maxDuration longest gap; 0.1 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Dropouts(
    double minPerSecond, double maxPerSecond, double minDuration, double maxDuration, double p)
    implements Deformation {
  private static final double FADE = 0.002;

  public Dropouts {
    Draw.checkRange("per_second", minPerSecond, maxPerSecond, 0, 1000);
    Draw.checkPositive("duration", minDuration, maxDuration);
    Draw.checkProbability(p);
  }

  /** Between 0.5 and 2 gaps per second of 20 to 100 ms, always. */
  public Dropouts() {
    this(0.5, 2, 0.02, 0.1, 1);
  }

  @Override
  public String name() {
    return "Dropouts";
  }

  @Override
  public String label() {
    return Draw.label("dropouts", minPerSecond, maxPerSecond, "per s");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double rate = Draw.between(minPerSecond, maxPerSecond, random);
    long seed = random.nextLong();
    Change change =
        SampleMath.each(
            (samples, sampleRate) -> {
              // the same gaps in each channel
              SplittableRandom times = new SplittableRandom(seed);
              double at = 0;
              while (rate > 0) {
                at -= StrictMath.log(1 - times.nextDouble()) / rate * sampleRate;
                int length = (int) (Draw.between(minDuration, maxDuration, times) * sampleRate);
                int start = (int) Math.min(at, samples.length);
                if (start >= samples.length) {
                  break;
                }
                TimeMask.silence(
                    samples,
                    start,
                    Math.min(length, samples.length - start),
                    (int) (FADE * sampleRate));
                at += length;
              }
              return samples;
            });
    return acts ? change.withDrawn("per_second", rate) : Change.NONE;
  }
}
