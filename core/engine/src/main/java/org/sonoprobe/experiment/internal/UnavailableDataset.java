package org.sonoprobe.experiment.internal;

import java.io.IOException;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Internal;

/**
 * The place of a dataset that a configuration may name but that is not on the class path; it can be
 * planned with, but not run.
 *
 * @param called the name in the configuration
 * @param dir the folder given for it
 * @param reason what is missing and what to do
 */
@Internal
public record UnavailableDataset(String called, String dir, String reason) implements Dataset {
  @Override
  public String name() {
    return called;
  }

  @Override
  public Corpus load(Task task) throws IOException {
    throw new IOException("dataset '" + called + "' is not available: " + reason);
  }
}
