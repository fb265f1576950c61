package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Plays the audio in a shoebox room of drawn size, with the source and a microphone near it: image
 * sources up to an order and a diffuse tail, convolved with the audio, damped by air, without
 * change of level. As audiomentations' transform of that name, which traces rays for the tail where
 * here it is noise of the energy of a diffuse field.
 *
 * @param size of the room
 * @param absorption of its surfaces
 * @param source where the sound is
 * @param mic where it is heard
 * @param calculationMode {@code absorption}, or {@code rt60} for surfaces by Sabine's formula from
 *     a drawn reverberation time; absorption unless set
 * @param useRayTracing whether there is a diffuse tail; true unless set
 * @param maxOrder most reflections of an image source; 1 unless set
 * @param leaveLengthUnchanged whether the tail is cut; false unless set
 * @param padding least distance from the walls in metres; 0.1 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record RoomSimulator(
    @Parameter(flat = true) Size size,
    @Parameter(flat = true) Absorption absorption,
    @Parameter(flat = true) Source source,
    @Parameter(flat = true) Mic mic,
    Mode calculationMode,
    boolean useRayTracing,
    int maxOrder,
    boolean leaveLengthUnchanged,
    double padding,
    double p)
    implements Deformation {
  private static final double LEAST = 0.075;
  private static final double MOST = 0.4;
  private static final double SHORTEST = 0.15;
  private static final double LONGEST = 0.8;

  /** The quantity by which the surfaces are drawn. */
  public enum Mode {
    ABSORPTION,
    RT60
  }

  /**
   * The room in metres, each side drawn uniformly.
   *
   * @param minSizeX shortest length; 3.6 unless set
   * @param maxSizeX longest length; 5.6 unless set
   * @param minSizeY shortest width; 3.6 unless set
   * @param maxSizeY longest width; 3.9 unless set
   * @param minSizeZ lowest ceiling; 2.4 unless set
   * @param maxSizeZ highest ceiling; 3 unless set
   */
  public record Size(
      double minSizeX,
      double maxSizeX,
      double minSizeY,
      double maxSizeY,
      double minSizeZ,
      double maxSizeZ) {
    public Size {
      Draw.checkPositive("size_x", minSizeX, maxSizeX);
      Draw.checkPositive("size_y", minSizeY, maxSizeY);
      Draw.checkPositive("size_z", minSizeZ, maxSizeZ);
    }
  }

  /**
   * The sound energy that the surfaces take.
   *
   * @param minAbsorptionValue least share of energy that is absorbed; 0.075 unless set; drawn
   *     uniformly
   * @param maxAbsorptionValue largest share; 0.4 unless set
   * @param minTargetRt60 shortest reverberation time in seconds for {@code rt60}; 0.15 unless set;
   *     drawn uniformly
   * @param maxTargetRt60 longest such time; 0.8 unless set
   */
  public record Absorption(
      double minAbsorptionValue,
      double maxAbsorptionValue,
      double minTargetRt60,
      double maxTargetRt60) {
    public Absorption {
      Draw.checkRange("absorption_value", minAbsorptionValue, maxAbsorptionValue, 0.001, 1);
      Draw.checkPositive("target_rt60", minTargetRt60, maxTargetRt60);
    }
  }

  /**
   * The position of the sound, in metres from a corner, drawn uniformly and kept within the room.
   *
   * @param minSourceX least along the length; 0.1 unless set
   * @param maxSourceX most; 3.5 unless set
   * @param minSourceY least along the width; 0.1 unless set
   * @param maxSourceY most; 2.7 unless set
   * @param minSourceZ least height; 1 unless set
   * @param maxSourceZ most; 2.1 unless set
   */
  public record Source(
      double minSourceX,
      double maxSourceX,
      double minSourceY,
      double maxSourceY,
      double minSourceZ,
      double maxSourceZ) {
    public Source {
      Draw.checkRange("source_x", minSourceX, maxSourceX);
      Draw.checkRange("source_y", minSourceY, maxSourceY);
      Draw.checkRange("source_z", minSourceZ, maxSourceZ);
    }
  }

  /**
   * The position of the microphone, as seen from the source, drawn uniformly and kept within the
   * room.
   *
   * @param minMicDistance least distance in metres; 0.15 unless set
   * @param maxMicDistance largest; 0.35 unless set
   * @param minMicAzimuth least azimuth in radians; -3.141592653589793 unless set
   * @param maxMicAzimuth largest; 3.141592653589793 unless set
   * @param minMicElevation least elevation; -3.141592653589793 unless set
   * @param maxMicElevation largest; 3.141592653589793 unless set
   */
  public record Mic(
      double minMicDistance,
      double maxMicDistance,
      double minMicAzimuth,
      double maxMicAzimuth,
      double minMicElevation,
      double maxMicElevation) {
    public Mic {
      Draw.checkPositive("mic_distance", minMicDistance, maxMicDistance);
      Draw.checkRange("mic_azimuth", minMicAzimuth, maxMicAzimuth);
      Draw.checkRange("mic_elevation", minMicElevation, maxMicElevation);
    }
  }

  public RoomSimulator {
    Draw.checkProbability(p);
    if (maxOrder < 1 || maxOrder > 60 || !(padding >= 0)) {
      throw new IllegalArgumentException(
          ("max_order must lie within 1 and 60 and padding not be negative, but are %s " + "and %s")
              .formatted(maxOrder, padding));
    }
    boolean byTime = calculationMode == Mode.RT60;
    if (byTime
        ? absorption.minAbsorptionValue != LEAST || absorption.maxAbsorptionValue != MOST
        : absorption.minTargetRt60 != SHORTEST || absorption.maxTargetRt60 != LONGEST) {
      throw new IllegalArgumentException(
          byTime
              ? "absorption_value does nothing with calculation_mode: rt60"
              : "target_rt60 does nothing unless calculation_mode is rt60");
    }
    if (byTime) {
      double[] largest = {size.maxSizeX, size.maxSizeY, size.maxSizeZ};
      double needed = Room.absorption(largest, absorption.minTargetRt60);
      if (needed > 1) {
        throw new IllegalArgumentException(
            ("the largest room cannot have a reverberation time of %s s: its surfaces would "
                    + "have to absorb %s of the energy; raise min_target_rt60 or make the room "
                    + "smaller")
                .formatted(Draw.number(absorption.minTargetRt60), Draw.number(needed)));
      }
    }
  }

  /** Small rooms with absorbing walls, always. */
  public RoomSimulator() {
    this(
        new Size(3.6, 5.6, 3.6, 3.9, 2.4, 3),
        new Absorption(LEAST, MOST, SHORTEST, LONGEST),
        new Source(0.1, 3.5, 0.1, 2.7, 1, 2.1),
        new Mic(0.15, 0.35, -Math.PI, Math.PI, -Math.PI, Math.PI),
        Mode.ABSORPTION,
        true,
        1,
        false,
        0.1,
        1);
  }

  @Override
  public String name() {
    return "RoomSimulator";
  }

  @Override
  public String label() {
    return calculationMode == Mode.RT60
        ? Draw.label("room", absorption.minTargetRt60, absorption.maxTargetRt60, "s")
        : Draw.label(
            "room absorbing", absorption.minAbsorptionValue, absorption.maxAbsorptionValue, "");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double[] sides = {
      Draw.between(size.minSizeX, size.maxSizeX, random),
      Draw.between(size.minSizeY, size.maxSizeY, random),
      Draw.between(size.minSizeZ, size.maxSizeZ, random)
    };
    double taken =
        Draw.between(absorption.minAbsorptionValue, absorption.maxAbsorptionValue, random);
    double rt60 = Draw.between(absorption.minTargetRt60, absorption.maxTargetRt60, random);
    double[] from = {
      Draw.between(source.minSourceX, source.maxSourceX, random),
      Draw.between(source.minSourceY, source.maxSourceY, random),
      Draw.between(source.minSourceZ, source.maxSourceZ, random)
    };
    double distance = Draw.between(mic.minMicDistance, mic.maxMicDistance, random);
    double azimuth = Draw.between(mic.minMicAzimuth, mic.maxMicAzimuth, random);
    double elevation = Draw.between(mic.minMicElevation, mic.maxMicElevation, random);
    long seed = random.nextLong();
    if (!acts) {
      return Change.NONE;
    }
    within(from, sides);
    double[] to = {
      from[0] + distance * StrictMath.cos(elevation) * StrictMath.cos(azimuth),
      from[1] + distance * StrictMath.cos(elevation) * StrictMath.sin(azimuth),
      from[2] + distance * StrictMath.sin(elevation)
    };
    within(to, sides);
    boolean byTime = calculationMode == Mode.RT60;
    Room room =
        new Room(
            sides,
            from,
            to,
            byTime ? Room.absorption(sides, rt60) : taken,
            byTime ? rt60 : Room.reverberation(sides, taken),
            byTime ? Math.min(Room.order(sides, rt60), maxOrder) : maxOrder,
            useRayTracing);
    Change change = audio -> play(audio, room, seed);
    return change.withDrawn(
        "size_x",
        sides[0],
        "size_y",
        sides[1],
        "size_z",
        sides[2],
        "absorption_value",
        room.absorption(),
        "rt60",
        room.reverberation(),
        "source",
        place(from),
        "microphone",
        place(to));
  }

  private static String place(double[] metres) {
    return Draw.number(metres[0]) + " " + Draw.number(metres[1]) + " " + Draw.number(metres[2]);
  }

  private void within(double[] place, double[] sides) {
    for (int d = 0; d < 3; d++) {
      double margin = Math.min(padding, sides[d] / 2);
      place[d] = Math.max(margin, Math.min(sides[d] - margin, place[d]));
    }
  }

  private Audio play(Audio audio, Room room, long seed) {
    if (audio.frameCount() == 0) {
      return audio;
    }
    Convolution response = Convolution.of(room.response(audio.sampleRate(), seed));
    float[][] channels = audio.channels();
    for (int c = 0; c < channels.length; c++) {
      float[] full = response.with(channels[c]);
      channels[c] = leaveLengthUnchanged ? SampleMath.fitted(full, audio.frameCount()) : full;
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
