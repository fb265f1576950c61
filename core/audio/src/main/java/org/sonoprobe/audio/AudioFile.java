package org.sonoprobe.audio;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Recording;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Locations;

/**
 * The audio in a file.
 *
 * @param file the file's path, as text so that it can be shipped to another process
 */
public record AudioFile(String file) implements AudioSource {
  @Serial private static final long serialVersionUID = 1;

  /** Files from this size on are not held whole in memory where that can be. */
  private static final long LONG = 1L << 28;

  /** The audio in the file at {@code path}. */
  public AudioFile(Path path) {
    this(path.toString());
  }

  /** A relative path means a file in the working folder, which other processes do not share. */
  @Serial
  private Object writeReplace() {
    return new AudioFile(Locations.address(Locations.path(file)));
  }

  @Override
  public Audio read() throws IOException {
    return recording().audio();
  }

  @Override
  public Recording recording() throws IOException {
    return snapshot().recording();
  }

  @Override
  public String fingerprint() throws IOException {
    return snapshot().fingerprint();
  }

  /**
   * Reads the file once, unless it is a WAV file of a quarter of a gigabyte or more: the bytes that
   * are hashed are the bytes that are decoded.
   */
  @Override
  public Snapshot snapshot() throws IOException {
    Path path = AudioFiles.regular(file);
    if (Files.size(path) >= LONG) {
      Optional<Snapshot> wav = LongWav.of(path);
      if (wav.isPresent()) {
        return wav.get();
      }
    }
    byte[] bytes = AudioFiles.bytes(path);
    String fingerprint = Hashes.sha256(bytes) + AudioFiles.decoder(bytes);
    return new Snapshot() {
      @Override
      public String fingerprint() {
        return fingerprint;
      }

      @Override
      public Recording recording() throws IOException {
        Recording recording = AudioFiles.decode(file, bytes);
        if (recording.audio().frameCount() == 0) {
          throw new IOException(
              file + " holds no audio: its length is 0 samples; replace it or leave the track out");
        }
        return recording;
      }
    };
  }

  @Override
  public Optional<String> missing() {
    try {
      AudioFiles.regular(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Read from the header of a WAV file; any other file is decoded. */
  @Override
  public double seconds() throws IOException {
    Path path = AudioFiles.regular(file);
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      FileBytes bytes = new FileBytes.OnDisk(channel, channel.size());
      if (channel.size() > 12 && new WavReader().accepts(bytes.read(0, 12))) {
        WavReader.Content content = WavReader.content(bytes);
        return (double) content.frames() / content.sampleRate();
      }
    } catch (IOException e) {
      throw new IOException(file + " cannot be decoded as WAV: " + e.getMessage(), e);
    }
    return recording().audio().durationSeconds();
  }

  @Override
  public String location() {
    return file;
  }
}
