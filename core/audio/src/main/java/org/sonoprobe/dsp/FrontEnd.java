package org.sonoprobe.dsp;

import org.sonoprobe.api.Component;

/**
 * What is made of samples before a network sees them; found by name like the extension points, or
 * given by value.
 */
public interface FrontEnd extends Component {

  /** The sample rate it wants, in Hz; 0 for any. */
  int sampleRate();

  /** Samples from one frame to the next. */
  int hop();

  /** Length of a frame. */
  int bandCount();

  /** The transform with its tables made; immutable and thread-safe. */
  Transform open();

  /** A front-end that is ready. */
  @FunctionalInterface
  interface Transform {

    /**
     * The frames of mono samples at {@link FrontEnd#sampleRate()}, one after the other: {@code
     * [frame * bandCount + band]}. The result may be the argument itself; neither is to be written
     * to.
     */
    float[] apply(float[] samples);
  }
}
