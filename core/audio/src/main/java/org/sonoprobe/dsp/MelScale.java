package org.sonoprobe.dsp;

/** Scales of perceived pitch. */
public enum MelScale {
  /** {@code 1127 ln(1 + f / 700)}, as in HTK. */
  HTK {
    @Override
    public double toMel(double hertz) {
      return 1127 * Math.log1p(hertz / 700);
    }

    @Override
    public double toHertz(double mel) {
      return 700 * Math.expm1(mel / 1127);
    }
  },
  /**
   * Linear to 1 kHz, then 27 steps per factor of 6.4, as in Slaney's Auditory Toolbox and librosa.
   */
  SLANEY {
    @Override
    public double toMel(double hertz) {
      return hertz < 1000 ? hertz * 3 / 200 : 15 + Math.log(hertz / 1000) / STEP;
    }

    @Override
    public double toHertz(double mel) {
      return mel < 15 ? mel * 200 / 3 : 1000 * Math.exp(STEP * (mel - 15));
    }
  };

  private static final double STEP = Math.log(6.4) / 27;

  /** A frequency in Hz as mel. */
  public abstract double toMel(double hertz);

  /** Mel as a frequency in Hz. */
  public abstract double toHertz(double mel);
}
