package org.sonoprobe.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testkit.DatasetContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** The datasets of the thesis, on fixtures in their layouts and on their real annotations. */
class PublishedDatasetsTest {
  private static final Task TAGGING = Task.named("autotagging");
  private static final Task TECHNIQUE = Task.named("technique_identification");
  private static final Task SINGER = Task.named("singer_identification");
  private static final Task KEY = Task.named("key_estimation");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  // ---- TinySOL

  @Test
  @ReferenceData
  void tinySolIsWhole() throws IOException {
    Path metadata = SharedFiles.path("data/splits/tinysol/TinySOL_metadata.csv");
    TinySol dataset = new TinySol(folder, metadata);
    Corpus corpus = dataset.load(Task.named("instrument_classification"));

    assertThat(corpus.tracks()).hasSize(2913);
    assertThat(corpus.splits())
        .extracting(split -> split.validation().size())
        .containsExactly(583, 582, 583, 582, 583);
    Split first = corpus.splits().get(0);
    assertThat(List.of(first.train().size(), first.validation().size(), first.test().size()))
        .containsExactly(1748, 583, 582);
    assertThat(corpus.task().indexOf("Bass Tuba")).isEqualTo(2);
    assertThat(target(corpus, "BTb-ord-F#1-pp-N-N")).isEqualTo(new Target.Label("Bass Tuba"));
    assertThat(target(dataset.load(Task.named("pitch_class_classification")), "BTb-ord-F#1-pp-N-N"))
        .isEqualTo(new Target.Label("F#"));
    assertThat(
            target(dataset.load(Task.named("pitch_register_classification")), "BTb-ord-F#1-pp-N-N"))
        .isEqualTo(new Target.Label("1"));
    MirdataIndex index =
        MirdataIndex.read(SharedFiles.path("data/mirdata/index_full/tinysol_index_6.0.json"));
    assertThat(corpus.tracks()).extracting(Track::id).hasSameElementsAs(index.tracks().keySet());
  }

  private static Target target(Corpus corpus, String id) {
    return corpus.tracks().stream()
        .filter(track -> track.id().equals(id))
        .findFirst()
        .orElseThrow()
        .target();
  }

