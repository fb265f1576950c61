package org.sonoprobe.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.ResultsBuilder;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.GuardedListener;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;

/**
 * The book of a run, in which all its phases write: what is gathered, what is left out, what a
 * reader should know; and who hears of it. Used by one thread, but for {@link #cancel}.
 */
final class Ledger {
  final Settings settings;
  final ResultsBuilder gathered = new ResultsBuilder();
  final GuardedListener listener;
  final Supervisor supervisor;
  final RunRecord record;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  Ledger(Settings settings, List<Experiment> experiments) {
    this.settings = settings;
    this.listener = new GuardedListener(settings.listener());
    this.supervisor = new Supervisor(listener, cancelled::get);
    this.record = new RunRecord(settings, experiments, gathered);
  }

  /** Asks all that is at work to stop soon. */
  void cancel() {
    cancelled.set(true);
  }

  /** Whether the first failure ends the run. */
  boolean isStrict() {
    return settings.policy() == Policy.STRICT;
  }

  /** Something that a reader of the scores should know, said once. */
  void note(String experiment, String note) {
    if (gathered.note(experiment + ": " + note)) {
      listener.noted(experiment, note);
    }
  }

  /** Something that is left out. */
  void skip(Skipped entry) {
    gathered.add(ResultTable.SKIPPED, entry);
    if (!isStrict()) {
      listener.skipped(entry);
      record.log("skipped", "what", entry.toString());
    }
  }

  /**
   * Something that an experiment lacks, which under the strict policy ends the run.
   *
   * @param what it is, for people
   * @param failing what was done with it, such as {@code trial x failed}
   */
  void lose(Skipped.Where where, String what, String failing, Fault fault) {
    if (isStrict()) {
      throw new RunException(failing + " at " + fault.inWords(), fault, "");
    }
    skip(new Skipped(where, fault.stage(), what + ": " + fault.inWords()));
  }

  /** The trace of a failure, for who mends it. */
  void trace(String event, String kind, String name, Fault fault) {
    record.log(event, Map.of(kind, name, "trace", fault.trace()));
  }
}
