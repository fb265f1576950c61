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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;

/**
 * Beatport EDM Key 1.0: 1,486 two-minute excerpts of electronic dance music with keys (Á. Faraldo,
 * "Tonality Estimation in Electronic Dance Music", PhD thesis, UPF 2017; CC BY-SA 4.0).
 *
 * <p>Task {@code key_estimation}, 24 classes: kept are tracks with exactly one key of two words
 * without {@code other} (1,272 in the thesis), flats are written as sharps. There is no official
 * split. Tracks are in the order of their file names, as in mirdata's index, so that a stratified
 * 80-10-10 split with seed 42 is the one of the thesis. Audio lies in {@code <dir>/audio/}, keys in
 * {@code <dir>/keys/}.
 *
 * @param dir the dataset's folder
 * @param tidy whether blanks around keys are ignored, and Cb, E#, Fb and B# merged too; false, as
 *     in the thesis, unless set
 * @param groupBy what a split must not tear apart; {@code none}, as in the thesis, unless set
 */
public record BeatportKey(
    @Parameter(required = true, aliases = "path") Path dir, boolean tidy, GroupBy groupBy)
    implements Dataset {
  private static final String KEY = "key_estimation";
  private static final String NAME = "beatport_key";
  private static final String RECORD = "https://zenodo.org/record/1101082/files/";
  private static final Pattern TITLE = Pattern.compile("\\d+ (.+?) - .+");

  /** The criterion by which tracks belong together. */
  public enum GroupBy {
    /** Nothing. */
    NONE,
    /** Tracks with the same artists, as the file name has them. */
    ARTIST
  }

  /** A placeholder without a folder. */
  public BeatportKey() {
    this(Path.of(""));
  }

  /** The dataset in a folder, as the thesis takes it. */
  public BeatportKey(Path dir) {
    this(dir, false, GroupBy.NONE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("beaport", "beatport");
  }

  @Override
  public Set<String> tasks() {
    return Set.of(KEY);
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  @Override
  public List<Asset> assets() {
    String licence = "CC BY-SA 4.0";
    return List.of(
        archive("keys.zip", "939abc05f36121badfac4087241ac172", true, licence),
        archive("original_metadata.zip", "bb3e3ac1fe5dee7600ef2814accdf8f8", true, licence),
        new Asset(
                "beatport_key_index_1.0.0.json",
                List.of(
                    URI.create(
                        "https://zenodo.org/records/13993022/files/beatport_key_index_1.0.0.json?download=1")),
                -1,
                Asset.Checksum.md5("71291eec1a4791259d05fd9281c5cfbf"),
                "BSD-3-Clause (mirdata)")
            .withUse(new Asset.Use("", false, true)),
        archive("audio.zip", "f490ee6c23578482d6fcfa11b82636a1", false, licence));
  }

  private static Asset archive(String name, String md5, boolean annotations, String licence) {
    return new Asset(
            name,
            List.of(URI.create(RECORD + name + "?download=1")),
            -1,
            Asset.Checksum.md5(md5),
            licence)
        .withUse(new Asset.Use("", true, annotations));
  }

  @Override
  public Optional<About> about() {
    return Optional.of(
        new About(
            "Beatport EDM Key 1.0",
            "Á. Faraldo: Tonality Estimation in Electronic Dance Music. PhD thesis, Universitat"
                + " Pompeu Fabra, Barcelona 2017; doi:10.5281/zenodo.1101082",
            "CC BY-SA 4.0",
            "https://zenodo.org/record/1101082",
            Map.of(KEY, 1272),
            List.of()));
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    Path index = dir.resolve("beatport_key_index_1.0.0.json");
    if (Files.isRegularFile(index)) {
      return MirdataIndex.read(index).files(dir);
    }
    List<DatasetFile> files = new ArrayList<>();
    for (Path key : keys()) {
      String stem = Homes.stem(String.valueOf(key.getFileName()));
      files.add(new DatasetFile(stem, key));
      files.add(new DatasetFile(stem, audio(stem)));
    }
    return files;
  }

  private Path audio(String stem) {
    return dir.resolve("audio").resolve(stem + ".mp3");
  }

  private List<Path> keys() throws IOException {
    Path folder = Homes.require(dir, NAME).resolve("keys");
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "there is no folder " + folder.toAbsolutePath() + "; 'sonoprobe download' fetches it");
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> file.toString().endsWith(".txt"))
          .sorted((a, b) -> name(a).compareTo(name(b)))
          .toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public Corpus load(Task task) throws IOException {
    List<Track> tracks = new ArrayList<>();
    int without = 0;
    for (Path file : keys()) {
      List<String> lines = Homes.lines(file);
      Optional<String> key = Keys.beatport(lines.isEmpty() ? "" : lines.get(0), tidy);
      if (key.isEmpty()) {
        without++;
        continue;
      }
      String stem = Homes.stem(name(file));
      Matcher title = TITLE.matcher(stem);
      Optional<String> group =
          groupBy == GroupBy.ARTIST && title.matches()
              ? Optional.of(title.group(1))
              : Optional.empty();
      tracks.add(new Track(stem, new AudioFile(audio(stem)), new Target.Label(key.get()), group));
    }
    if (tracks.isEmpty()) {
      throw new IOException(dir.resolve("keys").toAbsolutePath() + " holds no key of a track");
    }
    List<String> notes =
        without == 0
            ? List.of()
            : List.of(
                without + " tracks have no key, several, or one without a mode, and are left out");
    return Homes.corpus(dir, task, tracks, List.of(), notes);
  }
}
