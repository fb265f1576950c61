package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.results.Drop;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Rank;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.Robustness;
import org.sonoprobe.statistics.Interval;

/**
 * The statements that the numbers of one experiment on one dataset allow by one metric, in
 * sentences that are made by rules. None goes further than the intervals do: "cannot be told apart"
 * is an answer.
 */
final class Answers {
  /** How many names a sentence can bear. */
  private static final int NAMES = 3;

  private final Results results;
  private final List<Cell> cells;
  private final String metric;

  private Answers(Results results, List<Cell> cells, String metric) {
    this.results = results;
    this.cells = cells;
    this.metric = metric;
  }

  /**
   * The sentences.
   *
   * @param cells of one experiment, dataset and metric
   */
  static List<String> of(Results results, List<Cell> cells) {
    List<Cell> known = cells.stream().filter(cell -> !Double.isNaN(cell.mean())).toList();
    if (known.isEmpty()) {
      return List.of("Nothing was scored.");
    }
    return new Answers(results, known, known.get(0).at(Variable.METRIC)).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<Cell> clean = under(Scenario.CLEAN.name());
    if (clean.isEmpty()) {
      return List.of("Nothing was scored on clean audio.");
    }
    Cell best = best(clean);
    if (clean.stream().allMatch(Cell::isAtChance)) {
      lines.add(
          ("No model can be told from chance on clean audio: the best %s is %s, by %s, "
                  + "and chance is %s.")
              .formatted(metric, number(best), model(best), three(best.certainty().chance())));
      return lines;
    }
    lines.add(
        first(clean, best)
            + (best.isAtChance()
                ? " It cannot be told from chance, "
                    + three(best.certainty().chance())
                    + "; others, whose mean is less good, can."
                : ""));
    floors(clean, best).ifPresent(lines::add);
    if (scenarios().size() > 1) {
      losses(best, lines);
      others(best, lines);
    }
    curves(lines);
    return lines;
  }

  private List<String> scenarios() {
    return cells.stream().map(cell -> cell.at(Variable.SCENARIO)).distinct().toList();
  }

  private List<Cell> under(String scenario) {
    return cells.stream().filter(cell -> cell.at(Variable.SCENARIO).equals(scenario)).toList();
  }

  private static Cell best(List<Cell> rivals) {
    Comparator<Cell> byMean = Comparator.comparingDouble(Cell::mean);
    Comparator<Cell> better = rivals.get(0).greaterIsBetter() ? byMean.reversed() : byMean;
    return rivals.stream().sorted(better).findFirst().orElseThrow();
  }

  private String first(List<Cell> clean, Cell best) {
    String line =
        "On clean audio "
            + model(best)
            + " has the "
            + (best.greaterIsBetter() ? "highest " : "lowest ")
            + metric
            + ": "
            + number(best)
            + tracks(best)
            + ".";
    if (clean.size() == 1) {
      return line;
    }
    boolean known = clean.stream().allMatch(cell -> cell.certainty().group() > 0);
    if (!known) {
      return line + " Whether the others are worse was not tested.";
    }
    List<Cell> same =
        clean.stream().filter(cell -> cell.certainty().group() == 1 && !cell.equals(best)).toList();
    if (same.isEmpty()) {
      return line + " All others are worse (Holm-adjusted, 5 %)" + next(best) + ".";
    }
    return line
        + " It cannot be told from "
        + names(same)
        + (same.size() == clean.size() - 1
            ? ", that is from any other."
            : clean.size() - 1 - same.size() == 1
                ? "; the other one is worse (Holm-adjusted, 5 %)."
                : "; the other "
                    + (clean.size() - 1 - same.size())
                    + " are worse (Holm-adjusted, 5 %).");
  }

  /** The second best, and how far it is behind. */
  private String next(Cell best) {
    return results.ranks().stream()
        .filter(
            rank ->
                rank.experiment().equals(best.at(Variable.EXPERIMENT))
                    && rank.dataset().equals(best.at(Variable.DATASET))
                    && rank.metric().equals(metric)
                    && rank.scenario().equals(best.at(Variable.SCENARIO))
                    && rank.group() != 1
                    && !Double.isNaN(rank.behind()))
        .min(Comparator.comparingDouble(Rank::behind))
        .map(
            rank ->
                "; the next, "
                    + rank.place().model().words()
                    + ", by "
                    + three(rank.behind())
                    + within(rank.behindInterval())
                    + ", p = "
                    + (rank.p() < 0.001 ? "under 0.001" : three(rank.p())))
        .orElse("");
  }

