package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Replaces a part at one end by silence, or by what the rest of the audio is continued with; the
 * length is kept. As audiomentations' transform of that name.
 *
 * @param mode {@code silence}, {@code wrap} or {@code reflect}; silence unless set
 * @param minFraction smallest part, 0 to 1; 0.01 unless set; drawn uniformly
 * @param maxFraction largest part; 0.7 unless set
 * @param padSection {@code start} or {@code end}; the end unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Padding(
    Margin mode, double minFraction, double maxFraction, Side padSection, double p)
    implements Deformation {

  public Padding {
    Draw.checkRange("fraction", minFraction, maxFraction, 0, 1);
    Draw.checkProbability(p);
  }

  /** Silence in the last 1 to 70 percent, always. */
  public Padding() {
    this(Margin.SILENCE, 0.01, 0.7, Side.END, 1);
  }

  @Override
  public String name() {
    return "Padding";
  }

  @Override
  public String label() {
    return Draw.label("padding of", 100 * minFraction, 100 * maxFraction, "%");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minFraction, maxFraction, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double share = random.nextDouble();
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              int count = samples.length;
              int low = (int) Math.rint(minFraction * count);
              int high = (int) Math.rint(maxFraction * count);
              int padding = low + Draw.place(share, high - low + 1);
              boolean atStart = padSection == Side.START;
              float[] rest =
                  atStart
                      ? Arrays.copyOfRange(samples, padding, count)
                      : Arrays.copyOf(samples, count - padding);
              return mode.stretch(rest, atStart ? -padding : 0, count);
            });
    return acts
        ? change.withDrawn("fraction", minFraction + share * (maxFraction - minFraction))
        : Change.NONE;
  }
}
