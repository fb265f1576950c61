package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.component.Components;

/**
 * Any dataset that has an index of the mirdata library. The index says which files there are and
 * their MD5; labels come from a reader made for the dataset, or by a rule of one's own.
 *
 * <p>Datasets with a reader are also called by their own name, as in {@code name: gtzan_genre}.
 *
 * @param dir the dataset's folder, as mirdata has it
 * @param dataset its name in mirdata; needed for a reader
 * @param index the index; the {@code .json} or {@code .json.gz} file in {@code dir} whose name has
 *     {@code index} in it, unless set
 * @param audioKey which file of a track is its audio; what the reader says, or {@code audio},
 *     unless set
 * @param labels a rule of one's own; the dataset's reader unless set
 */
public record Mirdata(
    @Parameter(required = true, aliases = "path") Path dir,
    String dataset,
    @Parameter(none = "") Optional<Path> index,
    String audioKey,
    LabelRule labels)
    implements Dataset {

  /** A placeholder without a folder. */
  public Mirdata() {
    this(Path.of(""), "");
  }

  /** A dataset with a reader. */
  public Mirdata(Path dir, String dataset) {
    this(dir, dataset, Optional.empty(), "", new LabelRule());
  }

  /** A dataset with a rule of one's own. */
  public Mirdata(Path dir, LabelRule labels) {
    this(dir, "", Optional.empty(), "", labels);
  }

  @Override
  public String name() {
    return MirdataReaders.ALL.containsKey(dataset) ? dataset : "mirdata";
  }

  @Override
  public Set<String> aliases() {
    return MirdataReaders.aliases(dataset);
  }

  @Override
  public List<Mirdata> variants() {
    return dataset.isEmpty()
        ? MirdataReaders.ALL.keySet().stream().map(each -> new Mirdata(dir, each)).toList()
        : List.of();
  }

  private @Nullable MirdataReader reader() {
    return MirdataReaders.ALL.get(dataset);
  }

  @Override
  public Set<String> tasks() {
    MirdataReader reader = reader();
    return labels.isGiven() || reader == null ? Set.of() : reader.tasks();
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  @Override
  public List<Asset> assets() {
    return MirdataFacts.assets(dataset);
  }

  @Override
  public Optional<About> about() {
    return MirdataFacts.about(dataset);
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    return index(Homes.require(dir, name())).files(dir);
  }

  private MirdataIndex index(Path home) throws IOException {
    if (index.isPresent()) {
      return MirdataIndex.read(index.get());
    }
    List<Path> found;
    try (Stream<Path> list = Files.list(home)) {
      found =
          list.filter(
                  file ->
                      String.valueOf(file.getFileName()).matches(".*index.*\\.json(\\.gz)?")
                          && Files.isRegularFile(file))
              .sorted()
              .toList();
    }
    List<Path> own =
        dataset.isEmpty()
            ? found
            : found.stream().filter(file -> file.toString().contains(dataset)).toList();
    List<Path> candidates = own.isEmpty() ? found : own;
    if (candidates.size() != 1) {
      throw new IOException(
          home.toAbsolutePath()
              + (candidates.isEmpty()
                  ? " has no index (…index….json)"
                  : " has several indexes: "
                      + String.join(
                          ", ",
                          candidates.stream().map(file -> file.getFileName().toString()).toList()))
              + "; name it with 'index'"
              + (candidates.isEmpty() && !assets().isEmpty()
                  ? ", or let 'sonoprobe download " + name() + "' fetch it"
                  : ""));
    }
    return MirdataIndex.read(candidates.get(0));
  }

  @Override
  public Corpus load(Task task) throws IOException {
    Path home = Homes.require(dir, name());
    MirdataReader reader = labels.isGiven() ? new RuleReader(labels) : reader();
    if (reader == null) {
      throw new IOException(
          dataset.isEmpty()
              ? "dataset 'mirdata' needs 'labels', a rule for its labels, or 'dataset', one of "
                  + String.join(", ", MirdataReaders.ALL.keySet())
              : Set.of("tinysol", "beatport_key").contains(dataset)
                  ? "'" + dataset + "' is a dataset of its own; write type: " + dataset
                  : ("there is no reader for the labels of '%s'%s; give a rule with 'labels', or "
                          + "use one of %s")
                      .formatted(
                          dataset,
                          Components.hint(dataset, MirdataReaders.ALL.keySet()),
                          String.join(", ", MirdataReaders.ALL.keySet())));
    }
    MirdataIndex content = index(home);
    String audio = audioKey.isEmpty() ? reader.audio() : audioKey;
    MirdataReader.Labels read = reader.open(home, task);
    List<Track> tracks = new ArrayList<>();
    SplitColumn split = new SplitColumn(home.toString());
    boolean parts = false;
    int silent = 0;
    int unlabelled = 0;
    MirdataReader.Item example = null;
    for (Map.Entry<String, Map<String, MirdataIndex.Entry>> each : content.tracks().entrySet()) {
      MirdataReader.Item item = new MirdataReader.Item(each.getKey(), each.getValue(), home);
      if (!each.getValue().containsKey(audio)) {
        throw new IOException(noAudio(each.getKey(), audio, each.getValue().keySet()));
      }
      if (item.path(audio).isEmpty()) {
        silent++;
        continue;
      }
      MirdataReader.Labelled labelled = read.of(item);
      if (labelled == null) {
        example = example == null ? item : example;
        unlabelled++;
        continue;
      }
      tracks.add(
          new Track(
              item.id(),
              new AudioFile(MirdataIndex.path(home, item.path(audio))),
              labelled.target(),
              labelled.group()));
      parts |= !labelled.part().isEmpty();
      split.add(item.id(), labelled.part(), 0);
    }
    List<String> notes = new ArrayList<>(reader.notes(task));
    if (silent > 0) {
      notes.add(silent + " tracks have no file '" + audio + "' and are left out");
    }
    if (unlabelled > 0) {
      notes.add(unlabelled + " tracks have no label for this task and are left out");
    }
    if (tracks.isEmpty()) {
      throw new IOException(
          "%s: none of the %s tracks of the index has a label for the task '%s'%s"
              .formatted(
                  home.toAbsolutePath(),
                  content.tracks().size(),
                  task.name(),
                  example == null ? "" : reader.sought(example)));
    }
    List<Split> splits = reader.splits(home, tracks);
    if (parts) {
      notes.addAll(split.notes());
      try {
        splits = split.splits();
      } catch (IOException e) {
        notes.add(
            "this copy lacks a part of the official split, which is not used: " + e.getMessage());
      }
    }
    List<String> all = reader.labels(task);
    return Homes.corpus(home, all.isEmpty() ? task : task.withLabels(all), tracks, splits, notes);
  }

  private static String noAudio(String track, String audio, Set<String> keys) {
    List<String> likely =
        new TreeSet<>(keys).stream().filter(key -> key.startsWith("audio")).toList();
    return "track '"
        + track
        + "' of the index has no file '"
        + audio
        + "'; say with 'audio_key' which it is: "
        + String.join(", ", likely.isEmpty() ? new TreeSet<>(keys) : likely);
  }
}
