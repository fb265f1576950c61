package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.deform.Mp3Compression;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

@ReferenceData
class AuditTest {
  @TempDir Path folder;

  private final List<Track> tracks = new ArrayList<>();
  private final List<String> train = new ArrayList<>();
  private final List<String> test = new ArrayList<>();
  private final Set<String> planted = new TreeSet<>();

  private void real(String relative) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(SharedFiles.path(relative))) {
      files = walk.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
    }
    Random random = new Random(4);
    for (Path file : files) {
      String id = file.getFileName().toString();
      if (tracks.stream().anyMatch(track -> track.id().equals(id))) {
        continue;
      }
      String label = String.valueOf(file.getParent().getFileName());
      tracks.add(
          new Track(
              id, new AudioFile(file), new Target.Label(label), Optional.of("group of " + id)));
      (random.nextInt(10) < 7 ? train : test).add(id);
    }
  }

  private Audit audit() {
    Corpus corpus = Corpus.of(Task.named("anything"), tracks, List.of(), List.of());
    return Audit.of(
        "real",
        corpus,
        List.of(new Split("split0", train, List.of(), test)),
        new Audit.Options(),
        (what, done, of) -> {});
  }

  /** Puts a changed copy of each of some training tracks into the test part. */
  private void plant(String how, int count, Random random) throws IOException {
    for (int i = 0; i < count; i++) {
      String id = train.get(random.nextInt(train.size()));
      Track original =
          tracks.stream().filter(track -> track.id().equals(id)).findFirst().orElseThrow();
      Path source = Path.of(original.audio().location());
      String name = how + i + "_" + id;
      Path copy = folder.resolve(name);
      Optional<String> group = Optional.of("group of " + name);
      switch (how) {
        case "copied" -> Files.copy(source, copy);
        case "grouped" -> {
          // another recording of the same artist: silence here, so that only the group tells
          WavWriter.write(copy, Audio.wrap(8000, noise(random)));
          group = original.group();
        }
        default -> WavWriter.write(copy, changed(how, original.audio().read(), random));
      }
      tracks.add(new Track(name, new AudioFile(copy), original.target(), group));
      test.add(name);
      planted.add(name);
    }
  }

  private static float[] noise(Random random) {
    float[] samples = new float[4000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
    return samples;
  }

  private static Audio changed(String how, Audio audio, Random random) throws IOException {
    float[] samples = audio.mono();
    int rate = audio.sampleRate();
    return switch (how) {
      case "mp3" ->
          new Mp3Compression(32)
              .apply(Audio.wrap(rate, samples), new java.util.SplittableRandom(1));
      case "softer" -> {
        for (int i = 0; i < samples.length; i++) {
          samples[i] *= 0.251f;
        }
        yield Audio.wrap(rate, samples);
      }
      case "trimmed" -> {
        int cut = samples.length / 4;
        int start = random.nextInt(cut + 1);
        yield Audio.wrap(
            rate, java.util.Arrays.copyOfRange(samples, start, start + samples.length - cut));
      }
      default -> {
        int other = rate == 44100 ? 22050 : 11025;
        yield Audio.wrap(other, Resampler.named("linear").resample(samples, rate, other));
      }
    };
  }

  private void check(int each) throws IOException {
    Random random = new Random(9);
    for (String how : List.of("copied", "mp3", "softer", "trimmed", "resampled", "grouped")) {
      plant(how, each, random);
    }
    Audit audit = audit();
    Set<String> found = new TreeSet<>();
    for (Finding finding : audit.findings()) {
      if (finding.severity() == Finding.Severity.ERROR) {
        finding.tracks().stream().filter(planted::contains).forEach(found::add);
      }
    }
    assertThat(found).isEqualTo(planted);
    assertThat(audit.passed()).isFalse();
  }

  @Test
  void plantedLeaksAmongRealNotesAreAllFound() throws IOException {
    real("data/instruments/audio");
    check(5);
  }

  @Test
  void plantedLeaksAmongRealPiecesAreAllFound() throws IOException {
    real("data/key/audio");
    check(5);
  }

  @Test
  void cleanNotesAreSeldomTakenForCopies() throws IOException {
    real("data/instruments/audio");
    Audit audit = audit();

    int pairs =
        audit.of(Finding.Kind.NEAR_DUPLICATE).stream().mapToInt(f -> f.tracks().size() / 2).sum();
    assertThat(pairs).isLessThan(tracks.size() / 100);
  }
}
