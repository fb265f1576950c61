package org.sonoprobe.run.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.store.EmbeddingStore;

/**
 * The expected cost of a planned experiment: models are loaded to see whether they can be, some
 * tracks are looked up in the store, and one is embedded to measure time and disk.
 *
 * @param unusable for each embedding model that cannot be loaded, its name and why
 * @param looked embeddings that were looked up in the store
 * @param stored those of them that are there
 * @param measured time and disk by one track; empty if none could be embedded
 */
public record Forecast(
    Map<String, String> unusable, int looked, int stored, Optional<Measured> measured) {

  /**
   * About so many tracks are looked up, evenly spread; of fewer all, of more up to twice as many.
   */
  private static final int SAMPLE = 200;

  /**
   * The measured cost of one track.
   *
   * @param seconds of one thread for all its embeddings
   * @param bytes that these take in a store
   * @param embeddings how many they are
   * @param condensed the models of which the frames are too many to be kept, so that another
   *     aggregation would extract them again
   */
  public record Measured(double seconds, long bytes, int embeddings, List<String> condensed) {}

  /**
   * Looks ahead.
   *
   * @param store the folder with embeddings; null for none
   */
  public static Forecast of(Plan plan, @Nullable Path store) throws IOException {
    return of(plan, store, Keeping.USUAL_MEGABYTES);
  }

  /**
   * Looks ahead.
   *
   * @param store the folder with embeddings; null for none
   * @param frameMegabytes of frames of one embedding that the run will keep at most
   */
  public static Forecast of(Plan plan, @Nullable Path store, int frameMegabytes)
      throws IOException {
    Map<String, String> unusable = new LinkedHashMap<>();
    Assets assets = Assets.standard();
    for (Experiment.EmbeddingChoice choice : plan.experiment().embeddings()) {
      if (!plan.unavailable().containsKey(choice.label())) {
        fault(choice.model(), assets).ifPresent(reason -> unusable.put(choice.label(), reason));
      }
    }
    List<Extraction> extractions = usable(plan, unusable);
    if (extractions.isEmpty() || !plan.problems().isEmpty()) {
      return new Forecast(unusable, 0, 0, Optional.empty());
    }
    int looked = 0;
    int found = 0;
    if (store != null && Files.isDirectory(store)) {
      EmbeddingStore known = EmbeddingStore.at(store);
      try (Extractor extractor =
          new Extractor(plan.experiment(), known, assets, keeping(plan, frameMegabytes))) {
        int step = Math.max(1, extractions.size() / SAMPLE);
        for (int i = 0; i < extractions.size(); i += step) {
          looked += extractions.get(i).wanted().size();
          found += extractor.stored(extractions.get(i));
        }
      }
    }
    return new Forecast(
        unusable, looked, found, measure(plan, extractions, assets, frameMegabytes));
  }

  private static Keeping keeping(Plan plan, int frameMegabytes) {
    return Keeping.megabytes(frameMegabytes, plan.experiment().aggregations());
  }

  private static Optional<String> fault(EmbeddingModel model, Assets assets) {
    if (model instanceof PrecomputedEmbeddings) {
      return Optional.empty();
    }
    try (LoadedModel loaded = model.load(new Loading(model.layers(), assets.of(model)))) {
      loaded.open().close();
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      return Optional.of(Fault.words(e));
    }
  }

  /** What can be extracted: tracks that are there, with models that can be loaded. */
  private static List<Extraction> usable(Plan plan, Map<String, String> unusable) {
    List<Extraction> usable = new ArrayList<>();
    Set<String> missing = new HashSet<>();
    plan.missing().forEach(each -> missing.add(each.dataset() + "/" + each.track()));
    for (Extraction extraction : plan.extractions()) {
      Extraction own = extraction.only(item -> !unusable.containsKey(item.embedding()));
      if (!own.wanted().isEmpty()
          && !missing.contains(extraction.dataset() + "/" + extraction.trackId())) {
        usable.add(own);
      }
    }
    return usable;
  }

  /** One track that is heard under all scenarios, the second time, when all is warm. */
  private static Optional<Measured> measure(
      Plan plan, List<Extraction> all, Assets assets, int frameMegabytes) throws IOException {
    Extraction most = all.get(0);
    for (Extraction extraction : all) {
      most = extraction.wanted().size() > most.wanted().size() ? extraction : most;
    }
    long[] bytes = {0};
    Set<String> put = new HashSet<>();
    try (Extractor extractor =
        new Extractor(
            plan.experiment(), new Counting(bytes, put), assets, keeping(plan, frameMegabytes))) {
      extractor.extract(most);
      bytes[0] = 0;
      put.clear();
      long start = System.nanoTime();
      Extraction.Outcome outcome = extractor.extract(most);
      double seconds = (System.nanoTime() - start) / 1e9;
      int done = (int) outcome.results().stream().filter(each -> !each.isFailure()).count();
      List<String> condensed = new ArrayList<>();
      for (Extraction.Result result : outcome.results()) {
        String label = result.wanted().embedding();
        if (!result.isFailure() && !put.contains(result.key()) && !condensed.contains(label)) {
          condensed.add(label);
        }
      }
      return done == 0
          ? Optional.empty()
          : Optional.of(new Measured(seconds, bytes[0], done, condensed));
    } catch (RunException e) {
      return Optional.empty(); // the run will say so, at this track or another
    }
  }

  /** A store that keeps nothing but count. */
  private record Counting(long[] bytes, Set<String> put) implements EmbeddingStore {
    @Override
    public Optional<org.sonoprobe.api.Embedding> get(String key) {
      return Optional.empty();
    }

    @Override
    public List<String> notes(String key) {
      return List.of();
    }

    @Override
    public void putNotes(String key, List<String> notes) {}

    @Override
    public void put(String key, org.sonoprobe.api.Embedding embedding) {
      if (put.add(key)) {
        bytes[0] += 4L * embedding.values().length + 144;
      }
    }
  }
}
