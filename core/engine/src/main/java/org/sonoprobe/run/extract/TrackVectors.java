package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.ComponentFailure;

/**
 * The vectors of a dataset under one embedding model, read from the store and aggregated once
 * however many splits select from them. Thread-safe.
 */
@Internal
public final class TrackVectors {
  private final EmbeddingShelf shelf;
  private final Aggregation aggregation;
  private final LayerPooling pooling;
  private final Map<String, AggregatedTrack> known = new ConcurrentHashMap<>();

  /**
   * Vectors yet to be read.
   *
   * @param aggregation how frames become vectors
   * @param pooling what becomes of several layers
   */
  public TrackVectors(EmbeddingShelf shelf, Aggregation aggregation, LayerPooling pooling) {
    this.shelf = shelf;
    this.aggregation = aggregation;
    this.pooling = pooling;
  }

  /** How frames become vectors. */
  public Aggregation aggregation() {
    return aggregation;
  }

  /** The vectors of a track. */
  public AggregatedTrack of(String trackId, String key, Stage stage)
      throws IOException, ComponentFailure {
    AggregatedTrack own = known.get(key);
    if (own == null) {
      own = read(trackId, key, stage);
      known.put(key, own);
    }
    return own;
  }

  private AggregatedTrack read(String trackId, String key, Stage stage)
      throws IOException, ComponentFailure {
    Optional<Embedding> frames = shelf.frames(key);
    if (frames.isPresent()) {
      return ComponentFailure.ask(
          stage,
          "aggregation '" + aggregation.name() + "'",
          () -> AggregatedTrack.of(trackId, frames.get(), aggregation, pooling));
    }
    return shelf
        .condensed(key, aggregation, pooling)
        .map(AggregatedTrack::stored)
        .orElseThrow(
            () ->
                new IOException(
                    "the embedding of track '%s' has vanished from the store; run again"
                        .formatted(trackId)));
  }
}
