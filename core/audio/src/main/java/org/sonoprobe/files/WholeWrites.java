package org.sonoprobe.files;

/** A {@link java.nio.file.FileSystem} that may keep a file out of sight until it is whole. */
public interface WholeWrites {

  /**
   * Whether a file that is written appears when it is closed, all at once, and not at all if it is
   * not; moving it into place would then cost a copy and gain nothing.
   */
  boolean appearWhole();
}