  // ---- Beatport

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "D minor; D minor; D minor",
        "Db major; C# major; C# major",
        "F#_ minor; F# minor; F# minor",
        "Bb minor; A# minor; A# minor",
        "Cb major; Cb major; B major",
        "E# minor; E# minor; F minor",
        "\"C minor \"; ; C minor",
        "C  minor; ; C minor",
        "C minor|A minor; ; ",
        "unknown; ; ",
        "Unknown; ; ",
        "C other; ; ",
        "C; ; ",
        "C minor dorian; ; ",
        "c Minor; c Minor; C minor",
        "\"\"; ; "
      })
  void beatportKeysAreFilteredAndMerged(String text, String strict, String tidy) {
    String given = text == null ? "" : text;
    assertThat(Keys.beatport(given, false)).isEqualTo(Optional.ofNullable(strict));
    assertThat(Keys.beatport(given, true)).isEqualTo(Optional.ofNullable(tidy));
  }

  private BeatportKey beatport() throws IOException {
    String[] keys = {"D minor", "Eb major", "C minor|D minor", "unknown", "Ab minor", "A other"};
    for (int i = 0; i < keys.length; i++) {
      write("keys/" + (100 + i) + " Some Artist - Title (Mix " + i + ").txt", keys[i] + "\n");
    }
    return new BeatportKey(folder);
  }

  @Test
  @ReferenceData
  void beatportIsInTheOrderOfItsFilesAndSaysWhatItLeavesOut() throws IOException {
    Corpus corpus = beatport().load(KEY);

    assertThat(corpus.tracks())
        .extracting(Track::target)
        .containsExactly(
            new Target.Label("D minor"),
            new Target.Label("D# major"),
            new Target.Label("G# minor"));
    assertThat(corpus.notes()).hasSize(1).first().asString().startsWith("3 tracks have no key");
    assertThat(corpus.tracks().get(0).audio().location())
        .endsWith("audio/100 Some Artist - Title (Mix 0).mp3");
    assertThat(
            new BeatportKey(folder, false, BeatportKey.GroupBy.ARTIST)
                .load(KEY)
                .tracks()
                .get(0)
                .group())
        .contains("Some Artist");
    BeatportKey real = new BeatportKey(SharedFiles.path("data/mirdata/samples/beatport_key"));
    assertThat(real.load(KEY).tracks().get(0).target()).isEqualTo(new Target.Label("D minor"));
  }

  @ParameterizedTest
  @CsvSource({
    "F# Major,F# major",
    "d minor,D minor",
    "C:minor,C minor",
    "Am,A minor",
    "Bb major,A# major",
    "Cb major,B major",
    "C♯ minor,C# minor",
    "a / b,",
    "-,",
    "X,",
    "H major,",
    "C,"
  })
  void keysInAnySpelling(String text, String key) {
    assertThat(Keys.parse(text)).isEqualTo(Optional.ofNullable(key));
    assertThat(Keys.all()).hasSize(24);
  }

  // ---- MagnaTagATune

  /** A fixture with the real lists and the real labels of validation and test clips. */
  private Magnatagatune mtat(Magnatagatune.Protocol protocol) throws IOException {
    Path splits = SharedFiles.path("data/splits/mtat");
    List<String> order =
        Files.readAllLines(splits.resolve("won2020/tags.txt"), StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .toList();
    Map<String, String> paths = new HashMap<>();
    for (String line : Files.readAllLines(splits.resolve("musicnn_index_mtt.tsv"))) {
      String[] cells = line.split("\t");
      paths.put(cells[0], cells[1]);
    }
    Map<String, String> rows = new LinkedHashMap<>();
    for (String part : List.of("val", "test")) {
      for (String line : Files.readAllLines(splits.resolve("musicnn_" + part + "_gt_mtt.tsv"))) {
        String[] cells = line.split("\t");
        rows.put(
            paths.get(cells[0]),
            cells[0]
                + "\t"
                + cells[1].replaceAll("[\\[\\]]", "").replace(".0", "").replace(", ", "\t"));
      }
    }
    StringBuilder csv =
        new StringBuilder("\"clip_id\"\t\"" + String.join("\"\t\"", order) + "\"\t\"mp3_path\"\n");
    Set<String> done = new HashSet<>();
    for (String part : List.of("train", "valid", "test")) {
      List<String> lines = Files.readAllLines(splits.resolve("won2020/" + part + ".tsv"));
      write("metadata/" + part + ".tsv", String.join("\n", lines) + "\n");
      for (String line : lines) {
        String path = line.substring(line.indexOf('\t') + 1);
        // the labels of training clips cannot be had: those of the shorter list get one tag
        String row = rows.get(path);
        if (row == null) {
          row = "c" + done.size() + "\t1" + "\t0".repeat(49);
        }
        if (done.add(path)) {
          csv.append(row).append('\t').append(path).append('\n');
        }
      }
    }
    write("metadata/annotations_final.csv", csv.toString());
    return new Magnatagatune(folder, protocol);
  }

  @Test
  @ReferenceData
  void bothProtocolsOfMagnatagatuneHaveTheirPublishedSizes() throws IOException {
    Corpus tagged = mtat(Magnatagatune.Protocol.JONGPILLEE).load(TAGGING);
    Corpus all = mtat(Magnatagatune.Protocol.WON2020).load(TAGGING);

    assertThat(sizes(tagged).subList(1, 3)).containsExactly(1529, 4332);
    assertThat(sizes(all)).containsExactly(18709, 1825, 5329);
    assertThat(tagged.task().labels()).hasSize(50);
    assertThat(tagged.notes()).anyMatch(note -> note.contains("none of the 50 tags"));
  }

  private static List<Integer> sizes(Corpus corpus) {
    Split split = corpus.splits().get(0);
    return List.of(split.train().size(), split.validation().size(), split.test().size());
  }

  /** The two published lists of tags differ in the order of two, so positions would not agree. */
  @Test
  @ReferenceData
  void theShorterListIsTheLongerWithoutUntaggedClipsAndLabelsAgreeByName() throws IOException {
    Corpus tagged = mtat(Magnatagatune.Protocol.JONGPILLEE).load(TAGGING);
    Path splits = SharedFiles.path("data/splits/mtat");
    List<String> names = Files.readAllLines(splits.resolve("top50_tags.txt"));
    for (String part : List.of("valid", "test")) {
      List<String> list = Files.readAllLines(splits.resolve(part + "_list_pub.txt"));
      Npy truth = Npy.read(splits.resolve("y_" + part + "_pub.npy"));
      Map<String, Set<String>> published = new TreeMap<>();
      for (int i = 0; i < list.size(); i++) {
        Set<String> tags = new TreeSet<>();
        for (int t = 0; t < 50; t++) {
          if (truth.values()[i * 50 + t] > 0) {
            tags.add(spaced(names.get(t)));
          }
        }
        published.put(list.get(i).replace(".npy", ".mp3"), tags);
      }
      Map<String, Set<String>> ours = new TreeMap<>();
      Split split = tagged.splits().get(0);
      Set<String> ids = Set.copyOf(part.equals("test") ? split.test() : split.validation());
      for (Track track : tagged.tracks()) {
        if (ids.contains(track.id())) {
          String path =
              folder.resolve("audio").relativize(Path.of(track.audio().location())).toString();
          ours.put(path, ((Target.Tags) track.target()).names());
        }
      }
      assertThat(ours).isEqualTo(published);
    }
  }

  private static String spaced(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  @ReferenceData
  void noRecordingOfMagnatagatuneIsInTwoParts() throws IOException {
    Corpus all = mtat(Magnatagatune.Protocol.WON2020).load(TAGGING);
    Map<String, Set<Integer>> parts = new HashMap<>();
    Map<String, Track> tracks = new HashMap<>();
    all.tracks().forEach(track -> tracks.put(track.id(), track));
    Split split = all.splits().get(0);
    List<List<String>> lists = List.of(split.train(), split.validation(), split.test());
    for (int i = 0; i < 3; i++) {
      for (String id : lists.get(i)) {
        parts.computeIfAbsent(tracks.get(id).group().orElse(id), key -> new TreeSet<>()).add(i);
      }
    }
    assertThat(parts.values().stream().filter(set -> set.size() > 1).count()).isZero();
  }

  @Test
  void corruptClipsAndMissingOnesAreSaidAndListsMayBeNumPyArrays() throws IOException {
    StringBuilder tags = new StringBuilder();
    List<String> order =
        List.of(
            "guitar",
            "classical",
            "slow",
            "techno",
            "strings",
            "drums",
            "electronic",
            "rock",
            "fast",
            "piano",
            "ambient",
            "beat",
            "violin",
            "vocal",
            "synth",
            "female",
            "indian",
            "opera",
            "male",
            "singing",
            "vocals",
            "no vocals",
            "harpsichord",
            "loud",
            "quiet",
            "flute",
            "woman",
            "male vocal",
            "no vocal",
            "pop",
            "soft",
            "sitar",
            "solo",
            "man",
            "classic",
            "choir",
            "voice",
            "new age",
            "dance",
            "male voice",
            "female vocal",
            "beats",
            "harp",
            "cello",
            "no voice",
            "weird",
            "country",
            "metal",
            "female voice",
            "choral");
    tags.append("clip_id\t").append(String.join("\t", order)).append("\tmp3_path\n");
    for (String row : List.of("35644:0/bad.mp3", "1:0/a.mp3", "2:c/b.mp3", "3:f/c.mp3")) {
      tags.append(row.replaceAll(":.*", ""))
          .append("\t1" + "\t0".repeat(49) + "\t")
          .append(row.replaceAll(".*:", ""))
          .append('\n');
    }
    write("metadata/annotations_final.csv", tags.toString());
    Files.write(folder.resolve("metadata/train.npy"), npy("0\t0/bad.mp3", "1\t0/a.mp3"));
    Files.write(folder.resolve("metadata/valid.npy"), npy("2\tc/b.mp3"));
    Files.write(folder.resolve("metadata/test.npy"), npy("3\tf/c.mp3"));
    Magnatagatune dataset = new Magnatagatune(folder);
    Corpus corpus = dataset.load(TAGGING);

    assertThat(corpus.tracks()).extracting(Track::id).containsExactly("1", "2", "3");
    assertThat(corpus.notes()).first().asString().startsWith("1 clips are left out because");
    assertThat(dataset.files()).hasSize(3);
    Files.write(folder.resolve("metadata/test.npy"), npy("4\tf/none.mp3"));
    assertThatThrownBy(() -> dataset.load(TAGGING))
        .hasMessageContaining("has no clip 'f/none.mp3'");
    assertThat(dataset.assets())
        .filteredOn(asset -> asset.use().unpacked())
        .singleElement()
        .satisfies(
            asset -> {
              assertThat(asset.parts()).hasSize(3);
              assertThat(asset.use().folder()).isEqualTo("audio");
            });
  }

  private static byte[] npy(String... texts) {
    int width = Stream.of(texts).mapToInt(String::length).max().orElse(1);
    String header =
        "{'descr': '<U" + width + "', 'fortran_order': False, 'shape': (" + texts.length + ",), }";
    header = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
    java.nio.ByteBuffer out =
        java.nio.ByteBuffer.allocate(10 + header.length() + 4 * width * texts.length)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) header.length());
    out.put(header.getBytes(StandardCharsets.ISO_8859_1));
    for (String text : texts) {
      for (int i = 0; i < width; i++) {
        out.putInt(i < text.length() ? text.codePointAt(i) : 0);
      }
    }
    return out.array();
  }

  @Test
  @ReferenceData
  void theRealTagListIsOurs() throws IOException {
    Path tags = SharedFiles.path("data/splits/mtat/won2020/tags.npy");
    Corpus corpus = mtat(Magnatagatune.Protocol.WON2020).load(TAGGING);

    assertThat(Npy.texts(tags).stream().sorted().toList()).isEqualTo(corpus.task().labels());
  }

  // ---- MTG-Jamendo

  private Path jamendo() throws IOException {
    Path real = SharedFiles.path("data/splits/mtg_jamendo/data/splits/split-0");
    Path target = folder.resolve("data/splits/split-0");
    Files.createDirectories(target);
    try (Stream<Path> list = Files.list(real)) {
      for (Path file : list.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  @Test
  @ReferenceData
  void jamendoHasItsPublishedSizes() throws IOException {
    Path dir = jamendo();
    Corpus moods = new MtgJamendo(dir, MtgJamendo.Subset.MOODTHEME).load(TAGGING);
    Corpus instruments = new MtgJamendo(dir, MtgJamendo.Subset.INSTRUMENT).load(TAGGING);

    assertThat(sizes(moods)).containsExactly(9949, 3802, 4231);
    assertThat(moods.task().labels())
        .isEqualTo(
            Files.readAllLines(
                    SharedFiles.path("data/splits/mtg_jamendo/data/tags/moodtheme_split.txt"))
                .stream()
                .sorted()
                .toList());
    assertThat(moods.task().labels()).hasSize(56);
    assertThat(sizes(instruments)).containsExactly(14395, 5466, 5115);
    assertThat(instruments.task().labels()).hasSize(40);
    assertThat(moods.tracks().get(0).audio().location())
        .isEqualTo(dir.resolve("audio/48/948.low.mp3").toString());
    Map<String, Set<Integer>> artists = new HashMap<>();
    Map<String, Track> tracks = new HashMap<>();
    moods.tracks().forEach(track -> tracks.put(track.id(), track));
    Split split = moods.splits().get(0);
    List<List<String>> parts = List.of(split.train(), split.validation(), split.test());
    for (int i = 0; i < 3; i++) {
      for (String id : parts.get(i)) {
        artists.computeIfAbsent(tracks.get(id).group().orElseThrow(), a -> new TreeSet<>()).add(i);
      }
    }
    assertThat(artists.values()).allMatch(set -> set.size() == 1);
  }

  @Test
  @ReferenceData
  void theGroundTruthOfMediaEvalIsRebuiltBitForBit() throws IOException {
    Corpus moods = new MtgJamendo(jamendo(), MtgJamendo.Subset.MOODTHEME).load(TAGGING);
    Path results = SharedFiles.path("data/splits/mtg_jamendo/results/mediaeval");
    Npy truth = Npy.read(results.resolve("groundtruth.npy"));
    List<String> order =
        Files.readAllLines(
            SharedFiles.path("data/splits/mtg_jamendo/data/tags/moodtheme_split.txt"));
    Map<String, Track> tracks = new HashMap<>();
    moods.tracks().forEach(track -> tracks.put(track.id(), track));
    List<String> test = moods.splits().get(0).test();

    assertThat(truth.shape()).containsExactly(4231, 56);
    float[] ours = new float[4231 * 56];
    for (int i = 0; i < test.size(); i++) {
      Set<String> tags = ((Target.Tags) tracks.get(test.get(i)).target()).names();
      for (int t = 0; t < 56; t++) {
        ours[i * 56 + t] = tags.contains(order.get(t)) ? 1 : 0;
      }
    }
    assertThat(ours).isEqualTo(truth.values());
  }

  @Test
  void jamendoSpellingsCategoriesSplitsAndArchives() throws IOException {
    for (int i = 0; i < 5; i++) {
      for (String part : List.of("train", "validation", "test")) {
        int n = i + part.length();
        write(
            "data/splits/split-" + i + "/autotagging_genre-" + part + ".tsv",
            "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\n"
                + "track_"
                + n
                + "\tartist_"
                + n
                + "\talbum_1\t0"
                + n
                + "/"
                + n
                + ".mp3\t12.5\tgenre---rock\tgenre---pop\n");
      }
    }
    MtgJamendo genres = new MtgJamendo(folder, MtgJamendo.Subset.GENRE);
    Corpus corpus = genres.load(TAGGING);
    Corpus bare =
        new MtgJamendo(folder, MtgJamendo.Subset.GENRE, Optional.empty(), false, false)
            .load(TAGGING);

    assertThat(corpus.splits()).hasSize(5);
    assertThat(corpus.task().labels()).containsExactly("genre---pop", "genre---rock");
    assertThat(bare.task().labels()).containsExactly("pop", "rock");
    assertThat(bare.tracks().get(0).audio().location()).doesNotContain(".low.");
    for (String name :
        List.of("mtg-jamendo-instrument", "mtg-jamendo-instruments", "mtg_jamendo_instrument")) {
      assertThat(
              ((MtgJamendo) org.sonoprobe.component.Components.named(Dataset.class, name)).subset())
          .isEqualTo(MtgJamendo.Subset.INSTRUMENT);
    }
    assertThat(genres.assets()).hasSize(17);
    write(
        "data/download/raw_30s_audio-low_sha256_tars.txt",
        "%s raw_30s_audio-low-00.tar\n%s raw_30s_audio-low-01.tar\n"
            .formatted("0".repeat(64), "1".repeat(64)));
    write(
        "data/download/raw_30s_audio-low_sha256_tracks.txt",
        "%s 05/5.low.mp3\n".formatted("2".repeat(64)));
    assertThat(genres.assets()).hasSize(19);
    assertThat(genres.assets().get(18).parts().get(0).sources()).hasSize(2);
    assertThat(genres.files()).filteredOn(file -> file.checksum().isPublished()).hasSize(1);
  }

  // ---- VocalSet

  private VocalSet vocalSet(boolean compat) throws IOException {
    List<String> singers = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      singers.add("f" + i);
    }
    for (int i = 1; i <= 11; i++) {
      singers.add("m" + i);
    }
    for (String singer : singers) {
      for (String technique :
          List.of(
              "belt",
              "breathy",
              "inhaled",
              "lip_trill",
              "spoken",
              "straight",
              "trill",
              "trillo",
              "vibrato",
              "vocal_fry",
              "fast_forte")) {
        write(
            "FULL/"
                + singer
                + "/arpeggios/"
                + technique
                + "/"
                + singer
                + "_arpeggios_"
                + technique
                + "_a.wav",
            "");
      }
    }
    for (String odd :
        List.of(
            "lip_trill_arps",
            "scales_straight_e",
            "row_straight",
            "arps_fast_piano_c",
            "scales_c_fast_piano_o",
            "f2_scales_vibrato_a(1)",
            "caro_vibrato",
            "slow_vibrato_arps",
            "nobody_knows")) {
      write("FULL/x/" + odd + ".wav", "");
    }
    write("__MACOSX/FULL/._f1_arpeggios_belt_a.wav", "");
    write("FULL/x/._f1_arpeggios_belt_a.wav", "");
    return new VocalSet(folder, compat);
  }

  @Test
  void vocalSetHasTwentySingersAndTenTechniquesAndNoBogusClasses() throws IOException {
    Corpus singers = vocalSet(false).load(SINGER);
    Corpus techniques = vocalSet(false).load(TECHNIQUE);

    assertThat(singers.task().labels()).hasSize(20).contains("m1", "m10", "m11");
    assertThat(singers.tracks()).hasSize(220 + 5);
    assertThat(singers.notes())
        .containsExactly(
            "3 recordings are doubles or of no known singer and are left out",
            "1 recordings name no singer and are left out");
    assertThat(target(singers, "f2_lip_trill_arps")).isEqualTo(new Target.Label("f2"));
    assertThat(target(singers, "m10_scales_c_fast_piano_o")).isEqualTo(new Target.Label("m10"));
    assertThat(techniques.task().labels())
        .containsExactly(
            "belt",
            "breathy",
            "inhaled",
            "lip_trill",
            "spoken",
            "straight",
            "trill",
            "trillo",
            "vibrato",
            "vocal_fry");
    assertThat(target(techniques, "f1_arpeggios_lip_trill_a"))
        .isEqualTo(new Target.Label("lip_trill"));
    assertThat(target(techniques, "f1_arpeggios_trillo_a")).isEqualTo(new Target.Label("trillo"));
  }

  @Test
  void vocalSetTechniquesAreDividedBySinger() throws IOException {
    Corpus corpus = vocalSet(false).load(TECHNIQUE);
    Map<String, String> singer = new HashMap<>();
    corpus.tracks().forEach(track -> singer.put(track.id(), track.group().orElseThrow()));
    Split split = corpus.splits().get(0);

    assertThat(of(singer, split.validation())).containsExactly("f9", "m11", "m9");
    assertThat(of(singer, split.test())).containsExactly("f2", "f8", "m10", "m3", "m5");
    assertThat(of(singer, split.train()))
        .containsExactly("f1", "f3", "f4", "f5", "f6", "f7", "m1", "m2", "m4", "m6", "m7", "m8");
    assertThat(corpus.splits()).hasSize(1);

    Corpus compat = vocalSet(true).load(TECHNIQUE);
    Split released = compat.splits().get(0);
    assertThat(of(singer, released.validation())).containsExactly("f9", "m9");
    assertThat(of(singer, released.test())).containsExactly("f2", "f8", "m3", "m5");
    assertThat(of(singer, released.train())).contains("m10", "m11", "m1");
    assertThat(compat.notes()).anyMatch(note -> note.contains("m10, a test singer, trains"));
  }

  private static Set<String> of(Map<String, String> singer, List<String> ids) {
    Set<String> singers = new TreeSet<>();
    ids.forEach(id -> singers.add(singer.get(id)));
    return singers;
  }

  @Test
  @ReferenceData
  void theNamesInMarblesListsTellTheSameTechniqueAndSinger() throws IOException {
    Path lists = SharedFiles.path("data/splits/vocalset");
    int technique = 0;
    int singer = 0;
    for (String part : List.of("train", "valid", "test")) {
      for (String line : Files.readAllLines(lists.resolve(part + "_t.txt"))) {
        String[] names = line.split("/");
        String stem = Homes.stem(names[1]).replaceFirst("_\\d\\d$", "");
        assertThat(VocalSet.technique(stem)).as(line).isEqualTo(names[0]);
        technique++;
      }
      singer += Files.readAllLines(lists.resolve(part + "_s.txt")).size();
    }
    assertThat(technique).isEqualTo(1850 + 1142 + 1140);
    assertThat(singer).isEqualTo(3688 + 2413 + 1405);
  }

  // ---- all

  @Nested
  class OfBeatport implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return beatport();
    }

    @Override
    public Task task() {
      return KEY;
    }
  }

  @Nested
  class OfVocalSet implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return vocalSet(true);
    }

    @Override
    public Task task() {
      return TECHNIQUE;
    }
  }

  @Test
  void withoutTheirFolderTheySayHowToGetThem() {
    for (Dataset dataset :
        List.of(
            new TinySol(folder.resolve("none")),
            new BeatportKey(folder.resolve("none")),
            new Magnatagatune(folder.resolve("none")),
            new MtgJamendo(folder.resolve("none"), MtgJamendo.Subset.GENRE),
            new VocalSet(folder.resolve("none")),
            new Mirdata(folder.resolve("none"), "vocadito"))) {
      Task task = Task.named(dataset.tasks().iterator().next());
      assertThatThrownBy(() -> dataset.load(task))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("there is no folder " + folder.resolve("none"))
          .hasMessageContaining("sonoprobe download");
      assertThat(dataset.about()).isPresent();
      for (Asset asset : dataset.assets()) {
        assertThat(asset.licence()).isNotBlank();
        assertThat(asset.parts()).allSatisfy(part -> assertThat(part.sources()).isNotEmpty());
      }
    }
  }
}
