package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.results.Drop;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.results.Rank;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;

/**
 * The charts of the page as files, by the first metric of each experiment and the probe that the
 * page begins with: {@code pictures/<experiment>-<dataset>/<chart>.svg} and {@code .png}. Written
 * when they are asked for; drawing text needs fonts on the machine.
 */
public final class Pictures implements ReportFormat {
  private static final String FOLDER = "pictures";

  @Override
  public String name() {
    return "pictures";
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public void write(Report report, Path folder) throws IOException {
    Map<List<String>, List<Cell>> places = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      places
          .computeIfAbsent(
              List.of(cell.at(Variable.EXPERIMENT), cell.at(Variable.DATASET)),
              key -> new ArrayList<>())
          .add(cell);
    }
    for (Map.Entry<List<String>, List<Cell>> place : places.entrySet()) {
      Path target =
          folder.resolve(FOLDER).resolve(PlainFiles.fileName(String.join("-", place.getKey())));
      new Place(report.results(), report.cells(), place.getValue(), target).write();
    }
    Optional<CriticalDifference> critical = CriticalDifference.of(report.cells());
    if (critical.isPresent()) {
      critical(critical.get()).write(folder.resolve(FOLDER).resolve("critical-difference"));
    }
  }

  /** Mean ranks, each with half the distance to both sides: where two do not meet, they differ. */
  private static Chart critical(CriticalDifference critical) {
    List<Chart.Dot> dots = new ArrayList<>();
    double half = critical.distance() / 2;
    for (int m = 0; m < critical.models().size(); m++) {
      double rank = critical.models().get(m).rank();
      dots.add(new Chart.Dot(m, rank, rank - half, rank + half, false));
    }
    return Chart.dots(
        "mean ranks over " + critical.tasks().size() + " tasks, with the critical difference",
        "mean rank",
        critical.models().stream().map(CriticalDifference.Ranked::name).toList(),
        List.of(new Chart.Dots("mean rank", dots)),
        Double.NaN);
  }

  /** One experiment and dataset. */
  private static final class Place {
    private final Results results;
    private final List<Cell> own;
    private final String experiment;
    private final String dataset;
    private final String metric;
    private final String probe;
    private final Path target;

    Place(Results results, List<Cell> all, List<Cell> cells, Path target) {
      this.results = results;
      this.target = target;
      experiment = cells.get(0).at(Variable.EXPERIMENT);
      dataset = cells.get(0).at(Variable.DATASET);
      metric = cells.get(0).at(Variable.METRIC);
      probe = Cells.firstProbe(all, experiment, dataset);
      own =
          cells.stream()
              .filter(
                  cell ->
                      cell.at(Variable.METRIC).equals(metric)
                          && cell.at(Variable.DOWNSTREAM).equals(probe)
                          && !Double.isNaN(cell.mean()))
              .toList();
    }

    void write() throws IOException {
      if (own.isEmpty()) {
        return;
      }
      scores();
      losses();
      sweeps();
      sizes();
      costs();
      classes();
      confusions();
      ranks();
      training();
      labels();
      maps();
    }

    private List<String> models() {
      return own.stream()
          .filter(cell -> cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name()))
          .sorted(
              Comparator.<Cell, Boolean>comparing(Cell::floor)
                  .thenComparing(
                      Comparator.comparingDouble(
                          (Cell cell) -> cell.greaterIsBetter() ? -cell.mean() : cell.mean())))
          .map(Place::name)
          .toList();
    }

    private static String name(Cell cell) {
      return name(cell.at(Variable.EMBEDDING), cell.at(Variable.AGGREGATION));
    }

    private static String name(String embedding, String aggregation) {
      return embedding
          + (aggregation.isEmpty() || aggregation.equals("mean") ? "" : " · " + aggregation);
    }

    private double chance() {
      return own.stream()
          .mapToDouble(cell -> cell.certainty().chance())
          .filter(Double::isFinite)
          .average()
          .orElse(Double.NaN);
    }

    private String title(String what) {
      return experiment + ": " + what;
    }

