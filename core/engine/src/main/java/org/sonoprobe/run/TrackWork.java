package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Recording;

/**
 * What is done for one track: what the store has is left, the rest is made by scenario, sample rate
 * and model, so that nothing is decoded, deformed or resampled twice. Used by one thread, once.
 */
final class TrackWork {
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
      if (extractor.model(wanted.get(i)) instanceof PrecomputedEmbeddings vectors) {
        lookUp(i, vectors);
      } else {
        ofAudio.add(i);
      }
    }
    if (!ofAudio.isEmpty()) {
      hear(ofAudio);
    }
    return new Extraction.Outcome(extraction, List.of(results), notes, timing);
  }

  private void lookUp(int i, PrecomputedEmbeddings vectors) {
    String scenario = extractor.scenario(wanted.get(i).scenario()).name();
    attempt(
        List.of(i),
        "embed",
        () -> {
          String fingerprint = vectors.fingerprint(extraction.trackId(), scenario);
          keys[i] = Extractor.key(extraction, vectors, scenario, fingerprint);
          if (isStored(keys[i])) {
            results[i] = Extraction.Result.stored(keys[i], false);
          } else {
            put(i, vectors.find(extraction.trackId(), scenario));
          }
        });
  }

  private void hear(List<Integer> all) {
    attempt(
        all,
        "decode",
        () -> {
          AudioSource.Snapshot content = extraction.audio().snapshot();
          List<Integer> missing = new ArrayList<>();
          for (int i : all) {
            keys[i] = extractor.key(extraction, wanted.get(i), content.fingerprint());
            if (isStored(keys[i])) {
              results[i] = Extraction.Result.stored(keys[i], false);
            } else {
              missing.add(i);
            }
          }
          String notesKey = Extractor.notesKey(content.fingerprint());
          if (missing.isEmpty()) {
            notes = stored(() -> extractor.store().notes(notesKey));
          } else {
            make(missing, decode(content, notesKey));
          }
        });
  }

  private Audio decode(AudioSource.Snapshot content, String notesKey) throws IOException {
    long start = System.nanoTime();
    Recording recording = content.recording();
    timing = timing.plus(new Timing(since(start), 0, 0, 0, 0, 0, 0));
    notes = recording.notes();
    if (!notes.isEmpty()) {
      // before any embedding, so that no kill can leave one without them
      stored(
          () -> {
            extractor.store().putNotes(notesKey, notes);
            return true;
          });
    }
    return recording.audio();
  }

  private void make(List<Integer> missing, Audio clean) {
    Map<Integer, List<Integer>> byScenario = new LinkedHashMap<>();
    for (int i : missing) {
      byScenario.computeIfAbsent(wanted.get(i).scenario(), s -> new ArrayList<>()).add(i);
    }
    byScenario.forEach(
        (scenario, members) ->
            attempt(members, "deform", () -> resample(members, deform(clean, scenario))));
  }

  private Audio deform(Audio clean, int scenario) throws IOException {
    long start = System.nanoTime();
    try {
      return extractor.deformed(clean, extraction.trackId(), scenario);
    } finally {
      timing = timing.plus(new Timing(0, since(start), 0, 0, 0, 0, 0));
    }
  }

  private void resample(List<Integer> members, Audio audio) {
    Map<String, List<Integer>> byRate = new LinkedHashMap<>();
    for (int i : members) {
      EmbeddingModel model = extractor.model(wanted.get(i));
      byRate
          .computeIfAbsent(model.sampleRate() + " " + model.resampler(), r -> new ArrayList<>())
          .add(i);
    }
    for (List<Integer> alike : byRate.values()) {
      EmbeddingModel first = extractor.model(wanted.get(alike.get(0)));
      attempt(
          alike,
          "embed",
          () -> {
            long start = System.nanoTime();
            Audio input = extractor.resampled(audio, first.sampleRate(), first.resampler());
            timing = timing.plus(new Timing(0, 0, since(start), 0, 0, 0, 0));
            for (int i : alike) {
              attempt(List.of(i), "embed", () -> put(i, embed(i, input)));
            }
          });
    }
  }

  private Embedding embed(int i, Audio input) throws IOException {
    long start = System.nanoTime();
    try {
      return extractor.embed(wanted.get(i), input);
    } finally {
      timing = timing.plus(new Timing(0, 0, 0, since(start), 0, 0, 0));
    }
  }

  private boolean isStored(String key) {
    return stored(() -> extractor.store().contains(key));
  }

  private void put(int i, Embedding embedding) {
    stored(
        () -> {
          extractor.store().put(keys[i], embedding);
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
          "the store failed at track '"
              + extraction.trackId()
              + "' of dataset '"
              + extraction.dataset()
              + "': "
              + e.getMessage()
              + "; mend it and run again, what is stored is kept",
          e);
    } finally {
      timing = timing.plus(new Timing(0, 0, 0, 0, since(start), 0, 0));
    }
  }

  /** Carries out a step; if the track is to blame for its failure, what needs it has failed. */
  private void attempt(List<Integer> members, String stage, Step step) {
    try {
      step.carryOut();
    } catch (RunException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason =
          e instanceof IOException || e instanceof IllegalArgumentException
              ? String.valueOf(e.getMessage())
              : e.toString();
      for (int i : members) {
        if (results[i] == null) {
          results[i] = Extraction.Result.failed(stage, reason);
        }
      }
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private interface Step {
    void carryOut() throws IOException;
  }

  private interface Access<T> {
    T carryOut() throws IOException;
  }
}
