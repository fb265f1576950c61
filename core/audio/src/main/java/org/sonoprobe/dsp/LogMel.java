package org.sonoprobe.dsp;

import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Parameter;

/**
 * A log-mel spectrogram: frames under a window, their magnitudes or powers summed in bands, the
 * logarithm of these, and what a network's reference does to that.
 *
 * @param samples what is done to samples first
 * @param frames where frames lie
 * @param window what a frame is weighted with
 * @param mel the bands
 * @param energy what of a spectrum the bands sum
 * @param compression of the band energies
 * @param levels what is done to the compressed energies
 */
public record LogMel(
    @Parameter(flat = true) Preparation samples,
    @Parameter(flat = true) Frames frames,
    @Parameter(flat = true) Window window,
    @Parameter(flat = true) Mel mel,
    @Parameter(flat = true) Energy energy,
    @Parameter(flat = true) Compression compression,
    @Parameter(flat = true) Levels levels)
    implements FrontEnd {

  /**
   * The rate, length and placement of frames.
   *
   * @param sampleRate in Hz; 16000 unless set
   * @param fftSize points of the transform; 512 unless set
   * @param hop samples from one frame to the next; 256 unless set
   * @param framing what happens at the ends; {@code centred_reflect} unless set
   */
  public record Frames(int sampleRate, int fftSize, int hop, Framing framing) {

    public Frames {
      if (sampleRate <= 0 || fftSize <= 0 || hop <= 0) {
        throw new IllegalArgumentException(
            "sample_rate, fft_size and hop must be positive, but are %s, %s and %s"
                .formatted(sampleRate, fftSize, hop));
      }
    }
  }

  /**
   * A window.
   *
   * @param windowLength samples of the window, at most {@code fft_size}; 512 unless set
   * @param symmetricWindow whether the window is symmetric instead of periodic; false unless set
   * @param windowType its shape; {@code hann} unless set
   */
  public record Window(int windowLength, boolean symmetricWindow, AnalysisWindows.Type windowType) {

    public Window {
      if (windowLength <= 0) {
        throw new IllegalArgumentException(
            "window_length must be positive, but is " + windowLength);
      }
    }

    /** A Hann window. */
    public Window(int windowLength, boolean symmetricWindow) {
      this(windowLength, symmetricWindow, AnalysisWindows.Type.HANN);
    }

    double[] values() {
      return AnalysisWindows.of(windowType, windowLength, symmetricWindow);
    }
  }

  /**
   * The quantity of a spectrum that the bands sum.
   *
   * @param magnitude whether magnitudes instead of powers; false unless set
   * @param halfPrecision whether sums are rounded to half precision and their logarithms computed
   *     in single precision, as the musicnn package does; false unless set
   */
  public record Energy(boolean magnitude, boolean halfPrecision) {
    static final Energy POWER = new Energy(false, false);
    static final Energy MAGNITUDE = new Energy(true, false);
  }

  /**
   * The scaling of compressed energies x: {@code (max(x - top, -range) - mean) / deviation}, top
   * being the largest of all that is heard at once, or 0.
   *
   * @param belowTop whether the largest is subtracted; false unless set
   * @param range below 0 to which they go down at most; not limited unless set
   * @param mean that is subtracted; 0 unless set
   * @param deviation by which they are divided; 1 unless set
   * @param dropLastFrame whether the last frame is left out; false unless set
   * @param eachPatchAlone whether samples are cut into patches first and each is heard alone; false
   *     unless set
   */
  public record Levels(
      boolean belowTop,
      Optional<Double> range,
      double mean,
      double deviation,
      boolean dropLastFrame,
      boolean eachPatchAlone) {

    static final Levels PLAIN = affine(0, 1);

    public Levels {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("deviation must be positive, but is " + deviation);
      }
    }

    static Levels affine(double mean, double deviation) {
      return new Levels(false, Optional.empty(), mean, deviation, false, false);
    }

    /** Each patch on its own, its largest value at 0, down to minus the range. */
    static Levels below(double range) {
      return new Levels(true, Optional.of(range), 0, 1, false, true);
    }

    private void apply(float[] values) {
      double top = 0;
      if (belowTop) {
        top = Double.NEGATIVE_INFINITY;
        for (float value : values) {
          top = Math.max(top, value);
        }
      }
      double lowest = range.isPresent() ? -range.get() : Double.NEGATIVE_INFINITY;
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((Math.max(values[i] - top, lowest) - mean) / deviation);
      }
    }
  }

  /**
   * Triangles on a mel scale.
   *
   * @param bands number of triangles; 96 unless set
   * @param lowest lower edge of the first triangle in Hz; 0 unless set
   * @param highest upper edge of the last triangle in Hz; 8000 unless set
   * @param scale the mel scale; {@code slaney} unless set
   * @param triangles shape and norm of the triangles; {@code slaney_area} unless set
   */
  public record Mel(
      int bands, double lowest, double highest, MelScale scale, MelFilterbank.Shape triangles) {}

  /**
   * {@code factor * log(offset + gain * max(x, floor))} of a band's energy x.
   *
   * @param gain by which an energy is multiplied; 10000 unless set
   * @param offset that is added after that; 1 unless set
   * @param floor below which no energy falls; 0 unless set
   * @param factor by which the logarithm is multiplied; 1 unless set
   * @param logarithm to which base; {@code ten} unless set
   */
  public record Compression(
      double gain, double offset, double floor, double factor, Logarithm logarithm) {

    /** {@code log10(1 + 10000 x)}. */
    static final Compression MUSICNN = new Compression(10000, 1, 0, 1, Logarithm.TEN);

    /** {@code 10 log10(max(x, 1e-10))}. */
    static final Compression DECIBEL = new Compression(1, 0, 1e-10, 10, Logarithm.TEN);

    /** The same in single precision, of an energy in half precision. */
    float applySingle(float x) {
      float argument = (float) offset + (float) gain * Math.max(x, (float) floor);
      return (float) factor
          * (float) (logarithm == Logarithm.TEN ? Math.log10(argument) : Math.log(argument));
    }

    double apply(double x) {
      double argument = offset + gain * Math.max(x, floor);
      return factor * (logarithm == Logarithm.TEN ? Math.log10(argument) : Math.log(argument));
    }
  }

  /** The base of a logarithm. */
  public enum Logarithm {
    TEN,
    NATURAL
  }

  /** Nothing but a spectrogram, its bands and their compression. */
  LogMel(Frames frames, Window window, Mel mel, Energy energy, Compression compression) {
    this(Preparation.NONE, frames, window, mel, energy, compression, Levels.PLAIN);
  }

  /** That of MusiCNN. */
  public LogMel() {
    this(
        new Frames(16000, 512, 256, Framing.CENTRED_REFLECT),
        new Window(512, false),
        new Mel(96, 0, 8000, MelScale.SLANEY, MelFilterbank.Shape.SLANEY_AREA),
        Energy.POWER,
        Compression.MUSICNN);
  }

  /** The same with something done to the levels. */
  LogMel levels(Levels other) {
    return new LogMel(samples, frames, window, mel, energy, compression, other);
  }

  /** The same with something done to the samples first. */
  LogMel samples(Preparation other) {
    return new LogMel(other, frames, window, mel, energy, compression, levels);
  }

  @Override
  public String name() {
    return "mel";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("log_mel");
  }

  @Override
  public int sampleRate() {
    return frames.sampleRate;
  }

  @Override
  public int hop() {
    return frames.hop;
  }

  @Override
  public int bandCount() {
    return mel.bands;
  }

  @Override
  public Preparation preparation() {
    return samples;
  }

  @Override
  public boolean eachPatchAlone() {
    return levels.eachPatchAlone;
  }

  @Override
  public Transform open() {
    Stft stft = new Stft(frames.fftSize, window.values(), frames.hop, frames.framing);
    MelFilterbank filterbank =
        new MelFilterbank(
            frames.sampleRate,
            frames.fftSize,
            mel.bands,
            mel.lowest,
            mel.highest,
            mel.scale,
            mel.triangles,
            frames.framing.isEssentia());
    return new Transform() {
      @Override
      public float[] apply(float[] samples) {
        return spectrogram(samples, stft, filterbank);
      }

      @Override
      public int unheard(int samples) {
        return stft.unheard(samples);
      }

      @Override
      public long samplesFor(int frames) {
        return stft.samplesFor(levels.dropLastFrame ? frames + 1 : frames);
      }
    };
  }

  private float[] spectrogram(float[] samples, Stft stft, MelFilterbank filterbank) {
    int bands = filterbank.bandCount();
    int kept = stft.frameCount(samples.length);
    if (levels.dropLastFrame) {
      kept = Math.max(0, kept - 1);
    }
    int frameCount = kept;
    float[] result = new float[frameCount * bands];
    double[] energies = new double[bands];
    stft.power(
        samples,
        (frame, spectrum) -> {
          if (frame == frameCount) {
            return;
          }
          if (energy.magnitude) {
            for (int i = 0; i < spectrum.length; i++) {
              spectrum[i] = Math.sqrt(spectrum[i]);
            }
          }
          filterbank.apply(spectrum, energies);
          for (int band = 0; band < bands; band++) {
            result[frame * bands + band] =
                energy.halfPrecision
                    ? compression.applySingle(HalfPrecision.round(energies[band]))
                    : (float) compression.apply(energies[band]);
          }
        });
    if (!levels.equals(Levels.PLAIN)) {
      levels.apply(result);
    }
    return result;
  }
}
