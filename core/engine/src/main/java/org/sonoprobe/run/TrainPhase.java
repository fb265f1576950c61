package org.sonoprobe.run;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.evaluate.DatasetPart;
import org.sonoprobe.run.evaluate.Extent;
import org.sonoprobe.run.evaluate.TrialLabel;
import org.sonoprobe.run.evaluate.TrialOutcome;
import org.sonoprobe.run.evaluate.TrialUnit;
import org.sonoprobe.run.evaluate.TrialWork;
import org.sonoprobe.run.extract.EmbeddingKeys;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.extract.StoredKeys;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.plan.SplitNotes;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.SecondTry;

/** The phase in which probes are trained and scored. Used once. */
final class TrainPhase {
  private final Ledger ledger;
  private final Plan plan;
  private final Experiment experiment;
  private final Extent extent;
  private final List<TrialLabel> trials = new ArrayList<>();
  private final Map<String, Map<String, Integer>> trainingNotes = new LinkedHashMap<>();

  TrainPhase(Ledger ledger, Plan plan, Extent extent) {
    this.ledger = ledger;
    this.plan = plan;
    this.experiment = plan.experiment();
    this.extent = extent;
    plan.datasets()
        .forEach(dataset -> dataset.corpus().ifPresent(corpus -> addTrials(dataset, corpus)));
  }

  /** How many trainings there are. */
  int trials() {
    return trials.size();
  }

  /**
   * Trains and scores.
   *
   * @param parts what the trials share, see {@link #parts}
   */
  void run(Premises premises, Map<String, Serializable> parts) {
    // what is told and kept is in the order of the plan, whatever the order it came in
    Map<TrialUnit, TrialOutcome> early = new HashMap<>();
    Deque<TrialLabel> left = new ArrayDeque<>(trials);
    new SecondTry(ledger.settings.backend(), ledger.supervisor)
        .run(
            new Job<>(
                "train " + experiment.name(),
                new TrialWork(premises, extent, ledger.settings.policy()),
                parts,
                byVectors()),
            outcome -> outcome.failure().isPresent() || !outcome.faults.isEmpty(),
            (unit, outcome) -> {
              early.put(unit, outcome);
              while (!left.isEmpty() && early.containsKey(left.element().unit())) {
                TrialLabel next = left.remove();
                collect(next, early.remove(next.unit()));
              }
            });
    tellTrainingNotes();
  }

  /** What trials and measures share, by the names that jobs give it. */
  static Map<String, Serializable> parts(Plan plan, StoredKeys keys) {
    Map<String, Serializable> parts = new HashMap<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        parts.put(
            DatasetPart.named(dataset.label()),
            new DatasetPart(dataset.corpus().get(), dataset.splits()));
        for (Experiment.EmbeddingChoice embedding : plan.experiment().embeddings()) {
          parts.put(
              DatasetPart.keys(dataset.label(), embedding.label()),
              keys.of(dataset.label(), embedding.label()));
        }
      }
    }
    return parts;
  }

  /** What splits lack of which tracks failed. */
  void tellWhatSplitsLack(StoredKeys keys) {
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        Map<String, Set<String>> there = new LinkedHashMap<>();
        for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
          EmbeddingKeys own = keys.of(dataset.label(), embedding.label());
          there.put(embedding.label(), own.of(Scenario.CLEAN.name()).keySet());
        }
        new SplitNotes(dataset.corpus().get())
            .withoutWhatFailed(dataset, there)
            .forEach(text -> ledger.note(experiment.name(), text));
      }
    }
  }

  private void addTrials(Plan.PlannedDataset dataset, Corpus corpus) {
    List<Integer> sizes = new ArrayList<>(List.of(0));
    sizes.addAll(dataset.trainingSizes(experiment));
    for (Split split : dataset.splits()) {
      for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
        if (plan.unavailable().containsKey(embedding.label())) {
          continue;
        }
        for (int aggregation = 0; aggregation < experiment.aggregations().size(); aggregation++) {
          for (Experiment.DownstreamChoice downstream : experiment.downstream()) {
            for (int repeat = 1; repeat <= experiment.repeats(); repeat++) {
              for (int size : sizes) {
                trials.add(
                    new TrialLabel(
                        experiment,
                        corpus.task(),
                        new TrialUnit(
                            dataset.label(),
                            split.name(),
                            embedding.label(),
                            aggregation,
                            downstream.label(),
                            repeat,
                            size),
                        split));
              }
            }
          }
        }
      }
    }
  }

  /**
   * The trials in an order in which the vectors of one embedding model are done with before those
   * of the next are needed.
   */
  private List<TrialUnit> byVectors() {
    List<String> datasets = plan.datasets().stream().map(Plan.PlannedDataset::label).toList();
    List<String> embeddings =
        experiment.embeddings().stream().map(Experiment.EmbeddingChoice::label).toList();
    List<TrialUnit> sorted = new ArrayList<>(trials.stream().map(TrialLabel::unit).toList());
    sorted.sort(
        Comparator.<TrialUnit>comparingInt(unit -> datasets.indexOf(unit.dataset()))
            .thenComparingInt(unit -> embeddings.indexOf(unit.embedding())));
    return sorted;
  }

  private void collect(TrialLabel trial, TrialOutcome outcome) {
    outcome.trainingNotes.forEach(
        text ->
            trainingNotes
                .computeIfAbsent(text, key -> new LinkedHashMap<>())
                .merge(trial.unit().downstream(), 1, Integer::sum));
    if (outcome.failure().isPresent()) {
      lose(trial, "", outcome.failure().get());
      ledger.gathered.addAll(ResultTable.SCORES, trial.undefined());
    } else {
      outcome.rows.forEach(row -> ledger.gathered.add(ResultTable.SCORES, trial.asHere(row)));
      outcome.samples.forEach((row, sample) -> ledger.gathered.sample(trial.asHere(row), sample));
      outcome.predictions.forEach(
          (scenario, predictions) ->
              ledger.gathered.keep(trial.place().under(scenario), predictions));
      outcome.hashes.forEach(
          (scenario, hash) -> ledger.gathered.hash(trial.place().under(scenario), hash));
      outcome.notes.forEach(note -> ledger.note(experiment.name(), note));
      outcome.faults.forEach((scenario, fault) -> lose(trial, scenario, fault));
    }
    ledger.gathered.took(outcome.timing);
    ledger.listener.advanced(trial.listened(), outcome.fresh);
  }

  /** What a trial lacks under a scenario, or under all if that is empty. */
  private void lose(TrialLabel trial, String scenario, Fault fault) {
    ledger.listener.failed(trial.listened(), fault.inWords());
    ledger.trace("trial failed", "trial", trial.name(), fault);
    ledger.lose(
        Skipped.Where.of(
            experiment.name(), trial.unit().dataset(), scenario, trial.unit().embedding()),
        trial.name(),
        "trial " + trial.name() + " failed",
        fault);
  }

  /** What was noted in training, each once with the number of trainings. */
  private void tellTrainingNotes() {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Experiment.DownstreamChoice choice : experiment.downstream()) {
      String probe = choice.label();
      long own = trials.stream().filter(trial -> trial.unit().downstream().equals(probe)).count();
      trainingNotes.forEach(
          (text, counts) -> {
            if (counts.containsKey(probe)) {
              said.computeIfAbsent(text, key -> new ArrayList<>())
                  .add("%s, %d of %d trainings".formatted(probe, counts.get(probe), own));
            }
          });
    }
    said.forEach(
        (text, who) -> ledger.note(experiment.name(), String.join("; ", who) + ": " + text));
  }
}
