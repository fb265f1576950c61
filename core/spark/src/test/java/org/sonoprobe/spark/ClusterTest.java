package org.sonoprobe.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.component.Components;
import org.sonoprobe.config.ComponentYaml;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.datasets.TinySol;
import org.sonoprobe.deform.AddBackgroundNoise;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.embeddings.onnx.OnnxModel;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.hadoop.Clusters;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.testkit.BackendContract;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/**
 * A master, two workers and two executors, each executor a process of its own that has nothing of
 * Sonoprobe on its class path.
 */
class ClusterTest {
  private static final Clusters CLUSTERS = new Clusters();
  private static SparkContext spark;
  private static Path plugin;

  @TempDir private Path folder;
  private ClassLoader before;

  @BeforeAll
  static void start() throws IOException {
    CLUSTERS.s3("");
    plugin = PluginJar.in(Files.createTempDirectory("plugin"));
    SparkConf conf =
        new SparkConf()
            .setMaster("local-cluster[2,2,1536]")
            .setAppName("cluster test")
            .set("spark.ui.enabled", "false")
            .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
            .set("spark.sonoprobe.taskSeconds", "1");
    CLUSTERS.settings().forEach(conf::set);
    spark = new SparkContext(conf);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    CLUSTERS.close();
  }

  @BeforeEach
  void remember() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private Runner.Builder runner(Path where) {
    return Runner.builder().store(where.resolve("store")).runs(where.resolve("runs")).runId("x");
  }

  private Runner.Builder onSpark(Path where) {
    return runner(where).backend(SparkBackend.of(spark));
  }

