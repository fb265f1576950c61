package org.sonoprobe.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Track;
import org.sonoprobe.audit.Finding.Kind;
import org.sonoprobe.audit.Finding.Severity;

/**
 * The part of an audit that finds what is wrong with the sound of tracks, and which of them are the
 * same.
 */
final class AudioChecks {
  private static final double SILENT = 1e-4;

  private final AuditedTracks data;
  private final List<Split> splits;
  private final List<Track> tracks;
  private final Audit.Options options;
  private final Audit.Listener listener;
  private final @Nullable Sound[] sounds;

  AudioChecks(AuditedTracks data, Audit.Options options, Audit.Listener listener) {
    this.data = data;
    this.splits = data.splits;
    this.tracks = data.tracks;
    this.options = options;
    this.listener = listener;
    this.sounds = new Sound[tracks.size()];
  }

  /** Looks at all tracks and says how many pairs were compared sample by sample. */
  int run() {
    String[] sources = new String[tracks.size()];
    read(sounds, sources);
    levels(sounds);
    return doubles(sounds, sources);
  }

  /** How long all that could be read lasts. */
  double seconds() {
    double seconds = 0;
    for (Sound sound : sounds) {
      seconds += sound == null ? 0 : sound.seconds();
    }
    return seconds;
  }

  private interface Job {
    void on(int position);
  }

  private void inParallel(String what, int count, Job job) {
    ForkJoinPool pool = new ForkJoinPool(options.threads());
    java.util.concurrent.atomic.AtomicInteger done =
        new java.util.concurrent.atomic.AtomicInteger();
    try {
      pool.submit(
              () ->
                  IntStream.range(0, count)
                      .parallel()
                      .forEach(
                          i -> {
                            job.on(i);
                            listener.advanced(what, done.incrementAndGet(), count);
                          }))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the audit was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the audit failed: " + e.getCause(), e);
    } finally {
      pool.shutdown();
    }
  }

  private void read(@Nullable Sound[] sounds, String[] sources) {
    String[] faults = new String[tracks.size()];
    List<List<String>> notes =
        new ArrayList<>(java.util.Collections.nCopies(tracks.size(), List.of()));
    inParallel(
        "tracks",
        tracks.size(),
        i -> {
          try {
            AudioSource.Snapshot snapshot = tracks.get(i).audio().snapshot();
            Recording recording = snapshot.recording();
            sounds[i] = Sound.of(recording.audio());
            sources[i] = snapshot.fingerprint();
            notes.set(i, recording.notes());
          } catch (IOException | RuntimeException e) {
            faults[i] = String.valueOf(e.getMessage());
          }
        });
    List<String> unreadable = new ArrayList<>();
    String first = "";
    Map<String, List<String>> said = new TreeMap<>();
    for (int i = 0; i < faults.length; i++) {
      String id = tracks.get(i).id();
      if (faults[i] != null) {
        first = unreadable.isEmpty() ? faults[i] : first;
        unreadable.add(id);
      }
      for (String note : notes.get(i)) {
        said.computeIfAbsent(note, key -> new ArrayList<>()).add(id);
      }
    }
    if (!unreadable.isEmpty()) {
      data.add(
          Severity.ERROR,
          Kind.UNREADABLE,
          "%s of %s tracks cannot be read: %s; the first because %s"
              .formatted(unreadable.size(), tracks.size(), AuditedTracks.some(unreadable), first),
          unreadable);
    }
    said.forEach(
        (note, ids) ->
            data.add(
                Severity.WARNING,
                Kind.DECODING,
                ids.size() + " tracks: " + note + ": " + AuditedTracks.some(ids),
                ids));
  }

