package org.sonoprobe.embeddings.networks;

import java.util.Optional;
import org.sonoprobe.api.Input;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.dsp.FrontEnd;

/**
 * The input that a network is given.
 *
 * @param sampleRate in Hz; that of the front-end unless set, which only {@code waveform} lacks
 * @param frontEnd {@code musicnn} unless set
 * @param resampler name of the resampler; {@code polyphase} unless set
 */
public record Hearing(Optional<Integer> sampleRate, FrontEnd frontEnd, String resampler) {

  public Hearing {
    int own = frontEnd.sampleRate();
    if (sampleRate.isPresent() && sampleRate.get() <= 0) {
      throw new IllegalArgumentException(
          "sample_rate must be positive, but is " + sampleRate.get());
    }
    if (own == 0 && sampleRate.isEmpty()) {
      throw new IllegalArgumentException(
          "front-end '" + frontEnd.name() + "' takes any rate; sample_rate must say which");
    }
    if (own != 0 && sampleRate.isPresent() && sampleRate.get() != own) {
      throw new IllegalArgumentException(
          "front-end '%s' wants a sample_rate of %s, but it is %s"
              .formatted(frontEnd.name(), own, sampleRate.get()));
    }
    Resampler.named(resampler);
  }

  /** A front-end with a rate of its own, reached with the usual resampler. */
  public static Hearing of(FrontEnd frontEnd) {
    return of(frontEnd, "polyphase");
  }

  /** A front-end with a rate of its own, reached with that resampler. */
  public static Hearing of(FrontEnd frontEnd, String resampler) {
    return new Hearing(Optional.empty(), frontEnd, resampler);
  }

  /** A front-end that takes any rate, at that one in Hz. */
  public static Hearing at(int sampleRate, FrontEnd frontEnd) {
    return new Hearing(Optional.of(sampleRate), frontEnd, "polyphase");
  }

  /** The rate in Hz. */
  public int rate() {
    return sampleRate.orElseGet(frontEnd::sampleRate);
  }

  Input input() {
    return Input.mono(rate()).resampledBy(resampler);
  }
}