  /** All files that are to be the same, with their bytes. */
  private static Map<String, String> files(Path where) throws IOException {
    Path run = where.resolve("runs").resolve("x");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(run)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = run.relativize(file).toString();
        if (!Set.of("run.json", "log.jsonl", ".lock").contains(path)) {
          files.put(path, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  private static void assertSame(Path there, Path here) throws IOException {
    Map<String, String> expected = files(here);
    Map<String, String> found = files(there);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found).as(name).containsEntry(name, bytes));
  }

  private static final Set<String> FILES_OF_A_RUN =
      Set.of(
          "experiment.yml",
          "splits.json",
          "scores.csv",
          "ranks.csv",
          "drops.csv",
          "curves.csv",
          "draws.csv",
          "measures.csv",
          "skipped.csv",
          "notes.txt",
          "results.json");

  private static final Set<String> FILES_OF_A_TRIAL =
      Set.of(
          "model.npz",
          "trial.json",
          "curve.csv",
          "clean.predictions.csv",
          "clean.scores.json",
          "noisy.predictions.csv",
          "noisy.scores.json");

  private static ExperimentBuilder instruments() {
    return Experiment.builder("instruments")
        .seed(7)
        .bootstrap(200)
        .task("instrument_classification")
        .scenario("noisy", new AddGaussianSnr(5, 25, 1))
        .embeddings("mfcc")
        .downstream("classifier", "logistic_regression")
        .measures("invariance")
        .metrics("f1_micro", "confusion_matrix");
  }

  @Test
  void synthesizedInstrumentsAreTheSameBitForBit() throws IOException {
    int extracted = sameBitForBit(instruments().dataset(new SyntheticMusic(200, 1)).build(), 2);

    assertThat(extracted).as("all of them clean, the tested ones deformed").isBetween(201, 399);
  }

  @Test
  @ReferenceData
  void recordedInstrumentsAreTheSameBitForBitAndSoIsANetwork() throws IOException {
    Experiment experiment =
        instruments()
            .dataset(new TinySol(SharedFiles.path("data/instruments")), Splitters.ALL)
            .embedding(
                "musicnn",
                OnnxModel.musicnn(SharedFiles.path("weights/msd-musicnn.onnx"), "embeddings"))
            .build();

    // five folds, two models, two probes
    assertThat(sameBitForBit(experiment, 5 * 2 * 2)).isEqualTo(622 * 2 * 2);
  }

  /** Runs it here and there and compares all files; gives how many embeddings were extracted. */
  private int sameBitForBit(Experiment experiment, int trials) throws IOException {
    Results here = runner(folder.resolve("here")).build().run(experiment);
    Results there = onSpark(folder.resolve("there")).build().run(experiment);

    assertSame(folder.resolve("there"), folder.resolve("here"));
    Map<Path, Set<String>> folders = new HashMap<>();
    for (String file : files(folder.resolve("there")).keySet()) {
      Path path = Path.of("/").resolve(file);
      folders
          .computeIfAbsent(path.getParent(), key -> new HashSet<>())
          .add(String.valueOf(path.getFileName()));
    }
    assertThat(folders.remove(Path.of("/"))).isEqualTo(FILES_OF_A_RUN);
    assertThat(folders.values()).hasSize(trials).containsOnly(FILES_OF_A_TRIAL);
    assertThat(there.extracted()).isEqualTo(here.extracted());
    // the embeddings too are those that a run here finds
    Results again = Runner.builder().store(folder.resolve("there/store")).build().run(experiment);
    assertThat(again.extracted()).isZero();
    return there.extracted();
  }

  private Experiment counted(Path count, int failures, int milliseconds, String more)
      throws IOException {
    Files.createDirectories(count);
    Path audio = Files.createDirectories(folder.resolve("audio"));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (int i = 0; i < 60; i++) {
      float[] samples = new float[8000];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = (float) Math.sin(s * (0.02 + 0.2 * (i % 2) + 0.0001 * i)) / 3;
      }
      WavWriter.write(audio.resolve("t" + i + ".wav"), Audio.wrap(8000, samples));
      csv.append("audio/t").append(i).append(".wav,").append(i % 2 == 0 ? "low" : "high");
      csv.append('\n');
    }
    Path table = Files.writeString(folder.resolve("tracks.csv"), csv);
    try {
      return Experiment.builder("counted")
          .task("pitch_register_classification")
          .dataset(new CsvDataset(table))
          .embedding(
              ComponentYaml.read(
                  EmbeddingModel.class,
                  "{type: counting, folder: '"
                      + count
                      + "', failures: "
                      + failures
                      + ", milliseconds: "
                      + milliseconds
                      + "}"))
          .downstream("nearest_centroid")
          .metrics("accuracy")
          .seed(more.length())
          .build();
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long notes(Path count, String kind) throws IOException {
    try (Stream<Path> files = Files.list(count)) {
      return files.filter(file -> String.valueOf(file.getFileName()).startsWith(kind)).count();
    }
  }

  private static Set<String> processes(Path count) throws IOException {
    Set<String> processes = new TreeSet<>();
    try (Stream<Path> files = Files.list(count)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("heard-"))
          .forEach(name -> processes.add(name.split("-", -1)[1]));
    }
    return processes;
  }

  private static RunListener at(int tracks, Consumer<Integer> what) {
    return new RunListener() {
      private int count;

      @Override
      public void advanced(Unit unit, boolean fresh) {
        if (unit.phase() == Phase.EXTRACT && ++count == tracks) {
          what.accept(count);
        }
      }
    };
  }

  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(all -> List.of(all).toString().contains("CoarseGrainedExecutorBackend"))
                    .orElse(false))
        .toList();
  }

  @Test
  void aPluginThatOnlyTheDriverWasGivenWorksOnExecutorsWhichLoadItOnceEach() throws IOException {
    Thread.currentThread().setContextClassLoader(PluginJar.loader(plugin));
    Path count = folder.resolve("count");
    Experiment experiment = counted(count, 0, 20, "");
    onSpark(folder.resolve("there")).build().run(experiment);

    assertThat(processes(count))
        .hasSize(2)
        .doesNotContain(String.valueOf(ProcessHandle.current().pid()));
    assertThat(notes(count, "heard-")).isEqualTo(60);
    assertThat(notes(count, "loaded-")).isEqualTo(2);
    runner(folder.resolve("here")).build().run(experiment);
    assertSame(folder.resolve("there"), folder.resolve("here"));
  }

  @Test
  void aTaskThatFailsTwiceIsTriedAgainAndNothingThatWasFinishedIsComputedTwice()
      throws IOException {
    Thread.currentThread().setContextClassLoader(PluginJar.loader(plugin));
    Path count = folder.resolve("count");
    Experiment experiment = counted(count, 2, 5, "");
    Results there = onSpark(folder.resolve("there")).build().run(experiment);

    assertThat(notes(count, "failed-")).isEqualTo(2);
    assertThat(notes(count, "heard-")).isEqualTo(60);
    assertThat(there.skipped()).isEmpty();
    Files.delete(count.resolve("failed-0"));
    Files.delete(count.resolve("failed-1"));
    assertThatThrownBy(
            () -> onSpark(folder.resolve("hopeless")).build().run(counted(count, 50, 0, "x")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("embedding model 'counting' is at fault, at track 'audio/t")
        .hasMessageContaining("fails for the ");
  }

  @Test
  void anExecutorThatIsKilledCostsNothingThatItHadStored() throws IOException {
    Thread.currentThread().setContextClassLoader(PluginJar.loader(plugin));
    Path count = folder.resolve("count");
    Experiment experiment = counted(count, 0, 60, "");
    Results there =
        onSpark(folder.resolve("there"))
            .listener(at(8, tracks -> executors().get(0).destroyForcibly()))
            .build()
            .run(experiment);
    runner(folder.resolve("here")).build().run(experiment);

    assertThat(processes(count)).as("with the one that takes its place").hasSizeBetween(2, 4);
    // what was under way when it died is heard again, and no more: a track for each of its cores
    assertThat(notes(count, "heard-")).isBetween(120L, 122L);
    assertThat(there.skipped()).isEmpty();
    assertSame(folder.resolve("there"), folder.resolve("here"));
  }

  @Test
  void twoRunsAtOnceShareAStore() throws Exception {
    Thread.currentThread().setContextClassLoader(PluginJar.loader(plugin));
    Path count = folder.resolve("count");
    Experiment experiment = counted(count, 0, 20, "");
    Path store = folder.resolve("there/store");
    Runner second =
        Runner.builder().store(store).runs(folder.resolve("other/runs")).runId("x").build();
    Thread other =
        new Thread(
            () -> {
              try {
                second.run(experiment);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    other.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    other.start();
    onSpark(folder.resolve("there")).build().run(experiment);
    other.join();

    assertThat(files(folder.resolve("there"))).isEqualTo(files(folder.resolve("other")));
    // both may have been at work on a track at once, but what one had stored the other has taken
    assertThat(notes(count, "heard-")).isBetween(60L, 100L);
  }

  @Test
  @ReferenceData
  void aWeightFileThatAnExecutorLacksIsOneClearError() throws IOException {
    Path weights =
        Files.copy(SharedFiles.path("weights/msd-musicnn.onnx"), folder.resolve("weights.onnx"));
    Experiment experiment =
        Experiment.builder("lacking")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding("musicnn", OnnxModel.musicnn(weights, "embeddings"))
            .downstream("nearest_centroid")
            .metrics("accuracy")
            .build();
    Runner runner =
        onSpark(folder)
            .listener(
                new RunListener() {
                  @Override
                  public void started(String name, Phase phase, int units) {
                    try {
                      Files.deleteIfExists(weights);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                })
            .build();

    assertThatThrownBy(() -> runner.run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("embedding model 'musicnn' cannot be used on ")
        .hasMessageContaining("weights.onnx");
  }

  @Test
  void aFolderOfSoundsIsSentWithWhatItsLinksNameAndAgainWhenItHasChanged() throws IOException {
    Path sounds = Files.createDirectories(folder.resolve("sounds"));
    Path more = Files.createDirectories(folder.resolve("more"));
    for (int i = 0; i < 4; i++) {
      float[] samples = new float[8000];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = (float) Math.sin(s * (0.01 + 0.05 * i)) / 4;
      }
      WavWriter.write((i < 2 ? sounds : more).resolve("s" + i + ".wav"), Audio.wrap(8000, samples));
    }
    Files.createSymbolicLink(sounds.resolve("linked"), more);
    for (int round = 0; round < 2; round++) {
      Experiment experiment =
          Experiment.builder("sounds")
              .seed(round)
              .bootstrap(0)
              .task("instrument_classification")
              .dataset(new SyntheticMusic(60, 1))
              .scenario("behind", new AddBackgroundNoise(List.of(sounds), 5, 5))
              .embeddings("mfcc")
              .downstream("nearest_centroid")
              .metrics("accuracy")
              .build();
      Path here = folder.resolve("here" + round);
      Path there = folder.resolve("there" + round);
      runner(here).build().run(experiment);
      onSpark(there).build().run(experiment);

      assertSame(there, here);
      Results again = Runner.builder().store(there.resolve("store")).build().run(experiment);
      assertThat(again.extracted()).as("what executors heard is what is heard here").isZero();
      Files.copy(more.resolve("s2.wav"), more.resolve("s9-" + round + ".wav"));
    }
  }

  @Test
  void aStoreThatExecutorsDoNotReachIsOneClearError() throws IOException {
    Thread.currentThread().setContextClassLoader(PluginJar.loader(plugin));
    Experiment experiment = counted(folder.resolve("count"), 0, 0, "");
    Path elsewhere = folder.resolve("elsewhere");
    Runner runner =
        onSpark(folder.resolve("driver"))
            .listener(
                new RunListener() {
                  @Override
                  public void started(String name, Phase phase, int units) {
                    try {
                      // as if the folder were another one on the machines of executors
                      Files.move(folder.resolve("driver/store"), elsewhere);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                })
            .build();

    assertThatThrownBy(() -> runner.run(experiment))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("driver/store on ")
        .hasMessageContaining("is not that of the process that began the run");
    onSpark(folder.resolve("there")).build().run(experiment);
    try (Stream<Path> left = Files.list(folder.resolve("there/store"))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("."))).isEmpty();
    }
  }

  @Test
  void storeRunsAndAudioLieOnHdfsOrS3() throws IOException {
    Experiment here = onTracks(folder.resolve("local"));
    int embeddings = runner(folder.resolve("local")).build().run(here).extracted();
    Map<String, String> expected = files(folder.resolve("local"));
    for (Path place : List.of(CLUSTERS.hdfs("team"), CLUSTERS.s3("team"))) {
      Results results = onSpark(place).build().run(onTracks(place));
      Map<String, String> found = files(place);
      // the places of tracks, and that nobody can be kept out, are all that differs
      for (String named : List.of("experiment.yml", "results.json", "notes.txt")) {
        found.remove(named);
        expected.remove(named);
      }

      assertThat(found).isEqualTo(expected).hasSizeGreaterThan(10);
      assertThat(results.extracted()).isEqualTo(embeddings);
      assertThat(onSpark(place).build().run(onTracks(place)).extracted()).isZero();
      assertThat(runner(place).build().run(onTracks(place)).extracted())
          .as("without Spark")
          .isZero();
    }
  }

  private static Experiment onTracks(Path place) throws IOException {
    StringBuilder csv = new StringBuilder("path,label\n");
    Path tone = Files.createTempFile("tone", ".wav");
    for (int i = 0; i < 40; i++) {
      float[] samples = new float[8000];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = (float) Math.sin(s * (0.02 + 0.2 * (i % 2) + 0.0001 * i)) / 3;
      }
      WavWriter.write(tone, Audio.wrap(8000, samples));
      Files.createDirectories(place.resolve("audio"));
      Files.write(place.resolve("audio/t " + i + ".wav"), Files.readAllBytes(tone));
      csv.append("audio/t ").append(i).append(".wav,").append(i % 2 == 0 ? "low" : "high");
      csv.append('\n');
    }
    Path table = Files.writeString(place.resolve("tracks.csv"), csv);
    return Experiment.builder("tracks")
        .task("pitch_register_classification")
        .dataset(new CsvDataset(table))
        .scenario("noisy", new AddGaussianSnr(10))
        .embeddings("mfcc")
        .downstream("logistic_regression")
        .metrics("accuracy")
        .build();
  }

  @Nested
  class OfACluster implements BackendContract {
    @Override
    public Backend backend() {
      return SparkBackend.of(spark);
    }
  }

  @Test
  void theCountingModelIsOnNoClassPath() {
    assertThat(Components.all(EmbeddingModel.class)).doesNotContainKey("counting");
  }
}
