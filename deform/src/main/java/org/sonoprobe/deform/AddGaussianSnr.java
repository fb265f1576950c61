package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Adds white Gaussian noise at a signal-to-noise ratio relative to the whole clip: {@code sigma =
 * rms / 10^(snr/20)}.
 *
 * <p>With several channels one sigma, from the mean of the channels' RMS, serves all. Nothing is
 * clipped; silence stays silent. As audiomentations' transform of that name.
 *
 * @param minSnrDb lowest ratio in dB; 5 unless set; the ratio is drawn uniformly in dB
 * @param maxSnrDb highest ratio in dB; 40 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record AddGaussianSnr(
    @Parameter(aliases = "min_snr_in_db") double minSnrDb,
    @Parameter(aliases = "max_snr_in_db") double maxSnrDb,
    double p)
    implements Deformation {

  public AddGaussianSnr {
    Draw.checkRange("snr_db", minSnrDb, maxSnrDb);
    Draw.checkProbability(p);
  }

  /** Between 5 and 40 dB, always. */
  public AddGaussianSnr() {
    this(5, 40, 1);
  }

  /** Exactly {@code snrDb}, always. */
  public AddGaussianSnr(double snrDb) {
    this(snrDb, snrDb, 1);
  }

  @Override
  public String name() {
    return "AddGaussianSNR";
  }

  @Override
  public Audio apply(Audio audio, RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double snr = Draw.between(minSnrDb, maxSnrDb, random);
    if (!acts) {
      return audio;
    }
    float[][] channels = audio.channels();
    double rms = 0;
    for (float[] channel : channels) {
      rms += rms(channel) / channels.length;
    }
    double sigma = rms / Math.pow(10, snr / 20);
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = (float) (channel[i] + sigma * random.nextGaussian());
      }
    }
    return Audio.wrap(audio.sampleRate(), channels);
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / Math.max(1, samples.length));
  }
}
