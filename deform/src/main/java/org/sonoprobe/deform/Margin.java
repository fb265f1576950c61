package org.sonoprobe.deform;

/** The continuation of audio beyond its ends. */
public enum Margin {
  /** Silence. */
  SILENCE,
  /** Its other end. */
  WRAP,
  /** Its mirror image. */
  REFLECT;

  /** The sample at a place before, within or behind the audio. */
  float at(float[] samples, int place) {
    int count = samples.length;
    if (place >= 0 && place < count) {
      return samples[place];
    }
    if (this == SILENCE || count == 0) {
      return 0;
    }
    if (this == WRAP) {
      return samples[Math.floorMod(place, count)];
    }
    int period = Math.max(1, 2 * (count - 1));
    int within = Math.floorMod(place, period);
    return samples[within < count ? within : period - within];
  }

  /** {@code length} samples of which the first is at {@code start}. */
  float[] stretch(float[] samples, int start, int length) {
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = at(samples, start + i);
    }
    return result;
  }
}
