package org.sonoprobe.audio;

import java.io.IOException;
import java.nio.file.Path;
import org.sonoprobe.api.Audio;
import org.sonoprobe.files.internal.AtomicFiles;

/** Writes FLAC files. */
public final class FlacWriter {
  private FlacWriter() {}

  /**
   * Writes {@code audio}, replacing the file if there is one; samples outside [-1, 1) are clipped.
   *
   * @param bits 16 or 24 per sample
   */
  public static void write(Path file, Audio audio, int bits) throws IOException {
    AtomicFiles.write(file, FlacEncoder.encode(audio.channels(), audio.sampleRate(), bits));
  }
}