  private void levels(@Nullable Sound[] sounds) {
    List<String> silent = new ArrayList<>();
    List<String> clipped = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    for (int i = 0; i < sounds.length; i++) {
      Sound sound = sounds[i];
      if (sound == null) {
        continue;
      }
      lengths.add(sound.seconds());
      if (sound.level() < SILENT) {
        silent.add(tracks.get(i).id());
      } else if (sound.cut() > 0.001) {
        clipped.add(tracks.get(i).id());
      }
    }
    if (!silent.isEmpty()) {
      data.add(
          Severity.WARNING,
          Kind.SILENCE,
          silent.size() + " tracks are silent (below -80 dB): " + AuditedTracks.some(silent),
          silent);
    }
    if (!clipped.isEmpty()) {
      data.add(
          Severity.NOTE,
          Kind.CLIPPING,
          clipped.size() + " tracks have peaks that are cut off: " + AuditedTracks.some(clipped),
          clipped);
    }
    if (!lengths.isEmpty()) {
      lengths.sort(null);
      double median = lengths.get(lengths.size() / 2);
      List<String> odd = new ArrayList<>();
      for (int i = 0; i < sounds.length; i++) {
        Sound sound = sounds[i];
        if (sound != null && (sound.seconds() < median / 10 || sound.seconds() > median * 10)) {
          odd.add(tracks.get(i).id());
        }
      }
      if (!odd.isEmpty()) {
        data.add(
            Severity.NOTE,
            Kind.DURATION,
            String.format(
                Locale.ROOT,
                "%d tracks are ten times shorter or longer than the median of %.2f s (%.2f to %.2f s): %s",
                odd.size(),
                median,
                lengths.get(0),
                lengths.get(lengths.size() - 1),
                AuditedTracks.some(odd)),
            odd);
      }
    }
  }

  // ---- doubles

  private int doubles(@Nullable Sound[] sounds, String[] sources) {
    Set<Neighbours.Pair> known = new HashSet<>();
    equal(Kind.EQUAL_SOURCE, "have the same bytes", known, i -> sources[i]);
    equal(
        Kind.EQUAL_SAMPLES,
        "decode to the same samples",
        known,
        i -> {
          Sound sound = sounds[i];
          return sound == null || sound.level() < SILENT ? null : sound.samples();
        });
    List<Integer> heard = new ArrayList<>();
    List<float[]> spectra = new ArrayList<>();
    for (int i = 0; i < sounds.length; i++) {
      Sound sound = sounds[i];
      if (sound != null && sound.level() >= SILENT) {
        heard.add(i);
        spectra.add(sound.spectrum());
      }
    }
    List<Neighbours.Pair> near =
        Neighbours.of(spectra, (count, job) -> inParallel("spectra", count, job::accept)).stream()
            .map(pair -> new Neighbours.Pair(heard.get(pair.first()), heard.get(pair.second())))
            .filter(pair -> !isEqual(pair, sounds, sources) && !stretchesOfOne(pair))
            .toList();
    List<Neighbours.Pair> pairs = mayBeOne(near, sounds);
    double[] alike = new double[pairs.size()];
    Narrow narrow = new Narrow(tracks);
    inParallel(
        "pairs",
        pairs.size(),
        p -> {
          try {
            alike[p] =
                Alignment.of(narrow.of(pairs.get(p).first()), narrow.of(pairs.get(p).second()));
          } catch (IOException e) {
            alike[p] = 0; // what cannot be read has been said
          }
        });
    List<Neighbours.Pair> same = new ArrayList<>();
    for (int p = 0; p < alike.length; p++) {
      if (alike[p] >= Audit.SAME) {
        same.add(pairs.get(p));
      }
    }
    report(Kind.NEAR_DUPLICATE, "sound like the same recording in another form", same);
    return pairs.size();
  }

  /** The pairs that are not told apart by how their loudness goes. */
  private List<Neighbours.Pair> mayBeOne(List<Neighbours.Pair> pairs, @Nullable Sound[] sounds) {
    boolean[] different = new boolean[pairs.size()];
    inParallel(
        "sketches",
        pairs.size(),
        p -> {
          Sound first = sounds[pairs.get(p).first()];
          Sound second = sounds[pairs.get(p).second()];
          different[p] =
              first != null && second != null && Sketch.differ(first.sketch(), second.sketch());
        });
    return IntStream.range(0, different.length)
        .filter(p -> !different[p])
        .mapToObj(pairs::get)
        .toList();
  }

  /** Whether two tracks have been told to be equal, through a third perhaps. */
  private static boolean isEqual(Neighbours.Pair pair, @Nullable Sound[] sounds, String[] sources) {
    Sound first = sounds[pair.first()];
    Sound second = sounds[pair.second()];
    return String.valueOf(sources[pair.first()]).equals(sources[pair.second()])
        || first != null && second != null && first.samples().equals(second.samples());
  }

