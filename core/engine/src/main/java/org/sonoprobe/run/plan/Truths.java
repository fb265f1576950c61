package org.sonoprobe.run.plan;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Internal;
import org.sonoprobe.run.work.Fault;

/** The true targets of the tracks of a dataset under each scenario. Thread-safe. */
@Internal
public final class Truths {
  private record Heard(String track, String scenario) {}

  private final Task task;
  private final Map<String, Target> clean = new HashMap<>();
  private final Map<Heard, Target> moved = new ConcurrentHashMap<>();
  private final LabelMoves moves;
  private final Scenarios scenarios;

  public Truths(Corpus corpus, Scenarios scenarios) {
    this.task = corpus.task();
    this.scenarios = scenarios;
    this.moves = new LabelMoves(task);
    for (Track track : corpus.tracks()) {
      clean.put(track.id(), track.target());
    }
  }

  /** The truth about a track's audio as it is; null if there is no such track. */
  public @Nullable Target of(String trackId) {
    return clean.get(trackId);
  }

  /**
   * The truth about a track under a scenario; null if there is no such track.
   *
   * @throws IllegalArgumentException if a step moves the label to something that is none
   */
  public @Nullable Target of(String trackId, String scenario) {
    Target plain = clean.get(trackId);
    Scenario known = scenarios.named(scenario).scenario();
    if (plain == null
        || known.isClean()
        || known.labels() == Scenario.Labels.KEPT
        || !moves.concerned()) {
      return plain;
    }
    return moved.computeIfAbsent(
        new Heard(trackId, scenario),
        heard -> {
          try {
            return moves.moved(plain, scenarios.move(trackId, scenario));
          } catch (IOException e) {
            throw new IllegalArgumentException(Fault.words(e), e);
          }
        });
  }

  /** Whether a scenario changes what is true of a track. */
  public boolean isMoved(String trackId, String scenario) {
    return !Optional.ofNullable(of(trackId)).equals(Optional.ofNullable(of(trackId, scenario)));
  }

  /** Why the labels of some tracks cannot be moved under a scenario; empty if they can. */
  public Optional<String> problem(Iterable<String> trackIds, Scenario scenario) {
    for (String track : trackIds) {
      Target plain = of(track);
      try {
        Change.Move move = scenarios.move(track, scenario.name());
        boolean stays = move.equals(Change.Move.NONE);
        if (!stays && !moves.understood()) {
          throw new IllegalArgumentException(
              "it moves pitches or times, and the labels of the task are not understood as such");
        }
        of(track, scenario.name());
      } catch (IOException | IllegalArgumentException e) {
        return Optional.of(
            ("scenario '%s', track '%s' (label %s): %s. Change the scenario, or say labels: "
                    + "kept beside it ({steps: [...], labels: kept}, {sweep: {...}, labels: kept}) "
                    + "to score it against the labels of the clean audio")
                .formatted(
                    scenario.name(),
                    track,
                    plain == null ? "unknown" : task.type().write(plain),
                    e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** Whether any label of the task could move. */
  public boolean concerned() {
    return moves.concerned();
  }
}
