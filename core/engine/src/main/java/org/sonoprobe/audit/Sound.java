package org.sonoprobe.audit;

import java.io.IOException;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.dsp.Fft;

/**
 * The features of a track that an audit remembers.
 *
 * @param seconds how long it is
 * @param peak of all samples
 * @param level root of the mean square over channels, 1 for full scale
 * @param cut the share of samples that stand in runs of at least three at the peak, where the peak
 *     is near full scale
 * @param samples a hash of rate, channels and samples
 * @param sketch how its loudness in a few bands goes, see {@link Sketch}
 * @param spectrum its mean energy in bands up to 3.4 kHz, in dB against the strongest, at least -40
 */
record Sound(
    double seconds,
    double peak,
    double level,
    double cut,
    String samples,
    Sketch sketch,
    float[] spectrum) {
  static final int BANDS = 32;

  /** Everything is compared at this rate, in Hz, which every recording in use has or exceeds. */
  static final int RATE = 8000;

  private static final int FRAME = 512;
  private static final double FLOOR_DB = -40;
  private static final double LOWEST = 80;
  private static final double HIGHEST = 3400;

  static Sound of(Audio audio) throws IOException {
    double sum = 0;
    double peak = 0;
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(1 << 16);
    java.security.MessageDigest digest = Hashes.digest("SHA-256");
    digest.update(
        (audio.sampleRate() + "/" + audio.channelCount())
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (float[] channel : audio.channels()) {
      for (float value : channel) {
        sum += (double) value * value;
        peak = Math.max(peak, Math.abs(value));
        if (bytes.remaining() < Float.BYTES) {
          digest.update(bytes.flip());
          bytes.clear();
        }
        bytes.putFloat(value);
      }
    }
    digest.update(bytes.flip());
    if (!Double.isFinite(sum)) {
      throw new IOException("it has samples that are no numbers");
    }
    long count = (long) audio.frameCount() * audio.channelCount();
    float[] narrow = narrow(audio);
    Sketch.Builder sketch = new Sketch.Builder();
    float[] spectrum = spectrum(narrow, sketch);
    return new Sound(
        audio.durationSeconds(),
        peak,
        Math.sqrt(sum / Math.max(1, count)),
        cut(audio, peak) / (double) Math.max(1, count),
        java.util.HexFormat.of().formatHex(digest.digest()),
        sketch.build(),
        spectrum);
  }

  private static int cut(Audio audio, double peak) {
    if (peak < 0.98) {
      return 0;
    }
    int cut = 0;
    for (float[] channel : audio.channels()) {
      int run = 0;
      for (float value : channel) {
        run = Math.abs(value) >= peak - 1e-6 ? run + 1 : 0;
        cut += run == 3 ? 3 : run > 3 ? 1 : 0;
      }
    }
    return cut;
  }

  /** One channel at {@link #RATE}. */
  static float[] narrow(Audio audio) {
    float[] mono = audio.mono();
    if (audio.channelCount() > 1 && energy(mono) < 1e-3 * energy(audio.channel(0))) {
      mono = audio.channel(0); // the channels cancel each other
    }
    double mean = 0;
    for (float value : mono) {
      mean += value / (double) mono.length;
    }
    float[] level = new float[mono.length];
    for (int i = 0; i < level.length; i++) {
      level[i] = (float) (mono[i] - mean);
    }
    mono = level;
    return audio.sampleRate() == RATE
        ? mono
        : Resampler.named("polyphase_fast").resample(mono, audio.sampleRate(), RATE);
  }

  private static double energy(float[] samples) {
    double sum = 0;
    for (float value : samples) {
      sum += (double) value * value;
    }
    return sum;
  }

  private static float[] spectrum(float[] samples, Sketch.Builder sketch) {
    double[] energy = new double[BANDS];
    double[] frame = new double[FRAME];
    Fft fft = new Fft(FRAME);
    for (int start = 0; start == 0 || start + FRAME <= samples.length; start += FRAME / 2) {
      for (int i = 0; i < FRAME; i++) {
        double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME);
        frame[i] = start + i < samples.length ? samples[start + i] * window : 0;
      }
      fft.forward(frame);
      double[] now = new double[BANDS];
      for (int k = 1; k < FRAME / 2; k++) {
        int band = band((double) k * RATE / FRAME);
        if (band >= 0) {
          now[band] += frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
        }
      }
      sketch.add(now);
      for (int band = 0; band < BANDS; band++) {
        energy[band] += now[band];
      }
    }
    double most = 1e-20;
    for (double value : energy) {
      most = Math.max(most, value);
    }
    float[] spectrum = new float[BANDS];
    for (int band = 0; band < BANDS; band++) {
      spectrum[band] =
          (float) Math.max(FLOOR_DB, 10 * Math.log10(Math.max(energy[band], 1e-20) / most));
    }
    return spectrum;
  }

  /** Bands of equal width in the logarithm of the frequency; negative for none. */
  private static int band(double hertz) {
    if (hertz < LOWEST || hertz >= HIGHEST) {
      return -1;
    }
    return (int) (BANDS * Math.log(hertz / LOWEST) / Math.log(HIGHEST / LOWEST));
  }
}
