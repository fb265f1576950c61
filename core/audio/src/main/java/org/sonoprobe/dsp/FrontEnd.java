package org.sonoprobe.dsp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sonoprobe.component.internal.Nearest;
import org.sonoprobe.dsp.MelFilterbank.Shape;

/**
 * The log-mel spectrogram that a network was trained on.
 *
 * <p>Immutable and thread-safe. Named front-ends follow the public reference code of each network;
 * see {@link #named}.
 */
public final class FrontEnd {

  /** How band energies are compressed. */
  public enum Compression {
    /** {@code log10(1 + 10000 x)}. */
    LOG10_10K {
      @Override
      double apply(double x) {
        return Math.log10(1 + 10000 * x);
      }
    },
    /** {@code ln(x + 0.01)}. */
    LN_001 {
      @Override
      double apply(double x) {
        return Math.log(x + 0.01);
      }
    },
    /** {@code 10 log10(max(x, 1e-10))}. */
    DECIBEL {
      @Override
      double apply(double x) {
        return 10 * Math.log10(Math.max(x, 1e-10));
      }
    };

    abstract double apply(double x);
  }

  /** Made once: filterbanks take a while, and they are immutable. */
  private static final Map<String, FrontEnd> KNOWN = known();

  private final int sampleRate;
  private final int hop;
  private final Stft stft;
  private final boolean magnitude;
  private final MelFilterbank filterbank;
  private final Compression compression;

  /**
   * A front-end.
   *
   * @param sampleRate in Hz
   * @param magnitude whether bands sum magnitudes instead of powers
   */
  public FrontEnd(
      int sampleRate,
      int hop,
      Stft stft,
      boolean magnitude,
      MelFilterbank filterbank,
      Compression compression) {
    this.sampleRate = sampleRate;
    this.hop = hop;
    this.stft = stft;
    this.magnitude = magnitude;
    this.filterbank = filterbank;
    this.compression = compression;
  }

  /** The sample rate it wants, in Hz. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Samples from one frame to the next. */
  public int hop() {
    return hop;
  }

  /** Number of bands. */
  public int bandCount() {
    return filterbank.bandCount();
  }

  /** The spectrogram {@code [frame][band]} of mono samples at {@link #sampleRate()}. */
  public float[][] apply(float[] samples) {
    float[][] frames = new float[stft.frameCount(samples.length)][filterbank.bandCount()];
    double[] bands = new double[filterbank.bandCount()];
    stft.power(
        samples,
        (frame, spectrum) -> {
          if (magnitude) {
            for (int i = 0; i < spectrum.length; i++) {
              spectrum[i] = Math.sqrt(spectrum[i]);
            }
          }
          filterbank.apply(spectrum, bands);
          float[] row = frames[frame];
          for (int band = 0; band < row.length; band++) {
            row[band] = (float) compression.apply(bands[band]);
          }
        });
    return frames;
  }

  /**
   * The front-end of that name:
   *
   * <ul>
   *   <li>{@code musicnn}: 16 kHz, 512/256, 96 Slaney bands, log10(1 + 10000 x), mirrored ends (the
   *       musicnn package)
   *   <li>{@code musicnn_essentia}: the same with Essentia's framing and symmetric window; also for
   *       EffNet-Discogs
   *   <li>{@code vggish}: 16 kHz, 400/160 in 512 points, 64 HTK bands 125-7500 Hz of magnitudes,
   *       ln(x + 0.01) (AudioSet)
   *   <li>{@code vggish_essentia}: the same with Essentia's framing and symmetric window
   *   <li>{@code panns}: 32 kHz, 1024/320, 64 Slaney bands 50-14000 Hz in dB
   *   <li>{@code sota_tagging}: 16 kHz, 512/256, 96 HTK bands without norm in dB
   *       (sota-music-tagging-models)
   * </ul>
   *
   * @throws IllegalArgumentException naming the front-ends that exist
   */
  public static FrontEnd named(String name) {
    FrontEnd found = KNOWN.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no front-end is called '"
              + name
              + "'"
              + Nearest.hint(name, KNOWN.keySet())
              + "; there are: waveform, "
              + String.join(", ", KNOWN.keySet()));
    }
    return found;
  }

  /** The names that {@link #named} knows. */
  public static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  private static Map<String, FrontEnd> known() {
    Map<String, FrontEnd> known = new TreeMap<>();
    for (boolean essentia : new boolean[] {false, true}) {
      String suffix = essentia ? "_essentia" : "";
      known.put("musicnn" + suffix, musicnn(essentia));
      known.put("vggish" + suffix, vggish(essentia));
    }
    known.put(
        "panns",
        new FrontEnd(
            32000,
            320,
            new Stft(1024, 1024, false, 320, Framing.CENTRED_REFLECT),
            false,
            new MelFilterbank(32000, 1024, 64, 50, 14000, MelScale.SLANEY, Shape.SLANEY_AREA),
            Compression.DECIBEL));
    known.put(
        "sota_tagging",
        new FrontEnd(
            16000,
            256,
            new Stft(512, 512, false, 256, Framing.CENTRED_REFLECT),
            false,
            new MelFilterbank(16000, 512, 96, 0, 8000, MelScale.HTK, Shape.HERTZ_PEAK),
            Compression.DECIBEL));
    return Collections.unmodifiableMap(known);
  }

  private static FrontEnd musicnn(boolean essentia) {
    Framing framing = essentia ? Framing.ESSENTIA : Framing.CENTRED_REFLECT;
    return new FrontEnd(
        16000,
        256,
        new Stft(512, 512, essentia, 256, framing),
        false,
        new MelFilterbank(16000, 512, 96, 0, 8000, MelScale.SLANEY, Shape.SLANEY_AREA, essentia),
        Compression.LOG10_10K);
  }

  private static FrontEnd vggish(boolean essentia) {
    Framing framing = essentia ? Framing.ESSENTIA : Framing.INSIDE;
    return new FrontEnd(
        16000,
        160,
        new Stft(512, 400, essentia, 160, framing),
        true,
        new MelFilterbank(16000, 512, 64, 125, 7500, MelScale.HTK, Shape.MEL_PEAK, essentia),
        Compression.LN_001);
  }
}
