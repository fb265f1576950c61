package org.sonoprobe.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.ResultTable;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.evaluate.MeasureUnit;
import org.sonoprobe.run.evaluate.MeasureWork;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.run.work.Job;

/**
 * The phase in which measures are taken on embeddings, without a probe.
 *
 * @param ledger gets them
 */
record MeasurePhase(Ledger ledger) {

  /**
   * Measures.
   *
   * @param parts what the measures share, see {@link TrainPhase#parts}
   */
  void run(Plan plan, Premises premises, Map<String, Serializable> parts) {
    Experiment experiment = plan.experiment();
    List<MeasureUnit> units = units(plan);
    Map<MeasureUnit, MeasureWork.Outcome> outcomes = new HashMap<>();
    ledger
        .settings
        .backend()
        .run(
            new Job<>("measure " + experiment.name(), new MeasureWork(premises), parts, units),
            ledger.supervisor,
            outcomes::put);
    for (MeasureUnit unit : units) {
      MeasureWork.Outcome outcome = Objects.requireNonNull(outcomes.get(unit));
      outcome.notes().forEach(note -> ledger.note(experiment.name(), note));
      ledger.gathered.addAll(ResultTable.MEASURES, outcome.rows());
      String what = unit.dataset() + " / " + unit.embedding();
      outcome
          .failure()
          .ifPresent(
              fault -> {
                ledger.trace("measures failed", "measures", what, fault);
                ledger.lose(
                    Skipped.Where.of(experiment.name(), unit.dataset(), "", unit.embedding()),
                    what,
                    "measuring " + what + " failed",
                    fault);
              });
    }
  }

  private static List<MeasureUnit> units(Plan plan) {
    List<MeasureUnit> units = new ArrayList<>();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      for (Experiment.EmbeddingChoice embedding : plan.experiment().embeddings()) {
        boolean usable =
            dataset.corpus().isPresent() && !plan.unavailable().containsKey(embedding.label());
        for (int a = 0; usable && a < plan.experiment().aggregations().size(); a++) {
          units.add(new MeasureUnit(dataset.label(), embedding.label(), a));
        }
      }
    }
    return units;
  }
}
