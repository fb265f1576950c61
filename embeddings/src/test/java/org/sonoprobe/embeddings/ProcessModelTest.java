package org.sonoprobe.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.ModelFault;
import org.sonoprobe.testkit.EmbeddingModelContract;

class ProcessModelTest {
  @TempDir static Path folder;

  /** A child in Java that embeds as its first argument says; what it leaves behind is a file. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      // arguments[0] is the "script", the file of marks
      Path marks = Path.of(arguments[0]);
      String mode = arguments[1];
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.ISO_8859_1);
      if (mode.equals("silent start")) {
        Thread.sleep(60_000);
      }
      if (mode.equals("no start")) {
        System.err.println("ModuleNotFoundError: No module named 'torch'");
        System.exit(1);
      }
      out.print(mode.equals("wrong greeting") ? "Loading weights\n" : "SONOPROBE 1\n");
      out.flush();
      DataInputStream in = new DataInputStream(System.in);
      byte[] head = new byte[12];
      while (in.readNBytes(head, 0, 12) == 12) {
        ByteBuffer question = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int count = question.getInt(8);
        ByteBuffer samples =
            ByteBuffer.wrap(in.readNBytes(4 * count)).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = !Files.readString(marks).contains("x");
        Files.writeString(marks, Files.readString(marks) + "x");
        float sum = 0;
        for (int i = 0; i < count; i++) {
          sum += samples.getFloat(4 * i);
        }
        boolean fails = mode.endsWith("always") || mode.endsWith("once") && first;
        if (mode.equals("crash on three") && count == 3) {
          Runtime.getRuntime().halt(139);
        }
        if (fails && mode.startsWith("crash")) {
          System.err.println("Segmentation fault");
          Runtime.getRuntime().halt(139);
        }
        if (fails && mode.startsWith("hang")) {
          Thread.sleep(60_000);
        }
        if (fails && mode.startsWith("garbage")) {
          out.print("epoch 1: loss 0.3\n");
          out.flush();
        }
        if (fails && mode.startsWith("cut")) {
          out.write(answer(new float[] {1}), 0, 20);
          out.flush();
          System.exit(0);
        }
        if (fails && mode.startsWith("huge")) {
          out.write(head(1 << 20, 1 << 20, 1 << 20));
          out.flush();
        }
        if (mode.equals("grandchild")) {
          new ProcessBuilder("sleep", "20").inheritIO().start();
          System.exit(3);
        }
        if (mode.equals("stderr without end")) {
          byte[] noise = new byte[1 << 20];
          for (int i = 0; i < 64; i++) {
            System.err.write(noise);
          }
        }
        if (mode.equals("twice once") && first) {
          out.write(answer(new float[] {9, 9}));
        }
        if (mode.equals("nan")) {
          sum = Float.NaN;
        }
        if (mode.equals("refuse")) {
          byte[] message = "too short for me: ä".getBytes(StandardCharsets.UTF_8);
          ByteBuffer refusal =
              ByteBuffer.allocate(8 + message.length).order(ByteOrder.LITTLE_ENDIAN);
          refusal.put("SPE1".getBytes(StandardCharsets.US_ASCII)).putInt(message.length);
          out.write(refusal.put(message).array());
        } else {
          out.write(answer(new float[] {sum, count}));
        }
        out.flush();
      }
    }

    private static byte[] head(int layers, int frames, int dimension) {
      ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      head.put("SPA1".getBytes(StandardCharsets.US_ASCII));
      return head.putInt(layers).putInt(frames).putInt(dimension).putDouble(0).array();
    }

    private static byte[] answer(float[] values) {
      ByteBuffer answer =
          ByteBuffer.allocate(24 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      answer.put(head(1, 1, values.length));
      for (float value : values) {
        answer.putFloat(value);
      }
      return answer.array();
    }
  }

  /** The child in Java; its script is the file with the marks that it leaves. */
  private static ProcessModel child(String mode, double startSeconds, double trackSeconds)
      throws IOException {
    Path launcher = Files.createTempFile(folder, "run", ".sh");
    Files.writeString(
        launcher,
        "exec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -Xmx64m -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' '"
            + Child.class.getName()
            + "' \"$@\"\n");
    Path marks = Files.createTempFile(folder, "marks", ".txt");
    return new ProcessModel(
        launcher,
        "sh",
        List.of(marks.toString(), mode),
        List.of(),
        new ProcessModel.Hearing(8000, "polyphase", 0),
        List.of("output"),
        new ProcessModel.Running(1, startSeconds, trackSeconds));
  }

