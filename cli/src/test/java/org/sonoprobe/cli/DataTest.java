package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.assets.Downloads;
import org.sonoprobe.assets.Validation;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.HearTask;
import org.sonoprobe.datasets.LabelRule;
import org.sonoprobe.datasets.Mirdata;
import org.sonoprobe.datasets.MtgJamendo;
import org.sonoprobe.datasets.Windows;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.files.Csv;
import org.sonoprobe.files.Npy;
import org.sonoprobe.metrics.Average;
import org.sonoprobe.metrics.AveragePrecision;
import org.sonoprobe.metrics.F1;
import org.sonoprobe.metrics.Precision;
import org.sonoprobe.metrics.Recall;
import org.sonoprobe.metrics.RocAuc;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** Datasets from their files to scores, by Java and by the command line. */
class DataTest {
  @TempDir Path folder;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> requests = new ArrayList<>();

  @BeforeEach
  void listen() {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private int sonoprobe(String... arguments) {
    printed.reset();
    return Sonoprobe.execute(arguments);
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  // ---- published numbers

  /** D. Bogdanov et al., MediaEval 2019: the VGG-ish baseline of the mood and theme task. */
  @Test
  @ReferenceData
  void thePublishedScoresOfMediaEvalComeOutOfOurMetrics() throws IOException {
    Path results = SharedFiles.path("data/splits/mtg_jamendo/results/mediaeval");
    Path split = folder.resolve("data/splits/split-0");
    Files.createDirectories(split);
    try (Stream<Path> list =
        Files.list(SharedFiles.path("data/splits/mtg_jamendo/data/splits/split-0"))) {
      for (Path file : list.toList()) {
        Files.copy(file, split.resolve(file.getFileName()));
      }
    }
    Corpus corpus =
        new MtgJamendo(folder, MtgJamendo.Subset.MOODTHEME).load(Task.named("autotagging"));
    List<String> test = corpus.splits().get(0).test();
    Map<String, Target> truth = new HashMap<>();
    corpus.tracks().forEach(track -> truth.put(track.id(), track.target()));
    List<Target> targets = test.stream().map(truth::get).toList();
    Predictions scores =
        new Predictions(
            corpus.task(), test, targets, rows(results.resolve("baseline_vggish_predictions.npy")));
    Predictions decisions =
        new Predictions(
            corpus.task(), test, targets, rows(results.resolve("baseline_vggish_decisions.npy")));
    Map<String, Double> ours = new LinkedHashMap<>();
    for (Average average : List.of(Average.MACRO, Average.MICRO)) {
      String word = average.name().toLowerCase(java.util.Locale.ROOT);
      ours.put("ROC-AUC-" + word, new RocAuc(average).compute(scores).value());
      ours.put("PR-AUC-" + word, new AveragePrecision(average).compute(scores).value());
      ours.put("precision-" + word, new Precision(average).compute(decisions).value());
      ours.put("recall-" + word, new Recall(average).compute(decisions).value());
      ours.put("F-score-" + word, new F1(average).compute(decisions).value());
    }
    int compared = 0;
    for (String line : Files.readAllLines(results.resolve("baseline_vggish_results.tsv"))) {
      String[] cells = line.split("\t", -1);
      assertThat(ours.get(cells[0]))
          .as(cells[0])
          .isCloseTo(Double.parseDouble(cells[1]), within(5.1e-7));
      compared++;
    }
    assertThat(compared).isEqualTo(10);
  }

  private static double[][] rows(Path file) throws IOException {
    Npy array = Npy.read(file);
    double[][] rows = new double[array.shape()[0]][array.shape()[1]];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = array.values()[i * rows[i].length + j];
      }
    }
    return rows;
  }

  // ---- HEAR

  @Test
  @ReferenceData
  void aRealTaskOfHearComesOutOfItsArchive() throws IOException {
    Path archive =
        SharedFiles.path("data/hear/hear-2021.0.6-spoken_digit-1.0.9-small-44100.tar.gz");
    Asset asset =
        new Asset(
            archive.getFileName().toString(),
            List.of(new Asset.Part(archive.toUri().toString())),
            "",
            new Asset.Use("", true, false));
    Component hear =
        new Component() {
          @Override
          public String name() {
            return "hear";
          }

          @Override
          public List<Asset> assets() {
            return List.of(asset);
          }

          @Override
          public Optional<Path> home() {
            return Optional.of(folder.resolve("hear"));
          }
        };
    Downloads.builder().build().acquire(hear, Assets.standard(), false);
    HearTask task =
        new HearTask(folder.resolve("hear/hear-2021.0.6/tasks/spoken_digit-1.0.9-small"));
    Corpus corpus = task.load(Task.named("spoken_digit_classification"));

    assertThat(corpus.tracks()).hasSize(100);
    assertThat(corpus.task().labels()).hasSize(10);
    assertThat(corpus.splits()).hasSize(5);
    assertThat(corpus.splits().get(0).name()).isEqualTo("fold00");
    assertThat(corpus.splits().get(1).test()).isEqualTo(corpus.splits().get(0).validation());
    for (Track track : corpus.tracks()) {
      assertThat(track.audio().read().sampleRate()).isEqualTo(44100);
    }
  }

