package org.sonoprobe.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.audio.AudioFormat;

/**
 * One's own tracks: a folder with one folder per label, and audio files anywhere below those.
 *
 * <p>A track's id is its path below {@code path}. Files that are not audio by their ending are
 * named in a note.
 *
 * @param path the folder
 */
public record FolderDataset(@Parameter(required = true, aliases = "dir") Path path)
    implements Dataset {
  /** A placeholder without a folder. */
  public FolderDataset() {
    this(Path.of(""));
  }

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public Corpus load(Task task) throws IOException {
    if (path.toString().isEmpty()) {
      throw new IOException("dataset 'folder' needs a 'path': a folder with one folder per label");
    }
    if (!Files.isDirectory(path)) {
      throw new IOException("there is no folder " + path.toAbsolutePath());
    }
    List<Track> tracks = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        Path relative = path.relativize(file);
        String id = relative.toString().replace('\\', '/');
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")
            || AudioFormat.byEnding(name).isEmpty()
            || relative.getNameCount() < 2) {
          others.add(id);
          continue;
        }
        String label = relative.getName(0).toString();
        Target target =
            task.type().equals(TaskTypes.MULTILABEL_CLASSIFICATION)
                ? new Target.Tags(Set.of(label))
                : new Target.Label(label);
        tracks.add(new Track(id, new AudioFile(file), target));
      }
    } catch (UncheckedIOException e) {
      String reason =
          e.getCause() instanceof FileSystemLoopException loop
              ? "a link leads back to a folder above it: " + loop.getFile()
              : String.valueOf(e.getCause());
      throw new IOException(path.toAbsolutePath() + " cannot be listed: " + reason, e);
    }
    if (tracks.isEmpty()) {
      throw new IOException(
          path.toAbsolutePath()
              + " holds no audio in folders by label; files must end in one of "
              + AudioFormat.allEndings());
    }
    List<String> notes =
        others.isEmpty()
            ? List.of()
            : List.of(
                others.size()
                    + " files are not audio in a label's folder and are left out: "
                    + shortened(others));
    return Corpus.of(task, tracks, List.of(), notes);
  }

  private static String shortened(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(5, names.size())));
    return names.size() > 5 ? first + ", …" : first;
  }
}
