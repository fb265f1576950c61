package org.sonoprobe.embeddings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.audio.Resampler;

/**
 * A model in a process of its own, such as a Python script with PyTorch; audio and vectors go
 * through its standard input and output, as {@code docs/models.md} says. {@code
 * examples/python/sonoprobe_model.py} is the other side for Python.
 *
 * <p>A process that dies, hangs or prints what is no answer is started again once for the same
 * audio; if it fails again the model is at fault, and its last lines on standard error are in the
 * message. What it says is wrong with a track is that track's failure.
 *
 * @param script the script; its content is part of the model's identity
 * @param command what runs the script; {@code python3} unless set
 * @param arguments that follow the script; none unless set
 * @param files that the script reads, such as weights, whose content is part of the model's
 *     identity; none unless set
 * @param hearing what it is given
 * @param layerNames the names of its layers; one called {@code output} unless set
 * @param running how it is run
 */
public record ProcessModel(
    @Parameter(required = true, aliases = "path") Path script,
    String command,
    List<String> arguments,
    List<Path> files,
    @Parameter(flat = true) Hearing hearing,
    List<String> layerNames,
    @Parameter(flat = true) Running running)
    implements EmbeddingModel {

  /**
   * The audio that a process is given.
   *
   * @param sampleRate in Hz; 16000 unless set
   * @param resampler name of the resampler; {@code polyphase} unless set
   * @param hearsSeconds how much audio it hears at once, if it repeats or pads shorter audio; 0
   *     unless set
   */
  public record Hearing(int sampleRate, String resampler, double hearsSeconds) {
    public Hearing {
      Checks.positive("sample_rate", sampleRate);
      Resampler.named(resampler);
      if (!(hearsSeconds >= 0)) {
        throw new IllegalArgumentException(
            "hears_seconds must not be negative, but is " + hearsSeconds);
      }
    }
  }

  /**
   * The number and the time limits of processes.
   *
   * @param processes that run at once, each with weights of its own; 1 unless set
   * @param startSeconds until it must be ready; 120 unless set
   * @param trackSeconds until it must have answered; 600 unless set
   */
  public record Running(int processes, double startSeconds, double trackSeconds) {
    public Running {
      Checks.positive("processes", processes);
      Checks.positive("start_seconds", startSeconds);
      Checks.positive("track_seconds", trackSeconds);
    }
  }

  public ProcessModel {
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
    layerNames = List.copyOf(layerNames);
    if (layerNames.isEmpty()) {
      throw new IllegalArgumentException("layer_names must name one layer at least");
    }
  }

  /** A placeholder without a script. */
  public ProcessModel() {
    this(Path.of(""), "python3");
  }

  /** A script with a rate of 16 kHz and one layer. */
  public ProcessModel(Path script, String command) {
    this(
        script,
        command,
        List.of(),
        List.of(),
        new Hearing(16000, "polyphase", 0),
        List.of("output"),
        new Running(1, 120, 600));
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Input input() {
    return Input.mono(hearing.sampleRate).resampledBy(hearing.resampler);
  }

  @Override
  public List<String> layers() {
    return layerNames;
  }

  @Override
  public double patchSeconds() {
    return hearing.hearsSeconds;
  }

  @Override
  public Optional<String> unavailable() {
    if (script.toString().isEmpty()) {
      return Optional.of("'script' is missing: the script that embeds");
    }
    for (Path file : files) {
      if (!Files.exists(file)) {
        return Optional.of("there is no file " + file.toAbsolutePath());
      }
    }
    return Files.isRegularFile(script)
        ? Optional.empty()
        : Optional.of("there is no script " + script.toAbsolutePath());
  }

  /** The command line. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(command, script.toString()));
    words.addAll(arguments);
    return words;
  }

  /**
   * Starts one process, so that what is wrong with it is known before any track.
   *
   * @throws IOException if it does not start, or says something else than it should
   */
  @Override
  public LoadedModel load(Loading loading) throws IOException {
    Optional<String> problem = unavailable();
    if (problem.isPresent()) {
      throw new IOException("embedding model 'process' cannot be opened: " + problem.get());
    }
    ChildProcesses children = new ChildProcesses(this);
    return new LoadedModel() {
      @Override
      public Embedder open() {
        return children::embed;
      }

      @Override
      public void close() {
        children.close();
      }
    };
  }
}
