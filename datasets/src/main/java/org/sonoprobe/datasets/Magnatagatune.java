package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.sonoprobe.files.Npy;

/**
 * MagnaTagATune: 25,863 clips of 29 seconds with tags (E. Law et al., "Evaluation of Algorithms
 * Using Games: The Case of Music Tagging", ISMIR 2009).
 *
 * <p>Task {@code autotagging} with the 50 most frequent tags, by name, unmerged. The two splits
 * that the literature mixes up are told apart by name, see {@link Protocol}; both put the folders
 * {@code 0} to {@code b} into training, {@code c} into validation and {@code d} to {@code f} into
 * test. Three clips whose audio is corrupt are left out. Audio lies in {@code <dir>/audio/<0-f>/},
 * {@code annotations_final.csv} and the split lists ({@code train}, {@code valid}, {@code test} as
 * {@code .npy} or {@code .tsv}) in {@code <dir>/metadata/}.
 *
 * @param dir the dataset's folder
 * @param protocol which clips; {@code jongpillee} unless set
 */
public record Magnatagatune(
    @Parameter(required = true, aliases = "path") Path dir, Protocol protocol) implements Dataset {
  private static final String NAME = "magnatagatune";
  private static final String TAGGING = "autotagging";
  private static final Set<String> CORRUPT = Set.of("35644", "55753", "57881");
  private static final Pattern SONG = Pattern.compile("(.+)-\\d+-.*?-\\d+-\\d+\\.mp3");

  /** The 50 most frequent tags, in the order of their counts. */
  private static final List<String> TOP_50 =
      List.of(
          "guitar",
          "classical",
          "slow",
          "techno",
          "strings",
          "drums",
          "electronic",
          "rock",
          "fast",
          "piano",
          "ambient",
          "beat",
          "violin",
          "vocal",
          "synth",
          "female",
          "indian",
          "opera",
          "male",
          "singing",
          "vocals",
          "no vocals",
          "harpsichord",
          "loud",
          "quiet",
          "flute",
          "woman",
          "male vocal",
          "no vocal",
          "pop",
          "soft",
          "sitar",
          "solo",
          "man",
          "classic",
          "choir",
          "voice",
          "new age",
          "dance",
          "male voice",
          "female vocal",
          "beats",
          "harp",
          "cello",
          "no voice",
          "weird",
          "country",
          "metal",
          "female voice",
          "choral");

  /** The selection of clips from the lists. */
  public enum Protocol {
    /**
     * The 21,108 clips with at least one of the 50 tags: 15,247 / 1,529 / 4,332, and 15,244 for
     * training without the corrupt ones (J. Lee et al., "Sample-level Deep Convolutional Neural
     * Networks for Music Auto-tagging", SMC 2017); the one of the thesis.
     */
    JONGPILLEE,
    /**
     * All 25,860 clips, also those without any of the tags: 18,706 / 1,825 / 5,329 (M. Won et al.,
     * "Evaluation of CNN-based Automatic Music Tagging Models", SMC 2020).
     */
    WON2020
  }

  /** A placeholder without a folder. */
  public Magnatagatune() {
    this(Path.of(""));
  }

  /** The dataset in a folder, with the clips of the thesis. */
  public Magnatagatune(Path dir) {
    this(dir, Protocol.JONGPILLEE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("mtat", "mtt");
  }

  @Override
  public Set<String> tasks() {
    return Set.of(TAGGING);
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  @Override
  public List<Asset> assets() {
    String licence = "CC BY-NC-SA 1.0 (audio by Magnatune); for research";
    String place = "https://mirg.city.ac.uk/datasets/magnatagatune/";
    String lists = "https://github.com/minzwon/sota-music-tagging-models/raw/master/split/mtat/";
    List<Asset> assets = new ArrayList<>();
    assets.add(
        new Asset(
            "annotations_final.csv",
            List.of(new Asset.Part(place + "annotations_final.csv")),
            licence,
            new Asset.Use("metadata", false, true)));
    for (String part : List.of("train", "valid", "test")) {
      assets.add(
          new Asset(
              part + ".npy",
              List.of(new Asset.Part(lists + part + ".npy")),
              "MIT",
              new Asset.Use("metadata", false, true)));
    }
    assets.add(
        new Asset(
            "mp3.zip",
            List.of(
                new Asset.Part(place + "mp3.zip.001"),
                new Asset.Part(place + "mp3.zip.002"),
                new Asset.Part(place + "mp3.zip.003")),
            licence,
            new Asset.Use("audio", true, false)));
    return assets;
  }

  @Override
  public Optional<About> about() {
    return Optional.of(
        new About(
            "MagnaTagATune",
            "E. Law, K. West, M. Mandel, M. Bay, J. S. Downie: Evaluation of Algorithms Using Games:"
                + " The Case of Music Tagging. ISMIR 2009",
            "CC BY-NC-SA 1.0 (audio by Magnatune); for research",
            "https://mirg.city.ac.uk/codeapps/the-magnatagatune-dataset",
            Map.of(TAGGING, protocol == Protocol.JONGPILLEE ? 21_105 : 25_860),
            List.of(
                "two protocols exist: 'jongpillee', the 21,108 clips with a tag (21,105 without the"
                    + " corrupt ones), and 'won2020', 25,860 clips; scores of one say nothing of the"
                    + " other",
                "two published lists of the 50 tags differ in the order of 'metal' and 'female"
                    + " voice'; tags are matched by name here, never by position")));
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    List<DatasetFile> files = new ArrayList<>();
    for (Track track : load(Task.named(TAGGING)).tracks()) {
      files.add(new DatasetFile(track.id(), Locations.path(((AudioFile) track.audio()).file())));
    }
    return files;
  }

  @Override
  public Corpus load(Task task) throws IOException {
    Path metadata = Homes.require(dir, NAME).resolve("metadata");
    Path file = Homes.file(metadata.resolve("annotations_final.csv"), NAME);
    String source = file.toString();
    Csv csv = Csv.read(file, '\t');
    int ids = csv.column("clip_id", source);
    int paths = csv.column("mp3_path", source);
    int[] columns = new int[TOP_50.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = csv.column(TOP_50.get(i), source);
    }
    Map<String, List<String>> rows = new HashMap<>();
    csv.rows().forEach(row -> rows.put(row.get(paths), row));
    List<Track> tracks = new ArrayList<>();
    List<List<String>> parts = new ArrayList<>();
    int corrupt = 0;
    int untagged = 0;
    for (String part : List.of("train", "valid", "test")) {
      List<String> members = new ArrayList<>();
      for (String path : list(metadata, part)) {
        List<String> row = rows.get(path);
        if (row == null) {
          throw new IOException(
              "%s has no clip '%s', which the list of the %s part names"
                  .formatted(source, path, part));
        }
        Set<String> tags = new TreeSet<>();
        for (int i = 0; i < columns.length; i++) {
          if (row.get(columns[i]).equals("1")) {
            tags.add(TOP_50.get(i));
          }
        }
        if (CORRUPT.contains(row.get(ids))) {
          corrupt++;
        } else if (tags.isEmpty() && protocol == Protocol.JONGPILLEE) {
          untagged++;
        } else {
          members.add(row.get(ids));
          tracks.add(track(row.get(ids), path, tags));
        }
      }
      parts.add(members);
    }
    List<String> notes = new ArrayList<>();
    if (corrupt > 0) {
      notes.add(corrupt + " clips are left out because their published audio is corrupt");
    }
    if (untagged > 0) {
      notes.add(
          untagged
              + " clips of the lists have none of the 50 tags and are left out, as protocol"
              + " 'jongpillee' wants");
    }
    List<String> labels = TOP_50.stream().sorted().toList();
    Split split = Homes.split(metadata, "official", parts);
    return Homes.corpus(source, task.withLabels(labels), tracks, List.of(split), notes);
  }

  private Track track(String id, String path, Set<String> tags) throws IOException {
    Matcher song = SONG.matcher(path.substring(path.indexOf('/') + 1));
    return new Track(
        id,
        new AudioFile(MirdataIndex.path(dir.resolve("audio"), path)),
        new Target.Tags(tags),
        song.matches() ? Optional.of(song.group(1)) : Optional.empty());
  }

  /** The paths of a part, in the order of its list, whose lines are an index, a tab and a path. */
  private static List<String> list(Path metadata, String part) throws IOException {
    List<String> lines;
    Path array = metadata.resolve(part + ".npy");
    if (Files.isRegularFile(array)) {
      lines = Npy.texts(array);
    } else {
      Path text = metadata.resolve(part + ".tsv");
      lines = Homes.lines(Homes.file(text, NAME));
    }
    return lines.stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.substring(line.indexOf('\t') + 1).strip())
        .toList();
  }
}
