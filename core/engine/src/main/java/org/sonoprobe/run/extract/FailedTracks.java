package org.sonoprobe.run.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.RunException;

/** The embeddings that are lacking, and why. Not thread-safe. */
@Internal
public final class FailedTracks {
  /** So many of the tracks are named in a message. */
  private static final int NAMED = 20;

  private record Failure(Skipped entry, Fault fault) {}

  private final List<Failure> all = new ArrayList<>();

  public void add(Skipped entry, Fault fault) {
    all.add(new Failure(entry, fault));
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What is lacking, in the order of the plan whatever the order in which it was found. */
  public List<Skipped> inOrder(List<Extraction> planned) {
    return sorted(planned).stream().map(Failure::entry).toList();
  }

  private List<Failure> sorted(List<Extraction> planned) {
    Map<String, Map<String, Integer>> order = new HashMap<>();
    for (Extraction extraction : planned) {
      Map<String, Integer> places =
          order.computeIfAbsent(extraction.dataset(), dataset -> new HashMap<>());
      places.put(extraction.trackId(), places.size());
    }
    List<String> datasets = planned.stream().map(Extraction::dataset).distinct().toList();
    List<Failure> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.<Failure>comparingInt(each -> datasets.indexOf(each.entry.where().dataset()))
            .thenComparingInt(
                each ->
                    order
                        .getOrDefault(each.entry.where().dataset(), Map.of())
                        .getOrDefault(each.entry.where().track(), Integer.MAX_VALUE)));
    return sorted;
  }

  /**
   * What ends a run that allows no failure.
   *
   * @param planned all extractions, in whose order the tracks are named
   * @param givenUp whether there may be more
   */
  public RunException exception(List<Extraction> planned, boolean givenUp) {
    Map<List<String>, Failure> byTrack = new LinkedHashMap<>();
    for (Failure each : sorted(planned)) {
      Skipped.Where where = each.entry.where();
      byTrack.putIfAbsent(List.of(where.dataset(), where.track()), each);
    }
    List<Failure> tracks = List.copyOf(byTrack.values());
    Skipped first = tracks.get(0).entry();
    StringBuilder message =
        new StringBuilder(
            ("track '%s' of dataset '%s' (%s) failed at %s under scenario '%s' for embedding model"
                    + " '%s': %s")
                .formatted(
                    first.where().track(),
                    first.where().dataset(),
                    first.where().location(),
                    first.stage().word(),
                    first.where().scenario(),
                    first.where().embedding(),
                    first.reason()));
    int others = tracks.size() - 1;
    if (others > 0) {
      message
          .append(". So did %d others%s: ".formatted(others, givenUp ? GIVEN_UP : ""))
          .append(
              String.join(
                  "; ", tracks.stream().skip(1).limit(NAMED).map(FailedTracks::inShort).toList()))
          .append(others > NAMED ? "; …" : "");
    }
    message.append(". The lenient policy (--lenient) would leave out what fails and go on.");
    return new RunException(message.toString(), tracks.get(0).fault(), first.where().track());
  }

  private static final String GIVEN_UP = ", and then the run was given up";

  private static String inShort(Failure failure) {
    Skipped entry = failure.entry;
    return "'%s' (%s) at %s: %s"
        .formatted(
            entry.where().track(), entry.where().location(), entry.stage().word(), entry.reason());
  }
}
