package org.sonoprobe.deform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.dsp.Fft;

/**
 * Plays the audio in a room: convolves it with an impulse response, scales the whole result to a
 * peak of 0.5 and, unless told otherwise, cuts it to the length of the input. As audiomentations'
 * transform of that name.
 *
 * <p>The response is resampled to the audio's rate; its channels are mixed for mono audio and taken
 * in turn otherwise.
 *
 * @param irPath a file with an impulse response, or a folder of which one file is drawn for each
 *     track
 * @param leaveLengthUnchanged whether to cut the tail; true unless set
 * @param p probability of acting at all; 1 unless set
 */
public record ApplyImpulseResponse(
    @Parameter(required = true) Path irPath, boolean leaveLengthUnchanged, double p)
    implements Deformation {
  /** Decoded responses that a thread keeps. */
  private static final int KEPT = 64;

  private static final Set<String> EXTENSIONS = Set.of("wav", "flac", "aif", "aiff", "ogg", "mp3");

  public ApplyImpulseResponse {
    Draw.checkProbability(p);
  }

  /** A placeholder without a path. */
  public ApplyImpulseResponse() {
    this(Path.of(""), true, 1);
  }

  /** One response, or one drawn from a folder; the length is kept. */
  public ApplyImpulseResponse(Path irPath) {
    this(irPath, true, 1);
  }

  @Override
  public String name() {
    return "ApplyImpulseResponse";
  }

  @Override
  public Optional<String> unavailable() {
    if (irPath.toString().isEmpty()) {
      return Optional.of("'ir_path' is missing: a file or a folder with impulse responses");
    }
    return Files.exists(irPath)
        ? Optional.empty()
        : Optional.of("there is no impulse response " + irPath.toAbsolutePath());
  }

  @Override
  public boolean isRandom() {
    return p > 0 && (p < 1 || Files.isDirectory(irPath));
  }

  @Override
  public Audio apply(Audio audio, RandomGenerator random) throws IOException {
    return open().apply(audio, random);
  }

  /** Lists the responses once and keeps those decoded that were used last. */
  @Override
  public Deformer open() throws IOException {
    List<Path> files = files();
    Map<Response, Audio> decoded = new LinkedHashMap<>(16, 0.75f, true);
    return (audio, random) -> {
      boolean acts = Draw.acts(p, random);
      Path file = files.get(random.nextInt(files.size()));
      if (!acts || audio.frameCount() == 0) {
        return audio;
      }
      Response wanted = new Response(file, audio.sampleRate());
      Audio response = decoded.get(wanted);
      if (response == null) {
        response = wanted.decode();
        decoded.put(wanted, response);
        if (decoded.size() > KEPT) {
          decoded.remove(decoded.keySet().iterator().next());
        }
      }
      return play(audio, audio.channelCount() == 1 ? response.toMono() : response);
    };
  }

  private record Response(Path file, int sampleRate) {

    Audio decode() throws IOException {
      Audio response = Resampler.named("polyphase").resample(AudioFiles.read(file), sampleRate);
      if (response.frameCount() == 0) {
        throw new IOException("the impulse response " + file + " is empty");
      }
      return response;
    }
  }

  private Audio play(Audio audio, Audio response) {
    int full = audio.frameCount() + response.frameCount() - 1;
    float[][] result = new float[audio.channelCount()][];
    double peak = 0;
    for (int c = 0; c < result.length; c++) {
      result[c] = convolve(audio.channel(c), response.channel(c % response.channelCount()), full);
      for (float sample : result[c]) {
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    int length = leaveLengthUnchanged ? audio.frameCount() : full;
    double scale = peak > 0 ? 0.5 / peak : 0;
    for (int c = 0; c < result.length; c++) {
      float[] cut = new float[length];
      for (int i = 0; i < length; i++) {
        cut[i] = (float) (result[c][i] * scale);
      }
      result[c] = cut;
    }
    return Audio.wrap(audio.sampleRate(), result);
  }

  private List<Path> files() throws IOException {
    if (irPath.toString().isEmpty()) {
      throw new IOException(
          "ApplyImpulseResponse needs an 'ir_path': a file or a folder with impulse responses");
    }
    if (!Files.isDirectory(irPath)) {
      return List.of(irPath);
    }
    try (Stream<Path> walk = Files.walk(irPath)) {
      List<Path> files = walk.filter(ApplyImpulseResponse::isAudio).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException("the folder of impulse responses " + irPath + " holds no audio file");
      }
      return files;
    }
  }

  private static boolean isAudio(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Linear convolution in one transform of the whole. */
  private static float[] convolve(float[] a, float[] b, int length) {
    int size = Math.max(2, Integer.highestOneBit(Math.max(1, length - 1)) * 2);
    double[] x = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < a.length; i++) {
      x[i] = a[i];
    }
    for (int i = 0; i < b.length; i++) {
      y[i] = b[i];
    }
    Fft fft = new Fft(size);
    fft.forward(x);
    fft.forward(y);
    x[0] *= y[0];
    x[1] *= y[1];
    for (int k = 2; k < size; k += 2) {
      double re = x[k] * y[k] - x[k + 1] * y[k + 1];
      x[k + 1] = x[k] * y[k + 1] + x[k + 1] * y[k];
      x[k] = re;
    }
    fft.inverse(x);
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = (float) x[i];
    }
    return result;
  }
}
