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

  /** What is to be said of it. */
  ModelCard facts();

  /** How a file with its weights is used. */
  NetworkRecipe recipe(Path path);

  /** The file that is published in a form that runs as it is; empty if none is. */
  Optional<Asset> published();

  /** How its weights become a file that runs here. */
  String conversion();

  @Override
  default Optional<ModelCard> card() {
    return Optional.of(facts());
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
    return weights().path().isPresent() ? List.of() : published().stream().toList();
  }

  @Override
  default Optional<String> unavailable() {
    Optional<Path> path = weights().path();
    String how =
        "the weights of "
            + facts().title()
            + " ("
            + facts().origin().licence()
            + ") are at "
            + facts().origin().source()
            + "; "
            + conversion();
    if (path.isEmpty()) {
      return published().isPresent()
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
    Path path = weights().path().orElseGet(() -> loading.asset(published().orElseThrow().path()));
    return recipe(path).load(loading.layers());
  }
}