  private static ProcessModel child(String mode) throws IOException {
    return child(mode, 30, 30);
  }

  private static Audio audio() {
    return Audio.wrap(8000, new float[] {1, 2, 3});
  }

  @Nested
  class OfAProcess implements EmbeddingModelContract {
    @Override
    public EmbeddingModel model() {
      try {
        return child("sound");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"sound", "crash once", "garbage once", "cut once", "huge once"})
  void aFailureOfTheProcessIsMadeGoodOnce(String mode) throws IOException {
    try (Embedder embedder = child(mode).open()) {
      assertThat(embedder.embed(audio()).values()).containsExactly(6f, 3f);
      assertThat(embedder.embed(audio()).values()).containsExactly(6f, 3f);
    }
  }

  @Test
  void aProcessThatHangsIsKilledAndAskedAgain() throws IOException {
    try (Embedder embedder = child("hang once", 30, 1.5).open()) {
      assertThat(embedder.embed(audio()).values()).containsExactly(6f, 3f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "crash always, ended with exit code 139, Segmentation fault",
    "garbage always, it printed what is no answer: 'epoch 1: loss 0.3, must not print",
    "cut always, ended with exit code 0, standard error",
    "huge always, its answer has 1048576 x 1048576 x 1048576 values, command: sh"
  })
  void aSecondFailureIsTheModelsFault(String mode, String what, String more) throws IOException {
    try (Embedder embedder = child(mode).open()) {
      assertThatThrownBy(() -> embedder.embed(audio()))
          .isInstanceOf(ModelFault.class)
          .hasMessageContaining("failed twice on the same audio")
          .hasMessageContaining(what)
          .hasMessageContaining(more);
    }
  }

  @Test
  void anAnswerThatNobodyAskedForIsNoLaterTracks() throws Exception {
    try (Embedder embedder = child("twice once").open()) {
      embedder.embed(audio());
      Thread.sleep(300);
      assertThat(embedder.embed(Audio.wrap(8000, new float[] {5})).values())
          .containsExactly(5f, 1f);
    }
  }

  @Test
  void whatAProcessLeavesBehindDoesNotHoldUpWhoAsked() throws IOException {
    try (Embedder embedder = child("grandchild", 30, 1).open()) {
      assertThatThrownBy(() -> embedder.embed(audio()))
          .isInstanceOf(ModelFault.class)
          .hasMessageContaining("within 1.0 s");
    }
  }

  @Test
  void standardErrorWithoutAnEndOfLineDoesNoHarm() throws IOException {
    try (Embedder embedder = child("stderr without end").open()) {
      assertThat(embedder.embed(audio()).values()).containsExactly(6f, 3f);
    }
  }

  @Test
  void audioThatKillsEveryProcessIsThatTracksFailure() throws IOException {
    try (Embedder embedder = child("crash on three").open()) {
      assertThatThrownBy(() -> embedder.embed(audio()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("failed twice on this audio, and on no other")
          .hasMessageContaining("exit code 139");
      assertThat(embedder.embed(Audio.wrap(8000, new float[] {5})).values())
          .containsExactly(5f, 1f);
    }
  }

  @Test
  void aMissingInterpreterIsNamed() {
    ProcessModel model = new ProcessModel(Path.of("pom.xml"), "no-such-interpreter");
    assertThatThrownBy(model::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'command' no-such-interpreter cannot be run");
  }

  @Test
  void aProcessThatHangsTwiceIsTheModelsFault() throws IOException {
    try (Embedder embedder = child("hang always", 30, 0.7).open()) {
      assertThatThrownBy(() -> embedder.embed(audio()))
          .isInstanceOf(ModelFault.class)
          .hasMessageContaining("it did not answer within 0.7 s");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no start, No module named 'torch'",
    "wrong greeting, it said 'Loading weights' instead of 'SONOPROBE 1'",
    "silent start, it was not ready within 2.0 s"
  })
  void aProcessThatDoesNotStartIsSaidBeforeAnyTrack(String mode, String what) throws IOException {
    ProcessModel model = child(mode, mode.equals("silent start") ? 2 : 30, 30);
    assertThatThrownBy(() -> model.load(Loading.all(model)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(what);
  }

  @Test
  void whatIsWrongWithATrackIsThatTracksFailureAndTheProcessGoesOn() throws IOException {
    try (Embedder embedder = child("refuse").open()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> embedder.embed(audio()))
            .isInstanceOf(IOException.class)
            .hasMessage("too short for me: ä");
      }
    }
    try (Embedder embedder = child("nan").open()) {
      assertThatThrownBy(() -> embedder.embed(audio()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("must be finite");
    }
  }

  @Test
  void threadsShareTheProcesses() throws Exception {
    ProcessModel model = child("sound");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (LoadedModel loaded = model.load(Loading.all(model))) {
      List<Future<Embedding>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        float value = i;
        answers.add(
            pool.submit(
                () -> {
                  try (Embedder embedder = loaded.open()) {
                    return embedder.embed(Audio.wrap(8000, new float[] {value}));
                  }
                }));
      }
      for (int i = 0; i < 12; i++) {
        assertThat(answers.get(i).get().values()).containsExactly(i, 1f);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void thePythonSideSpeaksTheSame() throws Exception {
    Process version = null;
    try {
      version = new ProcessBuilder("python3", "--version").start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3");
    }
    assumeTrue(version != null && version.waitFor(10, TimeUnit.SECONDS), "there is no python3");
    Files.copy(
        Path.of("../examples/python/sonoprobe_model.py"), folder.resolve("sonoprobe_model.py"));
    Path script =
        Files.writeString(
            folder.resolve("mine.py"),
            """
            from sonoprobe_model import serve

            def embed(samples, rate):
                print("this does no harm")
                if len(samples) == 1:
                    raise ValueError("one sample is too few")
                if len(samples) == 2:
                    return [1.0, 2.0]
                if len(samples) == 4:
                    return [[1.0, 2.0], [3.0]]
                mean = sum(samples) / max(1, len(samples))
                return [[mean, rate], [-mean, len(samples)]], 0.5

            serve(embed)
            """);
    try (Embedder embedder = new ProcessModel(script, "python3").open()) {
      Embedding embedding = embedder.embed(Audio.wrap(16000, new float[] {1, 2, 6}));
      assertThat(embedding.values()).containsExactly(3f, 16000f, -3f, 3f);
      assertThat(embedding.frameCount()).isEqualTo(2);
      assertThat(embedding.hopSeconds()).isEqualTo(0.5);
      assertThat(embedder.embed(Audio.wrap(16000, new float[2])).values()).containsExactly(1f, 2f);
      assertThatThrownBy(() -> embedder.embed(Audio.wrap(16000, new float[1])))
          .hasMessage("one sample is too few");
      assertThat(embedder.embed(Audio.wrap(16000, new float[0])).dimension()).isEqualTo(2);
      assertThatThrownBy(() -> embedder.embed(Audio.wrap(16000, new float[4])))
          .hasMessageContaining("embed returned 3 numbers in rows of unequal length");
    }
  }
}
