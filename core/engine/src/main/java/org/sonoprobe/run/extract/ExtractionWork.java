package org.sonoprobe.run.extract;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Stage;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.work.Fault;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;

/** Extractions of an experiment, as data. */
@Internal
public final class ExtractionWork implements Job.Work<Extraction, Extraction.Outcome> {
  @Serial private static final long serialVersionUID = 1;

  private final Premises premises;
  private final Map<String, String> identities;
  private final transient @Nullable Extractor own;

  /**
   * Work for an extractor, and for those like it in other processes.
   *
   * @param premises the experiment and its places
   * @param own of this process, which closes it
   */
  public ExtractionWork(Premises premises, Extractor own) {
    this.premises = premises;
    this.identities = new LinkedHashMap<>(own.identities());
    this.own = own;
  }

  @Override
  public List<Path> files() {
    return premises.files();
  }

  @Override
  public Job.Worker<Extraction, Extraction.Outcome> open(Job.Here here) {
    if (own != null) {
      return worker(own, () -> {});
    }
    Premises.Things things = premises.things(here);
    Extractor extractor;
    try {
      extractor = things.extractor();
    } catch (IOException e) {
      throw new RunException(
          "a file that a component needs cannot be read on %s: %s"
              .formatted(Premises.host(), Fault.words(e)),
          new Fault(Stage.STORE, "", e),
          "");
    }
    Premises.checkSame(things, identities, extractor);
    return worker(extractor, extractor::close);
  }

  private static Job.Worker<Extraction, Extraction.Outcome> worker(
      Extractor extractor, Runnable close) {
    return new Job.Worker<>() {
      @Override
      public Extraction.Outcome carryOut(Extraction extraction, Supervisor supervisor) {
        return extractor.extract(extraction);
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }
}
