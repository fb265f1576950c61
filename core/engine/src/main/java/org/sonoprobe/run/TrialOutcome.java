package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.results.Draws;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Timing;

/** The outcome of a trial. Filled by the trial, and read once it is over. */
final class TrialOutcome implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Its scores, in order. */
  List<ScoreRow> rows = List.of();

  /** What each whole score would be for other draws of the test part. */
  final Map<ScoreRow, Draws> draws = new HashMap<>();

  /** The predictions by scenario, where no files hold them. */
  final Map<String, Predictions> predictions = new LinkedHashMap<>();

  /** The hashes of the files that hold the predictions, by scenario. */
  final Map<String, String> hashes = new LinkedHashMap<>();

  /** What the metrics want a reader to know, each said once whatever the split and the probe. */
  final Set<String> notes = new LinkedHashSet<>();

  /** What its downstream model noted in training. */
  final Set<String> trainingNotes = new LinkedHashSet<>();

  /** What failed under scenarios that lost their scores. */
  final Map<String, Fault> faults = new LinkedHashMap<>();

  /** Whether anything was computed and not found done. */
  boolean fresh;

  Timing timing = Timing.ZERO;
  private @Nullable Fault failure;

  /** Why all of it failed; empty if it did not. */
  Optional<Fault> failure() {
    return Optional.ofNullable(failure);
  }

  void fail(Fault fault) {
    failure = fault;
  }
}
