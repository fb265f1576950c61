package org.sonoprobe.datasets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/**
 * MTG-Jamendo: 55,000 full tracks with tags (D. Bogdanov et al., "The MTG-Jamendo Dataset for
 * Automatic Music Tagging", ML4MD workshop, ICML 2019; audio under the Creative Commons licence of
 * each track).
 *
 * <p>Task {@code autotagging} on one of four sets of tags; up to five official splits, in which no
 * artist is in two parts. Lists lie in {@code <dir>/data/splits/split-<0-4>/}, as in the dataset's
 * repository, audio in {@code <dir>/audio/}. An artist is the group of a track.
 *
 * @param dir the dataset's folder
 * @param subset which tags; {@code moodtheme} unless set
 * @param audioDir the folder with the audio; {@code <dir>/audio} unless set
 * @param lowQuality whether audio files are the small ones that end in {@code .low.mp3}; true
 *     unless set
 * @param categories whether tags keep their category, as in {@code genre---rock}; true unless set
 */
public record MtgJamendo(
    @Parameter(required = true, aliases = "path") Path dir,
    Subset subset,
    @Parameter(none = "") Optional<Path> audioDir,
    boolean lowQuality,
    boolean categories)
    implements Dataset {
  private static final String NAME = "mtg_jamendo";
  private static final String TAGGING = "autotagging";
  private static final int SPLITS = 5;
  private static final List<String> PARTS = List.of("train", "validation", "test");

  /** A set of tags, with the tracks that have one of them. */
  public enum Subset {
    /** 56 moods and themes, 17,982 tracks in a split. */
    MOODTHEME("autotagging_moodtheme", 17_982),
    /** 40 instruments, 24,976 tracks in a split. */
    INSTRUMENT("raw_30s", 24_976),
    /** 87 genres. */
    GENRE("raw_30s", 0),
    /** The 50 most frequent tags of all categories. */
    TOP50TAGS("raw_30s", 0);

    private final String audio;
    private final int tracks;

    Subset(String audio, int tracks) {
      this.audio = audio;
      this.tracks = tracks;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A placeholder without a folder. */
  public MtgJamendo() {
    this(Path.of(""), Subset.MOODTHEME);
  }

  /** One set of tags, with the small audio files and tags as they are. */
  public MtgJamendo(Path dir, Subset subset) {
    this(dir, subset, Optional.empty(), true, true);
  }

  @Override
  public String name() {
    return subset == Subset.MOODTHEME ? NAME : NAME + "_" + subset.word();
  }

  @Override
  public Set<String> aliases() {
    String word = subset.word();
    return switch (subset) {
      case MOODTHEME -> Set.of("mtg-jamendo-moodtheme", "mtg_jamendo_moodtheme", "mtg-jamendo");
      case INSTRUMENT ->
          Set.of("mtg-jamendo-instrument", "mtg-jamendo-instruments", "mtg_jamendo_instruments");
      default -> Set.of("mtg-jamendo-" + word);
    };
  }

  @Override
  public List<MtgJamendo> variants() {
    return Arrays.stream(Subset.values())
        .filter(other -> subset == Subset.MOODTHEME && other != Subset.MOODTHEME)
        .map(other -> new MtgJamendo(dir, other))
        .toList();
  }

  @Override
  public Set<String> tasks() {
    return Set.of(TAGGING);
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  private String list(int split, String part) {
    return "data/splits/split-" + split + "/autotagging_" + subset.word() + "-" + part + ".tsv";
  }

  private String quality() {
    return lowQuality ? "audio-low" : "audio";
  }

  private String checksums(String of) {
    return subset.audio + "_" + quality() + "_sha256_" + of + ".txt";
  }

  @Override
  public List<Asset> assets() {
    String repository = "https://raw.githubusercontent.com/MTG/mtg-jamendo-dataset/master/";
    List<Asset> assets = new ArrayList<>();
    for (int split = 0; split < SPLITS; split++) {
      for (String part : PARTS) {
        assets.add(annotation(repository, list(split, part)));
      }
    }
    assets.add(annotation(repository, "data/download/" + checksums("tars")));
    assets.add(annotation(repository, "data/download/" + checksums("tracks")));
    for (String line : lines("tars")) {
      String[] words = line.strip().split("\\s+", 2);
      if (words.length == 2 && words[0].matches("[0-9a-f]{64}") && words[1].matches("[\\w.-]+")) {
        String place = subset.audio + "/" + quality() + "/" + words[1];
        assets.add(
            new Asset(
                    words[1],
                    List.of(
                        URI.create("https://cdn.freesound.org/mtg-jamendo/" + place),
                        URI.create(
                            "https://essentia.upf.edu/documentation/datasets/mtg-jamendo/"
                                + place)),
                    -1,
                    Asset.Checksum.sha256(words[0]),
                    "Creative Commons, see each track")
                .withUse(new Asset.Use("audio", true, false)));
      }
    }
    return assets;
  }

  private static Asset annotation(String repository, String path) {
    int slash = path.lastIndexOf('/');
    return new Asset(
        path.substring(slash + 1),
        List.of(new Asset.Part(repository + path)),
        "CC BY-NC-SA 4.0",
        new Asset.Use(path.substring(0, slash), false, true));
  }

  /** The lines of a list of checksums; none where it is not there. */
  private List<String> lines(String of) {
    Path file = dir.resolve("data").resolve("download").resolve(checksums(of));
    try {
      return Files.isRegularFile(file) ? Homes.lines(file) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public Optional<About> about() {
    return Optional.of(
        new About(
            "MTG-Jamendo, " + subset.word(),
            "D. Bogdanov, M. Won, P. Tovstogan, A. Porter, X. Serra: The MTG-Jamendo Dataset for"
                + " Automatic Music Tagging. Machine Learning for Music Discovery Workshop, ICML 2019",
            "metadata CC BY-NC-SA 4.0; audio under the Creative Commons licence of each track",
            "https://github.com/MTG/mtg-jamendo-dataset",
            subset.tracks == 0 ? Map.of() : Map.of(TAGGING, subset.tracks),
            List.of("five official splits without shared artists; counts are those of split 0")));
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    Map<String, Asset.Checksum> checksums = new LinkedHashMap<>();
    for (String line : lines("tracks")) {
      String[] words = line.strip().split("\\s+", 2);
      if (words.length == 2 && words[0].matches("[0-9a-f]{64}")) {
        checksums.put(words[1], Asset.Checksum.sha256(words[0]));
      }
    }
    Path audio = audioDir.orElse(dir.resolve("audio"));
    List<DatasetFile> files = new ArrayList<>();
    for (Track track : load(Task.named(TAGGING)).tracks()) {
      Path file = Locations.path(((AudioFile) track.audio()).file());
      String below = audio.relativize(file).toString().replace('\\', '/');
      files.add(
          new DatasetFile(track.id(), file, checksums.getOrDefault(below, Asset.Checksum.NONE)));
    }
    return files;
  }

  @Override
  public Corpus load(Task task) throws IOException {
    Homes.require(dir, name());
    Map<String, Track> tracks = new LinkedHashMap<>();
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < SPLITS; i++) {
      if (i > 0 && !Files.exists(dir.resolve(list(i, "test")))) {
        continue;
      }
      List<List<String>> parts = new ArrayList<>();
      for (String part : PARTS) {
        parts.add(read(Homes.file(dir.resolve(list(i, part)), name()), tracks));
      }
      splits.add(Homes.split(dir, "split" + i, parts));
    }
    return Homes.corpus(dir, task, List.copyOf(tracks.values()), splits, List.of());
  }

  /** Reads the tracks of a part: five columns, then any number of tags. */
  private List<String> read(Path file, Map<String, Track> tracks) throws IOException {
    Path audio = audioDir.orElse(dir.resolve("audio"));
    List<String> ids = new ArrayList<>();
    int line = 0;
    for (String text : Homes.lines(file)) {
      line++;
      if (line == 1 && text.startsWith("TRACK_ID") || text.isBlank()) {
        continue;
      }
      String[] cells = text.split("\t", -1);
      if (cells.length < 6) {
        throw new IOException(
            ("%s:%s: a row has track, artist, album, path, duration and tags, but this has "
                    + "%s columns")
                .formatted(file, line, cells.length));
      }
      Set<String> tags = new TreeSet<>();
      for (String tag : Arrays.asList(cells).subList(5, cells.length)) {
        if (!tag.isBlank()) {
          tags.add(categories ? tag.strip() : tag.strip().replaceFirst("^.*---", ""));
        }
      }
      String path = lowQuality ? cells[3].replaceFirst("\\.mp3$", ".low.mp3") : cells[3];
      Track track =
          new Track(
              cells[0],
              new AudioFile(MirdataIndex.path(audio, path)),
              new Target.Tags(tags),
              Optional.of(cells[1]));
      Track other = tracks.putIfAbsent(cells[0], track);
      if (other != null && !other.equals(track)) {
        throw new IOException(
            file + ":" + line + ": '" + cells[0] + "' has other tags or paths in another split");
      }
      ids.add(cells[0]);
    }
    return ids;
  }
}
