package org.sonoprobe.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.Track;

/**
 * A dataset as one task sees it, in numbers.
 *
 * @param dataset its name in the experiment
 * @param task the task's name
 * @param type the kind of task
 * @param about what is to be said of a published dataset; empty for tracks of one's own
 * @param tracks how many there are
 * @param groups how many groups (singers, artists) they are of; 0 if that is not known
 * @param recordings how many recordings they are stretches of; as many as tracks where each is one
 * @param labels for each label how many tracks have it
 * @param splits for each split how many tracks each part has, and how many of each label
 * @param values for a regression the least, mean and greatest value of each label
 * @param lengths how long tracks are; empty unless they were looked at
 * @param notes what the dataset says of itself
 */
public record DatasetCard(
    String dataset,
    String task,
    TaskType type,
    Optional<About> about,
    int tracks,
    int groups,
    int recordings,
    Map<String, Integer> labels,
    List<SplitCounts> splits,
    Map<String, Range> values,
    Optional<Lengths> lengths,
    List<String> notes) {

  /**
   * The durations of tracks, in seconds.
   *
   * @param total of all tracks that could be read
   * @param read how many could be read
   */
  public record Lengths(double total, double shortest, double median, double longest, int read) {}

  /** The parts of a split, in their order. */
  public static final List<String> PARTS = List.of("train", "validation", "test");

  /**
   * The numbers of tracks in the parts of one split.
   *
   * @param name the split's name
   * @param tracks by part
   * @param labels for each label how many tracks have it, by part
   */
  public record SplitCounts(String name, List<Integer> tracks, Map<String, List<Integer>> labels) {}

  /** The bounds and the mean of numbers. */
  public record Range(double least, double mean, double greatest) {}

  /** The card of a dataset. */
  public static DatasetCard of(
      String dataset, Optional<About> about, Corpus corpus, List<Split> splits) {
    Map<String, Track> byId = new HashMap<>();
    corpus.tracks().forEach(track -> byId.put(track.id(), track));
    Map<String, Integer> labels = new LinkedHashMap<>();
    if (corpus.task().type().hasClasses()) {
      corpus.task().labels().forEach(label -> labels.put(label, 0));
    }
    TreeSet<String> groups = new TreeSet<>();
    TreeSet<String> recordings = new TreeSet<>();
    for (Track track : corpus.tracks()) {
      track.target().classes().forEach(label -> labels.merge(label, 1, Integer::sum));
      track.group().ifPresent(groups::add);
      recordings.add(track.recording().orElse("track " + track.id()));
    }
    List<SplitCounts> counts = new ArrayList<>();
    for (Split split : splits) {
      counts.add(counts(split, labels, byId));
    }
    return new DatasetCard(
        dataset,
        corpus.task().name(),
        corpus.task().type(),
        about,
        corpus.tracks().size(),
        groups.size(),
        recordings.size(),
        labels,
        counts,
        ranges(corpus),
        Optional.empty(),
        corpus.notes());
  }

  /** The same with the lengths of the tracks, whose headers are read, or which are decoded. */
  public DatasetCard withLengths(Corpus corpus) {
    List<Double> seconds = new ArrayList<>();
    for (Track track : corpus.tracks()) {
      try {
        seconds.add(track.audio().seconds());
      } catch (IOException e) {
        // counted by what is missing
      }
    }
    seconds.sort(null);
    Optional<Lengths> found =
        seconds.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Lengths(
                    seconds.stream().mapToDouble(Double::doubleValue).sum(),
                    seconds.get(0),
                    seconds.get(seconds.size() / 2),
                    seconds.get(seconds.size() - 1),
                    seconds.size()));
    return new DatasetCard(
        dataset,
        task,
        type,
        about,
        tracks,
        groups,
        recordings,
        labels,
        splits,
        values,
        found,
        notes);
  }

  private static SplitCounts counts(
      Split split, Map<String, Integer> labels, Map<String, Track> byId) {
    List<List<String>> parts = List.of(split.train(), split.validation(), split.test());
    Map<String, int[]> perLabel = new LinkedHashMap<>();
    labels.keySet().forEach(label -> perLabel.put(label, new int[parts.size()]));
    for (int p = 0; p < parts.size(); p++) {
      for (String id : parts.get(p)) {
        Track track = byId.get(id);
        if (track != null) {
          for (String label : track.target().classes()) {
            int[] count = perLabel.get(label);
            if (count != null) {
              count[p]++;
            }
          }
        }
      }
    }
    Map<String, List<Integer>> listed = new LinkedHashMap<>();
    perLabel.forEach((label, count) -> listed.put(label, List.of(count[0], count[1], count[2])));
    return new SplitCounts(split.name(), parts.stream().map(List::size).toList(), listed);
  }

  private static Map<String, Range> ranges(Corpus corpus) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    if (corpus.task().type().hasClasses()) {
      return ranges;
    }
    for (int i = 0; i < corpus.task().labels().size(); i++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (Track track : corpus.tracks()) {
        double value = corpus.task().encode(track.target())[i];
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        sum += value;
      }
      ranges.put(
          corpus.task().labels().get(i), new Range(least, sum / corpus.tracks().size(), greatest));
    }
    return ranges;
  }

  /** In a line, for lists of datasets. */
  public String summary() {
    StringBuilder text = new StringBuilder(dataset).append(": ").append(tracks).append(" tracks");
    if (recordings < tracks) {
      text.append(" of ").append(recordings).append(" recordings");
    }
    if (groups > 0) {
      text.append(", ").append(groups).append(" groups");
    }
    text.append(", ").append(type.hasClasses() ? labels.size() : values.size());
    text.append(type.hasClasses() ? " classes" : " values");
    if (!labels.isEmpty()) {
      int most = labels.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      int least = labels.values().stream().mapToInt(Integer::intValue).min().orElse(0);
      text.append(" of ")
          .append(least)
          .append(least == most ? "" : " to " + most)
          .append(" tracks");
    }
    about.ifPresent(it -> text.append("; ").append(it.title()).append(", ").append(it.licence()));
    return text.toString();
  }

  /** As plain data, for charts and other programs. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dataset", dataset);
    data.put("task", task);
    data.put("type", type.name());
    about.ifPresent(
        it -> {
          Map<String, Object> facts = new LinkedHashMap<>();
          facts.put("title", it.title());
          facts.put("citation", it.citation());
          facts.put("licence", it.licence());
          facts.put("homepage", it.homepage());
          facts.put("published_counts", new TreeMap<>(it.counts()));
          facts.put("notes", it.notes());
          data.put("about", facts);
        });
    data.put("tracks", tracks);
    data.put("groups", groups);
    data.put("recordings", recordings);
    data.put("labels", labels);
    List<Object> divided = new ArrayList<>();
    for (SplitCounts split : splits) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", split.name());
      each.put("parts", PARTS);
      each.put("tracks", split.tracks());
      each.put("labels", split.labels());
      divided.add(each);
    }
    data.put("splits", divided);
    Map<String, Object> numbers = new LinkedHashMap<>();
    values.forEach(
        (name, range) ->
            numbers.put(
                name,
                Map.of("least", range.least, "mean", range.mean, "greatest", range.greatest)));
    data.put("values", numbers);
    lengths.ifPresent(
        it -> {
          Map<String, Object> seconds = new LinkedHashMap<>();
          seconds.put("total", it.total);
          seconds.put("shortest", it.shortest);
          seconds.put("median", it.median);
          seconds.put("longest", it.longest);
          seconds.put("read", it.read);
          data.put("seconds", seconds);
        });
    data.put("notes", notes);
    return data;
  }

  /** As Markdown: what it is, how it is divided, how many tracks each label has in each part. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(about.map(About::title).orElse(dataset)).append("\n\n");
    text.append("Task `").append(task).append("`. ").append(summary()).append(".\n\n");
    about.ifPresent(
        it -> {
          text.append("- licence: ").append(it.licence()).append('\n');
          text.append("- published at: ").append(it.homepage()).append('\n');
          text.append("- cite: ").append(it.citation()).append('\n');
          Integer published = it.counts().get(task);
          if (published != null) {
            text.append("- the complete dataset has ")
                .append(published)
                .append(" tracks for this task, this copy ")
                .append(tracks)
                .append('\n');
          }
          it.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        });
    lengths.ifPresent(
        it ->
            text.append(
                String.format(
                    java.util.Locale.ROOT,
                    "- %.1f hours in all; tracks last %.2f to %.2f s, half of them at most %.2f s%s%n",
                    it.total / 3600,
                    it.shortest,
                    it.longest,
                    it.median,
                    it.read == tracks
                        ? ""
                        : " (" + it.read + " of " + tracks + " could be read)")));
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    text.append("\n| split | train | validation | test |\n|---|---:|---:|---:|\n");
    for (SplitCounts split : splits) {
      text.append("| ").append(cell(split.name())).append(" |");
      split.tracks().forEach(count -> text.append(' ').append(count).append(" |"));
      text.append('\n');
    }
    if (!labels.isEmpty()) {
      text.append("\n| label | all |");
      SplitCounts first = splits.isEmpty() ? null : splits.get(0);
      if (first != null) {
        PARTS.forEach(part -> text.append(' ').append(part).append(" |"));
      }
      text.append("\n|---|---:|").append(first == null ? "" : "---:|---:|---:|").append('\n');
      for (Map.Entry<String, Integer> label : labels.entrySet()) {
        text.append("| ").append(cell(label.getKey())).append(" | ").append(label.getValue());
        text.append(" |");
        if (first != null) {
          first
              .labels()
              .getOrDefault(label.getKey(), List.of())
              .forEach(count -> text.append(' ').append(count).append(" |"));
        }
        text.append('\n');
      }
      if (splits.size() > 1) {
        text.append("\nThe parts are those of `").append(splits.get(0).name()).append("`.\n");
      }
    }
    values.forEach(
        (name, range) ->
            text.append(
                String.format(
                    java.util.Locale.ROOT,
                    "%n- `%s`: %.4g to %.4g, mean %.4g%n",
                    name,
                    range.least,
                    range.greatest,
                    range.mean)));
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
