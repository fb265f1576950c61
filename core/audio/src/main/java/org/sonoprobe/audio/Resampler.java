package org.sonoprobe.audio;

import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.component.Nearest;

/**
 * Changes the sample rate of a signal.
 *
 * <p>Implementations are thread-safe, add no delay unless they say so, and give exactly {@code
 * ceil(n * to / from)} samples for {@code n}.
 */
public interface Resampler {

  /**
   * {@code samples} at rate {@code from} as samples at rate {@code to}, both in Hz; a copy if they
   * are equal.
   */
  float[] resample(float[] samples, int from, int to);

  /** {@code audio} at another rate, channel by channel; itself if it has that rate. */
  default Audio resample(Audio audio, int to) {
    if (audio.sampleRate() == to) {
      return audio;
    }
    float[][] channels = new float[audio.channelCount()][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = resample(audio.channel(c), audio.sampleRate(), to);
    }
    return Audio.wrap(to, channels);
  }

  /**
   * The resampler of that name. Distances are to the original, of full scale: on tones with a soft
   * noise, ends included, and in brackets on white noise, which fills the band in which filters
   * fall. Originals may give one sample less at the end.
   *
   * <ul>
   *   <li>{@code polyphase}: Kaiser-windowed sinc, 64 zero crossings, beta 14.77, roll-off 0.9476
   *       (the values of resampy's {@code kaiser_best}), evaluated exactly; stop-band below -140 dB
   *       from 8.4 kHz on and pass-band flat to 7.2 kHz from 44.1 to 16 kHz. The default.
   *   <li>{@code polyphase_fast}: 32 zero crossings, beta 10, roll-off 0.95; stop-band below -100
   *       dB from 8.5 kHz on.
   *   <li>{@code libsamplerate_medium}, {@code libsamplerate_best}: the filters of libsamplerate's
   *       {@code SRC_SINC_MEDIUM_QUALITY} and {@code SRC_SINC_BEST_QUALITY} as measured by their
   *       answers to an impulse (Kaiser windows, 45.7 and 142.9 zero crossings), with the ratio of
   *       the rates in single precision as Essentia hands it over; 7e-7 (1e-5).
   *   <li>{@code libsamplerate_linear}: {@code SRC_LINEAR}, one input sample late and aliasing,
   *       with the ratio in single precision; what Essentia calls quality 4; 1e-7.
   *   <li>{@code kaiser_best}: resampy before 0.3, librosa's default before 0.10, which rounds
   *       steps in its table down and so moves its cut-off when it goes down. Exact.
   *   <li>{@code soxr_hq}: the band of libsoxr's {@code SOXR_HQ}, librosa's default since 0.10, in
   *       one stage; 4e-5 (4e-3, or 2e-4 where one rate divides the other), and up to 1e-2 in the
   *       first sample, which libsoxr's stages cut.
   *   <li>{@code sinc_hann}: torchaudio's default {@code sinc_interp_hann}, 6 zero crossings,
   *       roll-off 0.99; stop-band about -50 dB; 2e-7.
   *   <li>{@code scipy_poly}: {@code scipy.signal.resample_poly} with its default Kaiser window of
   *       beta 5; 2e-7.
   *   <li>{@code linear}: straight lines between samples, no stop-band to speak of, no delay.
   * </ul>
   *
   * @throws IllegalArgumentException naming the resamplers that exist
   */
  static Resampler named(String name) {
    Resampler found = Resamplers.KNOWN.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no resampler is called '%s'%s; there are: %s"
              .formatted(
                  name,
                  Nearest.hint(name, Resamplers.KNOWN.keySet()),
                  String.join(", ", Resamplers.KNOWN.keySet())));
    }
    return found;
  }

  /** The names that {@link #named} knows. */
  static List<String> names() {
    return List.copyOf(Resamplers.KNOWN.keySet());
  }

  /** The number of samples that {@code count} samples become. */
  static int resampledLength(int count, int from, int to) {
    return Math.toIntExact(((long) count * to + from - 1) / from);
  }
}
