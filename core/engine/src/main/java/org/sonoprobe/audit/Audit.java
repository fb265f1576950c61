package org.sonoprobe.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;
import org.sonoprobe.audit.Finding.Kind;
import org.sonoprobe.audit.Finding.Severity;

/**
 * What is wrong with a dataset before anything is trained on it: leaks between the parts of its
 * splits, doubles, labels that cannot be meant, audio that is damaged or silent.
 *
 * <p>Doubles are found in three steps: equal bytes, equal samples, and the same recording in
 * another form (encoded anew, louder or softer, trimmed, resampled). For the third each track is
 * compared, sample by sample at 8 kHz and at the best alignment, with the few tracks of the nearest
 * mean spectrum. Time stretch and pitch shift are not seen through.
 *
 * @param dataset its name
 * @param tracks how many tracks were looked at
 * @param compared how many pairs were compared sample by sample
 * @param seconds how long all that could be read lasts together
 * @param findings the gravest first
 */
public record Audit(
    String dataset, int tracks, int compared, double seconds, List<Finding> findings) {

  /**
   * Correlation from which two tracks are the same recording. Copies of real notes and pieces at 32
   * kbps, resampled, trimmed or softer have 0.99 and more; different recordings of one note by one
   * player seldom more than 0.95.
   */
  static final double SAME = 0.96;

  private static final int NAMED = 5;
  private static final double IMBALANCE = 20;
  private static final double SILENT = 1e-4;

  /**
   * What is looked for.
   *
   * @param audio whether tracks are decoded; else only groups, labels and splits are looked at
   * @param threads at work at once
   */
  public record Options(boolean audio, int threads) {
    public Options {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
      }
    }

    /** Everything, on all processors. */
    public Options() {
      this(true, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Hears how far an audit is. */
  public interface Listener {
    /** So many of so many tracks are read, or pairs compared. */
    void advanced(String what, int done, int of);
  }

  public Audit {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at the tracks that the splits use.
   *
   * @param dataset its name
   * @param splits how its tracks are divided
   */
  public static Audit of(
      String dataset, Corpus corpus, List<Split> splits, Options options, Listener listener) {
    return new Work(corpus, splits, options, listener).audit(dataset);
  }

  /** Whether nothing was found that makes scores wrong. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** The findings of a kind. */
  public List<Finding> of(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** As plain data. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dataset", dataset);
    data.put("tracks", tracks);
    data.put("pairs_compared", compared);
    data.put("seconds", seconds);
    data.put("passed", passed());
    data.put("findings", findings.stream().map(Finding::toData).toList());
    return data;
  }

  private static final class Work {
    private final Corpus corpus;
    private final List<Split> splits;
    private final Options options;
    private final Listener listener;
    private final List<Track> tracks;
    private final List<Finding> findings = new ArrayList<>();

    /** For each track which part it is in, by split; empty for none. */
    private final Map<String, List<String>> parts = new HashMap<>();

    Work(Corpus corpus, List<Split> splits, Options options, Listener listener) {
      this.corpus = corpus;
      this.splits = splits;
      this.options = options;
      this.listener = listener;
      for (int s = 0; s < splits.size(); s++) {
        put(s, "train", splits.get(s).train());
        put(s, "validation", splits.get(s).validation());
        put(s, "test", splits.get(s).test());
      }
      this.tracks =
          splits.isEmpty()
              ? corpus.tracks()
              : corpus.tracks().stream().filter(track -> parts.containsKey(track.id())).toList();
    }

    private void put(int split, String part, List<String> ids) {
      for (String id : ids) {
        List<String> own =
            parts.computeIfAbsent(
                id, key -> new ArrayList<>(java.util.Collections.nCopies(splits.size(), "")));
        own.set(split, part);
      }
    }

    Audit audit(String dataset) {
      groups();
      labels();
      @Nullable Sound[] sounds = new Sound[tracks.size()];
      int compared = 0;
      if (options.audio()) {
        String[] sources = new String[tracks.size()];
        read(sounds, sources);
        levels(sounds);
        compared = doubles(sounds, sources);
      }
      findings.sort(java.util.Comparator.comparing(Finding::severity).thenComparing(Finding::kind));
      double seconds = 0;
      for (Sound sound : sounds) {
        seconds += sound == null ? 0 : sound.seconds();
      }
      return new Audit(dataset, tracks.size(), compared, seconds, findings);
    }

    private void add(Severity severity, Kind kind, String text, Collection<String> ids) {
      findings.add(new Finding(severity, kind, text, List.copyOf(ids)));
    }

    private static String some(Collection<String> names) {
      return String.join(", ", names.stream().limit(NAMED).toList())
          + (names.size() > NAMED ? ", …" : "");
    }

    // ---- groups

    private void groups() {
      boolean classes = eachClassIsOneGroup();
      for (int s = 0; s < splits.size(); s++) {
        Map<String, Set<String>> partsOf = new TreeMap<>();
        Map<String, List<String>> members = new HashMap<>();
        for (Track track : tracks) {
          String part = parts.getOrDefault(track.id(), List.of()).get(s);
          if (track.group().isPresent() && !part.isEmpty()) {
            String group = track.group().get();
            partsOf.computeIfAbsent(group, key -> new TreeSet<>()).add(part);
            members.computeIfAbsent(group, key -> new ArrayList<>()).add(track.id());
          }
        }
        List<String> torn = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        partsOf.forEach(
            (group, in) -> {
              if (in.contains("test") && in.size() > 1) {
                torn.add(group);
                ids.addAll(members.getOrDefault(group, List.of()));
              }
            });
        if (!torn.isEmpty()) {
          add(
              classes ? Severity.NOTE : Severity.ERROR,
              Kind.SHARED_GROUP,
              "split '"
                  + splits.get(s).name()
                  + "': "
                  + torn.size()
                  + " groups have tracks in test and in training or validation: "
                  + some(torn)
                  + (classes ? " (each class is one group, so it cannot be otherwise)" : ""),
              ids);
        }
      }
    }

    private boolean eachClassIsOneGroup() {
      Map<String, Optional<String>> groupOf = new HashMap<>();
      for (Track track : tracks) {
        if (!(track.target() instanceof Target.Label label)) {
          return false;
        }
        Optional<String> known = groupOf.putIfAbsent(label.name(), track.group());
        if (known != null && !known.equals(track.group())) {
          return false;
        }
      }
      return Set.copyOf(groupOf.values()).size() == groupOf.size();
    }

    // ---- labels

    private void labels() {
      if (corpus.task().type() == TaskType.REGRESSION) {
        return;
      }
      Map<String, Integer> counts = new TreeMap<>();
      corpus.task().labels().forEach(label -> counts.put(label, 0));
      List<String> without = new ArrayList<>();
      Map<String, String> only = new HashMap<>();
      for (Track track : tracks) {
        Set<String> names = DatasetCard.names(track);
        if (names.isEmpty()) {
          without.add(track.id());
        }
        for (String name : names) {
          counts.merge(name, 1, Integer::sum);
          only.put(name, track.id());
        }
      }
      spellings(counts.keySet());
      List<String> single = counts.keySet().stream().filter(l -> count(counts, l) == 1).toList();
      if (!single.isEmpty()) {
        add(
            Severity.WARNING,
            Kind.LABEL_SINGLE,
            single.size() + " classes have a single track: " + some(single),
            single.stream().map(label -> only.getOrDefault(label, "")).toList());
      }
      if (!without.isEmpty()) {
        add(
            Severity.NOTE,
            Kind.LABEL_NONE,
            without.size() + " of " + tracks.size() + " tracks have no tag: " + some(without),
            without);
      }
      int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      int least =
          counts.values().stream().mapToInt(Integer::intValue).filter(n -> n > 0).min().orElse(0);
      if (least > 0 && most > IMBALANCE * least) {
        add(
            Severity.NOTE,
            Kind.IMBALANCE,
            "the largest class has "
                + most
                + " tracks, the smallest "
                + least
                + "; read scores that average over classes, too",
            List.of());
      }
      for (int s = 0; s < splits.size(); s++) {
        absent(s, counts.keySet());
      }
    }

    private static int count(Map<String, Integer> counts, String label) {
      return counts.getOrDefault(label, 0);
    }

    private void spellings(Set<String> labels) {
      Map<String, List<String>> alike = new TreeMap<>();
      for (String label : labels) {
        String plain = label.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
        alike.computeIfAbsent(plain, key -> new ArrayList<>()).add("'" + label + "'");
      }
      List<String> doubles =
          alike.values().stream()
              .filter(names -> names.size() > 1)
              .map(names -> String.join(" and ", names))
              .toList();
      if (!doubles.isEmpty()) {
        add(
            Severity.ERROR,
            Kind.LABEL_SPELLING,
            "classes that differ by case, blanks or dashes only: " + some(doubles),
            List.of());
      }
    }

    private void absent(int split, Set<String> labels) {
      Map<String, Set<String>> in = new TreeMap<>();
      for (Track track : tracks) {
        String part = parts.getOrDefault(track.id(), List.of()).get(split);
        in.computeIfAbsent(part, key -> new HashSet<>()).addAll(DatasetCard.names(track));
      }
      for (String part : List.of("train", "test")) {
        Set<String> missing = new TreeSet<>(labels);
        missing.removeAll(in.getOrDefault(part, Set.of()));
        if (!missing.isEmpty()) {
          add(
              Severity.WARNING,
              Kind.LABEL_ABSENT,
              "split '"
                  + splits.get(split).name()
                  + "': "
                  + missing.size()
                  + " classes are absent from the "
                  + part
                  + " part: "
                  + some(missing),
              List.of());
        }
      }
    }

    // ---- audio

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
        add(
            Severity.ERROR,
            Kind.UNREADABLE,
            unreadable.size()
                + " of "
                + tracks.size()
                + " tracks cannot be read: "
                + some(unreadable)
                + "; the first because "
                + first,
            unreadable);
      }
      said.forEach(
          (note, ids) ->
              add(
                  Severity.WARNING,
                  Kind.DECODING,
                  ids.size() + " tracks: " + note + ": " + some(ids),
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
        add(
            Severity.WARNING,
            Kind.SILENCE,
            silent.size() + " tracks are silent (below -80 dB): " + some(silent),
            silent);
      }
      if (!clipped.isEmpty()) {
        add(
            Severity.NOTE,
            Kind.CLIPPING,
            clipped.size() + " tracks have peaks that are cut off: " + some(clipped),
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
          add(
              Severity.NOTE,
              Kind.DURATION,
              String.format(
                  Locale.ROOT,
                  "%d tracks are ten times shorter or longer than the median of %.2f s (%.2f to %.2f s): %s",
                  odd.size(),
                  median,
                  lengths.get(0),
                  lengths.get(lengths.size() - 1),
                  some(odd)),
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
        if (alike[p] >= SAME) {
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
    private static boolean isEqual(
        Neighbours.Pair pair, @Nullable Sound[] sounds, String[] sources) {
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
            add(
                meeting == Meeting.TEST ? Severity.ERROR : Severity.WARNING,
                kind,
                own.size()
                    + (own.size() == 1 ? " pair" : " pairs")
                    + " of tracks, "
                    + meeting.words
                    + ", "
                    + words
                    + ": "
                    + some(inPairs(ids))
                    + (disagree == 0 ? "" : "; " + disagree + " of these have different labels"),
                ids);
          });
    }

    /** Where the tracks of a pair lie. */
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
        String one = parts.getOrDefault(first, List.of()).get(s);
        String other = parts.getOrDefault(second, List.of()).get(s);
        if (!one.equals(other) && !one.isEmpty() && !other.isEmpty()) {
          if (one.equals("test") || other.equals("test")) {
            return Meeting.TEST;
          }
          worst = Meeting.VALIDATION;
        }
      }
      return worst;
    }
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
