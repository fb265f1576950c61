package org.sonoprobe.dsp;

import java.util.Arrays;

/** Makes the patches of a front-end; immutable and thread-safe. */
public final class Patcher {

  private final FrontEnd frontEnd;
  private final FrontEnd.Transform transform;
  private final Cut cut;
  private final ShortAudio shortAudio;

  /** Patches as the front-end's network has them. */
  public Patcher(FrontEnd frontEnd) {
    this(frontEnd, frontEnd.cut(), frontEnd.shortAudio());
  }

  /**
   * Patches cut otherwise.
   *
   * @param cut in frames; for a front-end that hears each patch alone, which must have whole
   *     patches, in samples
   */
  public Patcher(FrontEnd frontEnd, Cut cut, ShortAudio shortAudio) {
    this.frontEnd = frontEnd;
    this.transform = frontEnd.open();
    this.cut = cut;
    this.shortAudio = shortAudio;
  }

  /** The patches of mono samples at the front-end's rate, of any number from zero. */
  public Patches apply(float[] samples) {
    float[] prepared = frontEnd.preparation().apply(samples);
    return frontEnd.eachPatchAlone() ? heardAlone(prepared) : framesCut(prepared);
  }

  private Patches framesCut(float[] samples) {
    int bands = frontEnd.bandCount();
    if (cut.isWhole()) {
      float[] given = samples.length > 0 ? samples : new float[1];
      float[] frames = transform.apply(enough(given, 1));
      return new Frames(frames, frames.length / bands, Cut.WHOLE, false);
    }
    float[] frames = transform.apply(samples);
    if (cut.last() == Cut.Last.PAD && transform.unheard(samples.length) > 0) {
      frames = transform.apply(enough(samples, frames.length / bands + 1));
    }
    int available = frames.length / bands;
    if (cut.isShort(available)) {
      return new Frames(
          filled(samples, frames), cut.frames(), Cut.of(cut.frames(), cut.hop()), true);
    }
    int needed = cut.start(cut.count(available) - 1, available) + cut.frames();
    if (needed > available) {
      frames =
          cut.last() == Cut.Last.PAD
              ? transform.apply(enough(samples, needed))
              : cycled(frames, cut.start(cut.count(available) - 1, available), available, needed);
    }
    return new Frames(frames, available, cut, false);
  }

  /** The samples, followed by silence if they do not give so many frames. */
  private float[] enough(float[] samples, int frames) {
    long needed = transform.samplesFor(frames);
    return needed <= samples.length
        ? samples
        : Preparation.resized(samples, Math.toIntExact(needed));
  }

  /** Too few frames made into one patch. */
  private float[] filled(float[] samples, float[] frames) {
    int bands = frontEnd.bandCount();
    int available = frames.length / bands;
    if (shortAudio == ShortAudio.REPEAT && available > 0) {
      return cycled(frames, 0, available, cut.frames());
    }
    float[] longer =
        shortAudio == ShortAudio.PAD
            ? samples
            : repeatedWhole(samples, transform.samplesFor(cut.frames()));
    return Arrays.copyOf(transform.apply(enough(longer, cut.frames())), cut.frames() * bands);
  }

  private static float[] repeatedWhole(float[] samples, long length) {
    int times = samples.length == 0 ? 0 : (int) (length / samples.length);
    float[] repeated = new float[samples.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(samples, 0, repeated, i * samples.length, samples.length);
    }
    return repeated;
  }

  /** Frames from a position on again and again, until there are so many. */
  private float[] cycled(float[] frames, int from, int available, int wanted) {
    int bands = frontEnd.bandCount();
    float[] longer = Arrays.copyOf(frames, wanted * bands);
    for (int frame = available; frame < wanted; frame++) {
      System.arraycopy(longer, (frame - (available - from)) * bands, longer, frame * bands, bands);
    }
    return longer;
  }

  private Patches heardAlone(float[] samples) {
    int length = cut.isWhole() ? Math.max(1, samples.length) : cut.frames();
    boolean isShort = samples.length < length;
    float[] given = samples;
    if (isShort) {
      given =
          switch (shortAudio) {
            case PAD -> samples;
            case REPEAT_WHOLE -> repeatedWhole(samples, length);
            case REPEAT -> samples.length == 0 ? samples : repeated(samples, length);
          };
      given = Preparation.resized(given, length);
    }
    return new Alone(given, length, isShort);
  }

  private static float[] repeated(float[] samples, int length) {
    float[] longer = Arrays.copyOf(samples, length);
    for (int i = samples.length; i < length; i++) {
      longer[i] = longer[i - samples.length];
    }
    return longer;
  }

  /** Patches of frames that are all there. */
  private final class Frames implements Patches {
    private final float[] values;
    private final Cut cut;
    private final int available;
    private final boolean filledUp;

    Frames(float[] values, int available, Cut cut, boolean filledUp) {
      this.values = values;
      this.available = available;
      this.cut = cut;
      this.filledUp = filledUp;
    }

    @Override
    public int count() {
      return cut.count(available);
    }

    @Override
    public int frames() {
      return cut.isWhole() ? available : cut.frames();
    }

    @Override
    public int bands() {
      return frontEnd.bandCount();
    }

    @Override
    public boolean filledUp() {
      return filledUp;
    }

    @Override
    public void copy(int patch, float[] into, int at) {
      int size = frames() * bands();
      int start = cut.isWhole() ? 0 : cut.start(patch, available);
      System.arraycopy(values, start * bands(), into, at, size);
      frontEnd.standardisation().apply(into, at, size);
    }
  }

  /** Patches of samples, each turned into frames when it is asked for. */
  private final class Alone implements Patches {
    private final float[] samples;
    private final int length;
    private final boolean filledUp;
    private final int frames;

    Alone(float[] samples, int length, boolean filledUp) {
      this.samples = samples;
      this.length = length;
      this.filledUp = filledUp;
      this.frames = transform.apply(new float[length]).length / frontEnd.bandCount();
    }

    @Override
    public int count() {
      return cut.count(samples.length);
    }

    @Override
    public int frames() {
      return frames;
    }

    @Override
    public int bands() {
      return frontEnd.bandCount();
    }

    @Override
    public boolean filledUp() {
      return filledUp;
    }

    @Override
    public void copy(int patch, float[] into, int at) {
      int start = cut.isWhole() ? 0 : cut.start(patch, samples.length);
      float[] own = Arrays.copyOfRange(samples, start, start + length);
      if (cut.last() == Cut.Last.REPEAT && start + length > samples.length) {
        own = repeated(Arrays.copyOfRange(samples, start, samples.length), length);
      }
      float[] heard = transform.apply(own);
      System.arraycopy(heard, 0, into, at, heard.length);
      frontEnd.standardisation().apply(into, at, heard.length);
    }
  }
}
