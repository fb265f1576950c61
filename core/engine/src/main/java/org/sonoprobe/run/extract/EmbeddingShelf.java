package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.store.EmbeddingStore;

/**
 * A store as one experiment uses it: an embedding is there as its frames, or where these are too
 * many as what each aggregation makes of them.
 *
 * @param store what holds them
 * @param keeping in which form
 */
@Internal
public record EmbeddingShelf(EmbeddingStore store, Keeping keeping) {

  /**
   * An embedding in the form in which it is put.
   *
   * @param key under which its frames would be
   * @param frames all of it
   * @param pooling what becomes of its layers
   * @param condensed what each aggregation makes of it; nothing where the frames are kept
   */
  public record Parcel(
      String key, Embedding frames, LayerPooling pooling, Map<Aggregation, Embedding> condensed) {}

  /** Whether the frames are there, or the vectors of all aggregations. */
  public boolean holds(String key, LayerPooling pooling) throws IOException {
    if (store.contains(key)) {
      return true;
    }
    for (Aggregation aggregation : keeping.aggregations()) {
      if (!store.contains(keeping.key(key, aggregation, pooling))) {
        return false;
      }
    }
    return true;
  }

  /** An embedding in the form in which it is kept. */
  public Parcel parcel(String trackId, String key, Embedding embedding, LayerPooling pooling) {
    Map<Aggregation, Embedding> condensed = new LinkedHashMap<>();
    if (!keeping.asFrames(embedding)) {
      try {
        for (Aggregation aggregation : keeping.aggregations()) {
          float[][] rows = AggregatedTrack.of(trackId, embedding, aggregation, pooling).values();
          condensed.put(aggregation, Embedding.ofFrames(rows, 0));
        }
      } catch (RuntimeException e) {
        condensed.clear(); // frames are kept, and the training that needs them says what is wrong
      }
    }
    return new Parcel(key, embedding, pooling, condensed);
  }

  /** Puts it there; under how many keys. */
  public int put(Parcel parcel) throws IOException {
    if (parcel.condensed.isEmpty()) {
      store.put(parcel.key, parcel.frames);
      return 1;
    }
    for (Map.Entry<Aggregation, Embedding> each : parcel.condensed.entrySet()) {
      store.put(keeping.key(parcel.key, each.getKey(), parcel.pooling), each.getValue());
    }
    return parcel.condensed.size();
  }

  /** All of an embedding; empty if it is not there. */
  public Optional<Embedding> frames(String key) throws IOException {
    return store.get(key);
  }

  /** What an aggregation made of an embedding before it was stored; empty if it is not there. */
  public Optional<Embedding> condensed(String key, Aggregation aggregation, LayerPooling pooling)
      throws IOException {
    return store.get(keeping.key(key, aggregation, pooling));
  }

  /** What was noted beside an embedding or about audio. */
  public List<String> notes(String key) throws IOException {
    return store.notes(key);
  }

  /** Notes beside an embedding or about audio; how many they are. */
  public int putNotes(String key, List<String> notes) throws IOException {
    store.putNotes(key, notes);
    return notes.size();
  }
}