    private void scores() throws IOException {
      List<String> models = models();
      Map<String, List<Chart.Dot>> kinds = new LinkedHashMap<>();
      for (Cell cell : own) {
        int row = models.indexOf(name(cell));
        if (row >= 0) {
          kinds
              .computeIfAbsent(cell.at(Variable.SCENARIO), key -> new ArrayList<>())
              .add(
                  new Chart.Dot(
                      row,
                      cell.mean(),
                      cell.certainty().interval().low(),
                      cell.certainty().interval().high(),
                      cell.isAtChance()));
        }
      }
      List<Chart.Dots> dots = new ArrayList<>();
      kinds.forEach((scenario, own) -> dots.add(new Chart.Dots(scenario, own)));
      Chart.dots(title(metric + " with " + probe), metric, models, dots, chance())
          .write(target.resolve("scores"));
    }

    /** The share of what is above chance that is lost, of models that have something to lose. */
    private void losses() throws IOException {
      List<String> models = models();
      Map<String, List<Chart.Dot>> kinds = new LinkedHashMap<>();
      for (Drop drop : results.drops()) {
        if (drop.experiment().equals(experiment)
            && drop.dataset().equals(dataset)
            && drop.metric().equals(metric)
            && drop.downstream().equals(probe)
            && !Double.isNaN(drop.relative())) {
          int row = models.indexOf(name(drop.embedding(), drop.aggregation()));
          if (row >= 0) {
            kinds
                .computeIfAbsent(drop.scenario(), key -> new ArrayList<>())
                .add(
                    new Chart.Dot(
                        row,
                        drop.relative(),
                        drop.relativeInterval().low(),
                        drop.relativeInterval().high(),
                        false));
          }
        }
      }
      List<Chart.Dots> dots = new ArrayList<>();
      kinds.forEach((scenario, lost) -> dots.add(new Chart.Dots(scenario, lost)));
      if (!dots.isEmpty()) {
        Chart.dots(
                title("lost of " + metric + " above chance, with " + probe),
                "share lost",
                models,
                dots,
                Double.NaN)
            .write(target.resolve("losses"));
      }
    }

    /** Scores over training tracks, the whole training part as the last. */
    private void sizes() throws IOException {
      for (LearningCurves curves : LearningCurves.of(results)) {
        if (curves.experiment().equals(experiment) && curves.dataset().equals(dataset)) {
          int most =
              results.wholeScores().stream()
                  .filter(row -> row.experiment().equals(experiment) && row.isWhole())
                  .mapToInt(ScoreRow::trained)
                  .max()
                  .orElse(0);
          List<Chart.Line> lines = new ArrayList<>();
          curves
              .models()
              .forEach(
                  (model, points) -> {
                    double[] none = new double[points.size()];
                    Arrays.fill(none, Double.NaN);
                    lines.add(
                        new Chart.Line(
                            model,
                            points.keySet().stream()
                                .mapToDouble(size -> Math.min(size, most))
                                .toArray(),
                            points.values().stream().mapToDouble(Double::doubleValue).toArray(),
                            none,
                            none));
                  });
          Chart.lines(
                  title(curves.metric() + " on clean audio"),
                  "training tracks",
                  curves.metric(),
                  lines,
                  Double.NaN)
              .write(target.resolve("sizes"));
        }
      }
    }

    /** Score against time, for models whose time the run knows. */
    private void costs() throws IOException {
      List<Costs.Cost> costs = Costs.of(results, own);
      if (costs.size() > 1) {
        Chart.costs(
                title(metric + " on clean audio against time, the Pareto front marked"),
                metric,
                costs.stream().map(cost -> name(cost.cell())).toList(),
                costs)
            .write(target.resolve("cost"));
      }
    }

    private void sweeps() throws IOException {
      Map<String, Map<String, TreeMap<Double, Cell>>> sweeps = new LinkedHashMap<>();
      Map<String, ScoreRow> levels = new LinkedHashMap<>();
      for (ScoreRow row : results.wholeScores()) {
        if (row.experiment().equals(experiment) && !row.sweep().isEmpty()) {
          levels.putIfAbsent(row.scenario(), row);
        }
      }
      for (Cell cell : own) {
        ScoreRow level = levels.get(cell.at(Variable.SCENARIO));
        if (level != null) {
          sweeps
              .computeIfAbsent(level.sweep(), key -> new LinkedHashMap<>())
              .computeIfAbsent(name(cell), key -> new TreeMap<>())
              .put(level.level(), cell);
        }
      }
      int number = 1;
      for (Map.Entry<String, Map<String, TreeMap<Double, Cell>>> sweep : sweeps.entrySet()) {
        List<Chart.Line> lines = new ArrayList<>();
        sweep
            .getValue()
            .forEach(
                (model, points) ->
                    lines.add(
                        new Chart.Line(
                            model,
                            points.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                            points.values().stream().mapToDouble(Cell::mean).toArray(),
                            points.values().stream()
                                .mapToDouble(cell -> cell.certainty().interval().low())
                                .toArray(),
                            points.values().stream()
                                .mapToDouble(cell -> cell.certainty().interval().high())
                                .toArray())));
        Chart.lines(
                title(metric + " over " + sweep.getKey() + " with " + probe),
                sweep.getKey(),
                metric,
                lines,
                chance())
            .write(target.resolve("sweep-" + number++));
      }
    }

