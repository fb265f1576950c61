package org.sonoprobe.embeddings.networks;

import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.Parameter;

/**
 * The location of the weights of a known model, and what differs in the file from the usual one.
 *
 * @param path the file (.onnx, .pt) or folder (SavedModel); fetched by {@code sonoprobe download}
 *     where it is published in such a form, unless set
 * @param input name of the input; that of the published file, or the first one, unless set
 * @param output name of the output that is the embedding; that of the published file, or the first
 *     one, unless set
 * @param patchHop frames from patch to patch, for another extraction rate; as the model's reference
 *     has it unless set
 * @param execution what it runs on
 */
public record Weights(
    @Parameter(aliases = "weights") Optional<Path> path,
    Optional<String> input,
    Optional<String> output,
    Optional<Integer> patchHop,
    @Parameter(flat = true) Execution execution) {

  /** The published file, used as its reference does. */
  public static final Weights PUBLISHED =
      new Weights(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Execution.CPU);

  /** A file. */
  public static Weights at(Path path) {
    return new Weights(
        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Execution.CPU);
  }
}
