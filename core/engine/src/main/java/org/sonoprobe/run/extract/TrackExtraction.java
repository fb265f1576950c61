package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.ModelFault;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.Timing;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.OpenScenario;
import org.sonoprobe.run.plan.Scenarios;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.RunException;

/**
 * The extraction of one track's embeddings: what the store has is left, the rest is made by
 * scenario, input and model, so that nothing is decoded, deformed or resampled twice. Used by one
 * thread, once.
 */
final class TrackExtraction {
  /** Stands in notes that are kept for a model by whatever name. */
  private static final String THE_MODEL = "the embedding model";

  /** One wanted embedding on its way. */
  private static final class Item {
    private final Extraction.Wanted wanted;
    private final UsedModel use;
    private String key = "";
    private Extraction.@Nullable Result result;

    Item(Extraction.Wanted wanted, UsedModel use) {
      this.wanted = wanted;
      this.use = use;
    }

    String embedding() {
      return wanted.embedding();
    }

    String scenario() {
      return wanted.scenario();
    }

    OpenModel model() {
      return Objects.requireNonNull(use.open());
    }

    Input input() {
      return model().input();
    }

    void found() {
      result = Extraction.Result.stored(wanted, key, false);
    }
  }

  private final Extraction extraction;
  private final UsedModels models;
  private final Scenarios scenarios;
  private final EmbeddingNames names;
  private final EmbeddingShelf shelf;
  private List<String> notes = List.of();
  private Timing timing = Timing.ZERO;

  TrackExtraction(
      Extraction extraction,
      UsedModels models,
      Scenarios scenarios,
      EmbeddingNames names,
      EmbeddingShelf shelf) {
    this.extraction = extraction;
    this.models = models;
    this.scenarios = scenarios;
    this.names = names;
    this.shelf = shelf;
  }

  /** Does it all. */
  Extraction.Outcome outcome() {
    List<Item> items =
        extraction.wanted().stream()
            .map(wanted -> new Item(wanted, models.named(wanted.embedding())))
            .toList();
    List<Item> ofAudio = new ArrayList<>();
    for (Item item : items) {
      if (item.use.model() instanceof PrecomputedEmbeddings vectors) {
        lookUp(item, vectors);
      } else {
        ofAudio.add(item);
      }
    }
    if (!ofAudio.isEmpty()) {
      hear(ofAudio);
    }
    return new Extraction.Outcome(
        items.stream().map(item -> Objects.requireNonNull(item.result)).toList(), notes, timing);
  }

  private void lookUp(Item item, PrecomputedEmbeddings vectors) {
    PrecomputedEmbeddings.Address address =
        new PrecomputedEmbeddings.Address(
            extraction.dataset(), extraction.trackId(), item.scenario());
    attempt(
        List.of(item),
        Stage.EMBED,
        item.embedding(),
        () -> {
          item.key = names.ofPrecomputed(item.use, address, vectors.fingerprint(address));
          if (isStored(item)) {
            item.found();
          } else {
            put(item, item.use.wanted(vectors.find(address)));
          }
        });
  }

  private void hear(List<Item> all) {
    attempt(
        all,
        Stage.DECODE,
        "",
        () -> {
          AudioSource.Snapshot content = extraction.audio().snapshot();
          List<Item> missing = new ArrayList<>();
          // scenarios that do the same to the audio, and differ in their labels
          Map<String, Item> first = new LinkedHashMap<>();
          List<Item> again = new ArrayList<>();
          for (Item item : all) {
            item.key = names.of(extraction, item.wanted, content.fingerprint());
            Item same = first.putIfAbsent(item.key, item);
            if (same != null && item.embedding().equals(same.embedding())) {
              again.add(item);
            } else if (isStored(item)) {
              item.found();
            } else {
              missing.add(item);
            }
          }
          String notesName = EmbeddingNames.ofNotes(content.fingerprint());
          if (missing.isEmpty()) {
            notes = stored(() -> shelf.notes(notesName));
            recall(all);
          } else {
            recall(all);
            List<Item> whole = new ArrayList<>(missing);
            whole.removeAll(heardInPieces(missing, content));
            if (!whole.isEmpty()) {
              make(whole, decode(content, notesName));
            }
          }
          for (Item item : again) {
            Extraction.Result same = Objects.requireNonNull(first.get(item.key)).result;
            if (same != null && same.fault() != null) {
              item.result = Extraction.Result.failed(item.wanted, same.fault());
            } else if (same != null) {
              item.found();
            }
          }
        });
  }

  /** Embeds clean audio that its source gives without holding it whole; says which. */
  private List<Item> heardInPieces(List<Item> missing, AudioSource.Snapshot content)
      throws IOException {
    List<Item> heard = new ArrayList<>();
    List<Item> clean =
        missing.stream().filter(item -> item.scenario().equals(Scenario.CLEAN.name())).toList();
    for (List<Item> alike : groups(clean, Item::input)) {
      long start = System.nanoTime();
      Optional<Recording> prepared = content.prepared(alike.get(0).input());
      timing = timing.since(start, Timing.Part.DECODE);
      if (prepared.isPresent()) {
        embedAll(alike, prepared.get().audio());
        heard.addAll(alike);
      }
    }
    return heard;
  }

  private Audio decode(AudioSource.Snapshot content, String notesName) throws IOException {
    long start = System.nanoTime();
    Recording recording = content.recording();
    timing = timing.since(start, Timing.Part.DECODE);
    addNotes(recording.notes());
    if (!recording.notes().isEmpty()) {
      // before any embedding, so that no kill can leave one without them
      stored(() -> shelf.putNotes(notesName, recording.notes()));
    }
    return recording.audio();
  }

