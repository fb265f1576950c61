package org.sonoprobe.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.DatasetCard;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.results.ExperimentData;
import org.sonoprobe.run.plan.Plan;

/**
 * The phase that says what the data are and, if wanted, what is wrong with them.
 *
 * @param ledger gets cards and findings
 */
record DescribePhase(Ledger ledger) {

  void run(Plan plan) {
    String experiment = plan.experiment().name();
    for (Plan.PlannedDataset dataset : plan.datasets()) {
      if (dataset.corpus().isPresent()) {
        ledger.supervisor.checkCancelled();
        List<String> findings = new ArrayList<>();
        if (ledger.settings.audit()) {
          for (Finding finding : audit(dataset, dataset.corpus().get())) {
            String word = finding.severity().name().toLowerCase(Locale.ROOT);
            findings.add(word + ": " + finding.text());
            if (finding.severity() == Finding.Severity.ERROR) {
              ledger.note(experiment, dataset.label() + ", audit: " + finding.text());
            }
          }
        }
        ledger.gathered.add(data(experiment, dataset, dataset.corpus().get(), findings));
      }
    }
  }

  private List<Finding> audit(Plan.PlannedDataset dataset, Corpus corpus) {
    return Audit.of(
            dataset.label(),
            corpus,
            dataset.splits(),
            new Audit.Options(true, ledger.settings.threads()),
            (what, done, of) -> ledger.supervisor.checkCancelled())
        .findings();
  }

  private ExperimentData data(
      String experiment, Plan.PlannedDataset dataset, Corpus corpus, List<String> findings) {
    DatasetCard card =
        DatasetCard.of(
            dataset.label(), dataset.choice().dataset().about(), corpus, dataset.splits());
    return new ExperimentData(
        experiment,
        dataset.label(),
        card.summary(),
        card.splits().isEmpty() ? "" : card.splits().get(0).name(),
        card.splits().isEmpty() ? Map.of() : card.splits().get(0).labels(),
        ledger.settings.audit(),
        findings);
  }
}
