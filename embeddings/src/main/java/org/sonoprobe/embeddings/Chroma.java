package org.sonoprobe.embeddings;

import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.dsp.Framing;
import org.sonoprobe.dsp.Stft;

/**
 * How strong each of the twelve pitch classes is, C first: the magnitudes of the spectrum folded
 * into one octave (M. A. Bartsch, G. H. Wakefield, "To catch a chorus", 2001).
 *
 * <p>Each bin between {@code lowest} and {@code highest} goes to the pitch classes around it,
 * weighted by a bell of a third of a semitone's deviation (A4 = 440 Hz). A window's chroma is the
 * sum over its frames, scaled to a root mean square of 1; 12 dimensions, none negative.
 *
 * @param analysis how audio is cut; frames of 8192 samples with a hop of 2048 unless set
 * @param lowest lowest frequency in Hz; 55 unless set
 * @param highest highest frequency in Hz; 2000 unless set
 */
public record Chroma(@Parameter(flat = true) Analysis analysis, double lowest, double highest)
    implements EmbeddingModel {

  public Chroma {
    Checks.positive("lowest", lowest);
    if (highest <= lowest || highest > analysis.sampleRate() / 2.0) {
      throw new IllegalArgumentException(
          "highest must lie between lowest and half the sample rate, but is " + highest);
    }
  }

  /** 55 to 2000 Hz at 22.05 kHz. */
  public Chroma() {
    this(new Analysis(22050, 8192, 2048, 1), 55, 2000);
  }

  @Override
  public String name() {
    return "chroma";
  }

  @Override
  public Input input() {
    return Input.mono(analysis.sampleRate());
  }

  @Override
  public LoadedModel load(Loading loading) {
    int fftSize = analysis.fftSize();
    Stft stft = new Stft(fftSize, fftSize, false, analysis.hop(), Framing.CENTRED_ZERO);
    double[][] weights = weights(stft.binCount());
    return LoadedModel.of(
        audio -> {
          float[] samples = audio.samples();
          Texture texture =
              new Texture(
                  stft.frameCount(samples.length),
                  analysis.textureFrames(),
                  analysis.hopSeconds(),
                  Chroma::normalised);
          stft.power(
              samples,
              (frame, power) -> {
                float[] chroma = new float[12];
                for (int bin = 0; bin < power.length; bin++) {
                  if (weights[bin].length > 0) {
                    double magnitude = Math.sqrt(power[bin]);
                    for (int pitch = 0; pitch < 12; pitch++) {
                      chroma[pitch] += (float) (weights[bin][pitch] * magnitude);
                    }
                  }
                }
                texture.hear(chroma);
              });
          return texture.embedding();
        });
  }

  private static float[] normalised(float[][] frames) {
    double[] sums = new double[12];
    for (float[] frame : frames) {
      for (int pitch = 0; pitch < 12; pitch++) {
        sums[pitch] += frame[pitch];
      }
    }
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    double scale = squares > 1e-12 ? 1 / Math.sqrt(squares / 12) : 0;
    float[] row = new float[12];
    for (int pitch = 0; pitch < 12; pitch++) {
      row[pitch] = (float) (sums[pitch] * scale);
    }
    return row;
  }

  private double[][] weights(int bins) {
    double[][] weights = new double[bins][];
    for (int bin = 0; bin < bins; bin++) {
      double hertz = (double) bin * analysis.sampleRate() / analysis.fftSize();
      weights[bin] = new double[0];
      if (hertz < lowest || hertz > highest) {
        continue;
      }
      double midi = 69 + 12 * Math.log(hertz / 440) / Math.log(2);
      weights[bin] = new double[12];
      for (int pitch = 0; pitch < 12; pitch++) {
        double distance = Math.abs(Math.IEEEremainder(midi - pitch, 12));
        weights[bin][pitch] = Math.exp(-0.5 * Math.pow(distance / (1 / 3.0), 2));
      }
    }
    return weights;
  }
}
