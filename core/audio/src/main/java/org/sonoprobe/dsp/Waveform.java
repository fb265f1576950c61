package org.sonoprobe.dsp;

import org.sonoprobe.api.Parameter;

/**
 * Samples as they are, at any rate: each is a frame of one band.
 *
 * @param samples what is done to them first
 * @param standardise how each patch of them is standardised; {@code none} unless set
 * @param guard what keeps a silent patch from being divided by zero; 0 unless set
 */
public record Waveform(
    @Parameter(flat = true) Preparation samples, Standardisation.Kind standardise, double guard)
    implements FrontEnd {

  public Waveform {
    new Standardisation(standardise, guard);
  }

  /** Nothing is done to them. */
  public Waveform() {
    this(Preparation.NONE, Standardisation.Kind.NONE, 0);
  }

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
  public Preparation preparation() {
    return samples;
  }

  @Override
  public Standardisation standardisation() {
    return new Standardisation(standardise, guard);
  }

  @Override
  public Transform open() {
    return given -> given;
  }
}
