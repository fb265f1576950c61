package org.sonoprobe.embeddings.networks;

import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Parameter;

/**
 * Names in a network.
 *
 * @param input name of its input; its first one unless set
 * @param outputs names of the outputs that are the embedding, each a layer of that name; the first
 *     output unless set. Where outputs have no names, their positions from 0 on. All must have one
 *     dimension
 */
public record Ports(Optional<String> input, @Parameter(aliases = "output") List<String> outputs) {

  /** The first input and the first output. */
  public static final Ports FIRST = of();

  public Ports {
    outputs = List.copyOf(outputs);
    for (String output : outputs) {
      if (outputs.indexOf(output) != outputs.lastIndexOf(output)) {
        throw new IllegalArgumentException("outputs name '" + output + "' twice");
      }
    }
  }

  /** The first input and such outputs. */
  public static Ports of(String... outputs) {
    return new Ports(Optional.empty(), List.of(outputs));
  }
}
