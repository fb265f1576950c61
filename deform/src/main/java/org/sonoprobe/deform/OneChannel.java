package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Plays one channel on all: what is left of stereo on a single loudspeaker. The number of channels
 * is kept; mono stays as it is.
 *
 * @param channel {@code mix}, the mean of all, or {@code left} or {@code right}, the first or the
 *     last; left unless set
 * @param p probability of acting at all; 1 unless set
 */
public record OneChannel(Which channel, double p) implements Deformation {

  /** The signal that is played. */
  public enum Which {
    LEFT,
    RIGHT,
    MIX
  }

  public OneChannel {
    Draw.checkProbability(p);
  }

  /** The left one, always. */
  public OneChannel() {
    this(Which.LEFT, 1);
  }

  @Override
  public String name() {
    return "OneChannel";
  }

  @Override
  public String label() {
    return channel == Which.MIX
        ? "mono"
        : channel.name().toLowerCase(java.util.Locale.ROOT) + " channel";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    return Draw.acts(p, random) ? this::one : Change.NONE;
  }

  private Audio one(Audio audio) {
    float[] chosen =
        switch (channel) {
          case LEFT -> audio.channel(0);
          case RIGHT -> audio.channel(audio.channelCount() - 1);
          case MIX -> audio.mono();
        };
    float[][] channels = new float[audio.channelCount()][];
    java.util.Arrays.fill(channels, chosen);
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
