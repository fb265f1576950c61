package org.sonoprobe.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.testkit.DatasetContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class MirdataTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Path> indexes(String of) throws IOException {
    try (Stream<Path> list = Files.list(SharedFiles.path("data/mirdata/" + of))) {
      return list.sorted().toList();
    }
  }

  @Test
  @ReferenceData
  void everyPublishedIndexIsRead() throws IOException {
    int tracks = 0;
    for (Path index : indexes("index_full")) {
      tracks += MirdataIndex.read(index).tracks().size();
    }
    int samples = 0;
    for (Path index : indexes("index_sample")) {
      MirdataIndex read = MirdataIndex.read(index);
      samples++;
      tracks += read.tracks().size();
      assertThat(read.files(folder)).allMatch(file -> file.path().startsWith(folder));
    }

    assertThat(indexes("index_full")).hasSize(19);
    assertThat(samples).isGreaterThanOrEqualTo(70);
    assertThat(tracks).isEqualTo(85_497);
  }

  @Test
  void bothGrammarsNullPairsAndMultitracksAreUnderstood() throws IOException {
    MirdataIndex now =
        MirdataIndex.read(
            write(
                "i.json",
                """
                {"version": "1", "tracks": {"a#/ü.1": {"audio": ["x/a [1] & ü.wav", "0123456789ABCDEF0123456789abcdef"],
                 "notes": [null, null], "f0": null}},
                 "multitracks": {"m": {"tracks": ["a#/ü.1"], "mix": ["mix.wav", null]}},
                 "metadata": {"md": ["meta.csv", "0123456789abcdef0123456789abcdef"]}, "exclude": ["x"]}
                """));
    MirdataIndex old =
        MirdataIndex.read(
            write(
                "old.json",
                "{\"t\": {\"audio\": [\"a.wav\", \"0123456789abcdef0123456789abcdef\"]}}"));

    assertThat(now.tracks().keySet()).containsExactly("a#/ü.1");
    assertThat(now.files(folder))
        .extracting(file -> folder.relativize(file.path()).toString())
        .containsExactly("meta.csv", "x/a [1] & ü.wav", "mix.wav");
    assertThat(now.files(folder).get(2).checksum().isPublished()).isFalse();
    assertThat(old.tracks().get("t").get("audio").path()).isEqualTo("a.wav");
    assertThatThrownBy(
            () ->
                MirdataIndex.read(write("out.json", "{\"t\": {\"audio\": [\"../a.wav\", null]}}")))
        .hasMessageContaining("leads out of the dataset");
    assertThatThrownBy(() -> MirdataIndex.read(write("no.json", "[1]")))
        .hasMessageContaining("no.json is no mirdata index");
    assertThatThrownBy(
            () -> MirdataIndex.read(write("no.json", "{\"tracks\": {\"t\": {\"a\": 1}}}")))
        .hasMessageContaining("'a' of 't' must be a pair of path and MD5");
  }

  /** The label that a sample of each dataset has, as its annotations say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "medley_solos_db; instrument_classification; flute",
        "vocadito; singer_identification; S1",
        "vocadito; language_classification; Tagalog",
        "irmas; instrument_classification; clarinet",
        "tonality_classicaldb; key_estimation; D major",
        "giantsteps_key; key_estimation; D major",
        "fma_keys; key_estimation; F# major",
        "gtzan_genre; genre_classification; country",
        "good_sounds; instrument_classification; flute",
        "good_sounds; pitch_class_classification; C",
        "good_sounds; pitch_register_classification; 4",
        "mridangam_stroke; stroke_classification; bheem",
        "mridangam_stroke; tonic_classification; B",
        "egfxset; effect_classification; Clean",
        "egfxset; pickup_classification; Middle",
        "compmusic_jingju_acappella; role_classification; laosheng",
        "freesound_one_shot_percussive_sounds; contributor_identification; plagasul"
      })
  @ReferenceData
  void labelsOfRealSamples(String dataset, String task, String label) throws IOException {
    Corpus corpus = sample(dataset).load(Task.named(task));

    assertThat(corpus.tracks()).extracting(Track::target).contains(new Target.Label(label));
  }

  private static Mirdata sample(String dataset) throws IOException {
    Path home = SharedFiles.path("data/mirdata/samples/" + dataset);
    Path index =
        indexes("index_sample").stream()
            .filter(
                file ->
                    file.getFileName().toString().startsWith(dataset + "_")
                        && file.getFileName().toString().contains("sample"))
            .findFirst()
            .orElseThrow();
    return new Mirdata(home, dataset, Optional.of(index), "", new LabelRule());
  }

  @Test
  @ReferenceData
  void tagsOfRealSamples() throws IOException {
    Task tagging = Task.named("autotagging");
    assertThat(sample("irmas").load(tagging).tracks())
        .extracting(Track::target)
        .containsExactlyInAnyOrder(
            new Target.Tags(Set.of("clarinet")),
            new Target.Tags(Set.of("electric guitar", "voice")));
    assertThat(sample("orchset").load(tagging).tracks().get(0).target())
        .isEqualTo(new Target.Tags(Set.of("strings", "winds")));
    assertThat(sample("mtg_jamendo_autotagging_moodtheme").load(tagging).tracks().get(0).target())
        .isEqualTo(new Target.Tags(Set.of("mood/theme---background")));
    Corpus openMic = sample("openmic2018").load(tagging);
    assertThat(openMic.tracks().get(0).target()).isEqualTo(new Target.Tags(Set.of()));
    assertThat(openMic.task().labels()).hasSize(20);
    assertThat(openMic.notes().get(0)).contains("one that was not judged counts as not heard");
    assertThat(
            sample("freesound_one_shot_percussive_sounds").load(tagging).tracks().get(0).target())
        .isInstanceOfSatisfying(
            Target.Tags.class, tags -> assertThat(tags.names()).contains("zil"));
  }

  @Test
  @ReferenceData
  void theFullIndexesThatNeedNoAnnotationGiveTheirPublishedCounts() throws IOException {
    Path full = SharedFiles.path("data/mirdata/index_full");
    Mirdata gtzan = of("gtzan_genre", full.resolve("gtzan_genre_index_1.0.json"));
    Corpus genres = gtzan.load(Task.named("genre_classification"));
    assertThat(genres.tracks()).hasSize(1000);
    assertThat(genres.task().labels()).hasSize(10).contains("hip-hop");

    Mirdata strokes = of("mridangam_stroke", full.resolve("mridangam_stroke_index_1.5.json.gz"));
    assertThat(strokes.load(Task.named("stroke_classification")).task().labels())
        .hasSize(10)
        .contains("thi", "bheem");
    assertThat(strokes.load(Task.named("tonic_classification")).task().labels())
        .containsExactly("B", "C", "C#", "D", "D#", "E");

    Mirdata guitars = of("egfxset", full.resolve("egfxset_index_1.json.gz"));
    assertThat(guitars.load(Task.named("effect_classification")).task().labels()).hasSize(13);
    assertThat(guitars.load(Task.named("pitch_class_classification")).tracks()).hasSize(8970);

    Corpus roles =
        of(
                "compmusic_jingju_acappella",
                full.resolve("compmusic_jingju_acappella_index_7.0.json.gz"))
            .load(Task.named("role_classification"));
    assertThat(roles.tracks()).hasSize(82);
    assertThat(roles.task().labels()).containsExactly("dan", "laosheng");

    Mirdata irmas = of("irmas", full.resolve("irmas_index_1.0.json.gz"));
    Corpus instruments = irmas.load(Task.named("instrument_classification"));
    assertThat(instruments.tracks()).hasSize(6660);
    assertThat(instruments.task().labels()).hasSize(11);
  }

  private Mirdata of(String dataset, Path index) {
    return new Mirdata(folder, dataset, Optional.of(index), "", new LabelRule());
  }

  @Test
  void aUserAddsADatasetByARule() throws IOException {
    write("a/piano/1.wav", "x");
    write("my_index.json", index("t1", "a/piano/1.wav", "t2", "a/flute/2.wav"));
    write("labels.csv", "track_id,label,who,fold\nt1,fast|loud,A,0\nt2,,B,1\n");
    write("n/t1.txt", "genre: rock\nmore");

    Corpus byPath =
        new Mirdata(folder, LabelRule.ofPath("a/(?<label>[^/]+)/(?<group>\\d+)\\.wav"))
            .load(Task.named("anything"));
    Corpus byTable =
        new Mirdata(folder, LabelRule.ofTable("labels.csv", "track_id", "label"))
            .load(new Task("mood_tagging", TaskTypes.MULTILABEL_CLASSIFICATION));

    assertThat(byPath.task().labels()).containsExactly("flute", "piano");
    assertThat(byPath.tracks().get(0).group()).contains("1");
    assertThat(byTable.tracks().get(0).target()).isEqualTo(new Target.Tags(Set.of("fast", "loud")));
    assertThat(byTable.tracks()).hasSize(2);
    assertThatThrownBy(
            () ->
                new Mirdata(folder, LabelRule.ofTable("labels.csv", "id", "label"))
                    .load(Task.named("anything")))
        .hasMessageContaining("has no column 'id'");
    assertThatThrownBy(() -> LabelRule.ofPath("(.*)"))
        .hasMessageContaining("needs a group '(?<label>…)'");
    assertThatThrownBy(() -> new Mirdata(folder, "").load(Task.named("anything")))
        .hasMessageContaining("needs 'labels'");
    assertThatThrownBy(() -> new Mirdata(folder, "gtzan_gener").load(Task.named("anything")))
        .hasMessageContaining(
            "there is no reader for the labels of 'gtzan_gener'; did you mean 'gtzan_genre'?");
  }

  private static String index(String... idsAndPaths) {
    StringBuilder text = new StringBuilder("{\"version\": \"1\", \"tracks\": {");
    for (int i = 0; i < idsAndPaths.length; i += 2) {
      text.append(i == 0 ? "" : ",")
          .append(
              "\"%s\": {\"audio\": [\"%s\", null]}".formatted(idsAndPaths[i], idsAndPaths[i + 1]));
    }
    return text + "}}";
  }

  @Test
  void anotherKeyForTheAudioIsAskedForByName() throws IOException {
    write(
        "i_index.json",
        "{\"tracks\": {\"t\": {\"audio_mic\": [\"a.wav\", null], \"notes\": [\"n\", null]}}}");
    LabelRule rule = LabelRule.ofPath("(?<label>.*)\\.wav");

    assertThatThrownBy(() -> new Mirdata(folder, rule).load(Task.named("anything")))
        .hasMessageContaining("has no file 'audio'; say with 'audio_key' which it is: audio_mic");
    assertThat(
            new Mirdata(folder, "", Optional.empty(), "audio_mic", rule)
                .load(Task.named("anything"))
                .tracks())
        .hasSize(1);
  }

  @Test
  void datasetsWithAReaderAreFoundByTheirOwnName() {
    assertThat(Components.named(Dataset.class, "gtzan_genre"))
        .isEqualTo(new Mirdata(Path.of(""), "gtzan_genre"));
    assertThat(Components.named(Dataset.class, "mirdata")).isEqualTo(new Mirdata());
    assertThat(Components.named(Dataset.class, "jingju").name())
        .isEqualTo("compmusic_jingju_acappella");
    for (String name : MirdataReaders.ALL.keySet()) {
      Dataset dataset = Components.named(Dataset.class, name);
      assertThat(dataset.tasks()).as(name).isNotEmpty();
      assertThat(dataset.about()).as(name).isPresent();
    }
  }

  @Test
  @ReferenceData
  void theFilesOfAnIndexAreItsOwnAndHaveChecksums() throws IOException {
    for (String name :
        List.of("medley_solos_db", "vocadito", "freesound_one_shot_percussive_sounds")) {
      List<DatasetFile> files = sample(name).files();
      int there = 0;
      for (DatasetFile file : files) {
        if (Files.exists(file.path())) {
          assertThat(Hashes.file(file.path(), file.checksum().algorithm()))
              .isEqualTo(file.checksum().hex());
          there++;
        }
      }
      assertThat(there).as(name).isPositive();
    }
  }

  @Nested
  class Contract implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      write("my_index.json", index("t1", "a/piano/1.wav", "t2", "a/flute/2.wav"));
      return new Mirdata(folder, LabelRule.ofPath("a/(?<label>[^/]+)/.*"));
    }

    @Override
    public Task task() {
      return Task.named("anything");
    }
  }
}
