package org.sonoprobe.api;

import java.nio.file.Path;

/**
 * A file that a dataset is made of.
 *
 * @param owner the track it belongs to; empty for one that belongs to the whole dataset
 * @param path where it must be
 * @param checksum of its bytes; {@link Asset.Checksum#NONE} if none is published
 */
public record DatasetFile(String owner, Path path, Asset.Checksum checksum) {

  /** A file of which no checksum is published. */
  public DatasetFile(String owner, Path path) {
    this(owner, path, Asset.Checksum.NONE);
  }
}
