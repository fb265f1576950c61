package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * The uneven speed of a tape or a record: the audio is read at a speed that swings slowly (wow) and
 * fast (flutter) about 1. Neither length nor mean pitch changes.
 *
 * @param minDepth lowest peak deviation of the speed in percent; 0.1 unless set; drawn uniformly
 * @param maxDepth highest deviation, at most 10; 1 unless set
 * @param wow frequency of the slow swing in Hz, which has two thirds of the depth; 0.55 unless set,
 *     the turn of a record
 * @param flutter frequency of the fast swing in Hz, which has the rest; 9 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record WowAndFlutter(double minDepth, double maxDepth, double wow, double flutter, double p)
    implements Deformation {

  public WowAndFlutter {
    Draw.checkRange("depth", minDepth, maxDepth, 0, 10);
    if (!(wow > 0 && wow < 1000 && flutter > 0 && flutter < 1000)) {
      throw new IllegalArgumentException(
          ("wow and flutter must be frequencies above 0 and below 1000 Hz, but are %s and " + "%s")
              .formatted(wow, flutter));
    }
    Draw.checkProbability(p);
  }

  /** Between 0.1 and 1 percent, always. */
  public WowAndFlutter() {
    this(0.1, 1, 0.55, 9, 1);
  }

  @Override
  public String name() {
    return "WowAndFlutter";
  }

  @Override
  public String label() {
    return Draw.label("wow and flutter", minDepth, maxDepth, "%");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double depth = Draw.between(minDepth, maxDepth, random);
    double first = random.nextDouble();
    double second = random.nextDouble();
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              Reader reader = Reader.at(1);
              float[] result = new float[samples.length];
              double slow = depth / 100 * 2 / 3 * rate / (2 * Math.PI * wow);
              double fast = depth / 100 / 3 * rate / (2 * Math.PI * flutter);
              for (int i = 0; i < result.length; i++) {
                double place =
                    i
                        + slow * swing(wow * i / rate, first)
                        + fast * swing(flutter * i / rate, second);
                result[i] = reader.read(samples, place);
              }
              return result;
            });
    return acts
        ? change.withDrawn("depth", depth, "wow_phase", first, "flutter_phase", second)
        : Change.NONE;
  }

  /** 0 at the start, so that nothing is cut there. */
  private static double swing(double turns, double phase) {
    return StrictMath.sin(2 * Math.PI * (turns + phase)) - StrictMath.sin(2 * Math.PI * phase);
  }
}
