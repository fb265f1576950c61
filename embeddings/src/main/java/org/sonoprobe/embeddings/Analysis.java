package org.sonoprobe.embeddings;

/**
 * The frames and windows into which audio is cut for analysis.
 *
 * @param sampleRate in Hz; 22050 unless set
 * @param fftSize samples in a frame
 * @param hop samples from frame to frame
 * @param textureSeconds length of a texture window; 1 unless set; windows overlap by half
 */
public record Analysis(int sampleRate, int fftSize, int hop, double textureSeconds) {

  public Analysis {
    Checks.positive("sample_rate", sampleRate);
    Checks.positive("fft_size", fftSize);
    Checks.positive("hop", hop);
    Checks.positive("texture_seconds", textureSeconds);
  }

  /** Seconds from frame to frame. */
  double hopSeconds() {
    return (double) hop / sampleRate;
  }

  /** Frames in a texture window, at least one. */
  int textureFrames() {
    return Math.max(1, (int) Math.round(textureSeconds * sampleRate / hop));
  }
}
