package org.sonoprobe.audio;

import java.io.IOException;
import java.io.Serial;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Recording;

/**
 * A stretch of a longer recording.
 *
 * <p>The recording is decoded whole; each thread keeps the last one it decoded as long as there is
 * memory, so that excerpts of one recording, one after the other, decode it once.
 *
 * @param whole the recording
 * @param start where the excerpt begins, in seconds
 * @param end where it ends, in seconds; negative for the end of the recording
 */
public record Excerpt(AudioSource whole, double start, double end) implements AudioSource {
  @Serial private static final long serialVersionUID = 1;

  private static final ThreadLocal<SoftReference<@Nullable Decoded>> LAST =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  /** So much a file may be shorter than is said of it, in seconds, as rounded times are. */
  private static final double BEYOND = 0.05;

  private record Decoded(
      String fingerprint, int sampleRate, float[][] channels, List<String> notes) {}

  public Excerpt {
    if (!(start >= 0) || end >= 0 && !(end > start)) {
      throw new IllegalArgumentException(
          ("an excerpt must begin at 0 or later and end after it begins, but goes from %s "
                  + "s to %s s")
              .formatted(start, end));
    }
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

  @Override
  public Snapshot snapshot() throws IOException {
    Snapshot snapshot = whole.snapshot();
    String fingerprint = snapshot.fingerprint();
    return new Snapshot() {
      @Override
      public String fingerprint() {
        return fingerprint + " " + stretch();
      }

      @Override
      public Recording recording() throws IOException {
        Decoded last = LAST.get().get();
        if (last == null || !last.fingerprint.equals(fingerprint)) {
          Recording recording = snapshot.recording();
          last =
              new Decoded(
                  fingerprint,
                  recording.audio().sampleRate(),
                  recording.audio().channels(),
                  recording.notes());
          LAST.set(new SoftReference<>(last));
        }
        return cut(last);
      }
    };
  }

  private Recording cut(Decoded decoded) throws IOException {
    int rate = decoded.sampleRate;
    int frames = decoded.channels[0].length;
    long begin = Math.round(start * rate);
    long finish = end < 0 ? frames : Math.min(frames, Math.round(end * rate));
    if (begin >= finish) {
      throw new IOException(
          location() + " is no stretch of it: it lasts " + (double) frames / rate + " s");
    }
    float[][] channels = new float[decoded.channels.length][];
    for (int c = 0; c < channels.length; c++) {
      channels[c] =
          Arrays.copyOfRange(decoded.channels[c], Math.toIntExact(begin), Math.toIntExact(finish));
    }
    List<String> notes = new ArrayList<>(decoded.notes);
    if (end > (double) frames / rate + BEYOND) {
      notes.add("the stretch ends after its file does, so it is shorter than asked for");
    }
    return new Recording(Audio.wrap(rate, channels), notes);
  }

  @Override
  public double seconds() throws IOException {
    double length = whole.seconds();
    return Math.max(0, (end < 0 ? length : Math.min(end, length)) - start);
  }

  private String stretch() {
    return String.format(Locale.ROOT, "[%s s, %s)", start, end < 0 ? "end" : end + " s");
  }

  @Override
  public Optional<String> missing() {
    return whole.missing();
  }

  @Override
  public String location() {
    return whole.location() + " " + stretch();
  }
}
