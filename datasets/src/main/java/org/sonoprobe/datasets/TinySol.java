package org.sonoprobe.datasets;

import java.io.IOException;
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
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.files.Csv;

/**
 * TinySOL 6.0: 2,913 isolated notes of 14 orchestral instruments (C. E. Cella et al.,
 * "OrchideaSOL", ICMC 2020; CC BY 4.0), or any set with the same metadata file.
 *
 * <p>Audio lies in {@code <dir>/audio/}, metadata in {@code <dir>/annotation/TinySOL_metadata.csv}
 * or beside it. The five official folds make five splits: fold k validates, fold k + 1 tests, the
 * rest train.
 *
 * @param dir the dataset's folder
 * @param metadata the metadata file; found in {@code dir} if empty
 */
public record TinySol(@Parameter(required = true, aliases = "path") Path dir, Path metadata)
    implements Dataset {
  private static final String INSTRUMENT = "instrument_classification";
  private static final String PITCH_CLASS = "pitch_class_classification";
  private static final String REGISTER = "pitch_register_classification";

  /** A placeholder without a folder. */
  public TinySol() {
    this(Path.of(""));
  }

  /** The dataset in a folder. */
  public TinySol(Path dir) {
    this(dir, Path.of(""));
  }

  @Override
  public String name() {
    return "tinysol";
  }

  @Override
  public Set<String> tasks() {
    return Set.of(INSTRUMENT, PITCH_CLASS, REGISTER);
  }

  @Override
  public Corpus load(Task task) throws IOException {
    Path file = metadataFile();
    String source = file.toString();
    Csv csv = Csv.read(file, ',');
    int paths = csv.column("Path", source);
    int folds = csv.column("Fold", source);
    int labels =
        csv.column(task.name().equals(INSTRUMENT) ? "Instrument (in full)" : "Pitch", source);
    List<Track> tracks = new ArrayList<>();
    SplitColumn split = new SplitColumn(source);
    for (int i = 0; i < csv.rows().size(); i++) {
      List<String> row = csv.rows().get(i);
      Path audio = dir.resolve("audio").resolve(row.get(paths));
      String stem = String.valueOf(audio.getFileName()).replaceFirst("\\.wav$", "");
      String text = row.get(labels);
      String label =
          switch (task.name()) {
            case PITCH_CLASS -> text.replaceAll("[-0-9]", "");
            case REGISTER -> text.replaceAll("[^-0-9]", "");
            default -> text;
          };
      if (label.isBlank()) {
        throw new IOException(
            source + ":" + csv.lines().get(i) + ": '" + text + "' has no " + task.name());
      }
      tracks.add(new Track(stem, new AudioFile(audio), new Target.Label(label)));
      split.add(stem, row.get(folds), csv.lines().get(i));
    }
    try {
      return Corpus.of(task, tracks, split.splits(), split.notes());
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }

  private Path metadataFile() throws IOException {
    if (!metadata.toString().isEmpty()) {
      return metadata;
    }
    if (dir.toString().isEmpty()) {
      throw new IOException(
          "dataset 'tinysol' needs a 'dir': the folder with audio/ and annotation/");
    }
    if (!Files.isDirectory(dir)) {
      throw new IOException(
          "there is no folder "
              + dir.toAbsolutePath()
              + "; get TinySOL from https://zenodo.org/record/3685367");
    }
    Path usual = dir.resolve("annotation").resolve("TinySOL_metadata.csv");
    if (Files.exists(usual)) {
      return usual;
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("TinySOL.*metadata.*\\.csv"))
          .sorted()
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "there is no metadata file "
                          + usual.toAbsolutePath()
                          + "; get it from"
                          + " https://zenodo.org/record/3685367, or name it with 'metadata'"));
    }
  }
}
