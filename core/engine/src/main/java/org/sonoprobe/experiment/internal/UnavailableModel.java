package org.sonoprobe.experiment.internal;

import java.io.IOException;
import java.util.Optional;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.component.Internal;

/**
 * The place of an embedding model that a configuration may name but that is not on the class path;
 * it can be planned with, but not run.
 *
 * @param called the name in the configuration
 * @param reason what is missing and what to do
 */
@Internal
public record UnavailableModel(String called, String reason) implements EmbeddingModel {
  @Override
  public String name() {
    return called;
  }

  @Override
  public Input input() {
    return Input.asIs();
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of(reason);
  }

  @Override
  public LoadedModel load(Loading loading) throws IOException {
    throw new IOException("embedding model '" + called + "' is not available: " + reason);
  }
}
