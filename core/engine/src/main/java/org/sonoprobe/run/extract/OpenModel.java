package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.work.Closing;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Pool;
import org.sonoprobe.run.work.RunException;

/**
 * An embedding model that is loaded when its first embedding is wanted, once for all threads, with
 * those layers that any choice of it wants. Thread-safe.
 */
final class OpenModel implements AutoCloseable {

  private final String label;
  private final EmbeddingModel model;
  private final Assets assets;
  private final List<String> layers;
  private final Input input;
  private final double patchSeconds;
  private final TreeSet<Integer> wanted = new TreeSet<>();
  private final Pool<Embedder> embedders = new Pool<>(this::open, Embedder::close);
  private @Nullable LoadedModel loaded;

  OpenModel(String label, EmbeddingModel model, Assets assets) throws IOException {
    this.label = label;
    this.model = model;
    this.assets = assets;
    this.layers = model.layers();
    this.input = model.input();
    this.patchSeconds = model.patchSeconds();
  }

  /** What it hears, for as long as it is open. */
  Input input() {
    return input;
  }

  /** Seconds of audio that it hears at once; 0 for all. */
  double patchSeconds() {
    return patchSeconds;
  }

  /** The names of all its layers. */
  List<String> layers() {
    return layers;
  }

  /** Asks for layers, before anything is embedded. */
  void want(List<Integer> positions) {
    wanted.addAll(positions);
  }

  /** The embedding with all layers that were asked for. */
  Embedding embed(Audio audio) throws IOException {
    Embedding embedding = embedders.use(embedder -> embedder.embed(audio));
    if (embedding == null) {
      throw new IOException("it gave null instead of an embedding");
    }
    int count = embedding.layerCount();
    if (count != wanted.size() && count != layers.size()) {
      throw broken(
          "gave "
              + count
              + " layers, but says that it has "
              + layers
              + " and was asked for "
              + names(),
          Stage.EMBED,
          new IllegalStateException(count + " layers"));
    }
    return embedding;
  }

  /** Those of the layers of an embedding that one choice asked for. */
  Embedding select(Embedding embedding, List<Integer> positions) {
    List<Integer> held =
        embedding.layerCount() == wanted.size() ? new ArrayList<>(wanted) : positionsOfAll();
    List<Integer> places = positions.stream().map(held::indexOf).toList();
    return places.equals(range(embedding.layerCount())) ? embedding : embedding.layers(places);
  }

  private List<Integer> positionsOfAll() {
    return range(layers.size());
  }

  private static List<Integer> range(int count) {
    return java.util.stream.IntStream.range(0, count).boxed().toList();
  }

  private List<String> names() {
    return wanted.stream().map(layers::get).toList();
  }

  private synchronized Embedder open() {
    try {
      LoadedModel ready = loaded;
      if (ready == null) {
        ready = model.load(new Loading(names(), assets.of(model)));
        loaded = ready;
      }
      return ready.open();
    } catch (IOException | RuntimeException e) {
      throw broken("cannot be loaded: " + Fault.words(e), Stage.LOAD, e);
    }
  }

  private RunException broken(String what, Stage stage, Exception cause) {
    return new RunException(
        "embedding model '" + label + "' " + what, new Fault(stage, label, cause), "");
  }

  @Override
  public synchronized void close() {
    LoadedModel ready = loaded;
    loaded = null;
    Closing.all(ready == null ? List.of(embedders) : List.of(embedders, ready));
  }
}
