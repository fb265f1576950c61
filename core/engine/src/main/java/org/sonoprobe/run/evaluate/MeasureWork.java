package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.MeasuredRow;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.extract.Premises;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Faults;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;

/**
 * The measuring of embeddings without a probe, as data; datasets and keys of embeddings are parts
 * of the job.
 *
 * @param premises the experiment and its places
 */
@Internal
public record MeasureWork(Premises premises) implements Job.Work<MeasureUnit, MeasureWork.Outcome> {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The outcome of a unit.
   *
   * @param rows measured
   * @param notes of the measures
   * @param fault why there is none; null if there is
   */
  public record Outcome(List<MeasuredRow> rows, List<String> notes, @Nullable Fault fault)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    public Optional<Fault> failure() {
      return Optional.ofNullable(fault);
    }
  }

  @Override
  public List<Path> files() {
    return premises.files();
  }

  @Override
  public Job.Worker<MeasureUnit, Outcome> open(Job.Here here) {
    Workbench bench = new Workbench(premises.things(here), here);
    return new Job.Worker<>() {
      @Override
      public synchronized Outcome carryOut(MeasureUnit unit, Supervisor supervisor) {
        return measured(bench, unit); // one at a time, with all vectors of one model in memory
      }

      @Override
      public void close() {
        // what is held in memory goes with the bench
      }
    };
  }

  private static Outcome measured(Workbench bench, MeasureUnit unit) {
    Measuring measuring =
        new Measuring(bench.dataset(unit.dataset()), bench.keys(unit.dataset(), unit.embedding()));
    List<String> notes = new ArrayList<>();
    try {
      List<MeasuredRow> rows =
          measuring.of(
              bench.choice(unit.embedding()),
              bench.vectors(unit.embedding(), unit.aggregation()),
              notes::add);
      return new Outcome(rows, notes, null);
    } catch (ComponentFailure failure) {
      return new Outcome(List.of(), notes, failure.fault());
    } catch (IOException e) {
      throw new RunException(
          "the store failed at the measures of %s / %s: %s"
              .formatted(unit.dataset(), unit.embedding(), Fault.words(e)),
          new Fault(Stage.STORE, "", e),
          "");
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      throw Faults.ofTheProcess(
          "the measures of " + unit.dataset() + " / " + unit.embedding(), "", Stage.EVALUATE, e);
    }
  }
}
