package org.sonoprobe.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.testkit.DatasetContract;

/** The formats that users' own data come in. */
class FormatsTest {
  private static final Task LABELS = Task.named("genre_classification");
  private static final Task TAGS = Task.named("autotagging");
  private static final Task NUMBERS = Task.named("emotion_regression");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A ramp, so that every sample tells where it is. */
  private Path ramp(String name, int rate, double seconds) throws IOException {
    float[] samples = new float[(int) (rate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i / (float) (1 << 20);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    WavWriter.write(file, Audio.wrap(rate, samples));
    return file;
  }

  // ---- CSV

  @Test
  void stretchesOfAFileAreTracksAndAGroup() throws IOException {
    ramp("long.wav", 1000, 10);
    Path csv =
        write("t.csv", "path,label,start,end\nlong.wav,a,0,2.5\nlong.wav,b,2.5,4\nlong.wav,a,8,\n");
    Corpus corpus = new CsvDataset(csv).load(LABELS);

    assertThat(corpus.tracks())
        .extracting(Track::id)
        .containsExactly("long.wav[0.0-2.5]", "long.wav[2.5-4.0]", "long.wav[8.0-]");
    assertThat(corpus.tracks()).allMatch(track -> track.group().equals(Optional.of("long.wav")));
    Audio second = corpus.tracks().get(1).audio().read();
    assertThat(second.frameCount()).isEqualTo(1500);
    assertThat(second.channel(0)[0]).isEqualTo(2500 / (float) (1 << 20));
    assertThat(corpus.tracks().get(2).audio().read().frameCount()).isEqualTo(2000);
    assertThat(corpus.tracks().get(2).audio().seconds()).isEqualTo(2);
    assertThat(corpus.tracks().get(0).audio().fingerprint())
        .isNotEqualTo(corpus.tracks().get(1).audio().fingerprint());
    assertThat(corpus.notes())
        .containsExactly("tracks that are stretches of one file are a group, as no group is named");
  }

  @Test
  void stretchesThatCannotBeAreSaid() throws IOException {
    ramp("long.wav", 1000, 1);
    Path csv = write("t.csv", "path,label,start,end\nlong.wav,a,3,4\n");
    Corpus corpus = new CsvDataset(csv).load(LABELS);
    assertThatThrownBy(() -> corpus.tracks().get(0).audio().read())
        .hasMessageContaining("long.wav [3.0 s, 4.0 s) is no stretch of it: it lasts 1.0 s");
    write("t.csv", "path,label,start,end\nlong.wav,a,4,3\n");
    assertThatThrownBy(() -> new CsvDataset(csv).load(LABELS))
        .hasMessageContaining("t.csv:2: an excerpt must begin at 0 or later");
    write("t.csv", "path,label,start\nlong.wav,a,soon\n");
    assertThatThrownBy(() -> new CsvDataset(csv).load(LABELS))
        .hasMessageContaining("t.csv:2: 'soon' is no time in seconds");
  }

  @Test
  void severalColumnsAreClassesTagsOrNumbers() throws IOException {
    Path csv = write("t.csv", "path,valence,arousal\na.wav,0.25,-1\nb.wav,1e-1,0.5\n");
    Columns columns = new Columns().withLabels("valence", "arousal");
    Corpus numbers = new CsvDataset(csv, columns).load(NUMBERS);
    assertThat(numbers.task().labels()).containsExactly("valence", "arousal");
    assertThat(numbers.task().encode(numbers.tracks().get(0).target())).containsExactly(0.25, -1);

    write("t.csv", "path,valence,arousal\na.wav,1,0\nb.wav,true,yes\nc.wav,,0\n");
    Corpus tags = new CsvDataset(csv, columns).load(TAGS);
    assertThat(tags.task().labels()).containsExactly("arousal", "valence");
    assertThat(tags.tracks())
        .extracting(Track::target)
        .containsExactly(
            new Target.Tags(Set.of("valence")),
            new Target.Tags(Set.of("arousal", "valence")),
            new Target.Tags(Set.of()));

    write("t.csv", "path,valence,arousal\na.wav,1,0\nb.wav,0,1\n");
    assertThat(new CsvDataset(csv, columns).load(LABELS).tracks().get(1).target())
        .isEqualTo(new Target.Label("arousal"));
    write("t.csv", "path,valence,arousal\na.wav,1,1\n");
    assertThatThrownBy(() -> new CsvDataset(csv, columns).load(LABELS))
        .hasMessageContaining("t.csv:2: exactly one of the label columns must hold");
    assertThatThrownBy(() -> new CsvDataset(csv, new Columns().withLabels("mood")).load(LABELS))
        .hasMessageContaining("has no column 'mood'")
        .hasMessageContaining("label_columns");
    write("t.csv", "path,valence,arousal\na.wav,0.7,1\n");
    assertThatThrownBy(() -> new CsvDataset(csv, columns).load(TAGS))
        .hasMessageContaining("'0.7' in column 'valence' is neither 1 nor 0");
    write("t.csv", "path,valence,arousal\na.wav,high,1\n");
    assertThatThrownBy(() -> new CsvDataset(csv, columns).load(NUMBERS))
        .hasMessageContaining("t.csv:2: 'high' in column 'valence' is no number");
  }

  // ---- JSON lines

  @Test
  void aManifestMayHaveLabelsTagsOrNumbers() throws IOException {
    Path file =
        write(
            "m.jsonl",
            "{\"path\": \"a.wav\", \"label\": \"x\", \"split\": \"train\", \"group\": 7}\n\n"
                + "{\"path\": \"b.wav\", \"label\": \"y\", \"split\": \"test\", \"group\": null}\n");
    Corpus corpus = new JsonLines(file).load(LABELS);
    assertThat(corpus.splits().get(0).test()).containsExactly("b.wav");
    assertThat(corpus.tracks().get(0).group()).contains("7");
    assertThat(corpus.tracks().get(1).group()).isEmpty();
    assertThat(corpus.tracks().get(1).audio().location())
        .isEqualTo(folder.resolve("b.wav").toString());

    write(
        "m.jsonl",
        "{\"path\": \"a.wav\", \"label\": [\"x\", \"y\"]}\n{\"path\": \"b\", \"label\": []}\n");
    assertThat(new JsonLines(file).load(TAGS).tracks().get(0).target())
        .isEqualTo(new Target.Tags(Set.of("x", "y")));
    write("m.jsonl", "\uFEFF{\"path\": \"a.wav\", \"label\": [\" x\", \"\"]}\n");
    assertThat(new JsonLines(file).load(TAGS).task().labels()).containsExactly("x");
    write("m.jsonl", "{\"path\": \"a.wav\", \"label\": [0.5, 2]}\n");
    assertThat(new JsonLines(file).load(NUMBERS).tracks().get(0).target())
        .isEqualTo(new Target.Values(List.of(0.5, 2.0)));
  }

  @Test
  void faultsInAManifestNameTheLine() throws IOException {
    Path file = write("m.jsonl", "{\"path\": \"a.wav\", \"label\": \"x\"}\n{\"path\": \n");
    assertThatThrownBy(() -> new JsonLines(file).load(LABELS))
        .hasMessageContaining("m.jsonl:2: the line is no JSON");
    write("m.jsonl", "{\"path\": \"a.wav\", \"lable\": \"x\"}\n");
    assertThatThrownBy(() -> new JsonLines(file).load(LABELS))
        .hasMessageContaining("m.jsonl:1: there is no field 'label'; did you mean 'lable'?");
    write("m.jsonl", "[1]\n");
    assertThatThrownBy(() -> new JsonLines(file).load(LABELS))
        .hasMessageContaining("m.jsonl:1: the line is no JSON object");
    write("m.jsonl", "{\"path\": [\"a\"], \"label\": \"x\"}\n");
    assertThatThrownBy(() -> new JsonLines(file).load(LABELS))
        .hasMessageContaining("'path' must be one value");
    write("m.jsonl", "\n");
    assertThatThrownBy(() -> new JsonLines(file).load(LABELS))
        .hasMessageContaining("names no tracks");
    assertThatThrownBy(() -> new JsonLines(folder.resolve("none")).load(LABELS))
        .hasMessageContaining("there is no file");
  }

  // ---- HEAR

  private HearTask parts() throws IOException {
    write(
        "h/task_metadata.json",
        "{\"prediction_type\": \"multilabel\", \"embedding_type\": \"scene\", \"split_mode\": \"trainvaltest\"}");
    write("h/labelvocabulary.csv", "idx,label\n0,rock\n1,pop\n");
    write("h/train.json", "{\"a.wav\": [\"rock\", \"pop\"], \"same.wav\": []}");
    write("h/valid.json", "{\"b.wav\": [\"pop\"]}");
    write("h/test.json", "{\"same.wav\": [\"rock\"]}");
    Files.createDirectories(folder.resolve("h/16000"));
    Files.createDirectories(folder.resolve("h/48000"));
    return new HearTask(folder.resolve("h"));
  }

  @Test
  void partsOfHearMakeOneSplitAndEqualNamesAreToldApart() throws IOException {
    Corpus corpus = parts().load(TAGS);

    assertThat(corpus.splits())
        .containsExactly(
            new Split(
                "official",
                List.of("a.wav", "train/same.wav"),
                List.of("b.wav"),
                List.of("test/same.wav")));
    assertThat(corpus.task().labels()).containsExactly("pop", "rock");
    assertThat(corpus.tracks().get(0).audio().location())
        .isEqualTo(folder.resolve("h/48000/train/a.wav").toString());
    write(
        "h/task_metadata.json",
        "{\"prediction_type\": \"multilabel\", \"embedding_type\": \"event\"}");
    assertThatThrownBy(() -> new HearTask(folder.resolve("h")).load(TAGS))
        .hasMessageContaining("only those for whole clips");
  }

  // ---- windows

  private Windows windows(double seconds, double hop) throws IOException {
    ramp("w/a.wav", 1000, 10.4);
    ramp("w/b.wav", 1000, 3);
    return new Windows(
        new CsvDataset(write("w/t.csv", "path,label,split\na.wav,x,train\nb.wav,y,test\n")),
        seconds,
        hop);
  }

  @Test
  void recordingsAreCutIntoWindowsThatStayTogether() throws IOException {
    Corpus corpus = windows(4, 0).load(LABELS);

    assertThat(corpus.tracks())
        .extracting(Track::id)
        .containsExactly("a.wav#0", "a.wav#1", "a.wav#2", "b.wav#0");
    assertThat(corpus.tracks().get(2).audio().read().frameCount()).isEqualTo(2400);
    assertThat(corpus.tracks().get(1).audio().read().channel(0)[0])
        .isEqualTo(4000 / (float) (1 << 20));
    assertThat(corpus.tracks().get(1).recording()).contains("a.wav");
    assertThat(corpus.tracks().get(1).group()).contains("a.wav");
    assertThat(corpus.splits().get(0).train()).containsExactly("a.wav#0", "a.wav#1", "a.wav#2");
    assertThat(corpus.splits().get(0).test()).containsExactly("b.wav#0");
    assertThat(windows(4.5, 0).load(LABELS).tracks()).hasSize(3);
    assertThat(windows(4, 2).load(LABELS).tracks())
        .extracting(Track::id)
        .containsExactly("a.wav#0", "a.wav#1", "a.wav#2", "a.wav#3", "a.wav#4", "b.wav#0");
    assertThat(new Windows(windows(4, 0), 2, 0).load(LABELS).tracks().get(3).recording())
        .contains("a.wav");
    assertThatThrownBy(() -> windows(0, 0)).hasMessageContaining("seconds must be positive");
  }

  // ---- contracts

  @Nested
  class OfJsonLines implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return new JsonLines(
          write(
              "m.jsonl",
              "{\"path\": \"a.wav\", \"label\": \"x\"}\n{\"path\": \"b.wav\", \"label\": \"y\"}\n"));
    }

    @Override
    public Task task() {
      return LABELS;
    }
  }

  @Nested
  class OfHear implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return parts();
    }

    @Override
    public Task task() {
      return TAGS;
    }
  }

  @Nested
  class OfWindows implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return windows(4, 2);
    }

    @Override
    public Task task() {
      return LABELS;
    }
  }

  @Nested
  class OfCsvWithColumns implements DatasetContract {
    @Override
    public Dataset dataset() throws IOException {
      return new CsvDataset(
          write("c.csv", "file,x,y,artist\na.wav,1,0,A\nb.wav,0,1,B\n"),
          new Columns("file", "").withLabels("x", "y").withGroup("artist"));
    }

    @Override
    public Task task() {
      return TAGS;
    }
  }
}
