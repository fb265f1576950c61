package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.ModelFault;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.Timing;

/**
 * The extraction of one track's embeddings: what the store has is left, the rest is made by
 * scenario, input and model, so that nothing is decoded, deformed or resampled twice. Used by one
 * thread, once.
 */
final class TrackWork {
  /** Stands in notes that are kept for a model by whatever name. */
  private static final String THE_MODEL = "the embedding model";

  private final Extractor extractor;
  private final Extraction extraction;
  private final List<Extraction.Wanted> wanted;
  private final Extraction.Result[] results;
  private final String[] keys;
  private List<String> notes = List.of();
  private Timing timing = Timing.ZERO;

  TrackWork(Extractor extractor, Extraction extraction) {
    this.extractor = extractor;
    this.extraction = extraction;
    this.wanted = extraction.wanted();
    this.results = new Extraction.Result[wanted.size()];
    this.keys = new String[wanted.size()];
  }

  /** Does it all; the results are in the order of what is wanted. */
  Extraction.Outcome outcome() {
    List<Integer> ofAudio = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      Extractor.Use use = extractor.use(wanted.get(i).embedding());
      if (use.model() instanceof PrecomputedEmbeddings vectors) {
        lookUp(i, use, vectors);
      } else {
        ofAudio.add(i);
      }
    }
    if (!ofAudio.isEmpty()) {
      hear(ofAudio);
    }
    return new Extraction.Outcome(List.of(results), notes, timing);
  }

  private void lookUp(int i, Extractor.Use use, PrecomputedEmbeddings vectors) {
    PrecomputedEmbeddings.Address address =
        new PrecomputedEmbeddings.Address(
            extraction.dataset(), extraction.trackId(), wanted.get(i).scenario());
    attempt(
        List.of(i),
        Stage.EMBED,
        wanted.get(i).embedding(),
        () -> {
          keys[i] = Extractor.key(use, address, vectors.fingerprint(address));
          if (isStored(i)) {
            results[i] = Extraction.Result.stored(keys[i], false);
          } else {
            Embedding found = vectors.find(address);
            put(i, use.layers().isEmpty() ? found : found.layers(use.layers()));
          }
        });
  }

  private void hear(List<Integer> all) {
    attempt(
        all,
        Stage.DECODE,
        "",
        () -> {
          AudioSource.Snapshot content = extraction.audio().snapshot();
          List<Integer> missing = new ArrayList<>();
          // scenarios that do the same to the audio, and differ in their labels
          Map<String, Integer> first = new LinkedHashMap<>();
          List<Integer> again = new ArrayList<>();
          for (int i : all) {
            keys[i] = extractor.key(extraction, wanted.get(i), content.fingerprint());
            Integer same = first.putIfAbsent(keys[i], i);
            if (same != null && wanted.get(i).embedding().equals(wanted.get(same).embedding())) {
              again.add(i);
            } else if (isStored(i)) {
              results[i] = Extraction.Result.stored(keys[i], false);
            } else {
              missing.add(i);
            }
          }
          String notesKey = Extractor.notesKey(content.fingerprint());
          if (missing.isEmpty()) {
            notes = stored(() -> extractor.store().notes(notesKey));
            recall(all);
          } else {
            recall(all);
            List<Integer> whole = new ArrayList<>(missing);
            whole.removeAll(heardInPieces(missing, content));
            if (!whole.isEmpty()) {
              make(whole, decode(content, notesKey));
            }
          }
          for (int i : again) {
            Extraction.Result same = results[Objects.requireNonNull(first.get(keys[i]))];
            results[i] =
                same == null || same.isFailure() ? same : Extraction.Result.stored(keys[i], false);
          }
        });
  }

  /** Embeds clean audio that its source gives without holding it whole; says for which members. */
  private List<Integer> heardInPieces(List<Integer> missing, AudioSource.Snapshot content)
      throws IOException {
    List<Integer> heard = new ArrayList<>();
    List<Integer> clean =
        missing.stream()
            .filter(i -> wanted.get(i).scenario().equals(Scenario.CLEAN.name()))
            .toList();
    for (List<Integer> alike : groups(clean, i -> model(i).model().input())) {
      long start = System.nanoTime();
      Optional<Recording> prepared = content.prepared(model(alike.get(0)).model().input());
      timing = timing.since(start, Timing.Part.DECODE);
      if (prepared.isPresent()) {
        embedAll(alike, prepared.get().audio());
        heard.addAll(alike);
      }
    }
    return heard;
  }

  private Audio decode(AudioSource.Snapshot content, String notesKey) throws IOException {
    long start = System.nanoTime();
    Recording recording = content.recording();
    timing = timing.since(start, Timing.Part.DECODE);
    addNotes(recording.notes());
    if (!recording.notes().isEmpty()) {
      // before any embedding, so that no kill can leave one without them
      stored(
          () -> {
            extractor.store().putNotes(notesKey, recording.notes());
            return true;
          });
    }
    return recording.audio();
  }

  private void make(List<Integer> missing, Audio clean) {
    for (List<Integer> heardAlike : groups(missing, i -> wanted.get(i).scenario())) {
      String scenario = wanted.get(heardAlike.get(0)).scenario();
      attempt(heardAlike, Stage.DEFORM, "", () -> prepare(heardAlike, deform(clean, scenario)));
    }
  }

  private Audio deform(Audio clean, String scenario) throws IOException {
    long start = System.nanoTime();
    try {
      return extractor.deformed(clean, extraction.trackId(), scenario);
    } finally {
      timing = timing.since(start, Timing.Part.DEFORM);
    }
  }

  private void prepare(List<Integer> members, Audio audio) {
    for (List<Integer> alike : groups(members, i -> model(i).model().input())) {
      attempt(
          alike,
          Stage.EMBED,
          "",
          () -> {
            long start = System.nanoTime();
            Audio input = extractor.prepared(audio, model(alike.get(0)).model().input());
            timing = timing.since(start, Timing.Part.RESAMPLE);
            embedAll(alike, input);
          });
    }
  }

  private void embedAll(List<Integer> members, Audio input) {
    for (List<Integer> sameModel : groups(members, this::model)) {
      String model = wanted.get(sameModel.get(0)).embedding();
      attempt(sameModel, Stage.EMBED, model, () -> embed(sameModel, input));
    }
  }

  /** One pass through a model for all choices of its layers. */
  private void embed(List<Integer> members, Audio input) throws IOException {
    OpenModel model = model(members.get(0));
    long start = System.nanoTime();
    Embedding embedding;
    try {
      embedding = model.embed(input);
    } catch (ModelFault e) {
      String label = wanted.get(members.get(0)).embedding();
      throw new RunException(
          "embedding model '%s' is at fault, at track '%s' of dataset '%s' (%s): %s"
              .formatted(
                  label,
                  extraction.trackId(),
                  extraction.dataset(),
                  extraction.audio().location(),
                  e.getMessage()),
          new Fault(Stage.EMBED, label, e),
          extraction.trackId());
    } finally {
      timing = timing.since(start, Timing.Part.EMBED);
    }
    Timing.Cost cost =
        new Timing.Cost(
            (System.nanoTime() - start) / 1e9, input.durationSeconds(), 1, embedding.dimension());
    for (int i : members) {
      timing = timing.and(wanted.get(i).embedding(), cost);
    }
    double patch = model.model().patchSeconds();
    if (input.durationSeconds() < patch - 0.5 / Math.max(1, input.sampleRate())) {
      for (int i : members) {
        noteShort(i, patch);
      }
    }
    for (int i : members) {
      put(i, model.select(embedding, extractor.use(wanted.get(i).embedding()).layers()));
    }
  }

  /** Keeps beside the embedding, before it is there, that its audio was too short. */
  private void noteShort(int i, double patch) {
    String note =
        String.format(
            java.util.Locale.ROOT,
            "shorter than the %.2f s that %s hears at once; repeated or padded",
            patch,
            THE_MODEL);
    stored(
        () -> {
          extractor.store().putNotes(keys[i], List.of(note));
          return true;
        });
    addNotes(named(i, List.of(note)));
  }

  /** Notes of an embedding, which several models may share, with the name of the one meant. */
  private List<String> named(int i, List<String> shared) {
    String name = "embedding model '" + wanted.get(i).embedding() + "'";
    return shared.stream().map(note -> note.replace(THE_MODEL, name)).toList();
  }

  private void addNotes(List<String> more) {
    Set<String> all = new LinkedHashSet<>(notes);
    all.addAll(more);
    notes = List.copyOf(all);
  }

  /** What was noted when an embedding was made that is in the store. */
  private void recall(List<Integer> members) {
    for (int i : members) {
      Extraction.Result result = results[i];
      if (result != null && !result.computed() && model(i).model().patchSeconds() > 0) {
        addNotes(named(i, stored(() -> extractor.store().notes(keys[i]))));
      }
    }
  }

  private OpenModel model(int i) {
    return Objects.requireNonNull(extractor.use(wanted.get(i).embedding()).open());
  }

  /** Members with equal properties together, in the order in which they come first. */
  private static Collection<List<Integer>> groups(
      List<Integer> members, Function<Integer, Object> property) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i : members) {
      groups.computeIfAbsent(property.apply(i), key -> new ArrayList<>()).add(i);
    }
    return groups.values();
  }

  private boolean isStored(int i) {
    String key = keys[i];
    LayerPooling pooling = extractor.use(wanted.get(i).embedding()).pooling();
    return stored(() -> extractor.keeping().isStored(extractor.store(), key, pooling));
  }

  private void put(int i, Embedding embedding) {
    Keeping keeping = extractor.keeping();
    LayerPooling pooling = extractor.use(wanted.get(i).embedding()).pooling();
    Map<Aggregation, Embedding> condensed = new LinkedHashMap<>();
    if (!keeping.asFrames(embedding)) {
      try {
        for (Aggregation aggregation : keeping.aggregations()) {
          condensed.put(
              aggregation,
              Keeping.condensed(extraction.trackId(), embedding, aggregation, pooling));
        }
      } catch (RuntimeException e) {
        condensed.clear(); // frames are kept, and the training that needs them says what is wrong
      }
    }
    stored(
        () -> {
          if (condensed.isEmpty()) {
            extractor.store().put(keys[i], embedding);
          }
          for (Map.Entry<Aggregation, Embedding> each : condensed.entrySet()) {
            extractor.store().put(keeping.key(keys[i], each.getKey(), pooling), each.getValue());
          }
          return true;
        });
    results[i] = Extraction.Result.stored(keys[i], true);
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
  private void attempt(List<Integer> members, Stage stage, String component, Step step) {
    try {
      step.carryOut();
    } catch (RunException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String deformation = e instanceof OpenScenario.Failure failed ? failed.deformation() : "";
      Fault fault = new Fault(stage, component.isEmpty() ? deformation : component, e);
      for (int i : members) {
        if (results[i] == null) {
          results[i] = Extraction.Result.failed(fault);
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
