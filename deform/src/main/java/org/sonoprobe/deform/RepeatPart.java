package org.sonoprobe.deform;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * Repeats a part right after itself, as a stuck record. Audio that is shorter than the part stays
 * as it is. As audiomentations' transform of that name.
 *
 * @param minRepeats fewest repeats beside the original; 1 unless set; drawn uniformly
 * @param maxRepeats most repeats; 3 unless set
 * @param minPartDuration shortest part in seconds, at least 0.00025; 0.25 unless set; drawn
 *     uniformly
 * @param maxPartDuration longest part; 1.2 unless set
 * @param mode {@code insert}, which makes the audio longer, or {@code replace}, which keeps its
 *     length; insert unless set
 * @param crossfadeDuration length of the crossfade at each seam in seconds, 0 for none, at most
 *     half of the shortest part; 0.005 unless set
 * @param partTransform a deformation of each repeat; none unless set
 * @param p probability of acting at all; 1 unless set
 */
public record RepeatPart(
    int minRepeats,
    int maxRepeats,
    double minPartDuration,
    double maxPartDuration,
    Mode mode,
    double crossfadeDuration,
    @Parameter(none = "none") Optional<Deformation> partTransform,
    double p)
    implements Deformation {
  private static final double EQUAL_ENERGY = 1.4186;
  private static final double EQUAL_GAIN = -0.70912;

  /** The treatment of what stood behind the part. */
  public enum Mode {
    INSERT,
    REPLACE
  }

  public RepeatPart {
    Draw.checkRange("repeats", minRepeats, maxRepeats, 1, 10_000);
    Draw.checkRange("part_duration", minPartDuration, maxPartDuration, 0.00025, 1e6);
    Fades.check(crossfadeDuration);
    if (crossfadeDuration > minPartDuration / 2) {
      throw new IllegalArgumentException(
          "crossfade_duration must be at most half of min_part_duration, but is "
              + crossfadeDuration);
    }
    Draw.checkProbability(p);
  }

  /** One to three repeats of 0.25 to 1.2 s, always. */
  public RepeatPart() {
    this(1, 3, 0.25, 1.2, Mode.INSERT, 0.005, Optional.empty(), 1);
  }

  @Override
  public String name() {
    return "RepeatPart";
  }

  @Override
  public String label() {
    return Draw.label("repeated", minRepeats, maxRepeats, "times");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Optional<String> unavailable() {
    return partTransform.flatMap(Deformation::unavailable);
  }

  @Override
  public Change draw(RandomGenerator random) throws IOException {
    return open().draw(random);
  }

  @Override
  public Deformer open() throws IOException {
    Deformer transform = partTransform.isPresent() ? partTransform.get().open() : null;
    return random -> {
      boolean acts = Draw.acts(p, random);
      int repeats = Draw.whole(minRepeats, maxRepeats, random);
      double length = Draw.between(minPartDuration, maxPartDuration, random);
      double place = random.nextDouble();
      Change[] transforms = transforms(transform, repeats, new SplittableRandom(random.nextLong()));
      Change change =
          audio -> {
            int part = Math.max(2, (int) Math.rint(length * audio.sampleRate()));
            if (part >= audio.frameCount()) {
              return audio;
            }
            int start = Draw.place(place, audio.frameCount() - part + 1);
            return repeated(audio, start, part, transforms);
          };
      boolean moves =
          Arrays.stream(transforms).anyMatch(each -> !each.move().equals(Change.Move.NONE));
      return acts
          ? change
              .withDrawn("repeats", repeats, "part_duration", length, "place", place)
              .withMove(moves ? Change.Move.UNKNOWN : Change.Move.NONE)
          : Change.NONE;
    };
  }

  /** What is done to each repeat. */
  private static Change[] transforms(
      @Nullable Deformer transform, int repeats, SplittableRandom random) throws IOException {
    Change[] transforms = new Change[repeats];
    for (int r = 0; r < repeats; r++) {
      transforms[r] = transform == null ? Change.NONE : transform.draw(random.split());
    }
    return transforms;
  }

  Audio repeated(Audio audio, int start, int part, Change[] transforms) throws IOException {
    int repeats = transforms.length;
    int rate = audio.sampleRate();
    int fade = crossfadeDuration == 0 ? 0 : Math.max(2, (int) (crossfadeDuration * rate) / 2 * 2);
    int half = fade / 2;
    // a copy reaches half a crossfade beyond the part on both sides, as far as there is audio
    int before = Math.min(half, start);
    int behind = Math.min(half, audio.frameCount() - start - part);
    Audio[] copies = new Audio[repeats];
    for (int r = 0; r < repeats; r++) {
      Audio copy = cut(audio, start - before, before + part + behind);
      copies[r] = SampleMath.fitted(transforms[r].apply(copy), copy.frameCount());
    }
    int end = start + part;
    boolean insert = mode == Mode.INSERT;
    int length = insert ? audio.frameCount() + repeats * part : audio.frameCount();
    float[][] channels = audio.channels();
    float[][] result = new float[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      float[] out = Arrays.copyOf(Arrays.copyOf(channels[c], end + behind), length + part + fade);
      Arrays.fill(out, end + behind, out.length, 0);
      for (int r = 0; r < repeats; r++) {
        join(out, end + r * part, before, behind, copies[r].channel(c));
      }
      float[] rest =
          Arrays.copyOfRange(
              channels[c],
              Math.min(channels[c].length, (insert ? end : end + repeats * part) - before),
              channels[c].length);
      join(out, end + repeats * part, before, behind, rest);
      result[c] = Arrays.copyOf(out, length);
    }
    return Audio.wrap(rate, result);
  }

  private static Audio cut(Audio audio, int start, int length) {
    float[][] channels = audio.channels();
    for (int c = 0; c < channels.length; c++) {
      channels[c] = Arrays.copyOfRange(channels[c], start, start + length);
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  /** Goes over at a seam from what stands there to what comes, which begins before it. */
  private static void join(float[] out, int seam, int before, int behind, float[] next) {
    int from = seam - before;
    int fade = Math.min(before + behind, next.length);
    double products = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < fade && from + i < out.length; i++) {
      products += (double) out[from + i] * next[i];
      first += (double) out[from + i] * out[from + i];
      second += (double) next[i] * next[i];
    }
    boolean alike = products > 0.5 * Math.sqrt(first * second);
    float[] rise = SampleMath.fadeIn(fade, alike ? EQUAL_GAIN : EQUAL_ENERGY);
    for (int i = 0; i < next.length && from + i < out.length; i++) {
      out[from + i] = i < fade ? rise[i] * next[i] + rise[fade - 1 - i] * out[from + i] : next[i];
    }
  }
}
