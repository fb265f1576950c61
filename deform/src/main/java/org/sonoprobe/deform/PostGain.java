package org.sonoprobe.deform;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * A deformation whose result is brought to a level, so that what is heard is not merely louder or
 * softer. As audiomentations' wrapper of that name.
 *
 * @param transform what acts
 * @param method {@code same_rms} or {@code same_lufs} for the level of the input, {@code
 *     peak_normalize_always} or {@code peak_normalize_if_too_loud} for a peak of 1
 */
public record PostGain(
    @Parameter(required = true) Deformation transform, @Parameter(required = true) Method method)
    implements Deformation {

  /** The target of the level. */
  public enum Method {
    SAME_RMS,
    SAME_LUFS,
    PEAK_NORMALIZE_ALWAYS,
    PEAK_NORMALIZE_IF_TOO_LOUD
  }

  /** A placeholder. */
  public PostGain() {
    this(new Gain(0), Method.SAME_RMS);
  }

  @Override
  public String name() {
    return "PostGain";
  }

  @Override
  public String label() {
    return transform.label() + ", levelled";
  }

  @Override
  public Optional<String> unavailable() {
    return transform.unavailable();
  }

  @Override
  public boolean isRandom() {
    return transform.isRandom();
  }

  @Override
  public Change draw(RandomGenerator random) throws IOException {
    return open().draw(random);
  }

  @Override
  public Deformer open() throws IOException {
    Deformer open = transform.open();
    return random -> {
      Change inner = open.draw(new SplittableRandom(random.nextLong()));
      Change change = audio -> levelled(audio, inner.apply(audio));
      Map<String, Object> drawn = new LinkedHashMap<>();
      inner.drawn().forEach((name, value) -> drawn.put(transform.name() + "." + name, value));
      return change.withDrawn(drawn).withMove(inner.move());
    };
  }

  private Audio levelled(Audio before, Audio after) {
    float[][] channels = after.channels();
    double factor =
        switch (method) {
          case SAME_RMS -> ratio(SampleMath.rms(before.channels()), SampleMath.rms(channels));
          case SAME_LUFS ->
              finite(
                  SampleMath.factor(
                      IntegratedLoudness.integrated(before)
                          - IntegratedLoudness.integrated(after)));
          case PEAK_NORMALIZE_ALWAYS -> ratio(1, SampleMath.peak(channels));
          case PEAK_NORMALIZE_IF_TOO_LOUD -> Math.min(1, ratio(1, SampleMath.peak(channels)));
        };
    for (float[] channel : channels) {
      SampleMath.scale(channel, factor);
    }
    return Audio.wrap(after.sampleRate(), channels);
  }

  private static double ratio(double wanted, double own) {
    return own > 1e-9 ? wanted / own : 1;
  }

  private static double finite(double factor) {
    return Double.isFinite(factor) && factor > 0 ? factor : 1;
  }
}
