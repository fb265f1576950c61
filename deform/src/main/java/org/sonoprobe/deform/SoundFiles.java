package org.sonoprobe.deform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sonoprobe.api.Audio;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.AudioFormat;
import org.sonoprobe.audio.Resampler;

/** Sounds in files and folders, those decoded that were used last. Used by one thread. */
final class SoundFiles {
  private record Wanted(Path file, int sampleRate, boolean mono) {}

  private final List<Path> files;
  private final int kept;
  private final Map<Wanted, Audio> decoded = new LinkedHashMap<>(16, 0.75f, true);

  private SoundFiles(List<Path> files, int kept) {
    this.files = files;
    this.kept = kept;
  }

  /** Why places cannot be used. */
  static Optional<String> problem(List<Path> places, String what) {
    for (Path place : places) {
      if (!Files.exists(place)) {
        return Optional.of("there is no " + what + " " + place.toAbsolutePath());
      }
      if (Files.isDirectory(place)) {
        try (Stream<Path> walk = Files.walk(place, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
          if (walk.noneMatch(SoundFiles::isAudio)) {
            return Optional.of("the folder " + place + " holds no audio file for a " + what);
          }
        } catch (IOException | java.io.UncheckedIOException e) {
          return Optional.of("the folder " + place + " cannot be read: " + e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The sound files at some places, those of folders and the folders in them by name.
   *
   * @param kept how many are kept decoded
   * @throws IOException if a place is not there or a folder holds none
   */
  static SoundFiles at(List<Path> places, String what, int kept) throws IOException {
    Optional<String> problem = problem(places, what);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      if (!Files.isDirectory(place)) {
        files.add(place);
        continue;
      }
      try (Stream<Path> walk = Files.walk(place, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
        files.addAll(walk.filter(SoundFiles::isAudio).sorted().toList());
      }
    }
    return new SoundFiles(List.copyOf(files), kept);
  }

  private static boolean isAudio(Path file) {
    return Files.isRegularFile(file) && AudioFormat.byEnding(file.toString()).isPresent();
  }

  /** The file at a share of the list. */
  Path at(double share) {
    return files.get(Draw.place(share, files.size()));
  }

  /** A file at a rate. */
  Audio read(Path file, int sampleRate, boolean mono) throws IOException {
    Wanted wanted = new Wanted(file, sampleRate, mono);
    Audio audio = decoded.get(wanted);
    if (audio == null) {
      Audio whole = AudioFiles.read(file);
      audio = Resampler.named("polyphase").resample(mono ? whole.toMono() : whole, sampleRate);
      if (audio.frameCount() == 0) {
        throw new IOException(file + " holds no sound");
      }
      decoded.put(wanted, audio);
      if (decoded.size() > kept) {
        decoded.remove(decoded.keySet().iterator().next());
      }
    }
    return audio;
  }
}
