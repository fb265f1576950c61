package org.sonoprobe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.component.Components;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.BackendProvider;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.testkit.BackendContract;

/** The backend with its executors in this process. */
class SparkBackendTest {
  private static SparkContext spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark =
        new SparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.sonoprobe.taskSeconds", "0.5"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static ExperimentBuilder music(int tracks) {
    return Experiment.builder("music")
        .seed(3)
        .bootstrap(100)
        .repeats(2)
        .task("instrument_classification")
        .dataset(new SyntheticMusic(tracks, 1))
        .scenario("noisy", new AddGaussianSnr(10))
        .embeddings("mfcc", "chroma")
        .downstream("classifier", "nearest_centroid")
        .measures("invariance")
        .metrics("f1_micro", "confusion_matrix");
  }

  private Runner.Builder runner(String name) {
    return Runner.builder()
        .store(folder.resolve(name + "-store"))
        .runs(folder.resolve(name + "-runs"))
        .runId("x");
  }

  private Runner.Builder onSpark(String name) {
    return runner(name).backend(SparkBackend.of(spark));
  }

  /** All files that are to be the same, with their bytes. */
  private Map<String, String> files(String name) throws IOException {
    Path run = folder.resolve(name + "-runs/x");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = run.relativize(file).toString();
        if (!Set.of("run.json", "log.jsonl", ".lock").contains(path)) {
          files.put(path, java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  void givesTheSameFilesAsThreadsHere() throws IOException {
    Experiment experiment = music(90).build();
    Results here = runner("here").build().run(experiment);
    List<String> heard = new ArrayList<>();
    Results there =
        onSpark("there")
            .listener(
                new RunListener() {
                  @Override
                  public void advanced(Unit unit, boolean fresh) {
                    heard.add(unit.phase() + " " + fresh);
                  }

                  @Override
                  public void epoch(Unit unit, int epoch, Map<String, Double> values) {
                    heard.add("epoch");
                  }
                })
            .build()
            .run(experiment);

    assertThat(files("there")).isEqualTo(files("here")).hasSizeGreaterThan(40);
    assertThat(there.measures()).isEqualTo(here.measures()).isNotEmpty();
    assertThat(there.extracted()).isEqualTo(here.extracted());
    assertThat(folder.resolve("there-runs/x/run.json"))
        .content()
        .contains("spark 4")
        .contains("local[2]");
    assertThat(heard.stream().filter("EXTRACT true"::equals)).hasSize(90);
    assertThat(heard.stream().filter("TRAIN true"::equals)).hasSize(8);
    assertThat(heard.stream().filter("EVALUATE true"::equals)).hasSize(16);
    assertThat(heard).contains("epoch");

    Results again = onSpark("there").build().run(experiment);
    assertThat(again.extracted()).isZero();
    assertThat(again.reused()).isEqualTo(here.extracted());
    assertThat(files("there")).isEqualTo(files("here"));
  }

  @Test
  void predictionsComeBackWhereNoFolderKeepsThem() throws IOException {
    Experiment experiment = music(60).build();
    Results here = Runner.builder().store(folder.resolve("s1")).build().run(experiment);
    Results there =
        Runner.builder()
            .store(folder.resolve("s2"))
            .backend(SparkBackend.of(spark))
            .build()
            .run(experiment);

    assertThat(there.scores()).isEqualTo(here.scores());
    assertThat(there.predictions(there.scores().get(0)).scores(0))
        .isEqualTo(here.predictions(here.scores().get(0)).scores(0));
  }

  private Experiment tracks(int good, int bad) throws IOException {
    Path audio = Files.createDirectories(folder.resolve("audio"));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (int i = 0; i < good + bad; i++) {
      float[] samples = new float[8000];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = (float) Math.sin(s * (0.02 + 0.2 * (i % 2) + 0.0001 * i)) / 3;
      }
      Path file = audio.resolve("t" + i + ".wav");
      WavWriter.write(file, Audio.wrap(8000, samples));
      if (i >= good) {
        Files.writeString(file, "not audio");
      }
      csv.append("audio/t").append(i).append(".wav,").append(i % 2 == 0 ? "low" : "high");
      csv.append('\n');
    }
    Path table = Files.writeString(folder.resolve("tracks.csv"), csv);
    return Experiment.builder("tracks")
        .task("pitch_register_classification")
        .dataset(new CsvDataset(table))
        .embeddings("mfcc")
        .downstream("nearest_centroid")
        .metrics("accuracy")
        .build();
  }

  @Test
  void strictAndLenientMeanWhatTheyMeanHere() throws IOException {
    Experiment experiment = tracks(40, 3);
    String here = message(() -> runner("here").build().run(experiment));
    String there = message(() -> onSpark("there").build().run(experiment));

    assertThat(there).isEqualTo(here).contains("So did 2 others");

    Results lenientHere = runner("l1").policy(Policy.LENIENT).build().run(experiment);
    Results lenientThere = onSpark("l2").policy(Policy.LENIENT).build().run(experiment);
    assertThat(lenientThere.skipped()).isEqualTo(lenientHere.skipped()).hasSize(3);
    assertThat(files("l2")).isEqualTo(files("l1"));
  }

  private interface Attempt {
    Object run() throws IOException;
  }

  private static String message(Attempt attempt) {
    try {
      attempt.run();
    } catch (RunException e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void aRunIsCancelledSoonAndGoneOnWith() throws Exception {
    Experiment experiment = music(300).build();
    Runner runner =
        onSpark("cancelled")
            .listener(
                new RunListener() {
                  private int tracks;

                  @Override
                  public void advanced(Unit unit, boolean fresh) {
                    if (++tracks == 20) {
                      Thread.currentThread().interrupt();
                    }
                  }
                })
            .build();

    assertThatThrownBy(() -> runner.run(experiment)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    Results whole = onSpark("cancelled").build().run(experiment);
    assertThat(whole.reused()).isBetween(1, 600);
    runner("here").build().run(experiment);
    assertThat(files("cancelled")).isEqualTo(files("here"));
  }

  @Nested
  class OfSpark implements BackendContract {
    @Override
    public Backend backend() {
      return SparkBackend.of(spark);
    }
  }

  @Nested
  class OfThreads implements BackendContract {
    @Override
    public Backend backend() {
      return Backend.local(3);
    }
  }

  /** Exists in this test alone. */
  record Secret() implements Deformation {
    @Override
    public String name() {
      return "secret";
    }

    @Override
    public Change draw(RandomGenerator random) {
      return audio -> audio;
    }
  }

  @Test
  void whatCannotTravelIsRefusedByNameBeforeTheStart() {
    Experiment secret = music(60).scenario("secret", new Secret()).build();

    assertThatThrownBy(() -> Runner.builder().backend(SparkBackend.of(spark)).build().run(secret))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("this cannot be sent to other processes")
        .hasMessageContaining("deformation 'secret' (" + Secret.class.getName() + ")")
        .hasMessageContaining("exists in this program alone")
        .hasMessageContaining("embeddings are kept in memory");
    assertThat(Components.all(Deformation.class)).doesNotContainKey("secret");
    record Unsendable(Object what) implements java.io.Serializable {}
    assertThatThrownBy(() -> Bytes.of(new Unsendable(new Object())))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("an object of the class java.lang.Object cannot be sent");
  }

  @Test
  void tasksTakeTheTimeTheyAreToTakeAndAreFewerUnitsTowardsTheEnd() {
    assertThat(Waves.size(1_000_000, 100, 0.5, 20)).isEqualTo(40);
    assertThat(Waves.size(1_000_000, 100, 0.0001, 20)).isEqualTo(2000);
    assertThat(Waves.size(1_000_000, 100, 0, 20)).as("nothing known yet").isEqualTo(16);
    assertThat(Waves.size(600, 100, 0.5, 20)).as("towards the end").isEqualTo(2);
    assertThat(Waves.size(5, 2, 1000, 20)).isEqualTo(1);
  }

  @Test
  void aSessionIsOpenedByNameAndWhatItLacksIsSaid() {
    BackendProvider provider = BackendProvider.named("spark");

    assertThatThrownBy(() -> BackendProvider.named("flink"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no backend is called 'flink'; there are: local, spark");
    assertThatThrownBy(() -> provider.open("", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Spark needs a master");
    assertThatThrownBy(() -> provider.open("local-clutser[2,1,1024]", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no session of Spark could begin on the master 'local-clutser[2,1,");
    for (String home : new String[] {null, folder.toString()}) {
      assertThatThrownBy(() -> SparkOpening.checkHome(home))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("SPARK_HOME must name a folder that holds 'jars'");
    }
  }
}
