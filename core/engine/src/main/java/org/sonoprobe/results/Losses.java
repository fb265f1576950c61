package org.sonoprobe.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.statistics.Estimate;
import org.sonoprobe.statistics.Interval;

/** The losses of models against clean audio: under each scenario, and over the levels of sweeps. */
final class Losses {
  private final Map<Place, Evidence> all;

  /** What follows from all that is known, by place. */
  Losses(Map<Place, Evidence> all) {
    this.all = all;
  }

  /** The drop of each model under each scenario for which there is a score on clean audio. */
  List<Drop> drops() {
    return byColumn().values().stream()
        .flatMap(List::stream)
        .filter(deformed -> !deformed.place().isClean() && !deformed.isEmpty())
        .filter(deformed -> hasClean(deformed.place()))
        .map(deformed -> drop(clean(deformed.place()), deformed))
        .toList();
  }

  /** In the order of scenarios, whatever the order of models. */
  private Map<Place, List<Evidence>> byColumn() {
    Map<Place, List<Evidence>> columns = new LinkedHashMap<>();
    all.forEach(
        (place, evidence) ->
            columns
                .computeIfAbsent(place.of(Place.Model.NONE), key -> new ArrayList<>())
                .add(evidence));
    return columns;
  }

  private boolean hasClean(Place place) {
    Evidence clean = all.get(place.clean());
    return clean != null && !clean.isEmpty();
  }

  private Evidence clean(Place place) {
    Evidence clean = all.get(place.clean());
    if (clean == null) {
      throw new IllegalStateException(place + " has no score on clean audio");
    }
    return clean;
  }

  private static Drop drop(Evidence clean, Evidence deformed) {
    boolean same = clean.isOnTracksOf(deformed);
    Contrast loss = Contrast.better(clean, deformed);
    double drop = same ? loss.difference() : Double.NaN;
    Estimate before = clean.estimate();
    double above = clean.sign() * (before.value() - before.chance());
    boolean hasSomething = above > 0 && !clean.isAtChance();
    return new Drop(
        deformed.place(),
        deformed.condition().sweep(),
        deformed.condition().level(),
        before.value(),
        deformed.value(),
        drop,
        same ? loss.interval() : Interval.UNKNOWN,
        hasSomething ? drop / above : Double.NaN,
        hasSomething && same ? relative(clean, deformed, before.chance()) : Interval.UNKNOWN);
  }

  /** Where the share of what is above chance lies that is lost. */
  private static Interval relative(Evidence clean, Evidence deformed, double chance) {
    return new Combination(List.of(clean, deformed))
        .ratio(new double[] {1, -1}, new double[] {1, 0}, 0, -chance);
  }

  /** The curve of each model over each sweep of which every level has a score. */
  List<Robustness> curves() {
    Map<SweepPlace, List<Evidence>> sweeps = new LinkedHashMap<>();
    Map<SweepPlace, List<SweepPlace>> models = new LinkedHashMap<>();
    byColumn().values().stream()
        .flatMap(List::stream)
        .filter(evidence -> !evidence.condition().sweep().isEmpty())
        .forEach(
            evidence -> {
              SweepPlace key =
                  new SweepPlace(evidence.place().under(""), evidence.condition().sweep());
              if (!sweeps.containsKey(key)) {
                models.computeIfAbsent(key.ofAnyModel(), any -> new ArrayList<>()).add(key);
              }
              sweeps.computeIfAbsent(key, place -> new ArrayList<>()).add(evidence);
            });
    List<Robustness> curves = new ArrayList<>();
    for (List<SweepPlace> places : models.values()) {
      for (SweepPlace place : places) {
        List<Evidence> levels = sweeps.getOrDefault(place, List.of());
        if (hasClean(place.place) && levels.stream().noneMatch(Evidence::isEmpty)) {
          curves.add(Robustness.of(clean(place.place), levels));
        }
      }
    }
    return curves;
  }

  /** A model over a sweep. */
  private record SweepPlace(Place place, String sweep) {
    SweepPlace ofAnyModel() {
      return new SweepPlace(place.of(Place.Model.NONE), sweep);
    }
  }
}
