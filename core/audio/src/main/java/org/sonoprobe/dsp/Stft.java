package org.sonoprobe.dsp;

/**
 * Short-time Fourier transform.
 *
 * <p>Immutable and thread-safe.
 */
public final class Stft {
  private final int fftSize;
  private final int hop;
  private final Framing framing;
  private final int windowLength;
  private final double[] window;
  private final Fft fft;

  /**
   * A transform under a Hann window.
   *
   * @param fftSize points of the transform, even
   * @param windowLength samples of the window, at most {@code fftSize}; centred frames have it in
   *     the middle of the transform, others at its start
   * @param symmetric which Hann window, see {@link AnalysisWindows#hann}
   * @param hop samples from one frame to the next
   * @param framing where the frames lie
   */
  public Stft(int fftSize, int windowLength, boolean symmetric, int hop, Framing framing) {
    this(fftSize, AnalysisWindows.hann(Math.max(1, windowLength), symmetric), hop, framing);
  }

  /** A transform under that window; see the other constructor. */
  public Stft(int fftSize, double[] window, int hop, Framing framing) {
    int windowLength = window.length;
    if (fftSize < 2 || fftSize % 2 != 0 || windowLength < 1 || windowLength > fftSize || hop < 1) {
      throw new IllegalArgumentException(
          ("an STFT needs an even FFT size, a window no longer than that and a positive "
                  + "hop, but has %s, %s and %s")
              .formatted(fftSize, windowLength, hop));
    }
    this.fftSize = fftSize;
    this.windowLength = windowLength;
    this.hop = hop;
    this.framing = framing;
    this.window = window.clone();
    this.fft = new Fft(fftSize);
  }

  /** Frequency bins of a spectrum: half the FFT size plus one. */
  public int binCount() {
    return fftSize / 2 + 1;
  }

  /** Frames that a signal of {@code samples} samples gives. */
  public int frameCount(int samples) {
    return framing.count(samples, frameLength(), hop);
  }

  /**
   * The samples that count as a frame: frames centred as librosa does it, or laid out by a
   * convolution, are as long as the transform, others as long as the window.
   */
  private int frameLength() {
    return switch (framing) {
      case INSIDE, ESSENTIA, ESSENTIA_HALF -> windowLength;
      case CENTRED_REFLECT, CENTRED_ZERO, PAD_END, SAME -> fftSize;
    };
  }

  /** The fewest samples that give so many frames. */
  long samplesFor(int frames) {
    return framing.samplesFor(frames, frameLength(), hop);
  }

  /** How many of so many samples, at their end, no frame hears. */
  int unheard(int samples) {
    int frames = frameCount(samples);
    return framing != Framing.INSIDE || frames == 0
        ? 0
        : samples - windowLength - (frames - 1) * hop;
  }

  /** Hears the power spectrum of each frame. */
  @FunctionalInterface
  public interface FrameConsumer {
    /**
     * One frame.
     *
     * @param frame its position
     * @param power squared magnitudes of the bins; reused for the next frame
     */
    void accept(int frame, double[] power);
  }

  /** Computes the squared magnitudes frame by frame. */
  public void power(float[] samples, FrameConsumer consumer) {
    int frames = frameCount(samples.length);
    double[] buffer = new double[fftSize];
    double[] power = new double[binCount()];
    int lead = framing.lead(samples.length, frameLength(), hop);
    int at = (frameLength() - windowLength) / 2;
    for (int frame = 0; frame < frames; frame++) {
      long start = (long) frame * hop - lead + at;
      load(samples, start, buffer, at);
      fft.forward(buffer);
      int half = fftSize / 2;
      power[0] = buffer[0] * buffer[0];
      power[half] = buffer[1] * buffer[1];
      for (int k = 1; k < half; k++) {
        double re = buffer[2 * k];
        double im = buffer[2 * k + 1];
        power[k] = re * re + im * im;
      }
      consumer.accept(frame, power);
    }
  }

  private void load(float[] samples, long start, double[] buffer, int at) {
    java.util.Arrays.fill(buffer, 0);
    if (start >= 0 && start + windowLength <= samples.length) {
      int from = (int) start;
      for (int i = 0; i < windowLength; i++) {
        buffer[at + i] = samples[from + i] * window[i];
      }
      return;
    }
    for (int i = 0; i < windowLength; i++) {
      buffer[at + i] = sample(samples, start + i) * window[i];
    }
  }

  private double sample(float[] samples, long index) {
    int n = samples.length;
    if (index >= 0 && index < n) {
      return samples[(int) index];
    }
    if (framing != Framing.CENTRED_REFLECT || n == 0) {
      return 0;
    }
    if (n == 1) {
      return samples[0];
    }
    int period = 2 * (n - 1);
    int folded = (int) Math.floorMod(index, (long) period);
    return samples[folded < n ? folded : period - folded];
  }
}
