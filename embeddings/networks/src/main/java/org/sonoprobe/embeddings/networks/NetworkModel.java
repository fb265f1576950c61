package org.sonoprobe.embeddings.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/**
 * A network in a file as an embedding model: audio through a front-end, cut into patches, vectors
 * from each.
 *
 * <p>Audio shorter than one patch gives one patch, see {@link Cutting#shortAudio}. The weights are
 * in memory once for all threads; each thread runs the network on itself alone.
 */
public interface NetworkModel extends EmbeddingModel {

  /** The network and how it is used. */
  NetworkRecipe recipe();

  /** What a file of its kind is called, such as "the ONNX file". */
  String fileInWords();

  @Override
  default Input input() {
    return recipe().hearing().input();
  }

  @Override
  default List<String> layers() {
    return recipe().layers();
  }

  @Override
  default double patchSeconds() {
    return recipe().patchSeconds();
  }

  @Override
  default Optional<String> unavailable() {
    Path path = recipe().path();
    if (path.toString().isEmpty()) {
      return Optional.of("'path' is missing: " + fileInWords());
    }
    return Files.exists(path)
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
  default LoadedModel load(Loading loading) throws IOException {
    Optional<String> problem = unavailable();
    if (problem.isPresent()) {
      throw new IOException("embedding model '" + name() + "' cannot be opened: " + problem.get());
    }
    return recipe().load(name(), loading.layers());
  }
}