  private void make(List<Item> missing, Audio clean) {
    for (List<Item> heardAlike : groups(missing, Item::scenario)) {
      String scenario = heardAlike.get(0).scenario();
      attempt(heardAlike, Stage.DEFORM, "", () -> prepare(heardAlike, deform(clean, scenario)));
    }
  }

  private Audio deform(Audio clean, String scenario) throws IOException {
    long start = System.nanoTime();
    try {
      return scenarios.deformed(clean, extraction.trackId(), scenario);
    } finally {
      timing = timing.since(start, Timing.Part.DEFORM);
    }
  }

  private void prepare(List<Item> items, Audio audio) {
    for (List<Item> alike : groups(items, Item::input)) {
      attempt(
          alike,
          Stage.EMBED,
          "",
          () -> {
            long start = System.nanoTime();
            Audio input = models.prepared(audio, alike.get(0).input());
            timing = timing.since(start, Timing.Part.RESAMPLE);
            embedAll(alike, input);
          });
    }
  }

  private void embedAll(List<Item> items, Audio input) {
    for (List<Item> sameModel : groups(items, Item::model)) {
      String model = sameModel.get(0).embedding();
      attempt(sameModel, Stage.EMBED, model, () -> embed(sameModel, input));
    }
  }

  /** One pass through a model for all choices of its layers. */
  private void embed(List<Item> items, Audio input) throws IOException {
    Item first = items.get(0);
    OpenModel model = first.model();
    long start = System.nanoTime();
    Embedding embedding;
    try {
      embedding = model.embed(input);
    } catch (ModelFault e) {
      throw new RunException(
          "embedding model '%s' is at fault, at track '%s' of dataset '%s' (%s): %s"
              .formatted(
                  first.embedding(),
                  extraction.trackId(),
                  extraction.dataset(),
                  extraction.audio().location(),
                  e.getMessage()),
          new Fault(Stage.EMBED, first.embedding(), e),
          extraction.trackId());
    } finally {
      timing = timing.since(start, Timing.Part.EMBED);
    }
    Timing.Cost cost =
        new Timing.Cost(
            (System.nanoTime() - start) / 1e9, input.durationSeconds(), 1, embedding.dimension());
    double patch = model.patchSeconds();
    boolean isShort = input.durationSeconds() < patch - 0.5 / Math.max(1, input.sampleRate());
    for (Item item : items) {
      timing = timing.and(item.embedding(), cost);
      if (isShort) {
        noteShort(item, patch);
      }
    }
    for (Item item : items) {
      put(item, model.select(embedding, item.use.layers()));
    }
  }

  /** Keeps beside the embedding, before it is there, that its audio was too short. */
  private void noteShort(Item item, double patch) {
    String note =
        String.format(
            Locale.ROOT,
            "shorter than the %.2f s that %s hears at once; repeated or padded",
            patch,
            THE_MODEL);
    stored(() -> shelf.putNotes(item.key, List.of(note)));
    addNotes(named(item, List.of(note)));
  }

  /** Notes of an embedding, which several models may share, with the name of the one meant. */
  private static List<String> named(Item item, List<String> shared) {
    String name = "embedding model '" + item.embedding() + "'";
    return shared.stream().map(note -> note.replace(THE_MODEL, name)).toList();
  }

  private void addNotes(List<String> more) {
    Set<String> all = new LinkedHashSet<>(notes);
    all.addAll(more);
    notes = List.copyOf(all);
  }

  /** What was noted when an embedding was made that is in the store. */
  private void recall(List<Item> items) {
    for (Item item : items) {
      Extraction.Result result = item.result;
      if (result != null && !result.computed() && item.model().patchSeconds() > 0) {
        addNotes(named(item, stored(() -> shelf.notes(item.key))));
      }
    }
  }

  /** Items with equal properties together, in the order in which they come first. */
  private static Collection<List<Item>> groups(List<Item> items, Function<Item, Object> property) {
    Map<Object, List<Item>> groups = new LinkedHashMap<>();
    for (Item item : items) {
      groups.computeIfAbsent(property.apply(item), key -> new ArrayList<>()).add(item);
    }
    return groups.values();
  }

  private boolean isStored(Item item) {
    return stored(() -> shelf.holds(item.key, item.use.pooling()));
  }

  private void put(Item item, Embedding embedding) {
    EmbeddingShelf.Parcel parcel =
        shelf.parcel(extraction.trackId(), item.key, embedding, item.use.pooling());
    stored(() -> shelf.put(parcel));
    item.result = Extraction.Result.stored(item.wanted, item.key, true);
  }

  /** An access to the store: if it fails, no track is to blame and none is skipped for it. */
  private <T> T stored(Access<T> access) {
    long start = System.nanoTime();
    try {
      return access.carryOut();
    } catch (IOException e) {
      throw new RunException(
          ("the store failed at track '%s' of dataset '%s': %s; mend it and run again, "
                  + "what is stored is kept")
              .formatted(extraction.trackId(), extraction.dataset(), Fault.words(e)),
          new Fault(Stage.STORE, "", e),
          extraction.trackId());
    } finally {
      timing = timing.since(start, Timing.Part.STORE);
    }
  }

  /** Carries out a step; if the track is to blame for its failure, what needs it has failed. */
  private void attempt(List<Item> items, Stage stage, String component, Step step) {
    try {
      step.carryOut();
    } catch (RunException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String deformation = e instanceof OpenScenario.Failure failed ? failed.deformation() : "";
      Fault fault = new Fault(stage, component.isEmpty() ? deformation : component, e);
      for (Item item : items) {
        if (item.result == null) {
          item.result = Extraction.Result.failed(item.wanted, fault);
        }
      }
    }
  }

  private interface Step {
    void carryOut() throws IOException;
  }

  private interface Access<T> {
    T carryOut() throws IOException;
  }
}