    /** The model that is best on clean audio. */
    private Optional<Cell> best() {
      List<String> models = models();
      return own.stream()
          .filter(
              cell ->
                  cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
                      && name(cell).equals(models.get(0)))
          .findFirst();
    }

    private List<ScoreRow> rows(Cell cell, boolean parts) {
      return results.scores().stream()
          .filter(
              row ->
                  row.experiment().equals(experiment)
                      && row.dataset().equals(dataset)
                      && row.embedding().equals(cell.at(Variable.EMBEDDING))
                      && row.aggregation().equals(cell.at(Variable.AGGREGATION))
                      && row.downstream().equals(probe)
                      && row.scenario().equals(cell.at(Variable.SCENARIO))
                      && row.metric().equals(metric)
                      && row.isWhole()
                      && row.part().isEmpty() != parts)
          .toList();
    }

    private void classes() throws IOException {
      Optional<Cell> best = models().isEmpty() ? Optional.empty() : best();
      if (best.isEmpty()) {
        return;
      }
      List<Chart.Dots> kinds = new ArrayList<>();
      List<String> parts = rows(best.get(), true).stream().map(ScoreRow::part).distinct().toList();
      for (Cell cell : own) {
        if (name(cell).equals(name(best.get()))) {
          List<Chart.Dot> dots = new ArrayList<>();
          for (int p = 0; p < parts.size(); p++) {
            String part = parts.get(p);
            double mean =
                rows(cell, true).stream()
                    .filter(row -> row.part().equals(part))
                    .mapToDouble(ScoreRow::value)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
            if (!Double.isNaN(mean)) {
              dots.add(new Chart.Dot(p, mean, Double.NaN, Double.NaN, false));
            }
          }
          kinds.add(new Chart.Dots(cell.at(Variable.SCENARIO), dots));
        }
      }
      if (!parts.isEmpty()) {
        Chart.dots(
                title(metric + " of classes, " + name(best.get()) + " with " + probe),
                metric,
                parts,
                kinds,
                Double.NaN)
            .write(target.resolve("classes"));
      }
    }

    private void confusions() throws IOException {
      Optional<Cell> best = models().isEmpty() ? Optional.empty() : best();
      if (best.isEmpty()) {
        return;
      }
      for (Cell cell : own) {
        if (!name(cell).equals(name(best.get()))) {
          continue;
        }
        List<String> labels = List.of();
        int[][] counts = new int[0][0];
        for (ScoreRow row : rows(cell, false)) {
          if (row.repeat() != 1) {
            continue;
          }
          Predictions predictions = results.predictions(row);
          labels = predictions.task().labels();
          if (counts.length == 0) {
            counts = new int[labels.size()][labels.size()];
          }
          for (int t = 0; t < predictions.count(); t++) {
            Optional<String> truth = predictions.targets().get(t).onlyClass();
            if (truth.isEmpty()) {
              return;
            }
            counts[labels.indexOf(truth.get())][predictions.predictedClass(t)]++;
          }
        }
        if (!labels.isEmpty()) {
          String scenario = cell.at(Variable.SCENARIO);
          Chart.matrix(title(name(cell) + " with " + probe + ", " + scenario), labels, counts)
              .write(target.resolve("confusions-" + PlainFiles.fileName(scenario)));
        }
      }
    }

