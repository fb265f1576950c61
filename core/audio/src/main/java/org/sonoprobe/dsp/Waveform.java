package org.sonoprobe.dsp;

/** Samples as they are, at any rate: each is a frame of one band. */
public record Waveform() implements FrontEnd {

  @Override
  public String name() {
    return "waveform";
  }

  @Override
  public int sampleRate() {
    return 0;
  }

  @Override
  public int hop() {
    return 1;
  }

  @Override
  public int bandCount() {
    return 1;
  }

  @Override
  public Transform open() {
    return samples -> samples;
  }
}
