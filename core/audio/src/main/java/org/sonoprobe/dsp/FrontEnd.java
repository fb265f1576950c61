package org.sonoprobe.dsp;

import org.sonoprobe.api.Component;

/**
 * A transform of samples into the input of a network; found by name like the extension points, or
 * given by value. {@link Patcher} puts the parts together: samples are prepared, turned into
 * frames, cut into patches, and patches standardised.
 */
public interface FrontEnd extends Component {

  /** The sample rate it wants, in Hz; 0 for any. */
  int sampleRate();

  /** Samples from one frame to the next. */
  int hop();

  /** Length of a frame. */
  int bandCount();

  /** What is done to samples first; nothing unless overridden. */
  default Preparation preparation() {
    return Preparation.NONE;
  }

  /** How its network's reference cuts frames; all in one patch unless overridden. */
  default Cut cut() {
    return Cut.WHOLE;
  }

  /** What becomes of audio shorter than a patch; its frames are repeated unless overridden. */
  default ShortAudio shortAudio() {
    return ShortAudio.REPEAT;
  }

  /**
   * Whether samples are cut first, and each patch is turned into frames on its own, as if it were
   * all there is; false unless overridden.
   */
  default boolean eachPatchAlone() {
    return false;
  }

  /** What is done to the values of each patch last; nothing unless overridden. */
  default Standardisation standardisation() {
    return Standardisation.NONE;
  }

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

    /**
     * The fewest samples that give so many frames; that many, for frames of one sample, unless
     * overridden.
     */
    default long samplesFor(int frames) {
      return frames;
    }

    /** How many of so many samples, at their end, no frame hears; none unless overridden. */
    default int unheard(int samples) {
      return 0;
    }
  }
}
