package org.sonoprobe.deform;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Brings the audio to a length: longer audio is cut at a random place, shorter audio is continued.
 * As audiomentations' transform of that name.
 *
 * @param durationSamples the length in samples; this or the other must be given
 * @param durationSeconds the length in seconds; 10 unless set
 * @param paddingMode {@code silence}, {@code wrap} or {@code reflect}; silence unless set
 * @param paddingPosition {@code start} or {@code end}; the end unless set
 * @param p probability of acting at all; 1 unless set
 */
public record AdjustDuration(
    @Parameter(none = "none") Optional<Integer> durationSamples,
    @Parameter(none = "none") Optional<Double> durationSeconds,
    Margin paddingMode,
    Side paddingPosition,
    double p)
    implements Deformation {

  public AdjustDuration {
    if (durationSamples.isPresent() && durationSeconds.isPresent()) {
      // a default of the one is no wish for it
      durationSeconds = Optional.empty();
    }
    if (durationSamples.isEmpty() && durationSeconds.isEmpty()
        || durationSamples.orElse(1) < 1
        || !(durationSeconds.orElse(1.0) > 0 && durationSeconds.orElse(1.0) < 1e6)) {
      throw new IllegalArgumentException(
          ("duration_samples or duration_seconds must be given and positive, but are %s "
                  + "and %s")
              .formatted(
                  durationSamples.map(String::valueOf).orElse("none"),
                  durationSeconds.map(String::valueOf).orElse("none")));
    }
    Draw.checkProbability(p);
  }

  /** To 10 seconds, with silence behind shorter audio, always. */
  public AdjustDuration() {
    this(10);
  }

  /** To so many seconds, with silence behind shorter audio, always. */
  public AdjustDuration(double seconds) {
    this(Optional.empty(), Optional.of(seconds), Margin.SILENCE, Side.END, 1);
  }

  @Override
  public String name() {
    return "AdjustDuration";
  }

  @Override
  public String label() {
    return durationSamples
        .map(samples -> "cut to " + samples + " samples")
        .orElseGet(() -> "cut to " + Draw.number(durationSeconds.orElse(0.0)) + " s");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double share = random.nextDouble();
    Change change =
        SampleMath.each(
            (samples, rate) -> {
              int wanted =
                  durationSamples.orElseGet(() -> (int) (durationSeconds.orElse(0.0) * rate));
              int surplus = samples.length - wanted;
              int start =
                  surplus > 0
                      ? Draw.place(share, surplus)
                      : paddingPosition == Side.START ? surplus : 0;
              return paddingMode.stretch(samples, start, Math.max(1, wanted));
            });
    return acts ? change.withDrawn("place", share) : Change.NONE;
  }
}
