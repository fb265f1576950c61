package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Silences a stretch, with fades inside it. As audiomentations' transform of that name.
 *
 * @param minBandPart shortest stretch as a share of the audio, 0 to 1; 0.01 unless set; drawn
 *     uniformly
 * @param maxBandPart longest stretch; 0.2 unless set
 * @param fadeDuration length of each fade in seconds, 0 for none; 0.005 unless set
 * @param maskLocation where the stretch lies: {@code start}, {@code end} or {@code random}; random
 *     unless set
 * @param p probability of acting at all; 1 unless set
 */
public record TimeMask(
    double minBandPart, double maxBandPart, double fadeDuration, Location maskLocation, double p)
    implements Deformation {
  private static final double EQUAL_GAIN = -0.70912;

  /** The position of a mask. */
  public enum Location {
    START,
    END,
    RANDOM
  }

  public TimeMask {
    Draw.checkRange("band_part", minBandPart, maxBandPart, 0, 1);
    Fades.check(fadeDuration);
    Draw.checkProbability(p);
  }

  /** Between 1 and 20 percent anywhere, always. */
  public TimeMask() {
    this(0.01, 0.2, 0.005, Location.RANDOM, 1);
  }

  @Override
  public String name() {
    return "TimeMask";
  }

  @Override
  public String label() {
    return Draw.label("silence of", 100 * minBandPart, 100 * maxBandPart, "%");
  }

  @Override
  public boolean isRandom() {
    return maskLocation == Location.RANDOM ? p > 0 : Draw.matters(minBandPart, maxBandPart, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double length = random.nextDouble();
    double place = random.nextDouble();
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              int count = samples.length;
              int low = (int) (count * minBandPart);
              int mask = low + Draw.place(length, (int) (count * maxBandPart) - low + 1);
              int start =
                  switch (maskLocation) {
                    case START -> 0;
                    case END -> count - mask;
                    case RANDOM -> Draw.place(place, count - mask + 1);
                  };
              silence(samples, start, mask, (int) Math.rint(rate * fadeDuration));
              return samples;
            });
    return acts
        ? change.withDrawn(
            "band_part", minBandPart + length * (maxBandPart - minBandPart), "place", place)
        : Change.NONE;
  }

  /** Silences a stretch, with fades inside it of at most half of it. */
  static void silence(float[] samples, int start, int length, int fade) {
    int faded = Math.min(fade, length / 2);
    float[] rise = SampleMath.fadeIn(faded, EQUAL_GAIN);
    for (int i = 0; i < length; i++) {
      int fromEnd = length - 1 - i;
      samples[start + i] *=
          i < faded ? rise[faded - 1 - i] : fromEnd < faded ? rise[faded - 1 - fromEnd] : 0;
    }
  }
}
