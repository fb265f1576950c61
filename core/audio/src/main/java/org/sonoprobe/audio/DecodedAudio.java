package org.sonoprobe.audio;

/**
 * Samples of a decoded audio file.
 *
 * @param channels one array per channel, all of the same length; full scale is 1.0
 * @param sampleRate sample rate in Hz
 */
record DecodedAudio(float[][] channels, int sampleRate) {

  /** Returns the number of sample frames (the length of each channel). */
  public int frames() {
    return channels.length == 0 ? 0 : channels[0].length;
  }
}
