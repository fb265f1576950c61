package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Brings the audio to a loudness by ITU-R BS.1770-4 (integrated, gated), without clipping. Silence,
 * and what is too short or too soft to have a loudness, stays as it is. As audiomentations'
 * transform of that name, which refuses audio below 400 ms.
 *
 * @param minLufs lowest loudness in LUFS; -31 unless set; drawn uniformly
 * @param maxLufs highest loudness; -13 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record LoudnessNormalization(
    @Parameter(aliases = "min_lufs_in_db") double minLufs,
    @Parameter(aliases = "max_lufs_in_db") double maxLufs,
    double p)
    implements Deformation {

  public LoudnessNormalization {
    Draw.checkRange("lufs", minLufs, maxLufs);
    Draw.checkProbability(p);
  }

  /** Between -31 and -13 LUFS, always. */
  public LoudnessNormalization() {
    this(-31, -13, 1);
  }

  /** Exactly that loudness, always. */
  public LoudnessNormalization(double lufs) {
    this(lufs, lufs, 1);
  }

  @Override
  public String name() {
    return "LoudnessNormalization";
  }

  @Override
  public String label() {
    return Draw.label("at", minLufs, maxLufs, "LUFS");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minLufs, maxLufs, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double lufs = Draw.between(minLufs, maxLufs, random);
    Change change = audio -> at(audio, lufs);
    return acts ? change.withDrawn("lufs", lufs) : Change.NONE;
  }

  private static Audio at(Audio audio, double lufs) {
    double loudness = IntegratedLoudness.integrated(audio);
    if (Double.isInfinite(loudness)) {
      return audio;
    }
    float[][] channels = audio.channels();
    for (float[] channel : channels) {
      SampleMath.scale(channel, SampleMath.factor(lufs - loudness));
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
