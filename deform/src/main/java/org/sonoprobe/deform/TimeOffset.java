package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Starts later: cuts a beginning off, as a recording that was begun late; the length is kept by
 * silence at the end, unless told otherwise.
 *
 * @param minOffset shortest beginning in seconds; 0 unless set; drawn uniformly
 * @param maxOffset longest beginning; 0.5 unless set
 * @param leaveLengthUnchanged whether silence fills the end; true unless set
 * @param p probability of acting at all; 1 unless set
 */
public record TimeOffset(double minOffset, double maxOffset, boolean leaveLengthUnchanged, double p)
    implements Deformation {

  public TimeOffset {
    Draw.checkRange("offset", minOffset, maxOffset, 0, 1e6);
    Draw.checkProbability(p);
  }

  /** By up to half a second, always. */
  public TimeOffset() {
    this(0, 0.5, true, 1);
  }

  @Override
  public String name() {
    return "TimeOffset";
  }

  @Override
  public String label() {
    return Draw.label("begun", minOffset, maxOffset, "s late");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minOffset, maxOffset, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double offset = Draw.between(minOffset, maxOffset, random);
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              int start = (int) Math.min(Math.rint(offset * rate), samples.length - 1);
              float[] rest = Arrays.copyOfRange(samples, start, samples.length);
              return leaveLengthUnchanged ? SampleMath.fitted(rest, samples.length) : rest;
            });
    return acts ? change.withDrawn("offset", offset) : Change.NONE;
  }
}
