package org.sonoprobe.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.results.Contrast;
import org.sonoprobe.results.Evidence;
import org.sonoprobe.results.Place;
import org.sonoprobe.results.Placed;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Summary;
import org.sonoprobe.statistics.Interval;
import org.sonoprobe.statistics.Paired;
import org.sonoprobe.statistics.Statistics;

/**
 * Two models on the same test tracks: whether a difference is real.
 *
 * <p>Each difference is a {@link Contrast} over the test tracks, so that the same question has the
 * same answer as in the run's ranks and drops, also where the run made none ({@code bootstrap: 0}).
 * What is lost is compared on the same tracks also where a scenario moves their labels. All p
 * values are adjusted together by Holm's method.
 */
public final class Comparison {
  private final String first;
  private final String second;
  private final List<Difference> differences;
  private final boolean drops;

  private Comparison(String first, String second, List<Difference> differences, boolean drops) {
    this.first = first;
    this.second = second;
    this.drops = drops;
    double[] adjusted = Statistics.holm(differences.stream().mapToDouble(Difference::p).toArray());
    List<Difference> all = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      all.add(differences.get(i).adjusted(adjusted[i]));
    }
    this.differences = List.copyOf(all);
  }

  /**
   * One difference.
   *
   * @param place what both have in common: the downstream model where embedding models are
   *     compared, or the embedding model where downstream models are
   * @param firstValue the mean over splits and trainings of the first
   * @param secondValue that of the second
   * @param contrast the first less the second
   * @param mcNemar McNemar's test of tracks that one has right and the other has not, over all
   *     splits and trainings; for tasks with one class per track
   * @param adjusted the p value, adjusted for all differences of this comparison
   * @param greaterIsBetter whether the larger of the two values is better; of drops the smaller is
   */
  public record Difference(
      Place place,
      double firstValue,
      double secondValue,
      Contrast contrast,
      Optional<Statistics.Test> mcNemar,
      double adjusted,
      boolean greaterIsBetter)
      implements Placed {

    private Difference adjusted(double p) {
      return new Difference(place, firstValue, secondValue, contrast, mcNemar, p, greaterIsBetter);
    }

    /** The difference over the same test tracks. */
    public Paired paired() {
      return contrast.overTracks();
    }

    /** The corrected t test over splits, if there are several. */
    public Optional<Statistics.Test> overSplits() {
      return contrast.overSplits();
    }

    /** Whether splits share test tracks, so that the test is that over splits. */
    public boolean overlaps() {
      return contrast.sharesTracks();
    }

    /** Where the difference lies with 95 % confidence, by the test that counts. */
    public Interval interval() {
      return contrast.interval();
    }

    /** The p value before it is adjusted. */
    public double p() {
      return contrast.p();
    }

    /** Whether the difference is significant at 5 % among all that were looked at. */
    public boolean isReal() {
      return adjusted <= Statistics.SIGNIFICANCE;
    }

    /** Whether the first has the better score. */
    public boolean isFirstBetter() {
      return greaterIsBetter == firstValue > secondValue;
    }

    /** What both have in common, in words; empty if it goes without saying. */
    public String beside() {
      return place.model().words();
    }
  }

  /**
   * Compares two models of a run.
   *
   * @param first the name of an embedding model, of a downstream model, or of both as {@code mfcc /
   *     M1}
   * @param second of the same kind
   * @throws IllegalArgumentException if a name is not known or there is nothing that both have,
   *     saying what there is
   * @throws IOException if predictions cannot be read
   */
  public static Comparison of(Results results, String first, String second) throws IOException {
    return of(results, first, second, row -> true);
  }

  /**
   * Compares two models of a run on some of its scores, such as those of one metric; p values are
   * adjusted for these alone.
   *
   * @param wanted which whole scores are looked at
   */
  public static Comparison of(
      Results results, String first, String second, Predicate<ScoreRow> wanted) throws IOException {
    return of(results, first, second, wanted, false);
  }

  /**
   * Compares what two models of a run lose under scenarios against clean audio, on the same tracks;
   * the better one is that which loses less.
   *
   * @param wanted which whole scores under a scenario are looked at
   * @return differences of drops, which are positive for a loss whichever way is better
   */
  public static Comparison ofDrops(
      Results results, String first, String second, Predicate<ScoreRow> wanted) throws IOException {
    return of(results, first, second, wanted, true);
  }

  private static Comparison of(
      Results results, String first, String second, Predicate<ScoreRow> wanted, boolean drops)
      throws IOException {
    if (first.equals(second)) {
      throw new IllegalArgumentException("'" + first + "' cannot be compared with itself");
    }
    ComparedModel a = ComparedModel.of(results, first);
    ComparedModel b = ComparedModel.of(results, second);
    if (a.equals(b)) {
      throw new IllegalArgumentException(
          "'%s' and '%s' are one and the same model".formatted(first, second));
    }
    RunEvidence evidence = new RunEvidence(results);
    Predicate<ScoreRow> looked =
        row ->
            row.isWhole()
                && evidence.knows(row.metric())
                && (drops && row.place().isClean() || wanted.test(row));
    Map<Place, List<ScoreRow>> own = byPlace(results, looked.and(a::holds), a::beside);
    Map<Place, List<ScoreRow>> others = byPlace(results, looked.and(b::holds), b::beside);
    List<Difference> differences = new ArrayList<>();
    for (Place place : own.keySet()) {
      Place clean = place.clean();
      if (!others.containsKey(place) || drops && place.isClean()) {
        continue;
      }
      Summary experiment = evidence.experiment(place.experiment());
      if (!drops) {
        difference(
                place,
                experiment,
                new Side(evidence, own.get(place)),
                new Side(evidence, others.get(place)))
            .ifPresent(differences::add);
      } else if (own.containsKey(clean) && others.containsKey(clean)) {
        differences.add(
            ofDrops(
                place,
                evidence.of(own.get(clean), experiment),
                evidence.of(own.get(place), experiment),
                evidence.of(others.get(clean), experiment),
                evidence.of(others.get(place), experiment)));
      }
    }
    if (differences.isEmpty()) {
      boolean oneKind =
          a.embedding().isEmpty() == b.embedding().isEmpty()
              && a.downstream().isEmpty() == b.downstream().isEmpty();
      throw new IllegalArgumentException(
          (oneKind
                  ? "there is nothing on which both '%s' and '%s' were scored, of what was asked for"
                  : "'%s' and '%s' are not of one kind: compare two embedding models, two downstream"
                      + " models, or two of both together")
              .formatted(first, second));
    }
    return new Comparison(first, second, differences, drops);
  }

  private static Map<Place, List<ScoreRow>> byPlace(
      Results results, Predicate<ScoreRow> wanted, UnaryOperator<Place> key) {
    Map<Place, List<ScoreRow>> byPlace = new LinkedHashMap<>();
    results.wholeScores().stream()
        .filter(wanted)
        .forEach(
            row ->
                byPlace
                    .computeIfAbsent(key.apply(row.place()), place -> new ArrayList<>())
                    .add(row));
    return byPlace;
  }

  /**
   * Compares two runs: each model with each probe, under each metric and scenario that both have on
   * the same dataset (by its name) and task. What the runs share apart from that is the reader's to
   * know; where their test tracks differ there is no test, and the difference alone is told.
   *
   * @param first its name
   * @param second its name
   * @param wanted says of a score whether it is compared
   * @throws IllegalArgumentException if they have nothing in common
   */
  public static Comparison ofRuns(
      String first, Results ours, String second, Results theirs, Predicate<ScoreRow> wanted)
      throws IOException {
    boolean byName = shareNames(ours, theirs);
    RunEvidence ourEvidence = new RunEvidence(ours);
    RunEvidence theirEvidence = new RunEvidence(theirs);
    Map<Place, List<ScoreRow>> own =
        byPlace(
            ours,
            row -> row.isWhole() && ourEvidence.knows(row.metric()) && wanted.test(row),
            place -> key(place, byName));
    Map<Place, List<ScoreRow>> others =
        byPlace(
            theirs,
            row -> row.isWhole() && theirEvidence.knows(row.metric()),
            place -> key(place, byName));
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<Place, List<ScoreRow>> entry : own.entrySet()) {
      List<ScoreRow> against = others.get(entry.getKey());
      if (against != null) {
        ScoreRow row = entry.getValue().get(0);
        difference(
                row.place().overTrainings(),
                ourEvidence.experiment(row.experiment()),
                new Side(ourEvidence, entry.getValue()),
                new Side(theirEvidence, against))
            .ifPresent(differences::add);
      }
    }
    if (differences.isEmpty()) {
      throw new IllegalArgumentException(
          ("the runs '%s' and '%s' have no score in common: of the same task, dataset, split,"
                  + " embedding model, probe, scenario and metric, by their names")
              .formatted(first, second));
    }
    return new Comparison(first, second, differences, false);
  }

  private static void requireOneExperiment(List<ScoreRow> rows) {
    List<String> experiments = rows.stream().map(ScoreRow::experiment).distinct().toList();
    if (experiments.size() > 1) {
      throw new IllegalArgumentException(
          ("the runs share no name of an experiment, and one has several that fit: %s; name the"
                  + " experiments of both runs alike")
              .formatted(String.join(", ", experiments)));
    }
  }

  /** How many scores of one of two runs have no counterpart in the other. */
  public static int unpaired(Results ours, Results theirs, Predicate<ScoreRow> wanted) {
    boolean byName = shareNames(ours, theirs);
    Set<Place> known = new HashSet<>();
    theirs.wholeScores().forEach(row -> known.add(key(row.place(), byName).onSplit(row.split())));
    return (int)
        ours.wholeScores().stream()
            .filter(row -> row.isWhole() && row.repeat() == 1 && wanted.test(row))
            .filter(row -> !known.contains(key(row.place(), byName).onSplit(row.split())))
            .count();
  }

  private static boolean shareNames(Results ours, Results theirs) {
    return ours.experiments().stream()
        .map(Summary::name)
        .anyMatch(name -> theirs.experiments().stream().anyMatch(e -> e.name().equals(name)));
  }

  /** What two scores of different runs must share to be compared, but for their split. */
  private static Place key(Place place, boolean byName) {
    Place.Model model = place.model();
    return new Place(
            byName ? place.experiment() : "",
            place.task(),
            place.dataset(),
            "",
            new Place.Model(model.embedding(), "", model.aggregation(), model.downstream()),
            place.training(),
            place.scenario(),
            place.metric())
        .overTrainings();
  }

  /**
   * Which scores are of a model.
   *
   * @param name of an embedding model, of a downstream model, or of both as {@code mfcc / M1}; a
   *     downstream model without a name of its own is also known by what it is, where it alone is
   *     that
   * @throws IllegalArgumentException if the run has none of that name, saying what there is
   */
  public static Predicate<ScoreRow> scoresOf(Results results, String name) {
    return ComparedModel.of(results, name)::holds;
  }

  /** The scores of one model, and where what is known of them comes from. */
  private record Side(RunEvidence run, List<ScoreRow> rows) {
    /** Of these scores those on splits that another side has too. */
    Side onSplitsOf(Side other) {
      Set<String> splits = new HashSet<>();
      other.rows.forEach(row -> splits.add(row.split()));
      return new Side(run, rows.stream().filter(row -> splits.contains(row.split())).toList());
    }

    /** The predictions by split and training. */
    Map<List<String>, Predictions> predictions() throws IOException {
      Map<List<String>, Predictions> all = new HashMap<>();
      for (ScoreRow row : rows) {
        if (!Double.isNaN(row.value())) {
          all.put(
              List.of(row.split(), String.valueOf(row.repeat())), run.results().predictions(row));
        }
      }
      return all;
    }
  }

  /**
   * The difference of two models on the splits that both have; nothing if there is none.
   *
   * @param drawnAs whose draws of tracks are made
   */
  private static Optional<Difference> difference(
      Place place, Summary drawnAs, Side allOfFirst, Side allOfSecond) throws IOException {
    Side first = allOfFirst.onSplitsOf(allOfSecond);
    Side second = allOfSecond.onSplitsOf(allOfFirst);
    if (first.rows.isEmpty()) {
      return Optional.empty();
    }
    requireOneExperiment(first.rows);
    requireOneExperiment(second.rows);
    Evidence a = first.run.of(first.rows, drawnAs);
    Evidence b = second.run.of(second.rows, drawnAs);
    Contrast contrast = Contrast.of(List.of(a), List.of(b));
    Map<List<String>, Predictions> ours = first.predictions();
    Map<List<String>, Predictions> theirs = second.predictions();
    boolean sameTruths = haveSameTruths(ours, theirs);
    return Optional.of(
        new Difference(
            place,
            a.value(),
            b.value(),
            sameTruths ? contrast : contrast.untested(),
            sameTruths ? mcNemar(ours, theirs) : Optional.empty(),
            Double.NaN,
            a.judge().greaterIsBetter()));
  }

  private static boolean haveSameTruths(
      Map<List<String>, Predictions> ours, Map<List<String>, Predictions> theirs) {
    return ours.entrySet().stream()
        .allMatch(
            entry -> {
              Predictions other = theirs.get(entry.getKey());
              return other == null
                  || other.trackIds().equals(entry.getValue().trackIds())
                      && other.targets().equals(entry.getValue().targets());
            });
  }

  /**
   * Of the first training on each split, so that no track counts twice, where each track has one
   * class and is independent of the others.
   */
  private static Optional<Statistics.Test> mcNemar(
      Map<List<String>, Predictions> ours, Map<List<String>, Predictions> theirs) {
    int onlyFirst = 0;
    int onlySecond = 0;
    Set<String> splits = new HashSet<>();
    Set<String> tested = new HashSet<>();
    int tracks = 0;
    List<List<String>> inOrder = new ArrayList<>(ours.keySet());
    inOrder.sort(Comparator.comparingInt(key -> Integer.parseInt(key.get(1))));
    for (List<String> key : inOrder) {
      Predictions own = ours.get(key);
      Predictions other = theirs.get(key);
      if (own == null || other == null || !splits.add(key.get(0))) {
        continue;
      }
      if (!other.task().type().isExclusive()) {
        return Optional.empty();
      }
      double[][] truth = own.truth();
      tracks += truth.length;
      tested.addAll(own.units());
      for (int i = 0; i < truth.length; i++) {
        boolean right = truth[i][own.predictedClass(i)] > 0;
        boolean otherRight = truth[i][other.predictedClass(i)] > 0;
        onlyFirst += right && !otherRight ? 1 : 0;
        onlySecond += otherRight && !right ? 1 : 0;
      }
    }
    return tracks == 0 || tested.size() < tracks
        ? Optional.empty()
        : Optional.of(Statistics.mcNemar(onlyFirst, onlySecond));
  }

  private static Difference ofDrops(
      Place place, Evidence clean, Evidence deformed, Evidence otherClean, Evidence otherDeformed) {
    boolean greater = clean.judge().greaterIsBetter();
    int sign = greater ? 1 : -1;
    List<Evidence> plus = List.of(clean, otherDeformed);
    List<Evidence> minus = List.of(deformed, otherClean);
    return new Difference(
        place,
        sign * (clean.value() - deformed.value()),
        sign * (otherClean.value() - otherDeformed.value()),
        greater ? Contrast.of(plus, minus) : Contrast.of(minus, plus),
        Optional.empty(),
        Double.NaN,
        false);
  }

  /** The name of the first model. */
  public String first() {
    return first;
  }

  /** The name of the second model. */
  public String second() {
    return second;
  }

  /** All differences, in the order of the scores. */
  public List<Difference> differences() {
    return differences;
  }

  /** The differences in words, one line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Difference d : differences) {
      String where =
          String.join(
              ", ",
              Stream.of(
                      d.experiment(),
                      d.dataset(),
                      d.beside(),
                      drops ? "drop of " + d.metric() : d.metric(),
                      d.scenario())
                  .filter(part -> !part.isEmpty() && !part.equals(Summary.GIVEN))
                  .toList());
      if (Double.isNaN(d.p())) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %.3f against %.3f; the difference cannot be tested: they were scored on other"
                    + " tracks, or nothing tells how far the scores would vary",
                where,
                d.firstValue,
                d.secondValue));
        continue;
      }
      String better = d.isFirstBetter() ? first : second;
      boolean same = d.contrast.difference() == 0 && d.p() == 1 && d.interval().isKnown();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s: %.3f against %.3f, difference %+.3f%s, %s%s%s: %s",
              where,
              d.firstValue,
              d.secondValue,
              d.contrast.difference(),
              d.interval().isKnown()
                  ? String.format(
                      Locale.ROOT, " (%+.3f to %+.3f)", d.interval().low(), d.interval().high())
                  : "",
              p(d.p()),
              differences.size() == 1
                  ? ""
                  : ", adjusted for " + differences.size() + " " + p(d.adjusted),
              d.overSplits()
                  .map(
                      test ->
                          d.overlaps()
                              ? " over splits"
                              : String.format(Locale.ROOT, " (over splits %s)", p(test.p())))
                  .orElse(""),
              d.isReal()
                  ? better + (drops ? " loses less" : " is better")
                  : same ? "they are the same" : "they cannot be told apart"));
    }
    return lines;
  }

  private static String p(double p) {
    return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
  }
}
