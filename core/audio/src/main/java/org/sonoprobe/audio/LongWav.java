package org.sonoprobe.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.Recording;
import org.sonoprobe.component.Hashes;

/**
 * A WAV file that is better not held whole: it is hashed, and mixed and resampled, piece by piece.
 * That the file stayed as it was is told by its size, time and identity.
 */
final class LongWav implements AudioSource.Snapshot {

  /** The attributes that tell that a file is still the same. */
  private record State(long size, Object time, Optional<Object> identity) {
    static State of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(
          found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey()));
    }
  }

  private static final int PIECE = 1 << 16;

  private final Path file;
  private final State state;
  private final String fingerprint;

  private LongWav(Path file) throws IOException {
    this.file = file;
    this.state = State.of(file);
    this.fingerprint = Hashes.file(file);
    checkUnchanged();
  }

  /** The file, if it is a WAV file. */
  static Optional<AudioSource.Snapshot> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new WavReader().accepts(in.readNBytes(12))
          ? Optional.of(new LongWav(file))
          : Optional.empty();
    }
  }

  private void checkUnchanged() throws IOException {
    if (!State.of(file).equals(state)) {
      throw new IOException(file + " was changed while it was read");
    }
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Recording recording() throws IOException {
    return reading(
        (bytes, content) -> {
          long needed = content.frames() * content.channels() * Float.BYTES;
          if (content.frames() > Integer.MAX_VALUE - 8
              || needed > Runtime.getRuntime().maxMemory() * 3 / 4) {
            throw new IOException(
                ("all of its samples are wanted at once, which takes %s MB of heap, and a "
                        + "deformation of them as much again, but the process has at most %s MB; give it "
                        + "more with -Xmx, cut the file, or leave out the scenarios")
                    .formatted(needed >> 20, Runtime.getRuntime().maxMemory() >> 20));
          }
          float[][] channels = new float[content.channels()][(int) content.frames()];
          for (int start = 0; start < channels[0].length; start += PIECE) {
            int count = Math.min(PIECE, channels[0].length - start);
            float[][] piece = piece(bytes, content, start, count);
            for (int c = 0; c < channels.length; c++) {
              System.arraycopy(piece[c], 0, channels[c], start, count);
            }
          }
          return new Recording(Audio.wrap(content.sampleRate(), channels));
        });
  }

  @Override
  public Optional<Recording> prepared(Input input) throws IOException {
    Resampler resampler = Resampler.named(input.resampler());
    if (input.channels() != Input.Channels.MONO
        || input.sampleRate() == 0
        || !(resampler instanceof PolyphaseResampler polyphase)) {
      return Optional.empty();
    }
    return Optional.of(
        reading(
            (bytes, content) -> {
              if (content.frames() > Integer.MAX_VALUE - 8) {
                throw new IOException("it has more samples than can be counted here");
              }
              Signal mixed = new Mixed(bytes, content);
              if (content.sampleRate() == input.sampleRate()) {
                float[] samples = new float[mixed.length()];
                mixed.read(0, samples);
                return new Recording(Audio.wrap(input.sampleRate(), samples));
              }
              return new Recording(
                  Audio.wrap(
                      input.sampleRate(),
                      polyphase.resample(mixed, content.sampleRate(), input.sampleRate())));
            }));
  }

  private interface Reading {
    Recording from(FileBytes bytes, WavReader.Content content) throws IOException;
  }

  private Recording reading(Reading reading) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      checkUnchanged();
      FileBytes bytes = new FileBytes.OnDisk(channel, channel.size());
      WavReader.Content content = WavReader.content(bytes);
      if (content.frames() == 0) {
        throw new IOException(
            "it holds no audio: its length is 0 samples; replace it or leave the track out");
      }
      Recording recording = reading.from(bytes, content);
      checkUnchanged();
      return recording;
    } catch (IOException e) {
      throw new IOException(file + " cannot be decoded as WAV: " + e.getMessage(), e);
    }
  }

  private static float[][] piece(FileBytes bytes, WavReader.Content content, long start, int count)
      throws IOException {
    ByteBuffer samples =
        ByteBuffer.wrap(
                bytes.read(
                    content.start() + start * content.frameBytes(), count * content.frameBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    return content.encoding().decode(samples, content.channels());
  }

  /** The mean of the channels. */
  private record Mixed(FileBytes bytes, WavReader.Content content) implements Signal {
    @Override
    public int length() {
      return (int) content.frames();
    }

    @Override
    public void read(long from, float[] into) throws IOException {
      int begin = (int) Math.min(into.length, Math.max(0, -from));
      int end = (int) Math.max(begin, Math.min(into.length, length() - from));
      java.util.Arrays.fill(into, 0, begin, 0);
      for (int at = begin; at < end; at += PIECE) {
        int count = Math.min(PIECE, end - at);
        float[][] channels = piece(bytes, content, from + at, count);
        float[] mono = Audio.wrap(content.sampleRate(), channels).samples();
        System.arraycopy(mono, 0, into, at, count);
      }
      java.util.Arrays.fill(into, end, into.length, 0);
    }
  }
}
