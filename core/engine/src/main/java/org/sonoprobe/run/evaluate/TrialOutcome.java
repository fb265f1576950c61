package org.sonoprobe.run.evaluate;

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
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.TestSample;
import org.sonoprobe.results.Timing;
import org.sonoprobe.run.work.Fault;

/** The outcome of a trial. Filled by the trial, and read once it is over. */
@Internal
public final class TrialOutcome implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Its scores, in order. */
  public List<ScoreRow> rows = List.of();

  /** What each whole score would be for other test tracks. */
  public final Map<ScoreRow, TestSample> samples = new HashMap<>();

  /** The predictions by scenario, where no files hold them. */
  public final Map<String, Predictions> predictions = new LinkedHashMap<>();

  /** The hashes of the files that hold the predictions, by scenario. */
  public final Map<String, String> hashes = new LinkedHashMap<>();

  /** What the metrics want a reader to know, each said once whatever the split and the probe. */
  public final Set<String> notes = new LinkedHashSet<>();

  /** What its downstream model noted in training. */
  public final Set<String> trainingNotes = new LinkedHashSet<>();

  /** What failed under scenarios that lost their scores. */
  public final Map<String, Fault> faults = new LinkedHashMap<>();

  /** Whether anything was computed and not found done. */
  public boolean fresh;

  public Timing timing = Timing.ZERO;
  private @Nullable Fault failure;

  /** Why all of it failed; empty if it did not. */
  public Optional<Fault> failure() {
    return Optional.ofNullable(failure);
  }

  public void fail(Fault fault) {
    failure = fault;
  }
}
