package org.sonoprobe.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Input;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.component.Locations;
import org.sonoprobe.files.AtomicFiles;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.store.EmbeddingStore;

class HadoopFilesTest {
  private static final Clusters CLUSTERS = new Clusters();

  @AfterAll
  static void stop() {
    CLUSTERS.close();
  }

  static Stream<Path> folders() throws IOException {
    String name = "files" + System.nanoTime();
    return Stream.of(CLUSTERS.hdfs(name), CLUSTERS.s3(name));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void filesAreWrittenReadReplacedListedAndRemoved(Path folder) throws IOException {
    Path file = folder.resolve("a b").resolve("ü%20+#?.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "one");
    AtomicFiles.write(file, "two".getBytes(UTF_8));
    AtomicFiles.write(folder.resolve("made/on the way/x"), new byte[] {1, 2, 3});

    assertThat(Files.readString(file)).isEqualTo("two");
    assertThat(Files.size(file)).isEqualTo(3);
    assertThat(Files.getLastModifiedTime(file).toInstant())
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(60));
    assertThat(Files.isRegularFile(file)).isTrue();
    assertThat(Files.isDirectory(file.getParent())).isTrue();
    assertThat(Files.exists(folder.resolve("nothing"))).isFalse();
    try (Stream<Path> walk = Files.walk(folder)) {
      assertThat(walk.filter(Files::isRegularFile).sorted())
          .containsExactly(file, folder.resolve("made/on the way/x"));
    }
    assertThat(Locations.path(file.toString())).isEqualTo(file);
    assertThat(Path.of(file.toUri().getPath()).getFileName()).hasToString("ü%20+#?.txt");
    assertThatThrownBy(() -> Files.delete(file.getParent()))
        .isInstanceOf(DirectoryNotEmptyException.class);
    Files.delete(file);
    assertThatThrownBy(() -> Files.readString(file)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.list(folder.resolve("nothing")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aFileIsReadFromAnywhereAndWrittenFromFrontToEnd(Path folder) throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    Path file = folder.resolve("bytes");
    Files.write(file, bytes);
    Files.write(file, new byte[] {7}, StandardOpenOption.APPEND);
    Files.write(
        folder.resolve("log"),
        new byte[] {8},
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(250_000);
      ByteBuffer read = ByteBuffer.allocate(100);
      assertThat(channel.read(read)).isEqualTo(100);
      assertThat(read.get(99)).isEqualTo(bytes[250_099]);
      assertThat(channel.size()).isEqualTo(300_001);
      assertThat(channel.position()).isEqualTo(250_100);
      channel.position(300_000);
      assertThat(channel.read(read.clear())).isEqualTo(1);
      assertThat(channel.read(read.clear())).isEqualTo(-1);
    }
    assertThat(Files.readAllBytes(folder.resolve("log"))).containsExactly(8);
    assertThatThrownBy(() -> Files.write(file, bytes, StandardOpenOption.CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.write(folder.resolve("new"), bytes, StandardOpenOption.WRITE))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.newDirectoryStream(file))
        .isInstanceOf(NotDirectoryException.class);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            folder.resolve("w"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes, 0, 10));
      assertThat(channel.position(10).size()).isEqualTo(10);
      assertThatThrownBy(() -> channel.position(3))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(Files.exists(folder.resolve("w"))).as("before it is whole").isFalse();
    }
    assertThat(Files.size(folder.resolve("w"))).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aStoreKeepsWhatItIsGivenWhoeverWritesAtOnce(Path folder) throws Exception {
    EmbeddingStore store = EmbeddingStore.at(folder.resolve("store"));
    EmbeddingStore other = EmbeddingStore.at(Locations.path(folder.resolve("store").toString()));
    String key = "ab".repeat(32);
    Embedding embedding = Embedding.ofFrames(new float[][] {{1, 2, 3}, {4, 5, 6}}, 0.5);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> writers =
        Stream.of(store, other, store, other)
            .<Future<?>>map(
                each ->
                    pool.submit(
                        () -> {
                          for (int i = 0; i < 5; i++) {
                            each.put(key, embedding);
                            assertThat(each.get(key)).isPresent();
                          }
                          return null;
                        }))
            .toList();
    for (Future<?> writer : writers) {
      writer.get();
    }
    pool.shutdown();
    store.putNotes(key, List.of("noted"));

    assertThat(other.get(key).map(Embedding::values)).contains(embedding.values());
    assertThat(other.notes(key)).containsExactly("noted");
    assertThat(other.contains("cd".repeat(32))).isFalse();
    assertThat(other.get("cd".repeat(32))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void audioAndRunsLieThere(Path folder) throws IOException {
    float[] samples = new float[16000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * 0.1) / 2;
    }
    Path here = Files.createTempFile("tone", ".wav");
    WavWriter.write(here, org.sonoprobe.api.Audio.wrap(16000, samples));
    Path there = folder.resolve("tone.wav");
    Files.write(there, Files.readAllBytes(here));
    AudioFile audio = new AudioFile(there);

    assertThat(audio.fingerprint()).isEqualTo(new AudioFile(here).fingerprint());
    assertThat(audio.read().samples()).isEqualTo(new AudioFile(here).read().samples());
    assertThat(audio.seconds()).isEqualTo(1);
    assertThat(audio.missing()).isEmpty();
    assertThat(new AudioFile(folder.resolve("none.wav")).missing())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("there is no file " + folder).contains("none"));
    assertThat(audio.snapshot().prepared(Input.mono(8000))).isEmpty();

    RunDirectory run = RunDirectory.open(folder.resolve("runs"), "r1");
    try (RunDirectory.Hold hold = run.hold()) {
      assertThat(hold.problem())
          .contains(
              "the run's folder is on a file system without locks; nothing keeps another run out of"
                  + " it");
      run.begin("experiments: []", text -> false, false);
      run.log(java.util.Map.of("event", "one"));
      run.log(java.util.Map.of("event", "two"));
      run.log(java.util.Map.of("event", "finished"));
    }
    assertThat(Files.readAllLines(run.folder().resolve("log.jsonl"))).hasSize(3);
    assertThat(RunDirectory.ids(folder.resolve("runs"))).containsExactly("r1");
    run.begin("experiments: [other]", text -> false, true);
    assertThat(Files.exists(run.folder().resolve("log.jsonl"))).isFalse();
    assertThat(RunDirectory.newId(folder.resolve("runs"))).startsWith("20");
  }

  @Test
  void whatIsNotKnownIsRefused() throws IOException {
    Path folder = CLUSTERS.hdfs("refused");

    assertThatThrownBy(() -> Locations.path("floppy://a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'floppy://a/b' is on a file system of the kind 'floppy'")
        .hasMessageContaining("hdfs");
    assertThatThrownBy(() -> folder.getFileSystem().close())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> folder.resolve(Path.of("/tmp")))
        .isInstanceOf(java.nio.file.ProviderMismatchException.class);
    assertThat(folder.getFileSystem().isOpen()).isTrue();
    assertThat(folder.getFileSystem().isReadOnly()).isFalse();
    assertThat(folder.getFileSystem().getSeparator()).isEqualTo("/");
    assertThat(folder.getFileSystem().getRootDirectories()).hasSize(1);
    assertThat(folder.getFileSystem().supportedFileAttributeViews()).containsExactly("basic");
    assertThat(
            folder.getFileSystem().getPathMatcher("glob:**.wav").matches(folder.resolve("x.wav")))
        .isTrue();
  }

  @Test
  void filesMoveWithinAFileSystemAndAreCopiedWithinAndBetween() throws IOException {
    Path folder = CLUSTERS.hdfs("moved");
    Path from = folder.resolve("from");
    Files.writeString(from, "x");
    Files.copy(from, folder.resolve("copy"));
    Files.move(from, folder.resolve("to"));
    Path here = Files.createTempDirectory("copied").resolve("here");
    Files.copy(folder.resolve("to"), here);

    assertThat(Files.readString(here)).isEqualTo("x");
    assertThat(Files.exists(from)).isFalse();
    assertThat(Files.readString(folder.resolve("copy"))).isEqualTo("x");
    assertThatThrownBy(() -> Files.copy(folder.resolve("to"), folder.resolve("copy")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.move(folder.resolve("to"), folder.resolve("copy")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Files.move(from, folder.resolve("to")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(Files.isSameFile(folder.resolve("to"), folder.resolve("./to"))).isTrue();
    assertThat(folder.resolve("./to/../copy").toRealPath()).isEqualTo(folder.resolve("copy"));
    assertThat(Files.isHidden(folder.resolve(".x"))).isTrue();
    assertThat(Files.getAttribute(folder.resolve("to"), "size")).isEqualTo(1L);
    Files.setLastModifiedTime(
        folder.resolve("to"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
    assertThat(Files.getLastModifiedTime(folder.resolve("to")).toMillis())
        .isEqualTo(1_000_000_000_000L);
  }
}
