package org.sonoprobe.run.evaluate;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.component.Internal;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.Supervisor;

/**
 * Trials of an experiment, as data; datasets and keys of embeddings are parts of the job.
 *
 * @param premises the experiment and its places
 * @param extent how far each goes
 * @param policy about components that fail
 */
@Internal
public record TrialWork(Premises premises, Extent extent, Policy policy)
    implements Job.Work<TrialUnit, TrialOutcome> {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public List<Path> files() {
    return premises.files();
  }

  @Override
  public Job.Worker<TrialUnit, TrialOutcome> open(Job.Here here) {
    Workbench bench = new Workbench(premises.things(here), here);
    return new Job.Worker<>() {
      @Override
      public TrialOutcome carryOut(TrialUnit unit, Supervisor supervisor) {
        return bench.use(
            unit,
            group ->
                new Trial(group, unit, bench.directory(), supervisor).carryOut(extent, policy));
      }

      @Override
      public void close() {
        // what is held in memory goes with the bench
      }
    };
  }
}
