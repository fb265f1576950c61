package org.sonoprobe.dsp;

import org.sonoprobe.api.Parameter;

/**
 * A spectrogram without bands: {@code fft_size / 2 + 1} bins from 0 Hz to half the rate.
 *
 * @param samples what is done to samples first
 * @param frames where frames lie
 * @param window what a frame is weighted with
 * @param scale what of each bin is given; {@code magnitude} unless set
 * @param floor below which no power falls before its logarithm; 1e-10 unless set
 */
public record Spectrum(
    @Parameter(flat = true) Preparation samples,
    @Parameter(flat = true) LogMel.Frames frames,
    @Parameter(flat = true) LogMel.Window window,
    Scale scale,
    double floor)
    implements FrontEnd {

  /** The value that is given for a bin of magnitude m. */
  public enum Scale {
    /** m. */
    MAGNITUDE,
    /** m squared. */
    POWER,
    /** {@code 10 log10(max(m squared, floor))}. */
    DECIBEL,
    /** {@code ln(max(m squared, floor))}. */
    LOGARITHM
  }

  public Spectrum {
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor must be positive, but is " + floor);
    }
  }

  /** Magnitudes of 512 points at 16 kHz with a hop of 256. */
  public Spectrum() {
    this(
        Preparation.NONE,
        new LogMel.Frames(16000, 512, 256, Framing.CENTRED_REFLECT),
        new LogMel.Window(512, false),
        Scale.MAGNITUDE,
        1e-10);
  }

  @Override
  public String name() {
    return "stft";
  }

  @Override
  public int sampleRate() {
    return frames.sampleRate();
  }

  @Override
  public int hop() {
    return frames.hop();
  }

  @Override
  public int bandCount() {
    return frames.fftSize() / 2 + 1;
  }

  @Override
  public Preparation preparation() {
    return samples;
  }

  @Override
  public Transform open() {
    Stft stft = new Stft(frames.fftSize(), window.values(), frames.hop(), frames.framing());
    return new Transform() {
      @Override
      public float[] apply(float[] samples) {
        float[] result = new float[stft.frameCount(samples.length) * bandCount()];
        stft.power(
            samples,
            (frame, power) -> {
              for (int bin = 0; bin < power.length; bin++) {
                result[frame * power.length + bin] = (float) scaled(power[bin]);
              }
            });
        return result;
      }

      @Override
      public int unheard(int samples) {
        return stft.unheard(samples);
      }

      @Override
      public long samplesFor(int frames) {
        return stft.samplesFor(frames);
      }
    };
  }

  private double scaled(double power) {
    return switch (scale) {
      case MAGNITUDE -> Math.sqrt(power);
      case POWER -> power;
      case DECIBEL -> 10 * Math.log10(Math.max(power, floor));
      case LOGARITHM -> Math.log(Math.max(power, floor));
    };
  }
}
