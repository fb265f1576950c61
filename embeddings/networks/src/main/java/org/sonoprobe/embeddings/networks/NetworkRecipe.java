package org.sonoprobe.embeddings.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.api.LoadedModel;

/**
 * A network and how it is used: what a network component is made of.
 *
 * @param path the file, or the folder of a SavedModel
 * @param ports names of input and outputs
 * @param hearing what the network is given
 * @param cutting how that is cut and laid out
 * @param reading what the axes of its outputs mean
 * @param execution what it runs on
 */
public record NetworkRecipe(
    Path path,
    Ports ports,
    Hearing hearing,
    Cutting cutting,
    Reading reading,
    Execution execution) {

  public NetworkRecipe {
    boolean single = hearing.frontEnd().bandCount() == 1;
    if (single != cutting.layout().isWaveform()) {
      throw new IllegalArgumentException(
          "front-end '%s' and layout %s do not go together"
              .formatted(hearing.frontEnd().name(), cutting.layout()));
    }
    if (reading.layerCount() > 0 && ports.outputs().size() > 1) {
      throw new IllegalArgumentException(
          "an axis of layers is read from one output, but outputs are " + ports.outputs());
    }
  }

  /** A recipe read patch by patch on one thread. */
  public NetworkRecipe(Path path, Ports ports, Hearing hearing, Cutting cutting) {
    this(path, ports, hearing, cutting, Reading.PATCHES, Execution.CPU);
  }

  /** The names of the layers. */
  public List<String> layers() {
    if (reading.layerCount() > 0) {
      return reading.layerNames();
    }
    return ports.outputs().isEmpty() ? List.of("output") : ports.outputs();
  }

  /** Seconds of audio that it hears at once; 0 for all. */
  public double patchSeconds() {
    long needed = hearing.frontEnd().preparation().atLeast();
    return (double) Math.max(needed, cutting.patchSamples(hearing.frontEnd())) / hearing.rate();
  }

  /**
   * The network in memory, by the engine for its kind of file.
   *
   * @param layers that are wanted, by name
   * @throws IOException if there is no such file, it holds no network, no engine for it is on the
   *     class path, or it has no such outputs or does not accept such patches
   */
  public LoadedModel load(List<String> layers) throws IOException {
    return load("", layers);
  }

  /** The same for a component of that name, which tells the engine. */
  LoadedModel load(String type, List<String> layers) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException("there is no network " + path.toAbsolutePath());
    }
    return LoadedNetwork.load(this, Engines.named(type, path), layers);
  }
}
