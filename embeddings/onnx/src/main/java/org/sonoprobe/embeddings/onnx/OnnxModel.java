package org.sonoprobe.embeddings.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.dsp.FrontEnd;

/**
 * A network in an ONNX file: audio through a named front-end, cut into patches, one vector per
 * patch.
 *
 * <p>Only whole patches count, as in the reference implementations; audio shorter than one patch
 * gives one patch, see {@link ShortAudio}. Runs on one thread per opened embedder.
 *
 * @param path the ONNX file; its content is part of the model's identity
 * @param input name of the network's input; its first one if empty
 * @param output name of the output that is the embedding; the first one if empty
 * @param sampleRate in Hz; 16000 unless set
 * @param frontEnd {@code waveform} or a name that {@link FrontEnd#named} knows; {@code musicnn}
 *     unless set
 * @param patchFrames frames (for a waveform, samples) in a patch; 187 unless set
 * @param patchHop frames from patch to patch; 187 unless set
 * @param layout axes of the input; {@code ntf} unless set
 * @param shortAudio what becomes of audio shorter than a patch; {@code repeat} unless set
 * @param resampling name of the resampler; {@code polyphase} unless set
 * @param batchSize patches that go through the network at once; 16 unless set
 */
public record OnnxModel(
    @Parameter(required = true, aliases = "weights") Path path,
    String input,
    String output,
    int sampleRate,
    String frontEnd,
    int patchFrames,
    int patchHop,
    Layout layout,
    ShortAudio shortAudio,
    @Parameter(name = "resampler") String resampling,
    int batchSize)
    implements EmbeddingModel {

  public OnnxModel {
    if (sampleRate <= 0 || patchFrames <= 0 || patchHop <= 0 || batchSize <= 0) {
      throw new IllegalArgumentException(
          "sample_rate, patch_frames, patch_hop and batch_size must be positive, but are "
              + sampleRate
              + ", "
              + patchFrames
              + ", "
              + patchHop
              + " and "
              + batchSize);
    }
    if (!frontEnd.equals("waveform")) {
      String name = frontEnd;
      FrontEnd known = FrontEnd.named(name);
      if (known.sampleRate() != sampleRate) {
        throw new IllegalArgumentException(
            "front-end '"
                + name
                + "' wants a sample_rate of "
                + known.sampleRate()
                + ", but it is "
                + sampleRate);
      }
    }
    if (frontEnd.equals("waveform") != layout.isWaveform()) {
      throw new IllegalArgumentException(
          "front-end '" + frontEnd + "' and layout " + layout + " do not go together");
    }
    Resampler.named(resampling);
  }

  /** A placeholder without a file. */
  public OnnxModel() {
    this(
        Path.of(""),
        "",
        "",
        16000,
        "musicnn",
        187,
        187,
        Layout.NTF,
        ShortAudio.REPEAT,
        "polyphase",
        16);
  }

  /** A network on the MusiCNN front-end, with patches of 187 frames (3 s) side by side. */
  public static OnnxModel musicnn(Path path, String output) {
    return new OnnxModel(
        path,
        "",
        output,
        16000,
        "musicnn",
        187,
        187,
        Layout.NTF,
        ShortAudio.REPEAT,
        "polyphase",
        16);
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String resampler() {
    return resampling;
  }

  @Override
  public Optional<String> unavailable() {
    if (path.toString().isEmpty()) {
      return Optional.of("'path' is missing: the ONNX file");
    }
    return Files.isRegularFile(path)
        ? Optional.empty()
        : Optional.of(
            "there is no file " + path.toAbsolutePath() + "; put the network's weights there");
  }

  @Override
  public Embedder open() throws IOException {
    Optional<String> problem = unavailable();
    if (problem.isPresent()) {
      throw new IOException("embedding model 'onnx' cannot be opened: " + problem.get());
    }
    return new OnnxEmbedder(this);
  }
}
