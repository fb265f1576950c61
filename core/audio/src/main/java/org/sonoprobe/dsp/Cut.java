package org.sonoprobe.dsp;

/**
 * The division of frames into the patches that a network takes.
 *
 * @param frames in a patch; for raw samples, samples; 0 for all there are in one patch
 * @param hop frames from patch to patch; 0 where all are one patch
 * @param first frame at which the first patch starts
 * @param last what becomes of frames that fill no whole patch
 */
public record Cut(int frames, int hop, int first, Last last) {

  /** All frames are one patch. */
  public static final Cut WHOLE = new Cut(0, 0, 0, Last.DROP);

  /** The treatment of the last frames, which fill no whole patch. */
  public enum Last {
    /** They are not heard. */
    DROP,
    /** The audio goes on in silence until the patch that they begin is full. */
    PAD,
    /** They are repeated from their first one until the patch is full (Essentia's "repeat"). */
    REPEAT,
    /**
     * The last patch whose middle lies inside the audio is moved back until it fits (MULE), which
     * none needs whose frames have been heard.
     */
    SHIFT
  }

  public Cut {
    if (frames < 0 || first < 0 || (frames > 0 ? hop <= 0 : hop != 0)) {
      throw new IllegalArgumentException(
          ("a patch needs a positive number of frames and hop, or 0 of both for all there "
                  + "are, but has %s and %s")
              .formatted(frames, hop));
    }
  }

  /** Patches from the first frame on; what fills none is dropped. */
  public static Cut of(int frames, int hop) {
    return new Cut(frames, hop, 0, Last.DROP);
  }

  /** The same with another rule for the last frames. */
  public Cut last(Last other) {
    return new Cut(frames, hop, first, other);
  }

  /** Whether all frames are one patch. */
  public boolean isWhole() {
    return frames == 0;
  }

  /** Whether so many frames are less than one patch. */
  boolean isShort(int available) {
    return !isWhole() && available < frames + (last == Last.SHIFT ? 0 : first);
  }

  /** The number of patches that so many frames give, at least one patch being filled up. */
  int count(int available) {
    if (isWhole() || isShort(available)) {
      return 1;
    }
    int beyond = available - first - frames;
    return switch (last) {
      case DROP -> 1 + beyond / hop;
      // one more for the rest, if a patch begins inside it
      case PAD, REPEAT ->
          1
              + beyond / hop
              + (beyond % hop > 0 && (beyond / hop + 1) * hop < beyond + frames ? 1 : 0);
      // starts k * hop + first whose middle is before the end
      case SHIFT -> 1 + Math.max(0, (available - first - frames / 2 - 1) / hop);
    };
  }

  /** Where a patch starts. */
  int start(int patch, int available) {
    int start = first + patch * hop;
    return last == Last.SHIFT ? Math.max(0, Math.min(start, available - frames)) : start;
  }
}
