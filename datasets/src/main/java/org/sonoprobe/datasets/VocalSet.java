package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;

/**
 * VocalSet 1.1: some 3,600 recordings of 20 singers, f1 to f9 and m1 to m11 (J. Wilkins et al.,
 * "VocalSet: A Singing Voice Dataset", ISMIR 2018; CC BY 4.0).
 *
 * <p>Tasks: {@code singer_identification}, 20 classes, no official split; {@code
 * technique_identification}, the recordings whose name tells one of ten techniques, divided by
 * singer: f9, m9 and m11 validate, f2, f8, m3, m5 and m10 test, the other twelve train, which are
 * the published training and test singers with three set aside. The singer is the group of a track.
 * Five recordings are left out and those without a singer in their name get one, by the list of
 * MARBLE (R. Yuan et al., NeurIPS 2023). Audio lies anywhere below {@code <dir>/FULL/}.
 *
 * @param dir the dataset's folder
 * @param mirRefCompat whether the technique task is divided as the lists released with the thesis
 *     work: m10 and m11 train as if they were m1, f9 and m9 validate, f2, f8, m3 and m5 test; the
 *     lists leave f9 and m9 in training as well, which is not done here. False unless set
 */
public record VocalSet(@Parameter(required = true, aliases = "path") Path dir, boolean mirRefCompat)
    implements Dataset {
  private static final String NAME = "vocalset";
  private static final String SINGER = "singer_identification";
  private static final String TECHNIQUE = "technique_identification";
  private static final List<String> TECHNIQUES =
      List.of(
          "belt",
          "breathy",
          "inhaled",
          "lip_trill",
          "spoken",
          "straight",
          "trill",
          "trillo",
          "vibrato",
          "vocal_fry");
  private static final Pattern SINGERS = Pattern.compile("(f[1-9]|m1[01]|m[1-9])_.*");
  private static final Set<String> REMOVED =
      Set.of(
          "f2_scales_vibrato_a(1)",
          "caro_vibrato",
          "dona_vibrato",
          "row_vibrato",
          "slow_vibrato_arps");
  private static final Map<String, String> NAMELESS = nameless();

  /** A placeholder without a folder. */
  public VocalSet() {
    this(Path.of(""));
  }

  /** The dataset in a folder. */
  public VocalSet(Path dir) {
    this(dir, false);
  }

  private static Map<String, String> nameless() {
    Map<String, String> singers =
        new HashMap<>(
            Map.of(
                "lip_trill_arps", "f2",
                "scales_lip_trill", "m3",
                "row_straight", "m8",
                "scales_vocal_fry", "f2",
                "arps_fast_piano_c", "f9",
                "fast_piano_arps_f", "f2",
                "arps_c_fast_piano", "m3",
                "scales_fast_piano_f", "f3"));
    for (String vowel : List.of("a", "e", "i", "o", "u")) {
      singers.put("arpeggios_straight_" + vowel, "f4");
      singers.put("scales_straight_" + vowel, "f4");
      singers.put("scales_c_fast_piano_" + vowel, "m10");
      singers.put("scales_f_fast_piano_" + vowel, "m10");
    }
    return Map.copyOf(singers);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> tasks() {
    return Set.of(SINGER, TECHNIQUE);
  }

  @Override
  public Optional<Path> home() {
    return dir.toString().isEmpty() ? Optional.empty() : Optional.of(dir);
  }

  @Override
  public List<Asset> assets() {
    return List.of(
        new Asset(
            "VocalSet11.zip",
            List.of(
                new Asset.Part(
                    "https://zenodo.org/record/1203819/files/VocalSet11.zip?download=1")),
            "CC BY 4.0",
            new Asset.Use("", true, false)));
  }

  @Override
  public Optional<About> about() {
    return Optional.of(
        new About(
            "VocalSet 1.1",
            "J. Wilkins, P. Seetharaman, A. Wahl, B. Pardo: VocalSet: A Singing Voice Dataset."
                + " ISMIR 2018",
            "CC BY 4.0",
            "https://zenodo.org/record/1203819",
            Map.of(),
            List.of(
                "in the singer task the same phrase of a singer may be in training and in test; a"
                    + " score there says little of other material")));
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    List<DatasetFile> files = new ArrayList<>();
    for (Path file : recordings()) {
      files.add(new DatasetFile(Homes.stem(name(file)), file));
    }
    return files;
  }

  private List<Path> recordings() throws IOException {
    Homes.require(dir, NAME);
    Path full;
    try (Stream<Path> walk = Files.walk(dir, 3)) {
      full =
          walk.filter(path -> name(path).equals("FULL") && Files.isDirectory(path))
              .sorted()
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "there is no folder FULL in "
                              + dir.toAbsolutePath()
                              + "; 'sonoprobe download vocalset' fetches it"));
    }
    try (Stream<Path> walk = Files.walk(full)) {
      return walk.filter(file -> name(file).endsWith(".wav") && !name(file).startsWith("._"))
          .sorted()
          .toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Corpus load(Task task) throws IOException {
    List<Track> tracks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int removed = 0;
    int unknown = 0;
    int other = 0;
    for (Path file : recordings()) {
      String stem = Homes.stem(name(file));
      if (REMOVED.contains(stem)) {
        removed++;
        continue;
      }
      String singer = NAMELESS.get(stem);
      String id = singer == null ? stem : singer + "_" + stem;
      Matcher known = SINGERS.matcher(id);
      if (!known.matches()) {
        unknown++;
        continue;
      }
      singer = known.group(1);
      String label = task.name().equals(TECHNIQUE) ? technique(id) : singer;
      if (label.isEmpty()) {
        other++;
        continue;
      }
      if (!ids.add(id)) {
        id = dir.relativize(file).toString().replace('\\', '/');
      }
      tracks.add(new Track(id, new AudioFile(file), new Target.Label(label), Optional.of(singer)));
    }
    List<String> notes = new ArrayList<>();
    note(notes, removed, "recordings are doubles or of no known singer and are left out");
    note(notes, unknown, "recordings name no singer and are left out");
    note(notes, other, "recordings tell none of the ten techniques and are left out");
    List<Split> splits =
        task.name().equals(TECHNIQUE) ? List.of(bySinger(tracks, notes)) : List.of();
    return Homes.corpus(dir, task, tracks, splits, notes);
  }

  private static void note(List<String> notes, int count, String words) {
    if (count > 0) {
      notes.add(count + " " + words);
    }
  }

  /** The longest technique that the name has, between underscores; empty if it has none. */
  static String technique(String stem) {
    String found = "";
    for (String technique : TECHNIQUES) {
      if (("_" + stem + "_").contains("_" + technique + "_")
          && technique.length() > found.length()) {
        found = technique;
      }
    }
    return found;
  }

  private Split bySinger(List<Track> tracks, List<String> notes) {
    Set<String> validation = mirRefCompat ? Set.of("f9", "m9") : Set.of("f9", "m9", "m11");
    Set<String> test =
        mirRefCompat ? Set.of("f2", "f8", "m3", "m5") : Set.of("f2", "f8", "m3", "m5", "m10");
    List<String> training = new ArrayList<>();
    List<String> validating = new ArrayList<>();
    List<String> testing = new ArrayList<>();
    for (Track track : tracks) {
      String singer = track.group().orElseThrow();
      (test.contains(singer) ? testing : validation.contains(singer) ? validating : training)
          .add(track.id());
    }
    if (mirRefCompat) {
      notes.add(
          "divided as the lists released with the thesis work: m10, a test singer, trains; f9 and m9"
              + " only validate, while those lists leave them in training too");
    }
    return new Split("by_singer", training, validating, testing);
  }
}
