package org.sonoprobe.embeddings.networks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.api.Parameter;

/**
 * A network that a file of your own describes, in the form in which the published ones are
 * described: what it is, what it hears, how its output is read.
 *
 * @param description the YAML file, of one network; its content is part of the model's identity
 * @param weights where they are
 */
public record DescribedNetwork(
    @Parameter(required = true) Path description, @Parameter(flat = true) Weights weights)
    implements KnownModel {

  /** A placeholder without a file. */
  public DescribedNetwork() {
    this(Path.of(""), Weights.PUBLISHED);
  }

  @Override
  public String name() {
    return "described";
  }

  private boolean isPlaceholder() {
    return description.toString().isEmpty();
  }

  /** The description, or one that stands for it as long as it cannot be read. */
  @Override
  public NetworkDescription network() {
    try {
      return isPlaceholder() ? NetworkDescription.PLACEHOLDER : read();
    } catch (IOException e) {
      return NetworkDescription.PLACEHOLDER; // unavailable() says why
    }
  }

  private NetworkDescription read() throws IOException {
    if (!Files.isRegularFile(description)) {
      throw new IOException("there is no file " + description.toAbsolutePath());
    }
    return NetworkDescription.read(description);
  }

  @Override
  public Optional<ModelCard> card() {
    return network().equals(NetworkDescription.PLACEHOLDER)
        ? Optional.empty()
        : KnownModel.super.card();
  }

  @Override
  public Optional<String> unavailable() {
    if (isPlaceholder()) {
      return Optional.of("'description' is not set: the YAML file that says how it is used");
    }
    try {
      read();
    } catch (IOException e) {
      return Optional.of("its description cannot be used: " + e.getMessage());
    }
    return KnownModel.super.unavailable();
  }
}
