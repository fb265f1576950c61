package org.sonoprobe.deform;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Cuts off what is soft at both ends: frames of 2048 samples, a hop of 512, whose root mean square
 * is more than {@code top_db} below that of the loudest. As audiomentations' transform of that
 * name.
 *
 * @param topDb how far below the loudest frame silence begins, in dB; 30 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Trim(double topDb, double p) implements Deformation {
  private static final int FRAME = 2048;
  private static final int HOP = 512;

  public Trim {
    if (!(topDb > 0)) {
      throw new IllegalArgumentException("top_db must be positive, but is " + topDb);
    }
    Draw.checkProbability(p);
  }

  /** At -30 dB, always. */
  public Trim() {
    this(30, 1);
  }

  @Override
  public String name() {
    return "Trim";
  }

  @Override
  public String label() {
    return "trimmed at -" + Draw.number(topDb) + " dB";
  }

  @Override
  public boolean isRandom() {
    return p > 0 && p < 1;
  }

  @Override
  public Change draw(RandomGenerator random) {
    return Draw.acts(p, random) ? this::trimmed : Change.NONE;
  }

  private Audio trimmed(Audio audio) {
    float[][] channels = audio.channels();
    int count = audio.frameCount();
    int frames = 1 + count / HOP;
    double[] power = new double[frames];
    for (float[] channel : channels) {
      double[] sums = new double[count + 1];
      for (int i = 0; i < count; i++) {
        sums[i + 1] = sums[i] + (double) channel[i] * channel[i];
      }
      for (int f = 0; f < frames; f++) {
        int from = Math.max(0, f * HOP - FRAME / 2);
        int to = Math.min(count, f * HOP + FRAME / 2);
        power[f] = Math.max(power[f], to > from ? Math.max(0, sums[to] - sums[from]) : 0);
      }
    }
    double least = Arrays.stream(power).max().orElse(0) * StrictMath.pow(10, -topDb / 10);
    int first = 0;
    while (first < frames && !(power[first] > least)) {
      first++;
    }
    int last = frames - 1;
    while (last > first && !(power[last] > least)) {
      last--;
    }
    if (first == frames) {
      return audio; // silence
    }
    int from = first * HOP;
    int to = Math.min(count, (last + 1) * HOP);
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Arrays.copyOfRange(channels[c], from, to);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }
}
