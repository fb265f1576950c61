package org.sonoprobe.dsp;

import org.sonoprobe.api.Parameter;

/**
 * A log-mel spectrogram.
 *
 * @param frames where frames lie
 * @param window what a frame is weighted with
 * @param mel the bands
 * @param magnitude whether bands sum magnitudes instead of powers; false unless set
 * @param compression of the band energies
 */
public record LogMel(
    @Parameter(flat = true) Frames frames,
    @Parameter(flat = true) Window window,
    @Parameter(flat = true) Mel mel,
    boolean magnitude,
    @Parameter(flat = true) Compression compression)
    implements FrontEnd {

  /**
   * Where frames lie.
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
            "sample_rate, fft_size and hop must be positive, but are "
                + sampleRate
                + ", "
                + fftSize
                + " and "
                + hop);
      }
    }
  }

  /**
   * A Hann window.
   *
   * @param windowLength samples of the window, at most {@code fft_size}; 512 unless set
   * @param symmetricWindow whether the window is symmetric instead of periodic; false unless set
   */
  public record Window(int windowLength, boolean symmetricWindow) {}

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

    /** {@code ln(x + 0.01)}. */
    static final Compression AUDIOSET = new Compression(1, 0.01, 0, 1, Logarithm.NATURAL);

    /** {@code 10 log10(max(x, 1e-10))}. */
    static final Compression DECIBEL = new Compression(1, 0, 1e-10, 10, Logarithm.TEN);

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

  /** That of MusiCNN. */
  public LogMel() {
    this(
        new Frames(16000, 512, 256, Framing.CENTRED_REFLECT),
        new Window(512, false),
        new Mel(96, 0, 8000, MelScale.SLANEY, MelFilterbank.Shape.SLANEY_AREA),
        false,
        Compression.MUSICNN);
  }

  @Override
  public String name() {
    return "log_mel";
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
  public Transform open() {
    Stft stft =
        new Stft(
            frames.fftSize,
            window.windowLength,
            window.symmetricWindow,
            frames.hop,
            frames.framing);
    boolean accumulated = frames.framing == Framing.ESSENTIA;
    MelFilterbank filterbank =
        new MelFilterbank(
            frames.sampleRate,
            frames.fftSize,
            mel.bands,
            mel.lowest,
            mel.highest,
            mel.scale,
            mel.triangles,
            accumulated);
    return samples -> spectrogram(samples, stft, filterbank);
  }

  private float[] spectrogram(float[] samples, Stft stft, MelFilterbank filterbank) {
    int bands = filterbank.bandCount();
    float[] result = new float[stft.frameCount(samples.length) * bands];
    double[] energies = new double[bands];
    stft.power(
        samples,
        (frame, spectrum) -> {
          if (magnitude) {
            for (int i = 0; i < spectrum.length; i++) {
              spectrum[i] = Math.sqrt(spectrum[i]);
            }
          }
          filterbank.apply(spectrum, energies);
          for (int band = 0; band < bands; band++) {
            result[frame * bands + band] = (float) compression.apply(energies[band]);
          }
        });
    return result;
  }
}
