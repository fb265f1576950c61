package org.sonoprobe.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An embedding model whose vectors were computed elsewhere and are looked up, so that no audio is
 * read. It is never loaded by a run.
 */
public interface PrecomputedEmbeddings extends EmbeddingModel {

  /**
   * The key under which stored vectors are found.
   *
   * @param dataset the dataset's name in the experiment
   * @param trackId unique within the dataset
   * @param scenario {@code clean} or the name of a scenario
   */
  record Address(String dataset, String trackId, String scenario) {}

  /**
   * The embedding at an address.
   *
   * @throws IOException if there is none, naming where it was looked for
   */
  Embedding find(Address address) throws IOException;

  /**
   * Why there is no embedding at an address, as far as can be told without reading it; empty unless
   * overridden.
   */
  default Optional<String> missing(Address address) {
    return Optional.empty();
  }

  /** A text that changes when the vectors stored at that address change. */
  String fingerprint(Address address) throws IOException;

  /**
   * Whether the dataset is looked at, so that equal track ids in two datasets are told apart. A run
   * over two datasets that share an id refuses a model that does not.
   */
  boolean distinguishesDatasets();

  @Override
  default Input input() {
    return Input.asIs();
  }

  /** Unknown: the vectors themselves tell how many layers there are. */
  @Override
  default List<String> layers() {
    return List.of();
  }

  @Override
  default LoadedModel load(Loading loading) {
    throw new IllegalStateException(name() + " holds vectors by track and cannot embed audio");
  }
}
