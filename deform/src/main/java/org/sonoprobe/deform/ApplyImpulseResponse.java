package org.sonoprobe.deform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;

/**
 * Plays the audio in a room: convolves it with an impulse response, scales the whole result to a
 * peak of 0.5 and, unless told otherwise, cuts it to the length of the input. As audiomentations'
 * transform of that name.
 *
 * <p>The response is resampled to the audio's rate; its channels are mixed for mono audio and taken
 * in turn otherwise. Without a file it is made up: a direct sound and exponentially decaying noise,
 * another for each track, with a drawn reverberation time.
 *
 * @param irPath files with impulse responses, or folders of which one file is drawn for each track;
 *     none, for responses that are made up, unless set
 * @param p probability of acting at all; 1 unless set
 * @param lruCacheSize responses that a thread keeps decoded; 128 unless set
 * @param leaveLengthUnchanged whether to cut the tail; true unless set
 * @param minRt60 shortest time in seconds in which a response that is made up falls by 60 dB; 0.3
 *     unless set; drawn uniformly
 * @param maxRt60 longest such time; 0.8 unless set
 */
public record ApplyImpulseResponse(
    List<Path> irPath,
    double p,
    int lruCacheSize,
    boolean leaveLengthUnchanged,
    double minRt60,
    double maxRt60)
    implements Deformation {
  private static final String WHAT = "impulse response";
  private static final double SHORTEST = 0.3;
  private static final double LONGEST = 0.8;

  public ApplyImpulseResponse {
    irPath = List.copyOf(irPath);
    Draw.checkProbability(p);
    Draw.checkRange("rt60", minRt60, maxRt60, 0.01, 20);
    if (!irPath.isEmpty() && (minRt60 != SHORTEST || maxRt60 != LONGEST)) {
      throw new IllegalArgumentException(
          "rt60 is for responses that are made up; with ir_path it does nothing");
    }
    if (lruCacheSize < 1) {
      throw new IllegalArgumentException("lru_cache_size must be positive, but is " + lruCacheSize);
    }
  }

  /** Responses that are made up, of 0.3 to 0.8 s, always. */
  public ApplyImpulseResponse() {
    this(List.of(), 1, 128, true, SHORTEST, LONGEST);
  }

  /** One response, or one drawn from a folder, always; the length is kept. */
  public ApplyImpulseResponse(Path irPath) {
    this(List.of(irPath), 1, 128, true, SHORTEST, LONGEST);
  }

  /** A response that is made up, of that reverberation time, always. */
  public ApplyImpulseResponse(double rt60) {
    this(List.of(), 1, 128, true, rt60, rt60);
  }

  @Override
  public String name() {
    return "ApplyImpulseResponse";
  }

  @Override
  public String label() {
    return irPath.isEmpty() ? Draw.label("reverb", minRt60, maxRt60, "s") : "reverb";
  }

  /** Since 2 the convolution is made in blocks. */
  @Override
  public String revision() {
    return "2";
  }

  @Override
  public Optional<String> unavailable() {
    return SoundFiles.problem(irPath, WHAT);
  }

  @Override
  public boolean isRandom() {
    return irPath.size() == 1 && java.nio.file.Files.isRegularFile(irPath.get(0))
        ? p > 0 && p < 1
        : p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) throws IOException {
    return open().draw(random);
  }

  /** Lists the responses once and keeps those decoded that were used last. */
  @Override
  public Deformer open() throws IOException {
    SoundFiles files = irPath.isEmpty() ? null : SoundFiles.at(irPath, WHAT, lruCacheSize);
    return random -> {
      boolean acts = Draw.acts(p, random);
      double share = random.nextDouble();
      long seed = random.nextLong();
      double rt60 = Draw.between(minRt60, maxRt60, random);
      if (!acts) {
        return Change.NONE;
      }
      if (files == null) {
        Change change = audio -> play(audio, madeUp(audio.sampleRate(), rt60, seed));
        return change.withDrawn("rt60", rt60);
      }
      Path file = files.at(share);
      Change change =
          audio -> play(audio, files.read(file, audio.sampleRate(), audio.channelCount() == 1));
      return change.withDrawn("ir", String.valueOf(file.getFileName()));
    };
  }

  /** A direct sound, and 5 ms later noise that decays by 60 dB in the time. */
  static Audio madeUp(int rate, double rt60, long seed) {
    int length = (int) Math.ceil(rt60 * rate) + 1;
    Gaussian random = new Gaussian(seed);
    float[] response = new float[length];
    int first = Math.max(1, (int) (0.005 * rate));
    double decay = StrictMath.pow(10, -3 / (rt60 * rate));
    // as much energy behind as in front
    double level = Math.sqrt(1 - decay * decay);
    for (int i = first; i < length; i++) {
      response[i] = (float) (level * random.next());
      level *= decay;
    }
    response[0] = 1;
    return Audio.wrap(rate, response);
  }

  private Audio play(Audio audio, Audio response) {
    if (audio.frameCount() == 0) {
      return audio;
    }
    int length =
        leaveLengthUnchanged ? audio.frameCount() : audio.frameCount() + response.frameCount() - 1;
    float[][] result = new float[audio.channelCount()][];
    for (int c = 0; c < result.length; c++) {
      result[c] =
          Convolution.of(response.channel(c % response.channelCount())).with(audio.channel(c));
    }
    double peak = SampleMath.peak(result);
    for (int c = 0; c < result.length; c++) {
      result[c] = SampleMath.fitted(result[c], length);
      SampleMath.scale(result[c], peak > 0 ? 0.5 / peak : 0);
    }
    return Audio.wrap(audio.sampleRate(), result);
  }
}
