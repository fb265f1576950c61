package org.sonoprobe.run;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Extractions of an experiment, as data.
 *
 * @param premises the experiment and its places
 * @param identities of the embedding models where it began, by name
 */
record ExtractionWork(Premises premises, Map<String, String> identities)
    implements Job.Work<Extraction, Extraction.Outcome> {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public List<Path> files() {
    return premises.files();
  }

  @Override
  public Job.Worker<Extraction, Extraction.Outcome> open(Job.Here here) {
    Premises.Things things = premises.things(here);
    Extractor extractor;
    try {
      extractor =
          new Extractor(things.experiment(), things.store(), things.assets(), things.keeping());
    } catch (IOException e) {
      throw new RunException(
          "a file that a component needs cannot be read on "
              + Premises.host()
              + ": "
              + Fault.words(e),
          new Fault(Stage.LOAD, "", e),
          "");
    }
    Premises.checkSame(things, identities, extractor);
    return new Job.Worker<>() {
      @Override
      public Extraction.Outcome carryOut(Extraction extraction, Supervisor supervisor) {
        return extractor.extract(extraction);
      }

      @Override
      public void close() {
        extractor.close();
      }
    };
  }
}
