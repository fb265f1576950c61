package org.sonoprobe.audio;

/**
 * Straight lines between neighbouring samples.
 *
 * @param late whether one input sample late, with the ratio in single precision, as libsamplerate
 *     under Essentia
 */
record LinearResampler(boolean late) implements Resampler {

  @Override
  public float[] resample(float[] samples, int from, int to) {
    if (from == to) {
      return samples.clone();
    }
    float[] result = new float[Resampler.resampledLength(samples.length, from, to)];
    double singleRatio = (float) ((double) to / from);
    int last = samples.length - 1;
    for (int n = 0; n < result.length; n++) {
      double position = late ? n / singleRatio - 1 : (double) n * from / to;
      int left = (int) Math.floor(position);
      double before = samples[Math.max(0, Math.min(left, last))];
      double after = samples[Math.max(0, Math.min(left + 1, last))];
      result[n] = (float) (before + (position - left) * (after - before));
    }
    return result;
  }
}
