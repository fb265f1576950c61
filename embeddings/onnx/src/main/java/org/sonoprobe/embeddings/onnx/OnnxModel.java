package org.sonoprobe.embeddings.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.dsp.Waveform;

/**
 * A network in an ONNX file: audio through a front-end, cut into patches, one vector per patch.
 *
 * <p>Only whole patches count, as in the reference implementations; audio shorter than one patch
 * gives one patch, see {@link ShortAudio}. The weights are in memory once for all threads; each
 * thread runs the network on itself alone.
 *
 * @param path the ONNX file; its content is part of the model's identity
 * @param ports names of input and outputs
 * @param hearing what the network is given
 * @param patches how frames are cut
 */
public record OnnxModel(
    @Parameter(required = true, aliases = "weights") Path path,
    @Parameter(flat = true) Ports ports,
    @Parameter(flat = true) Hearing hearing,
    @Parameter(flat = true) Patches patches)
    implements EmbeddingModel {

  /**
   * Names in the network.
   *
   * @param input name of its input; its first one unless set
   * @param outputs names of the outputs that are the embedding, each a layer of that name; the
   *     first output unless set. All must have one dimension
   */
  public record Ports(Optional<String> input, @Parameter(aliases = "output") List<String> outputs) {

    public Ports {
      outputs = List.copyOf(outputs);
      for (String output : outputs) {
        if (outputs.indexOf(output) != outputs.lastIndexOf(output)) {
          throw new IllegalArgumentException("outputs name '" + output + "' twice");
        }
      }
    }

    /** The first input and such outputs. */
    public static Ports of(String... outputs) {
      return new Ports(Optional.empty(), List.of(outputs));
    }
  }

  /**
   * What the network is given.
   *
   * @param sampleRate in Hz; 16000 unless set
   * @param frontEnd {@code musicnn} unless set
   * @param resampler name of the resampler; {@code polyphase} unless set
   */
  public record Hearing(int sampleRate, FrontEnd frontEnd, String resampler) {

    public Hearing {
      if (sampleRate <= 0) {
        throw new IllegalArgumentException("sample_rate must be positive, but is " + sampleRate);
      }
      if (frontEnd.sampleRate() != 0 && frontEnd.sampleRate() != sampleRate) {
        throw new IllegalArgumentException(
            "front-end '"
                + frontEnd.name()
                + "' wants a sample_rate of "
                + frontEnd.sampleRate()
                + ", but it is "
                + sampleRate);
      }
      Resampler.named(resampler);
    }

    /** A front-end at a rate, reached with the usual resampler. */
    public Hearing(int sampleRate, FrontEnd frontEnd) {
      this(sampleRate, frontEnd, "polyphase");
    }
  }

  /**
   * How frames are cut.
   *
   * @param patchFrames frames (for a waveform, samples) in a patch; 187 unless set
   * @param patchHop frames from patch to patch; 187 unless set
   * @param layout axes of the input; {@code ntf} unless set
   * @param shortAudio what becomes of audio shorter than a patch; {@code repeat} unless set
   * @param batchSize patches that go through the network at once; 16 unless set
   */
  public record Patches(
      int patchFrames, int patchHop, Layout layout, ShortAudio shortAudio, int batchSize) {

    public Patches {
      if (patchFrames <= 0 || patchHop <= 0 || batchSize <= 0) {
        throw new IllegalArgumentException(
            "patch_frames, patch_hop and batch_size must be positive, but are "
                + patchFrames
                + ", "
                + patchHop
                + " and "
                + batchSize);
      }
    }

    /** Patches of so many frames with such a hop, laid out as {@code ntf}. */
    public Patches(int patchFrames, int patchHop) {
      this(patchFrames, patchHop, Layout.NTF, ShortAudio.REPEAT, 16);
    }
  }

  public OnnxModel {
    if (hearing.frontEnd instanceof Waveform != patches.layout.isWaveform()) {
      throw new IllegalArgumentException(
          "front-end '"
              + hearing.frontEnd.name()
              + "' and layout "
              + patches.layout
              + " do not go together");
    }
  }

  /** A placeholder without a file. */
  public OnnxModel() {
    this(
        Path.of(""),
        Ports.of(),
        new Hearing(16000, new FrontEnds.Musicnn()),
        new Patches(187, 187));
  }

  /**
   * Outputs of a network on the MusiCNN front-end, with patches of 187 frames (3 s) side by side.
   */
  public static OnnxModel musicnn(Path path, String... outputs) {
    return new OnnxModel(
        path,
        Ports.of(outputs),
        new Hearing(16000, new FrontEnds.Musicnn()),
        new Patches(187, 187));
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Input input() {
    return Input.mono(hearing.sampleRate).resampledBy(hearing.resampler);
  }

  @Override
  public List<String> layers() {
    return ports.outputs.isEmpty() ? List.of("output") : ports.outputs;
  }

  @Override
  public double patchSeconds() {
    return (double) patches.patchFrames * hearing.frontEnd.hop() / hearing.sampleRate;
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

  /**
   * The network in memory.
   *
   * @throws IOException if there is no such file, it holds no network, or the network has no such
   *     outputs or does not accept such patches
   */
  @Override
  public LoadedModel load(Loading loading) throws IOException {
    Optional<String> problem = unavailable();
    if (problem.isPresent()) {
      throw new IOException("embedding model 'onnx' cannot be opened: " + problem.get());
    }
    return OnnxNetwork.load(this, ports.outputs.isEmpty() ? List.of() : loading.layers());
  }
}
