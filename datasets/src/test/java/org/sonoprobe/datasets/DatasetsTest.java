package org.sonoprobe.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.testkit.DatasetContract;
import org.sonoprobe.testkit.Signals;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class DatasetsTest {
  private static final Task INSTRUMENT = Task.named("instrument_classification");
  private static final String TINYSOL =
      "Path,Fold,Family,Instrument (abbr.),Instrument (in full),Technique (abbr.),Technique (in full),Pitch,Pitch"
          + " ID,Dynamics,Dynamics ID,Instance ID,String ID (if applicable),Needed digital retuning\r\n";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private TinySol tinySol() throws IOException {
    StringBuilder csv = new StringBuilder(TINYSOL);
    for (int fold = 0; fold < 5; fold++) {
      csv.append("Brass/Bass_Tuba/ordinario/BTb-ord-F#1-pp-N-")
          .append(fold)
          .append(".wav,")
          .append(fold)
          .append(",Brass,BTb,Bass Tuba,ord,ordinario,F#1,30,pp,0,0,,FALSE\r\n");
      csv.append("Winds/Oboe/ordinario/Ob-ord-C4-ff-N-")
          .append(fold)
          .append(".wav,")
          .append(fold)
          .append(",Winds,Ob,Oboe,ord,ordinario,C4,60,ff,3,0,,FALSE\r\n");
    }
    write("annotation/TinySOL_metadata.csv", csv.toString());
    return new TinySol(folder);
  }

  @Nested
  class OfTinySol implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return tinySol();
    }

    @Override
    public Task task() {
      return INSTRUMENT;
    }
  }

  @Nested
  class OfCsv implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return new CsvDataset(
          write(
              "tracks.csv",
              "path,label,split,group\na.wav,x,train,1\nb.wav,y,valid,2\nc.wav,x,test,3\n"));
    }

    @Override
    public Task task() {
      return Task.named("anything");
    }
  }

  @Nested
  class OfFolder implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      write("music/x/a.wav", "");
      write("music/y/deep/b.mp3", "");
      return new FolderDataset(folder.resolve("music"));
    }

    @Override
    public Task task() {
      return Task.named("anything");
    }
  }

  @Nested
  class OfSyntheticMusic implements DatasetContract {
    @Override
    public Dataset dataset() {
      return new SyntheticMusic(60, 2);
    }

    @Override
    public Task task() {
      return Task.named("autotagging");
    }
  }

  @Test
  void tinySolKnowsInstrumentPitchClassAndRegister() throws IOException {
    Corpus instruments = tinySol().load(INSTRUMENT);
    Corpus pitches = tinySol().load(Task.named("pitch_class_estimation"));
    Corpus registers = tinySol().load(Task.named("pitch_register_classification"));

    assertThat(instruments.task().labels()).containsExactly("Bass Tuba", "Oboe");
    assertThat(instruments.tracks().get(0).id()).isEqualTo("BTb-ord-F#1-pp-N-0");
    assertThat(pitches.tracks().get(0).target()).isEqualTo(new Target.Label("F#"));
    assertThat(registers.tracks().get(0).target()).isEqualTo(new Target.Label("1"));
    Split first = instruments.splits().get(0);
    assertThat(instruments.splits()).hasSize(5);
    assertThat(first.validation()).allMatch(id -> id.endsWith("-0"));
    assertThat(first.test()).allMatch(id -> id.endsWith("-1"));
    assertThat(first.train()).hasSize(6);
  }

  @Test
  @ReferenceData
  void theFullTinySolMetadataHasItsPublishedSizes() throws IOException {
    Path metadata = SharedFiles.path("data/splits");
    List<Path> files;
    try (var walk = Files.walk(metadata)) {
      files = walk.filter(file -> file.toString().matches(".*TinySOL.*\\.csv")).toList();
    }
    Corpus corpus = new TinySol(metadata, files.get(0)).load(INSTRUMENT);

    assertThat(corpus.tracks()).hasSize(2913);
    assertThat(corpus.task().labels()).hasSize(14);
    assertThat(corpus.splits()).hasSize(5);
    assertThat(corpus.splits().get(0).test()).hasSize(582);
  }

  @Test
  void aCsvMayNameItsColumnsAsItLikes() throws IOException {
    Path csv = write("my.csv", "id;file;genres;artist\n1;a.wav;rock|pop;A\n2;b.wav;;B\n");
    CsvDataset dataset =
        new CsvDataset(
            csv,
            Optional.of(folder.resolve("audio")),
            new Columns("file", "genres").withGroup("artist").withId("id"),
            new CsvDataset.Separators("|", ";"));
    Corpus corpus = dataset.load(Task.named("autotagging"));

    Track first = corpus.tracks().get(0);
    assertThat(first.id()).isEqualTo("1");
    assertThat(first.group()).isEqualTo(Optional.of("A"));
    assertThat(first.audio().location()).isEqualTo(folder.resolve("audio/a.wav").toString());
    assertThat(corpus.task().labels()).containsExactly("pop", "rock");
    assertThat(corpus.task().encode(corpus.tracks().get(1).target())).containsExactly(0, 0);
  }

  @Test
  void faultsInACsvNameTheFileTheLineAndTheChoices() throws IOException {
    Path wrong = write("wrong.csv", "path,labl\na.wav,x\n");
    assertThatThrownBy(() -> new CsvDataset(wrong).load(INSTRUMENT))
        .hasMessage(
            wrong
                + " has no column 'label'; did you mean 'labl'?; it has: path, labl; say with 'label_column' which column it is");
    Path twice = write("twice.csv", "path,label\na.wav,x\na.wav,y\n");
    assertThatThrownBy(() -> new CsvDataset(twice).load(INSTRUMENT))
        .hasMessageContaining("twice.csv: track id 'a.wav' is used twice");
    Path part = write("part.csv", "path,label,split\na.wav,x,trian\n");
    assertThatThrownBy(() -> new CsvDataset(part).load(INSTRUMENT))
        .hasMessageContaining("part.csv:2: 'trian' is no part of a split");
    Path ragged = write("ragged.csv", "path,label\na.wav,x\nb.wav\n");
    assertThatThrownBy(() -> new CsvDataset(ragged).load(INSTRUMENT))
        .hasMessageContaining("ragged.csv:3: 1 values for 2 columns");
    assertThatThrownBy(() -> new CsvDataset(folder.resolve("none.csv")).load(INSTRUMENT))
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> new TinySol(folder.resolve("none")).load(INSTRUMENT))
        .hasMessageContaining("there is no folder")
        .hasMessageContaining("zenodo.org/record/3685367");
  }

  @Test
  void pathsThatNoSystemHasAndLinksInCirclesAreSaid() throws IOException {
    Path csv = write("nul.csv", "path,label\na\0b.wav,x\n");
    assertThatThrownBy(() -> new CsvDataset(csv).load(INSTRUMENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nul.csv:2: 'a\0b.wav' is no path: ");
    Path label = Files.createDirectories(folder.resolve("music/piano"));
    Files.writeString(label.resolve("a.wav"), "x");
    Files.createSymbolicLink(label.resolve("again"), folder.resolve("music"));
    assertThatThrownBy(() -> new FolderDataset(folder.resolve("music")).load(INSTRUMENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("music cannot be listed: a link leads back to a folder above it: ");
  }

  @Test
  void aFolderHoldsEveryFormatThatCanBeDecoded() throws IOException {
    Path label = Files.createDirectories(folder.resolve("formats/piano"));
    for (String ending : List.of("wav", "M4A", "opus", "wma", "caf", "mka", "txt")) {
      Files.writeString(label.resolve("a." + ending), "x");
    }

    assertThat(new FolderDataset(folder.resolve("formats")).load(INSTRUMENT).tracks())
        .map(track -> track.id().substring(track.id().indexOf('.')))
        .containsExactlyInAnyOrder(".wav", ".M4A", ".opus", ".wma", ".caf", ".mka");
  }

  @Test
  void aCsvWithQuotesAndAByteOrderMarkIsRead() throws IOException {
    Path csv = write("q.csv", "\uFEFFpath,label\r\n\"a, b.wav\",\"say \"\"x\"\"\"\r\n");
    Track track = new CsvDataset(csv).load(INSTRUMENT).tracks().get(0);

    assertThat(track.id()).isEqualTo("a, b.wav");
    assertThat(track.target()).isEqualTo(new Target.Label("say \"x\""));
  }

  @Test
  void syntheticMusicHasAllItsTasksAndIsAlwaysTheSame() throws IOException {
    SyntheticMusic music = new SyntheticMusic(48, 3);
    for (String name : music.tasks()) {
      Corpus corpus = music.load(Task.named(name));
      assertThat(corpus.tracks()).hasSize(48);
      for (Track track : corpus.tracks().subList(0, 8)) {
        assertThat(track.audio().read()).isEqualTo(track.audio().read());
        assertThat(Signals.rms(track.audio().read())).isBetween(0.001, 1.0);
      }
    }
    assertThat(music.load(Task.named("key_estimation")).task().labels()).hasSize(24);
  }
}
