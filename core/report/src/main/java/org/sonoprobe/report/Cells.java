package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Evidence;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Protocol;
import org.sonoprobe.results.Repetition;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Summary;
import org.sonoprobe.statistics.Estimate;

/** All numbers of results, each the mean over splits and trainings: what every table is made of. */
public final class Cells {
  /** Components that know nothing of the audio or have learnt nothing. */
  private static final Set<String> FLOORS =
      Set.of("random", "untrained", "duration_loudness", "prior");

  private Cells() {}

  /** The numbers of a run, in the order of its experiments' lists. */
  public static List<Cell> of(Results results) {
    return of(
        results,
        results.directory().map(folder -> String.valueOf(folder.getFileName())).orElse(""));
  }

  /**
   * The numbers of a run.
   *
   * @param source what it is called beside others
   */
  public static List<Cell> of(Results results, String source) {
    Map<Place, Integer> groups = new HashMap<>();
    results.ranks().forEach(rank -> groups.put(ofAnyVariant(rank.place()), rank.group()));
    List<Cell> cells = new ArrayList<>();
    for (Summary experiment : results.experiments()) {
      Map<Place, Evidence> evidence = new HashMap<>();
      Evidence.byPlace(
              results.wholeScores().stream()
                  .filter(row -> row.experiment().equals(experiment.name()))
                  .toList(),
              experiment,
              row -> Optional.empty())
          .forEach((place, own) -> evidence.put(ofAnyVariant(place), own));
      for (String dataset : experiment.datasets()) {
        cells.addAll(new Experiment(source, experiment, dataset, evidence, groups).cells());
      }
    }
    return cells;
  }

  private static Place ofAnyVariant(Place place) {
    return place.of(place.model().ofAnyVariant());
  }

  /** The numbers of a run that stand beside those of others: their source says the protocol. */
  public static List<Cell> marked(Results results) {
    return of(results).stream()
        .map(
            cell ->
                cell.with(
                    Variable.SOURCE,
                    cell.at(Variable.SOURCE)
                        + " @"
                        + Protocol.ofExperiment(cell.nature().protocol())))
        .toList();
  }

  /**
   * Numbers of several runs, where a name that stands for several probes, with other parameters or
   * trained on something else, is followed by what tells them apart: {@code M1 #3f9a1c02}.
   */
  public static List<Cell> probesToldApart(List<Cell> cells) {
    Map<String, Set<String>> probes = new HashMap<>();
    for (Cell cell : cells) {
      if (!cell.nature().probe().isEmpty()) {
        probes
            .computeIfAbsent(cell.at(Variable.DOWNSTREAM), name -> new LinkedHashSet<>())
            .add(cell.nature().probe());
      }
    }
    return cells.stream()
        .map(
            cell -> {
              String name = cell.at(Variable.DOWNSTREAM);
              boolean isOne = probes.getOrDefault(name, Set.of()).size() < 2;
              return isOne || cell.nature().probe().isEmpty()
                  ? cell
                  : cell.with(Variable.DOWNSTREAM, name + " #" + cell.nature().probe());
            })
        .toList();
  }

  /**
   * The probe that a report begins with: that of the model with the best score on clean audio, by
   * the first metric; the choice is by test scores.
   *
   * @return empty if nothing was scored
   */
  public static String firstProbe(List<Cell> cells, String experiment, String dataset) {
    List<Cell> own =
        cells.stream()
            .filter(
                cell ->
                    cell.at(Variable.EXPERIMENT).equals(experiment)
                        && cell.at(Variable.DATASET).equals(dataset))
            .toList();
    if (own.isEmpty()) {
      return "";
    }
    String metric = own.get(0).at(Variable.METRIC);
    double sign = own.get(0).greaterIsBetter() ? 1 : -1;
    return own.stream()
        .filter(
            cell ->
                cell.at(Variable.METRIC).equals(metric)
                    && cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
                    && !cell.floor()
                    && !Double.isNaN(cell.mean()))
        .max(Comparator.comparingDouble(cell -> sign * cell.mean()))
        .orElse(own.get(0))
        .at(Variable.DOWNSTREAM);
  }

