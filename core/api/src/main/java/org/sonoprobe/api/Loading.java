package org.sonoprobe.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * With what an embedding model is loaded.
 *
 * @param layers the names of the layers wanted, in the model's order; empty for a model that does
 *     not name its layers
 * @param assets where the files of {@link Component#assets()} lie, by name
 */
public record Loading(List<String> layers, Map<String, Path> assets) {

  public Loading {
    layers = List.copyOf(layers);
    assets = Map.copyOf(assets);
  }

  /** A loading of all layers of a model that needs no assets. */
  public static Loading all(EmbeddingModel model) throws java.io.IOException {
    return new Loading(model.layers(), Map.of());
  }

  /**
   * Where an asset lies.
   *
   * @throws IllegalArgumentException if the model has not named it
   */
  public Path asset(String name) {
    Path file = assets.get(name);
    if (file == null) {
      throw new IllegalArgumentException(
          "there is no asset '" + name + "', only " + assets.keySet().stream().sorted().toList());
    }
    return file;
  }
}
