package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * A limiter that looks ahead, each channel by itself: an envelope {@code e = max(r e, |x|)}, a gain
 * that goes towards {@code threshold / e} where the envelope is above it, applied so that nothing
 * is delayed. Peaks may stand out while the gain still falls. As audiomentations' transform of that
 * name.
 *
 * @param minThresholdDb lowest threshold in dB; -24 unless set; drawn uniformly
 * @param maxThresholdDb highest threshold in dB; -2 unless set
 * @param minAttack shortest time in seconds in which the gain comes within -60 dB of its aim;
 *     0.0005 unless set; drawn uniformly
 * @param maxAttack longest attack; 0.025 unless set
 * @param minRelease shortest time in which the envelope falls by 60 dB; 0.05 unless set; drawn
 *     uniformly
 * @param maxRelease longest release; 0.7 unless set
 * @param thresholdMode what the threshold is relative to: {@code relative_to_signal_peak}, the peak
 *     of all channels, or {@code absolute}, full scale; the peak unless set
 * @param p probability of acting at all; 1 unless set
 */
public record Limiter(
    double minThresholdDb,
    double maxThresholdDb,
    double minAttack,
    double maxAttack,
    double minRelease,
    double maxRelease,
    Mode thresholdMode,
    double p)
    implements Deformation {

  /** The reference of a threshold. */
  public enum Mode {
    RELATIVE_TO_SIGNAL_PEAK,
    ABSOLUTE
  }

  public Limiter {
    Draw.checkRange("threshold_db", minThresholdDb, maxThresholdDb);
    Draw.checkPositive("attack", minAttack, maxAttack);
    Draw.checkPositive("release", minRelease, maxRelease);
    Draw.checkProbability(p);
  }

  /** Thresholds between -24 and -2 dB below the peak, always. */
  public Limiter() {
    this(-24, -2, 0.0005, 0.025, 0.05, 0.7, Mode.RELATIVE_TO_SIGNAL_PEAK, 1);
  }

  @Override
  public String name() {
    return "Limiter";
  }

  @Override
  public String label() {
    return Draw.label("limited at", minThresholdDb, maxThresholdDb, "dB");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minThresholdDb, maxThresholdDb, p)
        || Draw.matters(minAttack, maxAttack, p)
        || Draw.matters(minRelease, maxRelease, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double threshold = Draw.between(minThresholdDb, maxThresholdDb, random);
    double attack = Draw.between(minAttack, maxAttack, random);
    double release = Draw.between(minRelease, maxRelease, random);
    Change change = audio -> limited(audio, threshold, attack, release);
    return acts
        ? change.withDrawn("threshold_db", threshold, "attack", attack, "release", release)
        : Change.NONE;
  }

  private Audio limited(Audio audio, double thresholdDb, double attack, double release) {
    int rate = audio.sampleRate();
    float[][] channels = audio.channels();
    double level =
        SampleMath.factor(thresholdDb)
            * (thresholdMode == Mode.ABSOLUTE ? 1 : SampleMath.peak(channels));
    double towards = StrictMath.pow(0.001, 1 / Math.max(rate * attack, 1));
    double fall = StrictMath.pow(0.001, 1 / Math.max(rate * release, 1));
    int ahead = (int) Math.max(Math.rint(0.6 * attack * rate), 1);
    for (int c = 0; c < channels.length && level > 0; c++) {
      channels[c] = limited(channels[c], level, towards, fall, ahead);
    }
    return Audio.wrap(rate, channels);
  }

  private static float[] limited(
      float[] samples, double level, double towards, double fall, int ahead) {
    float[] result = new float[samples.length];
    double envelope = 0;
    double gain = 1;
    for (int i = 0; i < samples.length + ahead; i++) {
      double size = i < samples.length ? Math.abs(samples[i]) : 0;
      envelope = Math.max(envelope * fall, size);
      double aim = envelope > level ? level / envelope : 1;
      gain = gain * towards + aim * (1 - towards);
      if (i >= ahead) {
        result[i - ahead] = (float) (samples[i - ahead] * gain);
      }
    }
    return result;
  }
}
