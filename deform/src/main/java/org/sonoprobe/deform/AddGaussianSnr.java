package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Parameter;

/**
 * Adds white Gaussian noise at a signal-to-noise ratio: {@code sigma = rms / 10^(snr / 20)}, the
 * RMS of several channels being the mean of theirs. Silence stays silence; nothing is clipped. As
 * audiomentations' transform of that name.
 *
 * @param minSnrDb lowest ratio in dB; 5 unless set; drawn uniformly
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

  /** Exactly {@code db}, always. */
  public AddGaussianSnr(double db) {
    this(db, db, 1);
  }

  @Override
  public String name() {
    return "AddGaussianSNR";
  }

  @Override
  public String label() {
    return Draw.label("SNR", minSnrDb, maxSnrDb, "dB");
  }

  /** Since 2 the noise is the same for every version of Java. */
  @Override
  public String revision() {
    return "2";
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    double snr = Draw.between(minSnrDb, maxSnrDb, random);
    long seed = random.nextLong();
    return acts ? Noises.gaussianAt(snr, seed).withDrawn("snr_db", snr) : Change.NONE;
  }
}