  /** Stretches of one recording overlap by design; that they are not torn apart is told above. */
  private boolean stretchesOfOne(Neighbours.Pair pair) {
    Optional<String> one = tracks.get(pair.first()).recording();
    return one.isPresent() && one.equals(tracks.get(pair.second()).recording());
  }

  private interface Key {
    @Nullable String of(int position);
  }

  private void equal(Kind kind, String words, Set<Neighbours.Pair> known, Key key) {
    Map<String, Integer> first = new HashMap<>();
    List<Neighbours.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      String text = key.of(i);
      if (text != null) {
        Integer other = first.putIfAbsent(text, i);
        if (other != null && known.add(new Neighbours.Pair(other, i))) {
          pairs.add(new Neighbours.Pair(other, i));
        }
      }
    }
    report(kind, words, pairs);
  }

  /** Says which pairs lie across parts, which makes scores wrong, and which within one. */
  private void report(Kind kind, String words, List<Neighbours.Pair> pairs) {
    Map<Meeting, List<Neighbours.Pair>> by = new java.util.EnumMap<>(Meeting.class);
    for (Neighbours.Pair pair : pairs) {
      by.computeIfAbsent(
              meeting(tracks.get(pair.first()).id(), tracks.get(pair.second()).id()),
              key -> new ArrayList<>())
          .add(pair);
    }
    by.forEach(
        (meeting, own) -> {
          List<String> ids = new ArrayList<>();
          int disagree = 0;
          for (Neighbours.Pair pair : own) {
            Track first = tracks.get(pair.first());
            Track second = tracks.get(pair.second());
            ids.add(first.id());
            ids.add(second.id());
            disagree += first.target().equals(second.target()) ? 0 : 1;
          }
          data.add(
              meeting == Meeting.TEST ? Severity.ERROR : Severity.WARNING,
              kind,
              own.size()
                  + (own.size() == 1 ? " pair" : " pairs")
                  + " of tracks, "
                  + meeting.words
                  + ", "
                  + words
                  + ": "
                  + AuditedTracks.some(inPairs(ids))
                  + (disagree == 0 ? "" : "; " + disagree + " of these have different labels"),
              ids);
        });
  }

  /** The parts of a split in which the tracks of a pair lie. */
  private enum Meeting {
    TEST("one in test and one not"),
    VALIDATION("one in training and one in validation"),
    SAME("both in one part");

    private final String words;

    Meeting(String words) {
      this.words = words;
    }
  }

  private static List<String> inPairs(List<String> ids) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += 2) {
      pairs.add(ids.get(i) + " = " + ids.get(i + 1));
    }
    return pairs;
  }

  /** The worst of all splits. */
  private Meeting meeting(String first, String second) {
    Meeting worst = Meeting.SAME;
    for (int s = 0; s < splits.size(); s++) {
      String one = data.part(first, s);
      String other = data.part(second, s);
      if (!one.equals(other) && !one.isEmpty() && !other.isEmpty()) {
        if (one.equals("test") || other.equals("test")) {
          return Meeting.TEST;
        }
        worst = Meeting.VALIDATION;
      }
    }
    return worst;
  }

  /** The tracks at the rate of comparison; those used last are kept. */
  private static final class Narrow {
    private static final long MOST_SAMPLES = 40_000_000;

    private final List<Track> tracks;
    private final LinkedHashMap<Integer, float[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long samples;

    Narrow(List<Track> tracks) {
      this.tracks = tracks;
    }

    float[] of(int track) throws IOException {
      synchronized (this) {
        float[] known = kept.get(track);
        if (known != null) {
          return known;
        }
      }
      float[] narrow = Sound.narrow(tracks.get(track).audio().read());
      synchronized (this) {
        if (kept.put(track, narrow) == null) {
          samples += narrow.length;
        }
        var oldest = kept.entrySet().iterator();
        while (samples > MOST_SAMPLES && kept.size() > 2) {
          samples -= oldest.next().getValue().length;
          oldest.remove();
        }
      }
      return narrow;
    }
  }
}
