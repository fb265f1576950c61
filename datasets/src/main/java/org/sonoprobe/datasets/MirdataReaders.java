package org.sonoprobe.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.datasets.MirdataReader.Labelled;
import org.sonoprobe.datasets.MirdataReader.Labels;
import org.sonoprobe.files.Csv;

/** The readers of labels that there are, by the names of the datasets in mirdata. */
final class MirdataReaders {
  private static final String KEY = "key_estimation";
  private static final String INSTRUMENT = "instrument_classification";
  private static final String PITCH_CLASS = "pitch_class_classification";
  private static final String REGISTER = "pitch_register_classification";
  private static final String TAGGING = "autotagging";
  private static final String SINGER = "singer_identification";
  private static final List<String> PITCHES =
      List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

  /** Tinysol and beatport_key have components of their own. */
  static final Map<String, MirdataReader> ALL = all();

  private MirdataReaders() {}

  static Set<String> aliases(String dataset) {
    return switch (dataset) {
      case "freesound_one_shot_percussive_sounds" -> Set.of("freesound_one_shot");
      case "compmusic_jingju_acappella" -> Set.of("jingju", "jingju_acappella");
      case "gtzan_genre" -> Set.of("gtzan");
      default -> Set.of();
    };
  }

  /** A reader whose labels need nothing but the track. */
  private record Plain(Map<String, Labels> byTask, List<String> all) implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return byTask.keySet();
    }

    @Override
    public List<String> labels(Task task) {
      return all;
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Labels labels = byTask.get(task.name());
      if (labels == null) {
        throw new IOException("there are no labels for '" + task.name() + "'");
      }
      return labels;
    }
  }

  private static Map<String, MirdataReader> all() {
    Map<String, MirdataReader> readers = new TreeMap<>();
    readers.put("giantsteps_key", keyFile());
    readers.put("tonality_classicaldb", keyFile());
    readers.put("fma_keys", new FmaKeys());
    readers.put(
        "gtzan_genre",
        new Plain(
            Map.of(
                "genre_classification",
                item -> Labelled.as(item.id().split("\\.", 2)[0].replace("hiphop", "hip-hop"))),
            List.of()));
    readers.put("medley_solos_db", new MedleySolos());
    readers.put("irmas", new Irmas());
    readers.put("openmic2018", new OpenMic());
    readers.put("mtg_jamendo_autotagging_moodtheme", new JamendoMoods());
    readers.put("orchset", new Orchset());
    readers.put("vocadito", new Vocadito());
    readers.put("good_sounds", new GoodSounds());
    readers.put("freesound_one_shot_percussive_sounds", new OneShots());
    readers.put(
        "mridangam_stroke",
        new Plain(
            Map.of(
                "stroke_classification",
                item -> stroke(item, 1),
                "tonic_classification",
                item -> stroke(item, 2)),
            List.of()));
    readers.put(
        "egfxset",
        new Plain(
            Map.of(
                "effect_classification",
                item -> Labelled.as(guitar(item)[0]),
                "pickup_classification",
                item -> Labelled.as(guitar(item)[1]),
                PITCH_CLASS,
                item -> Labelled.as(PITCHES.get(midi(item) % 12)),
                REGISTER,
                item -> Labelled.as(Integer.toString(midi(item) / 12 - 1))),
            List.of()));
    readers.put(
        "compmusic_jingju_acappella",
        new Plain(
            Map.of(
                "role_classification",
                item -> {
                  Matcher role = ROLE.matcher(item.path("audio"));
                  return role.matches() ? Labelled.as(role.group(1)) : null;
                }),
            List.of()));
    return Collections.unmodifiableMap(readers);
  }

  // ---- keys

  private static MirdataReader keyFile() {
    return new Plain(
        Map.of(KEY, item -> item.line("key").flatMap(Keys::parse).map(Labelled::as).orElse(null)),
        Keys.all());
  }

  private static final class FmaKeys implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(KEY);
    }

    @Override
    public List<String> labels(Task task) {
      return Keys.all();
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Table table = Table.read(home.resolve("fma_keys_metadata.csv"), "track_id");
      return item ->
          table.cell(item.id(), "key_and_mode").flatMap(Keys::parse).map(Labelled::as).orElse(null);
    }
  }

  // ---- names of files

  private static final Pattern STROKE =
      Pattern.compile(".*__(?<stroke>[^_-]+)-(?<tonic>[^-]+)-\\d+\\.wav");

  private static Labelled stroke(MirdataReader.Item item, int group) throws IOException {
    Matcher name = STROKE.matcher(item.path("audio"));
    if (!name.matches()) {
      throw new IOException("'" + item.path("audio") + "' names no stroke and tonic");
    }
    String text = name.group(group);
    return Labelled.as(
        group == 1
            ? text.toLowerCase(Locale.ROOT)
            : text.replace("sh", "#").toUpperCase(Locale.ROOT));
  }

  private static final Pattern ROLE = Pattern.compile("(?:.*/)?(dan|laosheng)[A-Za-z]*/[^/]+");

  private static final int[] OPEN_STRINGS = {64, 59, 55, 50, 45, 40};

  /** Effect, pickup, and string with fret; a few names have a point between the last two. */
  private static String[] guitar(MirdataReader.Item item) throws IOException {
    String[] names = item.path("audio").split("/", -1);
    String[] note = names.length == 3 ? names[2].split("[-.]", -1) : new String[0];
    if (note.length != 3 || !note[0].matches("[1-6]") || !note[1].matches("\\d{1,2}")) {
      throw new IOException("'" + item.path("audio") + "' is not effect/pickup/string-fret");
    }
    return new String[] {names[0], names[1], note[0], note[1]};
  }

  private static int midi(MirdataReader.Item item) throws IOException {
    String[] guitar = guitar(item);
    return OPEN_STRINGS[Integer.parseInt(guitar[2]) - 1] + Integer.parseInt(guitar[3]);
  }

  // ---- tables

  /** A CSV file with a row per track. */
  private record Table(String source, Csv csv, Map<String, List<String>> rows) {

    static Table read(Path file, String id) throws IOException {
      Csv csv = Csv.read(file, ',');
      Map<String, List<String>> rows = new HashMap<>();
      int column = csv.column(id, file.toString());
      csv.rows().forEach(row -> rows.put(row.get(column), row));
      return new Table(file.toString(), csv, rows);
    }

    Optional<String> cell(String id, String column) throws IOException {
      List<String> row = rows.get(id);
      return row == null
          ? Optional.empty()
          : Optional.of(row.get(csv.column(column, source)).strip());
    }
  }

  private static final class MedleySolos implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(INSTRUMENT);
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Table table =
          Table.read(home.resolve("annotation").resolve("Medley-solos-DB_metadata.csv"), "uuid4");
      return item -> {
        Optional<String> label = table.cell(item.id(), "instrument");
        return label.isEmpty()
            ? null
            : Labelled.as(label.get())
                .in(table.cell(item.id(), "song_id").orElse(""))
                .of(table.cell(item.id(), "subset").orElse(""));
      };
    }
  }

  private static final class Vocadito implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(SINGER, "language_classification");
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Table table = Table.read(home.resolve("vocadito_metadata.csv"), "track_id");
      boolean singers = task.name().equals(SINGER);
      return item -> {
        Optional<String> label = table.cell(item.id(), singers ? "singer_id" : "language");
        return label.filter(text -> !text.isEmpty() && !text.equals("none")).isEmpty()
            ? null
            : Labelled.as(label.get()).in(table.cell(item.id(), "singer_id").orElse(""));
      };
    }
  }

  private static final class Orchset implements MirdataReader {
    private static final Map<String, String> SECTIONS =
        Map.of("containsstrings", "strings", "containswinds", "winds", "containsbrass", "brass");

    @Override
    public Set<String> tasks() {
      return Set.of(TAGGING);
    }

    @Override
    public String audio() {
      return "audio_mono";
    }

    @Override
    public List<String> labels(Task task) {
      return List.of("brass", "strings", "winds");
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Path file = home.resolve("Orchset - Predominant Melodic Instruments.csv");
      Csv csv = Csv.read(file, ',');
      Map<String, Set<String>> sections = new HashMap<>();
      for (List<String> row : csv.rows()) {
        Set<String> tags = new TreeSet<>();
        for (Map.Entry<String, String> each : SECTIONS.entrySet()) {
          if (row.get(csv.column(each.getKey(), file.toString())).equalsIgnoreCase("true")) {
            tags.add(each.getValue());
          }
        }
        sections.put(row.get(0).strip().replaceFirst("\\.wav$", ""), tags);
      }
      return item -> {
        Set<String> tags = sections.get(item.id());
        return tags == null
            ? null
            : new Labelled(
                new Target.Tags(tags), Optional.of(item.id().replaceFirst("-ex\\d+$", "")), "");
      };
    }
  }

  // ---- several instruments

  private static final class Irmas implements MirdataReader {
    private static final Map<String, String> NAMES =
        Map.ofEntries(
            Map.entry("cel", "cello"),
            Map.entry("cla", "clarinet"),
            Map.entry("flu", "flute"),
            Map.entry("gac", "acoustic guitar"),
            Map.entry("gel", "electric guitar"),
            Map.entry("org", "organ"),
            Map.entry("pia", "piano"),
            Map.entry("sax", "saxophone"),
            Map.entry("tru", "trumpet"),
            Map.entry("vio", "violin"),
            Map.entry("voi", "voice"));
    private static final Pattern TRAINING =
        Pattern.compile("IRMAS-TrainingData/([a-z]{3})/(.*?)(?:__\\d+)?\\.wav");
    private static final Pattern TESTING = Pattern.compile("IRMAS-TestingData.*/(.*?)-\\d+\\.wav");

    @Override
    public Set<String> tasks() {
      return Set.of(INSTRUMENT, TAGGING);
    }

    @Override
    public List<String> labels(Task task) {
      return NAMES.values().stream().sorted().toList();
    }

    @Override
    public List<String> notes(Task task) {
      return task.name().equals(INSTRUMENT)
          ? List.of("only the training excerpts have one instrument each; the others are left out")
          : List.of("training excerpts have one tag, test excerpts one or more");
    }

    @Override
    public Labels open(Path home, Task task) {
      boolean one = task.name().equals(INSTRUMENT);
      return item -> {
        Matcher training = TRAINING.matcher(item.path("audio"));
        if (training.matches()) {
          String name = name(training.group(1), item.path("audio"));
          // the number before the last underscores is that of the recording
          Optional<String> song = Optional.of(training.group(2));
          return one
              ? new Labelled(new Target.Label(name), song, "")
              : new Labelled(new Target.Tags(Set.of(name)), song, "train");
        }
        if (one) {
          return null;
        }
        Path file = MirdataIndex.path(home, item.path("annotation"));
        Set<String> names = new TreeSet<>();
        for (String line : Homes.lines(file)) {
          if (!line.isBlank()) {
            names.add(name(line.strip(), file.toString()));
          }
        }
        Matcher testing = TESTING.matcher(item.path("audio"));
        return new Labelled(
            new Target.Tags(names),
            testing.matches() ? Optional.of(testing.group(1)) : Optional.empty(),
            "test");
      };
    }

    private static String name(String code, String where) throws IOException {
      String name = NAMES.get(code);
      if (name == null) {
        throw new IOException(
            where + ": '" + code + "' is no instrument of IRMAS; there are " + NAMES.keySet());
      }
      return name;
    }
  }

  private static final class OpenMic implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(TAGGING);
    }

    @Override
    public List<String> notes(Task task) {
      return List.of(
          "an instrument counts as heard if its relevance is above 0.5; of most clips only a few of the 20"
              + " instruments were judged, and one that was not judged counts as not heard");
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Path file = home.resolve("openmic-2018-aggregated-labels.csv");
      Csv csv = Csv.read(file, ',');
      String source = file.toString();
      int keys = csv.column("sample_key", source);
      int instruments = csv.column("instrument", source);
      int relevances = csv.column("relevance", source);
      Map<String, Set<String>> heard = new HashMap<>();
      for (int i = 0; i < csv.rows().size(); i++) {
        List<String> row = csv.rows().get(i);
        Set<String> tags = heard.computeIfAbsent(row.get(keys), key -> new TreeSet<>());
        try {
          if (Double.parseDouble(row.get(relevances)) > 0.5) {
            tags.add(row.get(instruments));
          }
        } catch (NumberFormatException e) {
          throw new IOException(
              source + ":" + csv.lines().get(i) + ": '" + row.get(relevances) + "' is no number",
              e);
        }
      }
      Map<String, String> parts = new HashMap<>();
      for (String part : List.of("train", "test")) {
        Path list = home.resolve("partitions").resolve("split01_" + part + ".csv");
        if (Files.exists(list)) {
          for (String line : Homes.lines(list)) {
            parts.put(line.strip(), part);
          }
        }
      }
      return item -> {
        Set<String> tags = heard.get(item.id());
        return tags == null
            ? null
            : new Labelled(
                new Target.Tags(tags),
                Optional.of(item.id().split("_", 2)[0]),
                parts.getOrDefault(item.id(), ""));
      };
    }

    @Override
    public List<String> labels(Task task) {
      return List.of(
          "accordion",
          "banjo",
          "bass",
          "cello",
          "clarinet",
          "cymbals",
          "drums",
          "flute",
          "guitar",
          "mallet_percussion",
          "mandolin",
          "organ",
          "piano",
          "saxophone",
          "synthesizer",
          "trombone",
          "trumpet",
          "ukulele",
          "violin",
          "voice");
    }
  }

  // ---- MTG-Jamendo

  private static final class JamendoMoods implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(TAGGING);
    }

    private static Map<String, String[]> rows(Path file) throws IOException {
      Map<String, String[]> rows = new LinkedHashMap<>();
      for (String line : Homes.lines(file)) {
        String[] cells = line.split("\t", -1);
        if (!line.startsWith("TRACK_ID") && !line.isBlank()) {
          if (cells.length < 6) {
            throw new IOException(
                "%s: '%s' has %s columns instead of 6 or more"
                    .formatted(file, cells[0], cells.length));
          }
          rows.put(cells[0], cells);
        }
      }
      return rows;
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      Map<String, String[]> rows = rows(home.resolve("data").resolve("autotagging_moodtheme.tsv"));
      return item -> {
        String[] cells = rows.get(item.id());
        if (cells == null) {
          return null;
        }
        Set<String> tags = new TreeSet<>();
        for (int i = 5; i < cells.length; i++) {
          tags.add(cells[i].strip());
        }
        return new Labelled(new Target.Tags(tags), Optional.of(cells[1]), "");
      };
    }

    @Override
    public List<Split> splits(Path home, List<Track> tracks) throws IOException {
      Set<String> known = new HashSet<>();
      tracks.forEach(track -> known.add(track.id()));
      List<Split> splits = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Path folder = home.resolve("data").resolve("splits").resolve("split-" + i);
        if (!Files.isDirectory(folder)) {
          continue;
        }
        List<List<String>> parts = new ArrayList<>();
        for (String part : List.of("train", "validation", "test")) {
          Path file = folder.resolve("autotagging_moodtheme-" + part + ".tsv");
          parts.add(rows(file).keySet().stream().filter(known::contains).toList());
        }
        splits.add(Homes.split(folder, "split" + i, parts));
      }
      return splits;
    }
  }

  // ---- metadata in JSON

  private static final class GoodSounds implements MirdataReader {
    private static final Map<String, String> FIELDS =
        Map.of(
            INSTRUMENT,
            "instrument",
            PITCH_CLASS,
            "note",
            REGISTER,
            "octave",
            "quality_classification",
            "klass");

    @Override
    public Set<String> tasks() {
      return FIELDS.keySet();
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      JsonNode sounds = Json.read(home.resolve("sounds.json"));
      JsonNode takes = Json.read(home.resolve("takes.json"));
      String field = FIELDS.getOrDefault(task.name(), "");
      return item -> {
        JsonNode sound = sounds.path(takes.path(item.id()).path("sound_id").asText());
        String label = sound.path(field).asText("");
        if (label.isEmpty() || label.equals("null")) {
          return null;
        }
        // several microphones hear one sound
        return Labelled.as(label).in("sound " + sound.path("id").asText());
      };
    }
  }

  private static final class OneShots implements MirdataReader {
    @Override
    public Set<String> tasks() {
      return Set.of(TAGGING, "contributor_identification");
    }

    @Override
    public Labels open(Path home, Task task) throws IOException {
      JsonNode licences = Json.read(home.resolve("licenses.txt"));
      Function<String, Optional<String>> user =
          id -> Optional.ofNullable(licences.path(id).path("username").textValue());
      if (!task.name().equals(TAGGING)) {
        return item -> user.apply(item.id()).map(Labelled::as).orElse(null);
      }
      Path file = home.resolve("sound_info_analysis.json");
      if (!Files.exists(file)) {
        throw new IOException(
            "there is no file " + file.toAbsolutePath() + ", which has the tags of the sounds");
      }
      Map<String, Set<String>> tags = new HashMap<>();
      for (JsonNode sound : Json.read(file)) {
        Set<String> own = new TreeSet<>();
        sound.path("tags").forEach(tag -> own.add(tag.asText().toLowerCase(Locale.ROOT)));
        tags.put(sound.path("id").asText(), own);
      }
      return item -> {
        Set<String> own = tags.get(item.id());
        return own == null ? null : new Labelled(new Target.Tags(own), user.apply(item.id()), "");
      };
    }
  }
}