  private static Optional<String> floors(List<Cell> clean, Cell best) {
    List<Cell> chance = clean.stream().filter(cell -> !cell.floor() && cell.isAtChance()).toList();
    if (best.floor()) {
      return Optional.of("That is a floor: it has learnt nothing that the labels ask for.");
    }
    return chance.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not to be told from chance on clean audio, so with nothing to lose: "
                + names(chance)
                + ".");
  }

  /** What the best model loses, and where it cannot be shown to lose anything. */
  private void losses(Cell best, List<String> lines) {
    List<Drop> drops =
        results.drops().stream()
            .filter(
                drop ->
                    drop.experiment().equals(best.at(Variable.EXPERIMENT))
                        && drop.dataset().equals(best.at(Variable.DATASET))
                        && drop.metric().equals(metric)
                        && drop.embedding().equals(best.at(Variable.EMBEDDING))
                        && drop.aggregation().equals(best.at(Variable.AGGREGATION))
                        && drop.downstream().equals(best.at(Variable.DOWNSTREAM))
                        && !Double.isNaN(drop.drop()))
            .toList();
    List<Drop> real =
        drops.stream()
            .filter(drop -> drop.interval().isKnown() && drop.interval().low() > 0)
            .sorted(Comparator.comparingDouble(Drop::drop).reversed())
            .toList();
    List<String> holds =
        drops.stream()
            .filter(drop -> drop.interval().isKnown() && drop.interval().low() <= 0)
            .map(drop -> drop.scenario() + " " + change(drop))
            .toList();
    if (!real.isEmpty()) {
      Drop most = real.get(0);
      boolean chance =
          under(most.scenario()).stream()
              .anyMatch(cell -> sameModel(cell, best) && cell.isAtChance());
      lines.add(
          "What breaks it most: "
              + most.scenario()
              + " "
              + change(most)
              + (chance ? ", where it cannot be told from chance" : "")
              + real.stream()
                  .skip(1)
                  .limit(NAMES)
                  .map(drop -> drop.scenario() + " " + change(drop))
                  .collect(Collectors.joining(", ", real.size() > 1 ? "; then " : "", ""))
              + (real.size() > NAMES + 1 ? " and " + (real.size() - NAMES - 1) + " more" : "")
              + ".");
    }
    if (!holds.isEmpty()) {
      lines.add(
          "No loss can be shown under %s%s."
              .formatted(
                  holds.stream().limit(NAMES).collect(Collectors.joining(", ")),
                  holds.size() > NAMES ? " and " + (holds.size() - NAMES) + " more" : ""));
    }
  }

  /** Scenarios in which another model is shown to be better. */
  private void others(Cell best, List<String> lines) {
    List<String> changes = new ArrayList<>();
    for (String scenario : scenarios()) {
      List<Cell> rivals = under(scenario);
      Cell winner = best(rivals);
      boolean overtaken =
          rivals.stream().anyMatch(cell -> sameModel(cell, best) && cell.certainty().group() > 1);
      if (!scenario.equals(Scenario.CLEAN.name()) && overtaken && !winner.isAtChance()) {
        changes.add("under " + scenario + " " + model(winner) + " (" + number(winner) + ")");
      }
    }
    if (!changes.isEmpty()) {
      lines.add(
          "Better than %s: %s%s."
              .formatted(
                  model(best),
                  changes.stream().limit(NAMES).collect(Collectors.joining(", ")),
                  changes.size() > NAMES
                      ? ", and others under " + (changes.size() - NAMES) + " more"
                      : ""));
    }
  }

  /** Which curve has the largest area, of those that are known. */
  private void curves(List<String> lines) {
    Cell any = cells.get(0);
    results.curves().stream()
        .filter(
            curve ->
                curve.experiment().equals(any.at(Variable.EXPERIMENT))
                    && curve.dataset().equals(any.at(Variable.DATASET))
                    && curve.metric().equals(metric)
                    && !Double.isNaN(curve.area()))
        .collect(Collectors.groupingBy(Robustness::sweep, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (sweep, own) -> {
              Robustness most =
                  own.stream().max(Comparator.comparingDouble(Robustness::area)).orElseThrow();
              lines.add(
                  ("Over %s the largest area, the mean share of what a model has above chance on "
                          + "clean audio, is %s%s, of %s%s. Areas were not tested against each "
                          + "other.")
                      .formatted(
                          sweep,
                          three(most.area()),
                          within(most.areaInterval()),
                          most.place().model().words(),
                          Double.isNaN(most.half())
                              ? "; half is never lost"
                              : "; half is lost "
                                  + (most.before() ? "before " : "at ")
                                  + plain(most.half())));
            });
  }

  private static boolean sameModel(Cell a, Cell b) {
    return a.at(Variable.EMBEDDING).equals(b.at(Variable.EMBEDDING))
        && a.at(Variable.AGGREGATION).equals(b.at(Variable.AGGREGATION))
        && a.at(Variable.DOWNSTREAM).equals(b.at(Variable.DOWNSTREAM));
  }

  private static String names(List<Cell> models) {
    String names =
        models.stream().limit(NAMES).map(Answers::model).collect(Collectors.joining(", "));
    return models.size() > NAMES ? names + " and " + (models.size() - NAMES) + " more" : names;
  }

  static String model(Cell cell) {
    return new Place.Model(
            cell.at(Variable.EMBEDDING),
            "",
            cell.at(Variable.AGGREGATION),
            cell.at(Variable.DOWNSTREAM))
        .words();
  }

  private static String tracks(Cell cell) {
    return " ("
        + (cell.scored() < cell.total() ? cell.scored() + " of " : "")
        + cell.total()
        + (cell.splits() > 1 ? " tests over " + cell.splits() + " splits)" : " test tracks)");
  }

  private static String change(Drop drop) {
    return "("
        + signed(-drop.drop())
        + within(
            drop.interval().isKnown()
                ? new Interval(-drop.interval().high(), -drop.interval().low())
                : Interval.UNKNOWN)
        + ")";
  }

  private static String number(Cell cell) {
    return three(cell.mean()) + within(cell.certainty().interval());
  }

  private static String within(Interval interval) {
    return interval.isKnown()
        ? " [" + three(interval.low()) + ", " + three(interval.high()) + "]"
        : "";
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + three(value);
  }

  private static String three(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return (text.matches("-0\\.0+") ? text.substring(1) : text).replace("-", "−");
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value).replace("-", "−")
        : String.format(Locale.ROOT, "%.2f", value).replace("-", "−");
  }
}
