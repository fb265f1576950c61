package org.sonoprobe.audio;

/** Straight lines between neighbouring samples. */
final class LinearResampler implements Resampler {

  @Override
  public float[] resample(float[] samples, int from, int to) {
    if (from == to) {
      return samples.clone();
    }
    float[] result = new float[Resampler.resampledLength(samples.length, from, to)];
    for (int n = 0; n < result.length; n++) {
      double position = (double) n * from / to;
      int left = Math.min((int) position, samples.length - 1);
      int right = Math.min(left + 1, samples.length - 1);
      result[n] =
          (float) (samples[left] + (position - left) * ((double) samples[right] - samples[left]));
    }
    return result;
  }
}
