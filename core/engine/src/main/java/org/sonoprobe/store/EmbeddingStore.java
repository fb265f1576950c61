package org.sonoprobe.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sonoprobe.api.Embedding;

/**
 * Embeddings by a key that says how they were made, before aggregation and layer selection.
 *
 * <p>Thread-safe; several processes may share one on disk.
 */
public interface EmbeddingStore {

  /** What is stored under a key; empty if there is nothing or what there is has been damaged. */
  Optional<Embedding> get(String key) throws IOException;

  /** Whether {@link #get} would find something, without making an embedding of it. */
  default boolean contains(String key) throws IOException {
    return get(key).isPresent();
  }

  /** What was noted under a key; nothing if nothing was. */
  List<String> notes(String key) throws IOException;

  /** Stores notes, replacing what is there. */
  void putNotes(String key, List<String> notes) throws IOException;

  /** Stores an embedding, replacing what is there. */
  void put(String key, Embedding embedding) throws IOException;

  /** A store in a folder, which is created if it is missing. */
  static EmbeddingStore at(Path folder) throws IOException {
    return new FolderStore(folder);
  }

  /** A store that lives as long as the object. */
  static EmbeddingStore inMemory() {
    Map<String, Embedding> embeddings = new ConcurrentHashMap<>();
    Map<String, List<String>> noted = new ConcurrentHashMap<>();
    return new EmbeddingStore() {
      @Override
      public List<String> notes(String key) {
        return noted.getOrDefault(key, List.of());
      }

      @Override
      public void putNotes(String key, List<String> notes) {
        noted.put(key, List.copyOf(notes));
      }

      @Override
      public Optional<Embedding> get(String key) {
        return Optional.ofNullable(embeddings.get(key));
      }

      @Override
      public void put(String key, Embedding embedding) {
        embeddings.put(key, embedding);
      }
    };
  }
}
