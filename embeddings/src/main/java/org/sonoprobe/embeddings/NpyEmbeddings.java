package org.sonoprobe.embeddings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.component.Identity;
import org.sonoprobe.files.Npy;

/**
 * Vectors that were computed elsewhere, one NPY file per track and scenario.
 *
 * <p>An array of one axis is one vector, of two axes frames x dimension (or layers x dimension, see
 * {@code layersFirst}), of three layers x frames x dimension.
 *
 * @param dir the folder with the files
 * @param pattern file of a track's clean audio below the folder, with {@code {id}} for the track id
 *     and, where several datasets are looked up, {@code {dataset}} for the dataset's name in the
 *     experiment; {@code {id}.npy} unless set
 * @param deformedPattern file of a track under a scenario, with {@code {scenario}} for its name;
 *     {@code {id}_{scenario}.npy} unless set
 * @param hopSeconds time between frames, for information; 0 unless set
 * @param layersFirst whether two axes are layers x dimension; false unless set
 */
public record NpyEmbeddings(
    @Parameter(required = true, aliases = "path") Path dir,
    String pattern,
    String deformedPattern,
    double hopSeconds,
    boolean layersFirst)
    implements PrecomputedEmbeddings {

  public NpyEmbeddings {
    if (!pattern.contains("{id}")
        || !deformedPattern.contains("{id}")
        || !deformedPattern.contains("{scenario}")) {
      throw new IllegalArgumentException(
          "pattern must contain {id}, and deformed_pattern {id} and {scenario}, but they are '"
              + pattern
              + "' and '"
              + deformedPattern
              + "'");
    }
  }

  /** A placeholder without a folder. */
  public NpyEmbeddings() {
    this(Path.of(""));
  }

  /** Files {@code <id>.npy} and {@code <id>_<scenario>.npy} in a folder. */
  public NpyEmbeddings(Path dir) {
    this(dir, "{id}.npy", "{id}_{scenario}.npy", 0, false);
  }

  @Override
  public String name() {
    return "npy";
  }

  @Override
  public Optional<String> unavailable() {
    return Files.isDirectory(dir)
        ? Optional.empty()
        : Optional.of("there is no folder " + dir.toAbsolutePath() + " with vectors; set 'dir'");
  }

  private Path file(Address address) throws IOException {
    String scenario = address.scenario();
    String chosen = scenario.equals("clean") ? pattern : deformedPattern;
    Path file =
        dir.resolve(
            chosen
                .replace("{dataset}", address.dataset())
                .replace("{id}", address.trackId())
                .replace("{scenario}", scenario));
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no embedding of track '"
              + address.trackId()
              + "' for scenario '"
              + scenario
              + "': no file "
              + file.toAbsolutePath());
    }
    return file;
  }

  @Override
  public Optional<String> missing(Address address) {
    try {
      file(address);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean distinguishesDatasets() {
    return pattern.contains("{dataset}") && deformedPattern.contains("{dataset}");
  }

  @Override
  public String fingerprint(Address address) throws IOException {
    return new Identity().hash(file(address)) + hopSeconds + layersFirst;
  }

  @Override
  public Embedding find(Address address) throws IOException {
    Path file = file(address);
    Npy npy = Npy.read(file);
    int[] shape = npy.shape();
    try {
      return switch (shape.length) {
        case 1 -> Embedding.wrap(npy.values(), 1, 1, shape[0], hopSeconds);
        case 2 ->
            layersFirst
                ? Embedding.wrap(npy.values(), shape[0], 1, shape[1], hopSeconds)
                : Embedding.wrap(npy.values(), 1, shape[0], shape[1], hopSeconds);
        case 3 -> Embedding.wrap(npy.values(), shape[0], shape[1], shape[2], hopSeconds);
        default ->
            throw new IllegalArgumentException(
                "it has " + shape.length + " axes; known are 1 to 3");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no embedding: " + e.getMessage(), e);
    }
  }
}
