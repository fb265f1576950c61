package org.sonoprobe.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.files.Csv;

/**
 * A task folder of the HEAR benchmark (J. Turian et al., "HEAR: Holistic Evaluation of Audio
 * Representations", PMLR 176, 2022): {@code task_metadata.json}, {@code labelvocabulary.csv}, a
 * JSON file with labels and a folder of audio for each part or fold.
 *
 * <p>Parts {@code train}, {@code valid} and {@code test} make one split. Folds make as many splits
 * as there are: fold k tests, fold k + 1 validates, the rest train, as HEAR does. The task may have
 * any name; its type must be that of the folder, whose labels are for whole clips.
 *
 * @param dir the folder
 * @param sampleRate which copy of the audio, in Hz; 0, for the highest there is, unless set
 */
public record HearTask(@Parameter(required = true, aliases = "path") Path dir, int sampleRate)
    implements Dataset {

  /** A placeholder without a folder. */
  public HearTask() {
    this(Path.of(""), 0);
  }

  /** A folder, with the highest rate there is. */
  public HearTask(Path dir) {
    this(dir, 0);
  }

  @Override
  public String name() {
    return "hear";
  }

  @Override
  public Corpus load(Task task) throws IOException {
    if (dir.toString().isEmpty() || !Files.isDirectory(dir)) {
      throw new IOException(
          "dataset 'hear' needs a 'dir', the folder of a task, but there is no folder "
              + dir.toAbsolutePath());
    }
    Path file = dir.resolve("task_metadata.json");
    JsonNode metadata = Json.read(file);
    checkType(task, file, metadata);
    Csv vocabulary = Csv.read(dir.resolve("labelvocabulary.csv"), ',');
    int column = vocabulary.column("label", dir.resolve("labelvocabulary.csv").toString());
    Set<String> labels = new TreeSet<>();
    vocabulary.rows().forEach(row -> labels.add(row.get(column)));
    List<String> names = new ArrayList<>();
    metadata.path("splits").forEach(name -> names.add(name.asText()));
    boolean folds = !metadata.path("split_mode").asText().equals("trainvaltest");
    if (names.isEmpty()) {
      names.addAll(found(folds));
    }
    Path audio = dir.resolve(Integer.toString(rate()));
    Map<String, List<String>> parts = new HashMap<>();
    Set<String> doubles = new HashSet<>();
    Map<String, JsonNode> contents = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      JsonNode content = Json.read(dir.resolve(name + ".json"));
      contents.put(name, content);
      content
          .fieldNames()
          .forEachRemaining(
              each -> {
                if (!seen.add(each)) {
                  doubles.add(each);
                }
              });
    }
    List<Track> tracks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : contents.entrySet()) {
      String name = part.getKey();
      List<String> ids = new ArrayList<>();
      for (Map.Entry<String, JsonNode> each : part.getValue().properties()) {
        String id = doubles.contains(each.getKey()) ? name + "/" + each.getKey() : each.getKey();
        ids.add(id);
        tracks.add(
            new Track(
                id,
                new AudioFile(MirdataIndex.path(audio.resolve(name), each.getKey())),
                target(
                    task,
                    each.getValue(),
                    labels,
                    dir.resolve(name + ".json") + ": " + each.getKey())));
      }
      parts.put(name, ids);
    }
    return Homes.corpus(
        dir, task.withLabels(List.copyOf(labels)), tracks, splits(names, parts, folds), List.of());
  }

  private static void checkType(Task task, Path file, JsonNode metadata) throws IOException {
    if (!metadata.path("embedding_type").asText("scene").equals("scene")) {
      throw new IOException(
          file + ": its labels are for moments ('event'); only those for whole clips can be used");
    }
    String kind = metadata.path("prediction_type").asText();
    TaskType type =
        kind.equals("multilabel")
            ? TaskTypes.MULTILABEL_CLASSIFICATION
            : TaskTypes.MULTICLASS_CLASSIFICATION;
    if (task.type() != type) {
      throw new IOException(
          file + ": it is a " + kind + " task; give the task the type " + type.name());
    }
  }

  private List<String> found(boolean folds) throws IOException {
    try (Stream<Path> list = Files.list(dir)) {
      List<String> names =
          list.map(path -> String.valueOf(path.getFileName()))
              .filter(name -> name.matches(folds ? "fold\\d+\\.json" : "(train|valid|test)\\.json"))
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .sorted()
              .toList();
      return folds || names.size() < 3 ? names : List.of("train", "valid", "test");
    }
  }

  private int rate() throws IOException {
    try (Stream<Path> list = Files.list(dir)) {
      List<Integer> rates =
          list.map(path -> String.valueOf(path.getFileName()))
              .filter(name -> name.matches("\\d{4,6}"))
              .map(Integer::valueOf)
              .sorted()
              .toList();
      if (rates.isEmpty() || sampleRate != 0 && !rates.contains(sampleRate)) {
        throw new IOException(
            dir
                + " has "
                + (rates.isEmpty() ? "no folder of audio" : "audio at " + rates + " Hz only")
                + (sampleRate == 0 ? "" : ", not at " + sampleRate));
      }
      return sampleRate == 0 ? rates.get(rates.size() - 1) : sampleRate;
    }
  }

  private static Target target(Task task, JsonNode node, Set<String> labels, String where)
      throws IOException {
    List<String> names = new ArrayList<>();
    if (node.isTextual()) {
      names.add(node.asText());
    } else if (node.isArray()) {
      node.forEach(label -> names.add(label.asText()));
    } else {
      throw new IOException(where + " must have a label or a list of them, but has " + node);
    }
    for (String name : names) {
      if (!labels.contains(name)) {
        throw new IOException(
            where + " has the label '" + name + "', which is not in labelvocabulary.csv");
      }
    }
    if (task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)) {
      return new Target.Tags(new TreeSet<>(names));
    }
    if (names.size() != 1) {
      throw new IOException(where + " must have one label, but has " + names);
    }
    return new Target.Label(names.get(0));
  }

  private List<Split> splits(List<String> names, Map<String, List<String>> parts, boolean folds)
      throws IOException {
    if (!folds) {
      for (String each : List.of("train", "valid", "test")) {
        if (!parts.containsKey(each)) {
          throw new IOException(dir + " has no part '" + each + "', only " + names);
        }
      }
      return List.of(
          new Split(
              "official",
              parts.getOrDefault("train", List.of()),
              parts.getOrDefault("valid", List.of()),
              parts.getOrDefault("test", List.of())));
    }
    if (names.size() < 3) {
      throw new IOException(dir + " has fewer than 3 folds: " + names);
    }
    List<Split> splits = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      String test = names.get(k);
      String validation = names.get((k + 1) % names.size());
      List<String> train = new ArrayList<>();
      for (String name : names) {
        if (!name.equals(test) && !name.equals(validation)) {
          train.addAll(parts.getOrDefault(name, List.of()));
        }
      }
      splits.add(
          new Split(
              test,
              train,
              parts.getOrDefault(validation, List.of()),
              parts.getOrDefault(test, List.of())));
    }
    return splits;
  }
}
