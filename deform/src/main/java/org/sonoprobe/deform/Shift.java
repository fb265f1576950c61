package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Moves the audio in time; what leaves at one end comes in at the other, or silence does. As
 * audiomentations' transform of that name.
 *
 * @param minShift lowest shift, negative being earlier; -0.5 unless set; drawn uniformly
 * @param maxShift highest shift; 0.5 unless set
 * @param shiftUnit {@code fraction} of the audio, {@code samples} or {@code seconds}; a fraction
 *     unless set
 * @param rollover whether what leaves comes in again; true unless set
 * @param fadeDuration length in seconds of a fade on each side of the seam, 0 for none; 0.005
 *     unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Shift(
    @Parameter(aliases = "min_fraction") double minShift,
    @Parameter(aliases = "max_fraction") double maxShift,
    Unit shiftUnit,
    boolean rollover,
    double fadeDuration,
    double p)
    implements Deformation {
  private static final double EQUAL_ENERGY = 1.4186;

  public Shift {
    Draw.checkRange("shift", minShift, maxShift);
    if (shiftUnit == Unit.FRACTION) {
      Draw.checkRange("shift", minShift, maxShift, -1, 1);
    }
    Fades.check(fadeDuration);
    Draw.checkProbability(p);
  }

  /** By up to half of the audio either way, always. */
  public Shift() {
    this(-0.5, 0.5, Unit.FRACTION, true, 0.005, 1);
  }

  @Override
  public String name() {
    return "Shift";
  }

  @Override
  public String label() {
    return Draw.label(
        "shifted by",
        minShift,
        maxShift,
        switch (shiftUnit) {
          case FRACTION -> "of it";
          case SAMPLES -> "samples";
          case SECONDS -> "s";
        });
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minShift, maxShift, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double shift = Draw.between(minShift, maxShift, random);
    Change change =
        SampleMath.each(
            (samples, rate) ->
                shifted(
                    samples,
                    shiftUnit.samples(shift, samples.length, rate),
                    (int) (rate * fadeDuration)));
    return acts ? change.withDrawn("shift", shift) : Change.NONE;
  }

  private float[] shifted(float[] samples, int shift, int fade) {
    int count = samples.length;
    float[] result = new float[count];
    int seam = Math.floorMod(shift, count);
    boolean inside = Math.abs((long) shift) < count;
    if (rollover || inside && shift >= 0) {
      System.arraycopy(samples, 0, result, seam, count - seam);
    }
    if (rollover || inside && shift < 0) {
      System.arraycopy(samples, count - seam, result, 0, seam);
    }
    float[] rise = SampleMath.fadeIn(fade, EQUAL_ENERGY);
    for (int i = 0; i < fade && seam != 0; i++) {
      if (seam + i < count && (rollover || shift > 0)) {
        result[seam + i] *= rise[i];
      }
      int before = seam - 1 - i;
      if (before >= 0 && (rollover || shift < 0)) {
        result[before] *= rise[i];
      }
    }
    return result;
  }
}