    private void ranks() throws IOException {
      List<Rank> ranks =
          results.ranks().stream()
              .filter(
                  rank ->
                      rank.experiment().equals(experiment)
                          && rank.dataset().equals(dataset)
                          && rank.metric().equals(metric)
                          && rank.rank() > 0
                          && rank.scenario().equals(Scenario.CLEAN.name()))
              .sorted(Comparator.comparingInt(Rank::rank))
              .toList();
      if (ranks.size() < 2) {
        return;
      }
      List<Chart.Dot> dots = new ArrayList<>();
      for (int r = 0; r < ranks.size(); r++) {
        Rank rank = ranks.get(r);
        boolean drawn = rank.highest() > 0;
        dots.add(
            new Chart.Dot(
                r,
                rank.rank(),
                drawn ? rank.highest() : Double.NaN,
                drawn ? rank.lowest() : Double.NaN,
                rank.group() > 1));
      }
      Chart.dots(
              title("ranks by " + metric + " on clean audio"),
              "rank",
              ranks.stream()
                  .map(
                      rank ->
                          rank.embedding()
                              + (rank.aggregation().equals("mean")
                                  ? ""
                                  : " / " + rank.aggregation())
                              + " / "
                              + rank.downstream())
                  .toList(),
              List.of(new Chart.Dots("rank", dots)),
              Double.NaN)
          .write(target.resolve("ranks"));
    }

    private void training() throws IOException {
      List<Chart.Line> lines = new ArrayList<>();
      for (Cell cell : own) {
        if (cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())) {
          for (ScoreRow row : rows(cell, false)) {
            List<Map<String, Double>> curve = results.curve(row);
            if (!curve.isEmpty() && row.repeat() == 1) {
              double[] nothing = new double[curve.size()];
              Arrays.fill(nothing, Double.NaN);
              double[] epochs = new double[curve.size()];
              Arrays.setAll(epochs, i -> i + 1);
              String what = curve.get(0).containsKey("val_loss") ? "val_loss" : "loss";
              lines.add(
                  new Chart.Line(
                      name(cell) + ", " + row.split(),
                      epochs,
                      curve.stream()
                          .mapToDouble(epoch -> epoch.getOrDefault(what, Double.NaN))
                          .toArray(),
                      nothing,
                      nothing));
            }
          }
        }
      }
      if (!lines.isEmpty()) {
        Chart.lines(title("validation loss of " + probe), "epoch", "loss", lines, Double.NaN)
            .write(target.resolve("training"));
      }
    }

    private void labels() throws IOException {
      for (ExperimentData data : results.data()) {
        if (data.experiment().equals(experiment)
            && data.dataset().equals(dataset)
            && !data.counts().isEmpty()) {
          List<String> names = List.copyOf(data.counts().keySet());
          double[][] values = new double[names.size()][];
          for (int n = 0; n < values.length; n++) {
            values[n] =
                data.counts().getOrDefault(names.get(n), List.of()).stream()
                    .mapToDouble(Integer::doubleValue)
                    .toArray();
          }
          Chart.bars(
                  title("tracks of each label"),
                  "tracks",
                  names,
                  List.of("train", "validation", "test"),
                  values)
              .write(target.resolve("labels"));
        }
      }
    }

    private void maps() throws IOException {
      Optional<Path> run = results.directory();
      if (run.isEmpty()) {
        return;
      }
      for (Object each : Maps.read(run.get())) {
        if (each instanceof Map<?, ?> map
            && experiment.equals(map.get("experiment"))
            && dataset.equals(map.get("dataset"))) {
          Map<String, List<double[]>> groups = new LinkedHashMap<>();
          for (Object point : (List<?>) Maps.points(run.get(), String.valueOf(map.get("file")))) {
            List<?> values = (List<?>) point;
            groups
                .computeIfAbsent(String.valueOf(values.get(3)), key -> new ArrayList<>())
                .add(
                    new double[] {
                      ((Number) values.get(1)).doubleValue(), ((Number) values.get(2)).doubleValue()
                    });
          }
          String name =
              map.get("embedding")
                  + ("mean".equals(map.get("aggregation")) ? "" : ", " + map.get("aggregation"))
                  + ", "
                  + map.get("method");
          Chart.map(
                  title(name),
                  List.copyOf(groups.keySet()),
                  groups.values().stream().map(own -> own.toArray(double[][]::new)).toList())
              .write(target.resolve("map-" + PlainFiles.fileName(name)));
        }
      }
    }
  }
}
