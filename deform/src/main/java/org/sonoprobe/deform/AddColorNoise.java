package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Adds noise whose power changes by some dB per octave, at a signal-to-noise ratio that is met
 * exactly. As audiomentations' transform of that name, but for the slope, which is the one asked
 * for from {@code sample rate / n_fft} on (its reference gives +4 dB per octave for +6).
 *
 * <p>White noise through a filter of linear phase with {@code n_fft} points whose magnitude falls
 * with frequency; below {@code sample rate / n_fft} it is flat.
 *
 * @param minSnrDb lowest ratio in dB; 5 unless set; drawn uniformly
 * @param maxSnrDb highest ratio in dB; 40 unless set
 * @param minFDecay lowest slope in dB per octave; -6 unless set; drawn uniformly: -6.02 is brown,
 *     -3.01 pink, 0 white, 3.01 blue, 6.02 violet
 * @param maxFDecay highest slope in dB per octave; 6 unless set
 * @param pApplyAWeighting probability that the noise is A-weighted as well (IEC 61672); 0 unless
 *     set
 * @param p probability of acting at all; 1 unless set
 * @param nFft points of the filter; 128 unless set
 */
public record AddColorNoise(
    double minSnrDb,
    double maxSnrDb,
    double minFDecay,
    double maxFDecay,
    double pApplyAWeighting,
    double p,
    int nFft)
    implements Deformation {

  public AddColorNoise {
    Draw.checkRange("snr_db", minSnrDb, maxSnrDb);
    Draw.checkRange("f_decay", minFDecay, maxFDecay, -24, 24);
    Draw.checkProbability(pApplyAWeighting);
    Draw.checkProbability(p);
    if (nFft < 2 || nFft > 1 << 20 || nFft % 2 != 0) {
      throw new IllegalArgumentException(
          "n_fft must be an even number from 2 to 1048576, but is " + nFft);
    }
  }

  /** Between 5 and 40 dB, of any colour, always. */
  public AddColorNoise() {
    this(5, 40, -6, 6, 0, 1, 128);
  }

  /** Noise of one colour at one ratio, always. */
  public AddColorNoise(double snrDb, double slope) {
    this(snrDb, snrDb, slope, slope, 0, 1, 128);
  }

  @Override
  public String name() {
    return "AddColorNoise";
  }

  @Override
  public String label() {
    return Draw.label("noise of", minFDecay, maxFDecay, "dB/octave at ")
        + Draw.label("SNR", minSnrDb, maxSnrDb, "dB");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double snr = Draw.between(minSnrDb, maxSnrDb, random);
    double slope = Draw.between(minFDecay, maxFDecay, random);
    boolean weighted = Draw.acts(pApplyAWeighting, random);
    long seed = random.nextLong();
    if (!acts) {
      return Change.NONE;
    }
    Change change =
        audio -> {
          if (audio.frameCount() == 0) {
            return audio;
          }
          float[] filter = filter(slope, weighted, audio.sampleRate());
          float[][] channels = audio.channels();
          double level = SampleMath.rms(channels) / SampleMath.factor(snr);
          Gaussian white = new Gaussian(seed);
          for (float[] channel : channels) {
            float[] noise = white.noise(channel.length + nFft - 1);
            noise =
                java.util.Arrays.copyOfRange(
                    Convolution.of(filter).with(noise), nFft - 1, nFft - 1 + channel.length);
            double own = SampleMath.rms(noise);
            SampleMath.add(channel, noise, own > 0 ? level / own : 0);
          }
          return Audio.wrap(audio.sampleRate(), channels);
        };
    return change.withDrawn("snr_db", snr, "f_decay", slope, "a_weighting", weighted);
  }

  /** A symmetric filter of such a magnitude. */
  private float[] filter(double slope, boolean weighted, int rate) {
    double exponent = slope / (20 * StrictMath.log10(2));
    double[] spectrum = new double[nFft];
    for (int k = 0; k <= nFft / 2; k++) {
      double frequency = Math.max(1, k) * (double) rate / nFft;
      double gain = StrictMath.pow(Math.max(1, k), exponent) * (weighted ? weight(frequency) : 1);
      // linear phase: a delay of half the points
      double real = k % 2 == 0 ? gain : -gain;
      if (k == 0) {
        spectrum[0] = real;
      } else if (k == nFft / 2) {
        spectrum[1] = real;
      } else {
        spectrum[2 * k] = real;
      }
    }
    new org.sonoprobe.dsp.Fft(nFft).inverse(spectrum);
    float[] filter = new float[nFft];
    for (int i = 0; i < nFft; i++) {
      filter[i] = (float) spectrum[i];
    }
    return filter;
  }

  private static double weight(double f) {
    double f2 = f * f;
    return 1.2589
        * (12194.0 * 12194 * f2 * f2)
        / ((f2 + 20.6 * 20.6)
            * Math.sqrt((f2 + 107.7 * 107.7) * (f2 + 737.9 * 737.9))
            * (f2 + 12194.0 * 12194));
  }
}
