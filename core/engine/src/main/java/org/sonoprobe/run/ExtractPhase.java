package org.sonoprobe.run;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.extract.ExtractionWork;
import org.sonoprobe.run.extract.Extractor;
import org.sonoprobe.run.extract.FailedTracks;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.extract.StoredKeys;
import org.sonoprobe.run.plan.DrawnChanges;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.RunListener.Phase;
import org.sonoprobe.run.work.SecondTry;

/** The phase after which all embeddings of an experiment are in the store. Used once. */
final class ExtractPhase {

  /** A strict run is given up once so many tracks have failed; before, it goes on to find all. */
  private static final int MANY = 100;

  private final Ledger ledger;
  private final Plan plan;
  private final Experiment experiment;
  private final List<Extraction> extractions;
  private final StoredKeys keys = new StoredKeys();
  private final FailedTracks failed = new FailedTracks();
  private final Map<String, Map<String, Integer>> noted = new TreeMap<>();
  private int failedTracks;

  /**
   * The phase of an experiment.
   *
   * @param wanted says of which scenarios
   */
  ExtractPhase(Ledger ledger, Plan plan, Predicate<Scenario> wanted) {
    this.ledger = ledger;
    this.plan = plan;
    this.experiment = plan.experiment();
    Set<String> names =
        experiment.allScenarios().stream()
            .filter(wanted)
            .map(Scenario::name)
            .collect(Collectors.toSet());
    this.extractions =
        plan.extractions().stream()
            .map(extraction -> extraction.only(item -> names.contains(item.scenario())))
            .toList();
  }

  /** Extracts; the keys of what is in the store then. */
  StoredKeys run(Premises premises) throws IOException {
    long start = System.nanoTime();
    try (Extractor extractor = premises.extractor()) {
      ledger.record.identities(experiment.name(), extractor.identities());
      ledger.gathered.addAll(
          ResultTable.DRAWS, DrawnChanges.of(plan, extractions, extractor.scenarios()));
      ledger.listener.started(experiment.name(), Phase.EXTRACT, extractions.size());
      new SecondTry(ledger.settings.backend(), ledger.supervisor)
          .run(
              new Job<>(
                  "extract " + experiment.name(),
                  new ExtractionWork(premises, extractor),
                  Map.of(),
                  extractions),
              outcome -> outcome.results().stream().anyMatch(Extraction.Result::isFailure),
              this::done);
    }
    ledger.listener.finished(experiment.name(), Phase.EXTRACT);
    if (ledger.isStrict() && !failed.isEmpty()) {
      throw failed.exception(extractions, false);
    }
    failed.inOrder(extractions).forEach(ledger::skip);
    tellNotes();
    ledger.record.log("extracted", "seconds", (System.nanoTime() - start) / 1e9);
    return keys;
  }

  private void done(Extraction extraction, Extraction.Outcome outcome) {
    ledger.supervisor.checkCancelled();
    String track = extraction.dataset() + " / " + extraction.trackId();
    RunListener.Unit unit = new RunListener.Unit(experiment.name(), Phase.EXTRACT, track);
    ledger.gathered.took(experiment.name(), outcome.seconds());
    outcome
        .notes()
        .forEach(
            note ->
                noted
                    .computeIfAbsent(extraction.dataset(), dataset -> new TreeMap<>())
                    .merge(note, 1, Integer::sum));
    Set<String> traced = new HashSet<>();
    for (Extraction.Result result : outcome.results()) {
      Fault fault = result.fault();
      if (fault == null) {
        keys.put(extraction, result.wanted(), result.key());
        ledger.gathered.count(result.computed());
        continue;
      }
      failed.add(entry(extraction, result.wanted(), fault), fault);
      if (traced.isEmpty()) {
        ledger.listener.failed(unit, fault.toString());
      }
      if (traced.add(fault.inWords())) {
        ledger.trace("track failed", "track", track, fault);
      }
    }
    if (!traced.isEmpty() && ++failedTracks == MANY && ledger.isStrict()) {
      throw failed.exception(List.of(), true);
    }
    ledger.listener.advanced(unit, outcome.computed() > 0);
  }

  private Skipped entry(Extraction extraction, Extraction.Wanted wanted, Fault fault) {
    return new Skipped(
        new Skipped.Where(
            experiment.name(),
            extraction.dataset(),
            extraction.trackId(),
            extraction.audio().location(),
            wanted.scenario(),
            wanted.embedding()),
        fault.stage(),
        fault.reason());
  }

  /** What was noted about tracks, each with the number of tracks, in an order of its own. */
  private void tellNotes() {
    noted.forEach(
        (dataset, notes) ->
            notes.forEach(
                (note, count) ->
                    ledger.note(
                        experiment.name(),
                        "%s: %s: %s"
                            .formatted(
                                dataset, count == 1 ? "1 track" : count + " tracks", note))));
  }
}
