package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.analysis.Comparison;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.config.Configurations;
import org.sonoprobe.metrics.Accuracy;
import org.sonoprobe.metrics.Regression;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.VectorSet;
import org.sonoprobe.run.evaluate.Scoring;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class ReportTest {

  @TempDir Path folder;

  private static List<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void everyUsualFormatIsWrittenAndAnyByItsName() throws IOException {
    Report report = Report.of(TestRun.made().results);
    report.writeTo(folder);

    assertThat(names(folder))
        .contains("index.html", "report.md", "table.csv", "results.json", "data", "page", "clips")
        .doesNotContain("pictures");
    assertThat(Report.formats().stream().map(ReportFormat::name))
        .containsExactly("csv", "json", "markdown", "page", "pictures");
    Path alone = folder.resolve("alone");
    report.writeTo(alone, "markdown");
    assertThat(names(alone)).containsExactly("report.md");
    assertThat(Files.readString(alone.resolve("report.md")))
        .isEqualTo(report.markdown())
        .contains("| mfcc ")
        .contains("accuracy noisy")
        .contains("AddGaussianSNR");
    assertThatThrownBy(() -> report.writeTo(alone, "pdf"))
        .hasMessage(
            "there is no format of reports 'pdf'; there are csv, json, markdown, page, pictures");
    // of an earlier report nothing stays that is no part of this one
    Files.writeString(folder.resolve("data/predictions-99.js"), "old");
    report.writeTo(folder);
    assertThat(folder.resolve("data/predictions-99.js")).doesNotExist();
  }

  @Test
  void chartsAreFilesOfJavaWithTheNamesAndNumbersOfTheResults() throws Exception {
    Report.of(TestRun.made().results).writeTo(folder, "pictures");
    Path place = folder.resolve("pictures/notes-synthetic");

    assertThat(names(place))
        .contains(
            "scores.svg",
            "scores.png",
            "confusions-clean.svg",
            "confusions-noisy.png",
            "ranks.svg",
            "losses.svg",
            "cost.png",
            "labels.png")
        .anyMatch(name -> name.startsWith("map-"));
    for (String name : names(place)) {
      if (name.endsWith(".svg")) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        String text = Files.readString(place.resolve(name));
        factory
            .newDocumentBuilder()
            .parse(
                new java.io.ByteArrayInputStream(
                    text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(text).as(name).contains("notes");
      } else {
        BufferedImage image = ImageIO.read(place.resolve(name).toFile());
        assertThat(image.getWidth()).isGreaterThan(400);
      }
    }
    assertThat(Files.readString(place.resolve("scores.svg"))).contains("mfcc", "noisy", "chance");
  }

  @Test
  void aMatrixShowsTheCountsItIsGiven() throws IOException {
    Chart chart = Chart.matrix("t", List.of("one", "two"), new int[][] {{17, 3}, {0, 41}});
    assertThat(chart.svg()).contains(">17<", ">3<", ">41<", ">one<", ">two<").doesNotContain(">0<");
    Chart lines =
        Chart.lines(
            "t",
            "x",
            "y",
            List.of(
                new Chart.Line(
                    "a",
                    new double[] {1, 2, 3},
                    new double[] {.1, Double.NaN, .3},
                    new double[] {0, Double.NaN, .2},
                    new double[] {.2, Double.NaN, .4})),
            .15);
    assertThat(lines.svg()).contains(">chance<", ">a<");
  }

  @Test
  void aTerminalGetsLinesThatFit() throws IOException {
    Report report = Report.of(TestRun.made().results);
    for (int width : new int[] {40, 60, 80, 120, 200}) {
      for (boolean colour : new boolean[] {false, true}) {
        String text = report.text(width, colour).replaceAll("\u001b\\[\\dm", "");
        assertThat(text.lines().filter(line -> !line.startsWith("- ")))
            .as("width " + width)
            .allMatch(line -> line.length() <= width || !line.contains("  "));
        assertThat(text).contains("mfcc").contains("°");
        // each number of the first metric, whatever the width
        for (Cell cell : report.cells()) {
          if (cell.at(Variable.METRIC).equals("accuracy")) {
            assertThat(text).contains(TableStyle.USUAL.number(cell));
          }
        }
      }
    }
    assertThat(report.text(120, true)).contains("\u001b[1m");
    assertThat(report.text()).isEqualTo(report.text(120, false)).contains("*");
  }

  private static Cell cell(
      String model, String scenario, double mean, double low, double high, int group) {
    Map<Variable, String> place = new EnumMap<>(Variable.class);
    place.put(Variable.EXPERIMENT, "e");
    place.put(Variable.DATASET, "d");
    place.put(Variable.EMBEDDING, model);
    place.put(Variable.DOWNSTREAM, "p");
    place.put(Variable.SCENARIO, scenario);
    place.put(Variable.METRIC, "accuracy");
    return new Cell(
        place,
        new Cell.Nature(true, true, false, "p", ""),
        mean,
        0,
        1,
        1,
        100,
        100,
        new Cell.Certainty(new Interval(low, high), .25, 0, false, group));
  }

  @Test
  void theAnswerSaysNoMoreThanTheIntervals() throws IOException {
    Results none = TestRun.made().results;
    assertThat(Answers.of(none, List.of(cell("a", "clean", .3, .2, .4, 1))).get(0))
        .isEqualTo(
            "No model can be told from chance on clean audio: the best accuracy is 0.300 [0.200,"
                + " 0.400], by a / p, and chance is 0.250.");
    assertThat(
            Answers.of(
                none,
                List.of(
                    cell("a", "clean", .8, .7, .9, 1),
                    cell("b", "clean", .79, .7, .9, 1),
                    cell("c", "clean", .5, .4, .6, 2))))
        .containsExactly(
            "On clean audio a / p has the highest accuracy: 0.800 [0.700, 0.900] (100 test tracks)."
                + " It cannot be told from b / p; the other one is worse (Holm-adjusted, 5 %).");
    assertThat(
            Answers.of(
                none,
                List.of(cell("a", "clean", .8, .7, .9, 1), cell("b", "clean", .79, .7, .9, 1))))
        .singleElement()
        .asString()
        .endsWith("It cannot be told from b / p, that is from any other.");
    assertThat(
            Answers.of(
                none,
                List.of(cell("a", "clean", .8, .7, .9, 0), cell("b", "clean", .2, .1, .3, 0))))
        .anyMatch(line -> line.endsWith("Whether the others are worse was not tested."))
        .anyMatch(
            line ->
                line.startsWith(
                    "Not to be told from chance on clean audio, so with nothing to lose: b / p"));
    assertThat(Answers.of(none, List.of(cell("a", "clean", Double.NaN, 0, 1, 0))))
        .containsExactly("Nothing was scored.");
    // another model is better under a scenario only where it is told apart
    assertThat(
            Answers.of(
                none,
                List.of(
                    cell("a", "clean", .8, .7, .9, 1),
                    cell("b", "clean", .5, .4, .6, 2),
                    cell("a", "s", .4, .3, .5, 2),
                    cell("b", "s", .5, .4, .6, 1),
                    cell("a", "t", .4, .3, .5, 1),
                    cell("b", "t", .41, .3, .5, 1))))
        .contains("Better than a / p: under s b / p (0.500 [0.400, 0.600]).");
  }

  @Test
  void theAnswerOfARunNamesWhatBreaksTheBest() throws IOException {
    Results results = TestRun.made().results;
    List<Cell> accuracy =
        Cells.of(results).stream()
            .filter(cell -> cell.at(Variable.METRIC).equals("accuracy"))
            .toList();
    List<String> lines = Answers.of(results, accuracy);
    double drop =
        results.drops().stream()
            .filter(
                each ->
                    each.embedding().equals("mfcc")
                        && each.scenario().equals("noisy")
                        && each.metric().equals("accuracy")
                        && lines.get(0).contains("mfcc / " + each.downstream() + " has"))
            .findFirst()
            .orElseThrow()
            .drop();
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("What breaks it most: noisy (−")
                    && line.contains(String.format(java.util.Locale.ROOT, "−%.3f", drop)))
        // a floor is no news
        .anyMatch(
            line ->
                line.startsWith(
                        "Not to be told from chance on clean audio, so with nothing to lose: ")
                    && !line.contains("random"));
  }

  @Test
  void clipsAreOfErrorsAndAreWhatModelsHeard() throws Exception {
    TestRun run = TestRun.made();
    List<?> clips = Clips.read(run.folder.resolve("runs/r"));
    assertThat(clips).hasSize(run.clips);
    Map<String, Integer> clean = new LinkedHashMap<>();
    for (Object each : clips) {
      Map<?, ?> clip = (Map<?, ?>) each;
      Path file = run.folder.resolve("runs/r").resolve(String.valueOf(clip.get("audio")));
      AudioFormat format = AudioSystem.getAudioFileFormat(file.toFile()).getFormat();
      assertThat(format.getSampleSizeInBits()).isEqualTo(16);
      assertThat(format.getChannels()).isEqualTo(1);
      assertThat(
              AudioSystem.getAudioFileFormat(file.toFile()).getFrameLength()
                  / format.getFrameRate())
          .isBetween(0.1f, 10.01f);
      assertThat(run.folder.resolve("runs/r").resolve(String.valueOf(clip.get("picture"))))
          .exists();
      clean.merge(
          clip.get("track") + "", clip.get("scenario").equals("clean") ? 1 : 0, Integer::sum);
    }
    // whatever is kept deformed is kept clean, too
    assertThat(clean.values()).allMatch(count -> count == 1);
    assertThatThrownBy(() -> Illustrations.of(run.results).keepClips(0))
        .hasMessage("clips of each kind of error must be at least 1, but are 0");
    assertThatThrownBy(() -> Illustrations.of(scored(0)))
        .hasMessage("a run that writes no files can keep no sounds and no maps");
  }

  @Test
  void mapsKeepGroupsApartAndAreTheSameEachTime() throws IOException {
    Random random = new Random(3);
    float[][] vectors = new float[90][6];
    List<String> tracks = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      tracks.add("t" + i);
      targets.add(new Target.Label("g" + i % 3));
      for (int d = 0; d < 6; d++) {
        vectors[i][d] = (float) (random.nextGaussian() + (d == i % 3 ? 12 : 0));
      }
    }
    VectorSet set = new VectorSet("e", "d", "m", "mean", "clean", tracks, targets, vectors);
    for (String where : List.of("one", "two")) {
      Maps maps = new Maps(folder.resolve(where));
      maps.add(set);
      assertThat(maps.finish()).isEqualTo(2);
    }
    for (String file : List.of("map-0", "map-1")) {
      assertThat(Files.readString(folder.resolve("one/maps/" + file + ".json")))
          .isEqualTo(Files.readString(folder.resolve("two/maps/" + file + ".json")));
      List<?> points = (List<?>) Maps.points(folder.resolve("one"), file);
      int alike = 0;
      for (int i = 0; i < points.size(); i++) {
        int nearest = -1;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < points.size(); j++) {
          double distance =
              Math.hypot(at(points, i, 1) - at(points, j, 1), at(points, i, 2) - at(points, j, 2));
          if (j != i && distance < least) {
            least = distance;
            nearest = j;
          }
        }
        alike += i % 3 == nearest % 3 ? 1 : 0;
      }
      assertThat(alike).as(file).isGreaterThan(86);
    }
    Maps some = new Maps(folder.resolve("some"));
    some.add(set, 91);
    some.finish();
    assertThat(String.valueOf(Maps.read(folder.resolve("some"))))
        .contains("90 of 91 tested tracks, the others having no embedding");
    Maps few = new Maps(folder.resolve("few"));
    few.add(
        new VectorSet(
            "e",
            "d",
            "m",
            "mean",
            "clean",
            tracks.subList(0, 3),
            targets.subList(0, 3),
            java.util.Arrays.copyOf(vectors, 3)));
    assertThat(few.finish()).isZero();
    assertThat(Maps.read(folder)).isEmpty();
  }

  private static double at(List<?> points, int point, int column) {
    return ((Number) ((List<?>) points.get(point)).get(column)).doubleValue();
  }

  @Test
  void runsAreComparedTrackByTrackAndByTheirConfigurations() throws IOException {
    TestRun run = TestRun.made();
    Results again = run.runner("again").run(TestRun.experiment(2));
    Comparison same = Comparison.ofRuns("r", run.results, "r", run.results, row -> true);
    assertThat(same.differences()).hasSize(3 * 2 * 3 * 2);
    assertThat(same.differences())
        .allMatch(each -> each.firstValue() == each.secondValue() && !each.isReal());
    Comparison other =
        Comparison.ofRuns("r", run.results, "again", again, row -> row.scenario().equals("clean"));
    assertThat(other.lines().get(0))
        .startsWith("notes, synthetic, mfcc / linear, accuracy, clean: ");
    assertThat(Configurations.differences(run.results.configuration(), again.configuration()))
        .containsExactly("experiments.0.seed: 1 | 2");
    assertThat(Configurations.differences("a: {b: 1}", "a: {c: 1}"))
        .containsExactly("a.b: 1 | (nothing)", "a.c: (nothing) | 1");
    assertThatThrownBy(() -> Comparison.ofRuns("r", run.results, "x", scored(0), row -> true))
        .hasMessageContaining("the runs 'r' and 'x' have no score in common");
  }

  /** A model from elsewhere that is wrong for some of 40 tracks. */
  private static Results scored(int wrong) {
    Task task = new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION).withLabels(List.of("a", "b"));
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[40][2];
    for (int i = 0; i < 40; i++) {
      ids.add("t" + i);
      targets.add(new Target.Label(i % 2 == 0 ? "a" : "b"));
      scores[i][i < wrong ? 1 - i % 2 : i % 2] = 1;
    }
    return Scoring.of(
        "mine",
        List.of(new Accuracy()),
        Map.of("model", new Predictions(task, ids, targets, scores)),
        200,
        1);
  }

  @Test
  void aLeaderboardHasAColumnForEachProtocolAndRanksOverAll() throws IOException {
    TestRun run = TestRun.made();
    Path runs = folder.resolve("runs");
    copy(run.folder.resolve("runs/r"), runs.resolve("one"));
    copy(run.folder.resolve("runs/r"), runs.resolve("two"));
    copy(run.folder.resolve("runs/r"), runs.resolve("earlier"));
    Path earlier = runs.resolve("earlier/results.json");
    Files.writeString(
        earlier, Files.readString(earlier).replaceFirst("\"format\" : \\d+", "\"format\" : 1"));
    Files.writeString(folder.resolve("board.csv"), "Model,tinysol\nbig,0.9\n");
    Leaderboard board =
        Leaderboard.of(runs, ExternalScores.read(folder.resolve("board.csv"), "board").cells());
    assertThat(board.unfinished()).containsExactly("earlier");
    List<String> columns =
        board.cells().stream().map(cell -> cell.at(Variable.DATASET)).distinct().toList();
    assertThat(columns).hasSize(2);
    assertThat(columns.get(0))
        .matches("synthetic · instrument_classification · accuracy @[0-9a-f]{8}");
    assertThat(columns.get(1)).isEqualTo("tinysol · score @board (elsewhere)");
    assertThat(board.cells().stream().map(cell -> cell.at(Variable.SOURCE)).distinct())
        .containsExactlyInAnyOrder("one", "two", "board (elsewhere)");
    // the same model in two runs of one protocol shares the best place
    PivotTable table =
        AutoTable.of(board.cells())
            .rows(Variable.SOURCE, Variable.EMBEDDING, Variable.DOWNSTREAM)
            .columns(Variable.DATASET)
            .freeze(Variable.SCENARIO, "clean")
            .tables()
            .get(0);
    long best =
        java.util.stream.IntStream.range(0, table.rows().size())
            .filter(row -> table.isAmongBest(row, 0))
            .count();
    assertThat(best).isEqualTo(2);
    board.writeTo(folder.resolve("page"));
    assertThat(folder.resolve("page/data/report.js")).content().contains("\"board\"");
    assertThatThrownBy(() -> Leaderboard.of(folder.resolve("none"), List.of()))
        .hasMessageContaining("there is no run with scores in ");
    // two tasks under one protocol each: ranks 1 and 2, 2 and 1, and 3 and 3
    List<Cell> published = new ArrayList<>();
    Files.writeString(folder.resolve("two.csv"), "model,x,y\na,3,2\nb,2,3\nc,1,1\nd,5,\n");
    published.addAll(ExternalScores.read(folder.resolve("two.csv"), "two").cells());
    List<Cell> ranks =
        Leaderboard.of(folder.resolve("none"), published).cells().stream()
            .filter(cell -> cell.at(Variable.DATASET).equals(Leaderboard.MEAN_RANK))
            .toList();
    // d is first in x and has no number in y, so that it has no mean
    assertThat(ranks.stream().map(Cell::mean)).containsExactly(2.0, 2.0, 3.5);
    // where a scenario does something else in one of them, their ranks would mean nothing
    List<Cell> other = new ArrayList<>(published);
    other.set(1, other.get(1).under("another"));
    assertThat(Leaderboard.of(folder.resolve("none"), other).cells())
        .noneMatch(cell -> cell.at(Variable.DATASET).equals(Leaderboard.MEAN_RANK));
  }

  @Test
  void aModelIsOnTheFrontUnlessAnotherIsAtLeastAsFastAndAsGoodAndOneOfThemMore()
      throws IOException {
    Results results = TestRun.made().results;
    List<Cell> cells = Cells.of(results);

    List<Costs.Cost> costs = Costs.of(results, cells);

    assertThat(costs).isNotEmpty();
    for (Costs.Cost cost : costs) {
      assertThat(cells.get(cost.place())).isEqualTo(cost.cell());
      assertThat(cost.cell().floor()).isFalse();
      assertThat(cost.milliseconds()).isPositive();
      boolean beaten = false;
      for (Costs.Cost other : costs) {
        double ahead = other.cell().mean() - cost.cell().mean();
        boolean isRival =
            ProbeRanks.contest(other.cell()).equals(ProbeRanks.contest(cost.cell()))
                && other.cell().greaterIsBetter();
        beaten |=
            isRival
                && ahead >= 0
                && other.milliseconds() <= cost.milliseconds()
                && (ahead > 0 || other.milliseconds() < cost.milliseconds());
      }
      if (cost.cell().greaterIsBetter()) {
        assertThat(cost.isOnFront()).isEqualTo(!beaten);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void whatIsMissingOrDamagedInARunIsToldAndTheRestIsThere() throws IOException {
    Path runs = folder.resolve("runs");
    copy(TestRun.made().folder.resolve("runs/r"), runs.resolve("r"));
    Path trial = runs.resolve("r/trials/notes/synthetic/split0/mfcc/mean/linear");
    Files.writeString(trial.resolve("noisy.predictions.csv"), "track\nx\n");
    Files.delete(trial.resolve("clean.predictions.csv"));
    Path clip;
    try (Stream<Path> files = Files.walk(runs.resolve("r/clips"))) {
      clip = files.filter(file -> file.toString().endsWith(".wav")).sorted().findFirst().get();
    }
    Files.delete(clip);
    Results results = Results.read(org.sonoprobe.results.RunDirectory.existing(runs, "r"));
    Report.of(results).writeTo(folder.resolve("page"));
    String data = Files.readString(folder.resolve("page/data/report.js"));
    assertThat(data.substring(data.indexOf("\"problems\"")))
        .contains("noisy.predictions.csv is not what these scores were computed from")
        .contains("clean.predictions.csv")
        .contains("a clip of the run is not there: ");
    String said = Files.readString(folder.resolve("page/data/predictions-0.js"));
    assertThat(said).contains("\"downstream\":\"deep\"");
  }

  @Test
  void meanRanksOverTasksAreAsFarApartAsNemenyiAsks() {
    List<Cell> cells = new ArrayList<>();
    double[][] means = {{.9, .8, .8}, {.5, .7, .6}, {.3, .2, .1}};
    for (int task = 0; task < 3; task++) {
      for (int model = 0; model < 3; model++) {
        cells.add(
            cell("m" + model, "clean", means[task][model], 0, 1, 1)
                .with(Variable.EXPERIMENT, "e" + task));
      }
    }
    CriticalDifference critical = CriticalDifference.of(cells).orElseThrow();
    // ranks 1 2.5 2.5, 3 1 2, 1 2 3
    assertThat(critical.models())
        .extracting(CriticalDifference.Ranked::name)
        .containsExactly("m0 / p", "m1 / p", "m2 / p");
    assertThat(critical.models().get(0).rank()).isCloseTo(5 / 3.0, within(1e-12));
    assertThat(critical.models().get(1).rank()).isCloseTo(5.5 / 3, within(1e-12));
    // Demsar 2006: q of three models is 2.343
    assertThat(critical.distance()).isCloseTo(2.343 * Math.sqrt(3 * 4 / 18.0), within(2e-3));
    assertThat(CriticalDifference.of(cells.subList(0, 3))).isEmpty();
  }

  @Test
  void predictionsFromElsewhereHaveTheSameReport() throws IOException {
    Results results = scored(10);
    Report report = Report.of(results);
    report.writeTo(folder);
    assertThat(report.markdown())
        .contains("mine: predictions from elsewhere")
        .contains("| model |");
    assertThat(report.tableCsv()).contains("0.75");
    assertThat(TensorBoard.write(results, folder.resolve("events"))).isEqualTo(1);
    assertThat(folder.resolve("data/predictions-0.js")).exists();
  }

  @Test
  void valuesAndTagsHaveTheirPagesToo() throws IOException {
    Task values = new Task("v", TaskTypes.REGRESSION).withLabels(List.of("value"));
    Task tags = new Task("g", TaskTypes.MULTILABEL_CLASSIFICATION).withLabels(List.of("x", "y"));
    List<String> ids = new ArrayList<>();
    List<Target> numbers = new ArrayList<>();
    List<Target> sets = new ArrayList<>();
    double[][] guesses = new double[20][1];
    double[][] scores = new double[20][2];
    for (int i = 0; i < 20; i++) {
      ids.add("t" + i);
      numbers.add(new Target.Values(List.of((double) i)));
      sets.add(new Target.Tags(i % 2 == 0 ? java.util.Set.of("x") : java.util.Set.of()));
      guesses[i][0] = i + .5;
      scores[i][0] = i / 20.0;
    }
    Results regression =
        Scoring.of(
            "v",
            List.of(new Regression(Regression.Of.MAE)),
            Map.of("m", new Predictions(values, ids, numbers, guesses)),
            200,
            1);
    Report.of(regression).writeTo(folder.resolve("v"));
    assertThat(Files.readString(folder.resolve("v/data/predictions-0.js")))
        .contains("[[0.0],[1.0]");
    Results tagging =
        Scoring.of(
            "g",
            List.of(new org.sonoprobe.metrics.RocAuc()),
            Map.of("m", new Predictions(tags, ids, sets, scores)),
            200,
            1);
    Report.of(tagging).writeTo(folder.resolve("g"));
    assertThat(Files.readString(folder.resolve("g/data/predictions-0.js")))
        .contains("\"truth\":[[0],[],[0]");
  }

  @Test
  void theRunGoesIntoOtherToolsFiles() throws IOException {
    Results results = TestRun.made().results;
    assertThat(TensorBoard.write(results, folder.resolve("events"))).isPositive();
    assertThat(MirRefFiles.write(results, folder.resolve("mir_ref"))).isEqualTo(6);
    assertThat(LearningCurves.of(results)).isEmpty();
  }

  @Test
  @ReferenceData
  void ourNumbersStandBesideThoseOfTheThesis() throws IOException {
    List<Cell> thesis =
        ExternalScores.read(SharedFiles.path("spec/thesis_results.csv"), "thesis").cells();
    Map<Variable, String> place = new EnumMap<>(Variable.class);
    place.put(Variable.TASK, "instrument_classification");
    place.put(Variable.DATASET, "tinysol");
    place.put(Variable.EMBEDDING, "mert-v1-95m-4-5-6-7-8");
    place.put(Variable.DOWNSTREAM, "M1");
    place.put(Variable.SCENARIO, "SNR 15 dB");
    place.put(Variable.METRIC, "f1_micro");
    List<Cell> ours = new ArrayList<>(List.of(Cell.of(place, true, .5)));
    for (String name : List.of("msd-musicnn", "vggish-audioset", "clmr-v2", "mert-v1-95m-6")) {
      ours.add(ours.get(0).with(Variable.EMBEDDING, name).with(Variable.SCENARIO, "clean"));
    }
    ReferenceComparison comparison = ReferenceComparison.of(ours, thesis);
    assertThat(comparison.pairs()).hasSize(5);
    assertThat(comparison.unmatched()).isEqualTo(2895);
    // table 6, VGGish-AudioSet with M1 on clean audio
    assertThat(comparison.pairs().get(2).theirs().mean()).isEqualTo(.62);
    assertThat(comparison.lines().get(2))
        .isEqualTo(
            "instrument_classification on tinysol, vggish-audioset / M1, f1_micro, clean: 0.500 against"
                + " 0.620, difference -0.120");
    assertThat(ReferenceComparison.of(List.of(), thesis).lines())
        .singleElement()
        .asString()
        .startsWith(
            "no number is in both; 2900 of the reference and 0 of ours have no counterpart; names");
  }
}
