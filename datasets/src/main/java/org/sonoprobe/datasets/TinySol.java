package org.sonoprobe.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.component.Locations;
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
  private static final String LICENCE = "CC BY 4.0";
  private static final String INDEX = "tinysol_index_6.0.json";
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
    List<String> notes = new ArrayList<>(split.notes());
    List<Split> splits = List.of();
    try {
      splits = split.splits();
    } catch (IOException e) {
      notes.add("this copy lacks folds, so the official splits are not used: " + e.getMessage());
    }
    return Homes.corpus(source, task, tracks, splits, notes);
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  @Override
  public List<Asset> assets() {
    String record = "https://zenodo.org/record/3685367/files/";
    return List.of(
        new Asset(
                "TinySOL_metadata.csv",
                List.of(URI.create(record + "TinySOL_metadata.csv?download=1")),
                -1,
                Asset.Checksum.md5("a86c9bb115f69e61f2f25872e397fc4a"),
                LICENCE)
            .withUse(new Asset.Use("annotation", false, true)),
        new Asset(
                INDEX,
                List.of(
                    URI.create(
                        "https://zenodo.org/records/13993273/files/" + INDEX + "?download=1")),
                -1,
                Asset.Checksum.md5("dba7aab99081f66d6a46f2bcfc1a3296"),
                "BSD-3-Clause (mirdata)")
            .withUse(new Asset.Use("", false, true)),
        new Asset(
                "TinySOL.tar.gz",
                List.of(URI.create(record + "TinySOL.tar.gz?download=1")),
                -1,
                Asset.Checksum.md5("36030a7fe389da86c3419e5ee48e3b7f"),
                LICENCE)
            .withUse(new Asset.Use("audio", true, false)));
  }

  @Override
  public Optional<About> about() {
    return Optional.of(
        new About(
            "TinySOL 6.0",
            "C. E. Cella, D. Ghisi, V. Lostanlen, F. Lévy, J. Fineberg, Y. Maresz: OrchideaSOL: A"
                + " dataset of extended instrumental techniques for computer-aided orchestration."
                + " ICMC 2020",
            LICENCE,
            "https://zenodo.org/record/3685367",
            Map.of(INSTRUMENT, 2913, PITCH_CLASS, 2913, REGISTER, 2913),
            List.of("640 notes were retuned by software, which the file names tell")));
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    Path index = dir.resolve(INDEX);
    if (Files.isRegularFile(index)) {
      return MirdataIndex.read(index).files(dir);
    }
    List<DatasetFile> files = new ArrayList<>();
    files.add(new DatasetFile("", metadataFile(), Asset.Checksum.NONE));
    for (Track track : load(Task.named(INSTRUMENT)).tracks()) {
      files.add(new DatasetFile(track.id(), Locations.path(((AudioFile) track.audio()).file())));
    }
    return files;
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
          ("there is no folder %s; get TinySOL from https://zenodo.org/record/3685367, or "
                  + "let 'sonoprobe download tinysol --dir %s' fetch it")
              .formatted(dir.toAbsolutePath(), dir));
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
                      ("there is no metadata file %s; get it from https://zenodo.org/record/3685367, "
                              + "or name it with 'metadata'")
                          .formatted(usual.toAbsolutePath())));
    }
  }
}
