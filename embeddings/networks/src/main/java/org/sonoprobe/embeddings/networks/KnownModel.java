package org.sonoprobe.embeddings.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.ModelCard;

/** A published model: all that its paper and code say about how it is used. */
interface KnownModel extends EmbeddingModel {

  /** Where its weights are. */
  Weights weights();

  /** What its paper and code say of it. */
  default NetworkDescription network() {
    return NetworkDescription.named(name());
  }

  /** How a file with its weights is used. */
  default NetworkRecipe recipe(Path path) {
    return network().recipe(path, weights());
  }

  @Override
  default Optional<ModelCard> card() {
    return Optional.of(network().card());
  }

  /** A recipe for a file that need not be there. */
  private NetworkRecipe recipe() {
    return recipe(weights().path().orElse(Path.of("")));
  }

  /** Since 2 the size of a batch follows from the patch. */
  @Override
  default String revision() {
    return "2";
  }

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
  default List<Asset> assets() {
    return weights().path().isPresent() ? List.of() : network().published().stream().toList();
  }

  @Override
  default Optional<String> unavailable() {
    Optional<Path> path = weights().path();
    String how =
        "the weights of "
            + network().card().title()
            + " ("
            + network().card().origin().licence()
            + ") are at "
            + network().card().origin().source()
            + "; "
            + network().conversion();
    if (path.isEmpty()) {
      return network().published().isPresent()
          ? Optional.empty()
          : Optional.of("'path' is not set: " + how + ", and set 'path' to it");
    }
    return Files.exists(path.get())
        ? Optional.empty()
        : Optional.of("there is no file " + path.get().toAbsolutePath() + ": " + how);
  }

  @Override
  default LoadedModel load(Loading loading) throws IOException {
    Optional<String> problem = unavailable();
    if (problem.isPresent()) {
      throw new IOException("embedding model '" + name() + "' cannot be opened: " + problem.get());
    }
    Path path =
        weights().path().orElseGet(() -> loading.asset(network().published().orElseThrow().path()));
    return recipe(path).load(loading.layers());
  }
}