  /** The numbers of one dataset in an experiment. */
  private record Experiment(
      String source,
      Summary summary,
      String dataset,
      Map<Place, Evidence> evidence,
      Map<Place, Integer> groups) {

    List<Cell> cells() {
      List<Cell> cells = new ArrayList<>();
      int splits = splits();
      for (Summary.Part embedding : summary.embeddings()) {
        for (String aggregation : summary.aggregations()) {
          for (Summary.Part downstream : summary.downstream()) {
            List<Cell> line = line(embedding, aggregation, downstream, splits);
            if (line.stream().anyMatch(cell -> cell.total() > 0)) {
              cells.addAll(line);
            }
          }
        }
      }
      return cells;
    }

    private int splits() {
      Set<String> splits = new LinkedHashSet<>();
      evidence.forEach(
          (place, own) -> {
            if (place.dataset().equals(dataset)) {
              splits.addAll(own.allSplits());
            }
          });
      return splits.size();
    }

    /** A model with a probe under each metric and scenario. */
    private List<Cell> line(
        Summary.Part embedding, String aggregation, Summary.Part downstream, int splits) {
      List<Cell> cells = new ArrayList<>();
      Protocol protocol = summary.protocol().orOf(source + "\n" + summary.name());
      for (Summary.Judge judge : summary.metrics()) {
        for (String metric : List.of(judge.metric(), judge.metric() + Place.PER_RECORDING)) {
          List<Cell> own = new ArrayList<>();
          for (String scenario : summary.allScenarios()) {
            Place key =
                new Place(
                    summary.name(),
                    summary.task().name(),
                    dataset,
                    "",
                    new Place.Model(embedding.name(), "", aggregation, downstream.name()),
                    Repetition.ANY,
                    scenario,
                    metric);
            Map<Variable, String> place = new EnumMap<>(Variable.class);
            place.put(Variable.SOURCE, source);
            place.put(Variable.EXPERIMENT, summary.name());
            place.put(Variable.TASK, summary.task().name());
            place.put(Variable.DATASET, dataset);
            place.put(Variable.EMBEDDING, embedding.name());
            place.put(Variable.AGGREGATION, aggregation);
            place.put(Variable.DOWNSTREAM, downstream.name());
            place.put(Variable.SCENARIO, scenario);
            place.put(Variable.METRIC, metric);
            own.add(
                cell(
                    place,
                    new Cell.Nature(
                        judge.greaterIsBetter(),
                        judge.range().lowest() >= 0 && judge.range().highest() <= 1,
                        isFloor(embedding) || isFloor(downstream),
                        protocol.id(scenario),
                        protocol.probe(downstream.name())),
                    splits,
                    Optional.ofNullable(evidence.get(key)),
                    groups.getOrDefault(key, 0)));
          }
          if (metric.equals(judge.metric()) || own.stream().anyMatch(cell -> cell.total() > 0)) {
            cells.addAll(own);
          }
        }
      }
      return cells;
    }
  }

  private static boolean isFloor(Summary.Part part) {
    return FLOORS.contains(part.text().split("[^a-z_]", 2)[0]);
  }

  private static Cell cell(
      Map<Variable, String> place,
      Cell.Nature nature,
      int splits,
      Optional<Evidence> known,
      int group) {
    if (known.isEmpty()) {
      return new Cell(
          place, nature, Double.NaN, 0, 0, splits, 0, 0, Cell.Certainty.NONE.inGroup(group));
    }
    Evidence evidence = known.get();
    Estimate estimate = evidence.estimate();
    return new Cell(
        place,
        nature,
        estimate.value(),
        evidence.deviation(),
        evidence.splits().size(),
        splits,
        evidence.scored(),
        evidence.total(),
        new Cell.Certainty(
            estimate.interval(),
            estimate.chance(),
            evidence.spread(),
            evidence.isResampled(),
            group));
  }
}
