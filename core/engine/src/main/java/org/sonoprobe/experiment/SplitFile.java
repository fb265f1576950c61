package org.sonoprobe.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.files.Csv;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;

/**
 * The splits that a file says.
 *
 * <p>JSON: {@code {"splits": {"split0": {"train": [ids], "validation": [ids], "test": [ids]}}}}, or
 * the {@code splits.json} of a run, of which {@code section} names the dataset. CSV: columns {@code
 * id} and {@code part} (train, validation, test or a fold number), and {@code split} where there is
 * more than one. Tracks that the file does not name are not used; ids that the dataset does not
 * have are an error.
 *
 * @param path the file, which ends in {@code .json} or {@code .csv}
 * @param section {@code experiment/dataset}, where the file has several; empty unless set
 */
public record SplitFile(@Parameter(required = true) Path path, String section) implements Splitter {

  /** What the files that {@link #write} makes begin with. */
  public static final String FORMAT = "sonoprobe-splits-1";

  private static final List<String> PARTS = List.of("train", "validation", "test");
  private static final int NAMED = 5;

  /** A placeholder without a file. */
  public SplitFile() {
    this(Path.of(""));
  }

  /** The splits in a file that has those of one dataset. */
  public SplitFile(Path path) {
    this(path, "");
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Division divide(Corpus corpus, long seed) {
    try {
      if (path.toString().isEmpty()) {
        throw new IllegalArgumentException("splitter 'file' needs a 'path'");
      }
      if (!Files.isRegularFile(path)) {
        throw new IllegalArgumentException("there is no split file " + path.toAbsolutePath());
      }
      List<String> notes = new ArrayList<>();
      List<Split> splits =
          path.toString().toLowerCase(Locale.ROOT).endsWith(".csv") ? csv() : json(notes);
      if (splits.isEmpty()) {
        throw new IOException(path + " has no split");
      }
      check(corpus, splits, notes);
      return new Division(splits, notes);
    } catch (IOException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(path + " cannot be read: " + e.getCause(), e);
    }
  }

  private void check(Corpus corpus, List<Split> splits, List<String> notes) {
    Set<String> known = new HashSet<>();
    corpus.tracks().forEach(track -> known.add(track.id()));
    Set<String> used = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (Split split : splits) {
      for (List<String> part : List.of(split.train(), split.validation(), split.test())) {
        for (String id : part) {
          if (!known.contains(id)) {
            unknown.add(id);
          }
          used.add(id);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s names %s tracks that the dataset does not have: %s%s"
              .formatted(
                  path,
                  unknown.size(),
                  String.join(", ", unknown.stream().limit(NAMED).toList()),
                  unknown.size() > NAMED ? ", …" : ""));
    }
    long unused = corpus.tracks().stream().map(Track::id).filter(id -> !used.contains(id)).count();
    if (unused > 0) {
      notes.add(unused + " tracks are in no part of " + path.getFileName() + " and are not used");
    }
  }

  private List<Split> csv() throws IOException {
    Csv csv = Csv.read(path, ',');
    String source = path.toString();
    int ids = csv.column("id", source);
    int parts = csv.column("part", source);
    int names = csv.columns().contains("split") ? csv.column("split", source) : -1;
    Map<String, Map<String, List<String>>> splits = new LinkedHashMap<>();
    for (int i = 0; i < csv.rows().size(); i++) {
      List<String> row = csv.rows().get(i);
      String part = row.get(parts).strip().toLowerCase(Locale.ROOT);
      if (!PARTS.contains(part) && !part.matches("(fold)?\\d{1,4}")) {
        throw new IOException(
            ("%s:%s: '%s' is no part of a split; use train, validation, test or a fold " + "number")
                .formatted(source, csv.lines().get(i), row.get(parts)));
      }
      splits
          .computeIfAbsent(names < 0 ? "split0" : row.get(names), key -> new TreeMap<>())
          .computeIfAbsent(
              PARTS.contains(part)
                  ? part
                  : Integer.toString(Integer.parseInt(part.replace("fold", ""))),
              key -> new ArrayList<>())
          .add(Csv.plain(row.get(ids)));
    }
    List<Split> list = new ArrayList<>();
    for (Map.Entry<String, Map<String, List<String>>> each : splits.entrySet()) {
      list.addAll(split(each.getKey(), each.getValue()));
    }
    return list;
  }

  private List<Split> split(String name, Map<String, List<String>> parts) throws IOException {
    if (PARTS.stream().noneMatch(parts::containsKey)) {
      Map<Integer, List<String>> folds = new TreeMap<>();
      parts.forEach((part, ids) -> folds.put(Integer.parseInt(part.replace("fold", "")), ids));
      if (folds.size() < 3) {
        throw new IOException(path + ": folds make splits if there are at least 3 of them");
      }
      return Split.ofFolds(new ArrayList<>(folds.values()));
    }
    if (!PARTS.containsAll(parts.keySet())) {
      throw new IOException(path + ": split '" + name + "' mixes parts and folds");
    }
    try {
      return List.of(
          new Split(
              name,
              parts.getOrDefault("train", List.of()),
              parts.getOrDefault("validation", List.of()),
              parts.getOrDefault("test", List.of())));
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private List<Split> json(List<String> notes) throws IOException {
    Map<String, Object> root =
        JsonFiles.read(path)
            .orElseThrow(() -> new IOException(path + " is no readable JSON object"));
    Object splits = root.get("splits");
    if (splits == null) {
      splits = section(root);
    } else if (root.get("sha256") != null && !sha256(splits).equals(root.get("sha256"))) {
      notes.add(path.getFileName() + " was changed after it was written: its hash does not fit");
    }
    List<Split> list = new ArrayList<>();
    for (Map.Entry<?, ?> each : map(splits, "splits").entrySet()) {
      String name = String.valueOf(each.getKey());
      Map<String, List<String>> parts = new LinkedHashMap<>();
      for (Map.Entry<?, ?> part : map(each.getValue(), name).entrySet()) {
        String word = String.valueOf(part.getKey());
        if (!PARTS.contains(word) || !(part.getValue() instanceof List<?> ids)) {
          throw new IOException(
              "%s: '%s' of '%s' must be a list of ids called train, validation or test"
                  .formatted(path, word, name));
        }
        parts.put(word, ids.stream().map(String::valueOf).toList());
      }
      list.addAll(split(name, parts));
    }
    return list;
  }

  /** The splits of one dataset in the file of a run. */
  private Object section(Map<String, Object> root) throws IOException {
    Map<String, Object> sections = new LinkedHashMap<>();
    for (Map.Entry<String, Object> experiment : root.entrySet()) {
      if (experiment.getValue() instanceof Map<?, ?> datasets) {
        datasets.forEach(
            (dataset, value) -> sections.put(experiment.getKey() + "/" + dataset, value));
      }
    }
    Object chosen =
        section.isEmpty() && sections.size() == 1
            ? sections.values().iterator().next()
            : sections.get(section);
    if (chosen == null) {
      throw new IOException(
          "%s has %s; name one with 'section': %s"
              .formatted(
                  path,
                  section.isEmpty() ? "no 'splits'" : "no section '" + section + "'",
                  String.join(", ", sections.keySet())));
    }
    return chosen;
  }

  private Map<?, ?> map(Object value, String what) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IOException(path + ": '" + what + "' must be an object");
  }

  private static String sha256(Object splits) {
    return Hashes.sha256(JsonFiles.json(splits));
  }

  /**
   * Writes splits, whole or not at all, so that this splitter reads them: CSV where the file's name
   * ends so, else JSON with a hash of the splits.
   *
   * @param dataset whose tracks they divide
   * @param task for which they were made
   */
  public static void write(Path file, String dataset, String task, List<Split> splits)
      throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      StringBuilder text = new StringBuilder("split,part,id\n");
      for (Split split : splits) {
        rows(text, split.name(), "train", split.train());
        rows(text, split.name(), "validation", split.validation());
        rows(text, split.name(), "test", split.test());
      }
      PlainFiles.writeText(file, text.toString());
      return;
    }
    Map<String, Object> content = new LinkedHashMap<>();
    for (Split split : splits) {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("train", split.train());
      parts.put("validation", split.validation());
      parts.put("test", split.test());
      content.put(split.name(), parts);
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("dataset", dataset);
    root.put("task", task);
    root.put("sha256", sha256(content));
    root.put("splits", content);
    JsonFiles.write(file, root);
  }

  private static void rows(StringBuilder text, String split, String part, List<String> ids) {
    ids.forEach(id -> text.append(Csv.safeLine(List.of(split, part, id))));
  }
}
