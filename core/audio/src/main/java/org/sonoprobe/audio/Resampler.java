package org.sonoprobe.audio;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.api.Audio;
import org.sonoprobe.component.internal.Nearest;

/**
 * Changes the sample rate of a signal.
 *
 * <p>Implementations are thread-safe, add no delay and give exactly {@code ceil(n * to / from)}
 * samples for {@code n}.
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
   * A new resampler of that name. What each does to a tone above half the target rate (stop-band)
   * and to one below (pass-band), from 44.1 to 16 kHz:
   *
   * <ul>
   *   <li>{@code polyphase}: Kaiser-windowed sinc, 64 zero crossings, beta 14.77, roll-off 0.9476
   *       (the values of resampy's {@code kaiser_best}), evaluated exactly; stop-band below -140 dB
   *       from 8.4 kHz on, pass-band flat to 7.2 kHz. The default.
   *   <li>{@code polyphase_fast}: 32 zero crossings, beta 10, roll-off 0.95; stop-band below -100
   *       dB from 8.5 kHz on.
   *   <li>{@code sinc_hann}: torchaudio's default {@code sinc_interp_hann}, 6 zero crossings,
   *       roll-off 0.99; stop-band about -50 dB. For models trained on it.
   *   <li>{@code linear}: straight lines between samples, no stop-band to speak of; what
   *       libsamplerate's {@code SRC_LINEAR} gives, which the thesis uses for two models, without
   *       its delay of one input sample.
   * </ul>
   *
   * @throws IllegalArgumentException naming the resamplers that exist
   */
  static Resampler named(String name) {
    Map<String, Resampler> known = new TreeMap<>();
    known.put("polyphase", new PolyphaseResampler(64, 14.769656459379492, 0.9475937167399596));
    known.put("polyphase_fast", new PolyphaseResampler(32, 10, 0.95));
    known.put("sinc_hann", new PolyphaseResampler(6, -1, 0.99));
    known.put("linear", new LinearResampler());
    Resampler found = known.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no resampler is called '"
              + name
              + "'"
              + Nearest.hint(name, known.keySet())
              + "; there are: "
              + String.join(", ", known.keySet()));
    }
    return found;
  }

  /** The names that {@link #named} knows. */
  static List<String> names() {
    return List.of("linear", "polyphase", "polyphase_fast", "sinc_hann");
  }

  /** The number of samples that {@code count} samples become. */
  static int resampledLength(int count, int from, int to) {
    return Math.toIntExact(((long) count * to + from - 1) / from);
  }
}