  // ---- validation

  @Test
  @ReferenceData
  void validHomesAreGreenAndShortenedOnesSayExactlyWhatIsWrong() throws IOException {
    for (String name :
        List.of("tinysol", "medley_solos_db", "vocadito", "freesound_one_shot_percussive_sounds")) {
      Validation validation = validate(sample(name));
      assertThat(validation.faults()).as(name).isEmpty();
      assertThat(validation.checked()).isEqualTo(validation.files()).isPositive();
    }
    Validation irmas = validate(sample("irmas"));
    assertThat(irmas.faults())
        .extracting(Validation.Fault::owner, Validation.Fault::problem)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("1", Validation.Problem.INVALID));
    Validation keys = validate(sample("fma_keys"));
    assertThat(keys.of(Validation.Problem.MISSING))
        .extracting(Validation.Fault::owner)
        .containsExactly("141");
    assertThat(keys.of(Validation.Problem.INVALID))
        .extracting(Validation.Fault::owner)
        .contains("10");
    assertThat(keys.toData().get("missing")).asString().contains("000141.mp3");
  }

  private static Mirdata sample(String name) throws IOException {
    Path index;
    try (Stream<Path> list = Files.list(SharedFiles.path("data/mirdata/index_sample"))) {
      index =
          list.filter(file -> file.getFileName().toString().matches(name + "_.*sample\\.json"))
              .findFirst()
              .orElseThrow();
    }
    return new Mirdata(
        SharedFiles.path("data/mirdata/samples/" + name),
        "",
        Optional.of(index),
        "",
        new LabelRule());
  }

  private static Validation validate(Mirdata dataset) throws IOException {
    return Validation.of(dataset, Optional.empty(), 2, (done, of) -> {});
  }

  // ---- the thesis

  /**
   * Its configuration on a tree of its datasets: six tasks, five probes, 29 cells of scenarios; two
   * models unless the system property {@code sonoprobe.grid} says how many of ten.
   */
  @Test
  void theGridOfTheThesisRuns() throws IOException {
    int models = Integer.getInteger("sonoprobe.grid", 2);
    ThesisTree tree = new ThesisTree(folder.resolve("data"));
    tree.makeDatasets();
    tree.makeVectors(folder.resolve("vectors"), models);
    Path config = tree.makeConfiguration(folder.resolve("vectors"), models);
    String[] places = {"--runs", folder.resolve("runs").toString(), "--run_id", "grid", "--online"};

    assertThat(sonoprobe("plan", "-c", config.toString())).as(said()).isZero();
    assertThat(said()).contains("total: 6 experiments, " + 30 * models + " trainings");
    List<String> arguments = new ArrayList<>(List.of("run", "-c", config.toString()));
    arguments.addAll(List.of(places));
    assertThat(sonoprobe(arguments.toArray(String[]::new))).as(said()).isZero();

    Path scores = folder.resolve("runs/grid/scores.csv");
    Csv csv = Csv.read(scores, ',');
    int part = csv.column("part", scores.toString());
    int value = csv.column("value", scores.toString());
    long scored =
        csv.rows().stream()
            .filter(row -> row.get(part).isEmpty() && !row.get(value).equals("NaN"))
            .map(row -> row.subList(0, 11))
            .distinct()
            .count();
    // MagnaTagATune without D3: as many cells as the thesis has
    assertThat(scored).isEqualTo(5L * models * 29);
  }

  // ---- fetch, validate, describe, audit, divide, run

  private byte[] vocalSet() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Random random = new Random(2);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int s = 1; s <= 20; s++) {
        String singer = s <= 9 ? "f" + s : "m" + (s - 9);
        for (String technique : List.of("belt", "trill", "lip_trill")) {
          float[] samples = new float[8000];
          for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
          }
          Path file = folder.resolve("one.wav");
          WavWriter.write(file, Audio.wrap(8000, samples));
          zip.putNextEntry(
              new ZipEntry(
                  "FULL/"
                      + singer
                      + "/"
                      + technique
                      + "/"
                      + singer
                      + "_scales_"
                      + technique
                      + "_a.wav"));
          zip.write(Files.readAllBytes(file));
        }
      }
    }
    return bytes.toByteArray();
  }

  private HttpServer serve(String path, byte[] content) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestURI().getPath());
            boolean there = exchange.getRequestURI().getPath().equals(path);
            exchange.sendResponseHeaders(there ? 200 : 404, there ? content.length : -1);
            if (there) {
              exchange.getResponseBody().write(content);
            }
          }
        });
    server.start();
    return server;
  }

  @Test
  void aDatasetGoesFromAServerToScores() throws IOException {
    HttpServer server = serve("/mirror/vocalset/VocalSet11.zip", vocalSet());
    try {
      String mirror =
          URI.create("http://localhost:" + server.getAddress().getPort() + "/mirror/").toString();
      String dir = folder.resolve("vocalset").toString();

      assertThat(sonoprobe("describe", "vocalset", "--dir", dir)).isEqualTo(3);
      assertThat(said()).contains("CC BY 4.0", "Not counted: there is no folder", "VocalSet11.zip");
      assertThat(sonoprobe("download", "vocalset", "--dir", dir, "--offline")).isEqualTo(1);
      assertThat(said()).contains("offline, but VocalSet11.zip has not been fetched");
      assertThat(requests).isEmpty();

      assertThat(sonoprobe("download", "vocalset", "--dir", dir, "--mirror", mirror)).isZero();
      assertThat(said()).contains("licence: CC BY 4.0", "60 files unpacked");
      assertThat(sonoprobe("download", "vocalset", "--dir", dir, "--mirror", mirror)).isZero();
      assertThat(requests).containsExactly("/mirror/vocalset/VocalSet11.zip");

      assertThat(sonoprobe("validate", "vocalset", "--dir", dir)).isZero();
      assertThat(said()).contains("60 files, of which 0 have a published checksum: all are right");
      assertThat(sonoprobe("describe", "vocalset", "--dir", dir, "--durations")).isZero();
      assertThat(said())
          .contains("| by_singer | 36 | 9 | 15 |", "| lip_trill | 20 | 12 | 3 | 5 |", "1.00 s");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void oneFileAndOneCommandReproduceAnExperiment() throws IOException {
    HttpServer server = serve("/vocalset/VocalSet11.zip", vocalSet());
    try {
      Path config =
          Files.writeString(
              folder.resolve("e.yml"),
              """
              experiments:
                - name: technique
                  task: technique_identification
                  datasets: [{name: vocalset, type: custom, dir: voices}]
                  embedding_models: [mfcc]
                  downstream_models: [{type: classifier, epochs: 2}]
              """);
      String runs = folder.resolve("runs").toString();
      assertThat(sonoprobe("run", "-c", config.toString(), "--runs", runs, "--online"))
          .isEqualTo(1);
      assertThat(said()).contains("sonoprobe download vocalset");

      assertThat(
              sonoprobe(
                  "run",
                  "-c",
                  config.toString(),
                  "--runs",
                  runs,
                  "--online",
                  "--run_id",
                  "r",
                  "--audit",
                  "--download",
                  "--mirror",
                  "http://localhost:" + server.getAddress().getPort()))
          .as(said())
          .isZero();
      assertThat(said()).contains("Data: ", "60 tracks, 20 groups, 3 classes", "CC BY 4.0");
      assertThat(folder.resolve("runs/r/report/data/report.js"))
          .content()
          .contains("\"split\":\"by_singer\"", "\"audited\":true,\"findings\":[]");

      assertThat(
              sonoprobe(
                  "audit", "-c", config.toString(), "--json", folder.resolve("a.json").toString()))
          .isZero();
      assertThat(said()).contains("technique, vocalset: 60 tracks, 60 s").contains("nothing found");
      assertThat(
              sonoprobe("splits", "-c", config.toString(), "--out", folder.resolve("s").toString()))
          .isZero();
      Path split = folder.resolve("s/technique-vocalset.json");
      assertThat(split).exists();
      Files.writeString(
          config,
          Files.readString(config)
              .replace(
                  "dir: voices",
                  "dir: voices, split_type: {type: file, path: s/technique-vocalset.json}"));
      assertThat(sonoprobe("plan", "-c", config.toString())).isZero();
      assertThat(said()).contains("by_singer: 36 train, 9 validation, 15 test");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void windowsAreScoredAndSoAreTheirRecordings() throws IOException {
    StringBuilder csv = new StringBuilder("path,label,split\n");
    Random random = new Random(1);
    for (int i = 0; i < 24; i++) {
      float[] samples = new float[8000 * 3];
      for (int s = 0; s < samples.length; s++) {
        double tone = Math.sin(2 * Math.PI * (i % 2 == 0 ? 300 : 330) * s / 8000);
        samples[s] = (float) (0.05 * tone + 0.1 * random.nextGaussian());
      }
      WavWriter.write(folder.resolve(i + ".wav"), Audio.wrap(8000, samples));
      csv.append(
          i
              + ".wav,"
              + (i % 2 == 0 ? "low" : "high")
              + ","
              + (i < 12 ? "train" : i < 16 ? "val" : "test")
              + "\n");
    }
    Files.writeString(folder.resolve("t.csv"), csv);
    Results results =
        Runner.builder()
            .runs(folder.resolve("runs"))
            .runId("w")
            .build()
            .run(
                Experiment.builder("windows")
                    .task("pitch_classification")
                    .dataset(new Windows(new CsvDataset(folder.resolve("t.csv")), 1, 0))
                    .embedding("mfcc")
                    .downstream("classifier")
                    .metrics("accuracy")
                    .build());
    ScoreRow window = results.wholeScores().get(0);
    ScoreRow recording = results.wholeScores().get(1);

    assertThat(results.wholeScores()).hasSize(2);
    assertThat(window.metric()).isEqualTo("accuracy");
    assertThat(window.total()).isEqualTo(24);
    assertThat(recording.metric()).isEqualTo("accuracy per recording");
    assertThat(recording.total()).isEqualTo(8);
    assertThat(recording.scored()).isEqualTo(8);
    Predictions windows = results.predictions(window);
    int right = 0;
    for (int r = 16; r < 24; r++) {
      double[] mean = new double[2];
      for (int i = 0; i < windows.count(); i++) {
        if (windows.trackIds().get(i).startsWith(r + ".wav#")) {
          mean[0] += windows.score(i, 0);
          mean[1] += windows.score(i, 1);
        }
      }
      right += (mean[0] > mean[1]) == (r % 2 == 1) ? 1 : 0;
    }
    assertThat(recording.value()).isEqualTo(right / 8.0);
    assertThat(Report.of(results).markdown())
        .contains("accuracy per recording", "72 tracks of 24 recordings");
    assertThat(Results.read(RunDirectory.existing(folder.resolve("runs"), "w")).data())
        .isEqualTo(results.data());
  }

  @Test
  void anAuditThatFindsALeakEndsWithAnotherCode() throws IOException {
    float[] samples = new float[8000];
    Random random = new Random(6);
    StringBuilder csv = new StringBuilder("path,label,split,group\n");
    for (int i = 0; i < 12; i++) {
      for (int s = 0; s < samples.length; s++) {
        samples[s] = (float) (0.1 * random.nextGaussian());
      }
      WavWriter.write(folder.resolve(i + ".wav"), Audio.wrap(8000, samples));
      csv.append(
          i
              + ".wav,"
              + (i % 2 == 0 ? "x" : "y")
              + ","
              + (i < 8 ? "train" : "test")
              + ",g"
              + i
              + "\n");
    }
    Files.copy(folder.resolve("0.wav"), folder.resolve("copy.wav"));
    csv.append("copy.wav,x,test,g0\n");
    Files.writeString(folder.resolve("broken.wav"), "RIFF");
    csv.append("broken.wav,X ,train,h\n");
    WavWriter.write(folder.resolve("silent.wav"), Audio.wrap(8000, new float[8000]));
    csv.append("silent.wav,y,train,k\n");
    Files.writeString(folder.resolve("t.csv"), csv);
    Path config =
        Files.writeString(
            folder.resolve("e.yml"),
            """
            experiments:
              - name: leaky
                task: genre_classification
                datasets: [{name: mine, type: csv, path: t.csv}]
                embedding_models: [mfcc]
                downstream_models: [classifier]
            """);

    assertThat(sonoprobe("audit", "-c", config.toString())).isEqualTo(3);
    assertThat(said())
        .contains(
            "error: split 'official': 1 groups have tracks in test and in training or validation: g0")
        .contains(
            "error: 1 pair of tracks, one in test and one not, have the same bytes: 0.wav = copy.wav")
        .contains("error: classes that differ by case, blanks or dashes only: 'X' and 'x'")
        .contains("error: 1 of 15 tracks cannot be read: broken.wav; the first because")
        .contains("warning: 1 tracks are silent (below -80 dB): silent.wav")
        .contains("warning: 1 classes have a single track: X");
    assertThat(sonoprobe("audit", "-c", config.toString(), "--no-audio")).isEqualTo(3);
    assertThat(said()).contains("audio not looked at").doesNotContain("same bytes");
  }
}
