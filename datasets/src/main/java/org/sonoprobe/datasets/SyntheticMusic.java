package org.sonoprobe.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/**
 * Small pieces of music that are made when they are needed, for trying things out without data:
 * single notes, cadences and mixtures, of six timbres (additive organ, plucked string, FM bell, FM
 * brass, reed, flute with breath).
 *
 * <p>Notes differ in pitch, dynamics, tuning (up to a fifth of a semitone), attack and noise, which
 * the seed decides. Tasks: {@code instrument_classification}, {@code pitch_class_classification},
 * {@code pitch_register_classification}, {@code key_estimation} (a cadence in each of the 24 keys),
 * {@code autotagging} (timbres, and words such as {@code loud} and {@code low}, of two notes
 * together).
 *
 * @param tracks how many tracks a task gets; 360 unless set
 * @param seed of everything that is random; 1 unless set
 */
public record SyntheticMusic(int tracks, long seed) implements Dataset {
  private static final List<String> PITCHES =
      List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");

  public SyntheticMusic {
    if (tracks < 24) {
      throw new IllegalArgumentException(
          "tracks must be at least 24, one for each key, but is " + tracks);
    }
  }

  /** 360 tracks. */
  public SyntheticMusic() {
    this(360, 1);
  }

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public Set<String> tasks() {
    return Set.of(
        "instrument_classification",
        "pitch_class_classification",
        "pitch_register_classification",
        "key_estimation",
        "autotagging");
  }

  @Override
  public Corpus load(Task task) {
    List<Track> list = new ArrayList<>();
    for (int i = 0; i < tracks; i++) {
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
      list.add(
          switch (task.name()) {
            case "key_estimation" -> cadence(i, random);
            case "autotagging" -> mixture(i, random);
            default -> note(task.name(), i, random);
          });
    }
    return Corpus.of(task, list, List.of(), List.of());
  }

  private static SyntheticSound.Tone tone(int i, int midi, SplittableRandom random) {
    SyntheticSound.Timbre[] timbres = SyntheticSound.Timbre.values();
    return new SyntheticSound.Tone(
        timbres[i % timbres.length],
        midi + (random.nextDouble() - 0.5) * 0.4,
        0.05 + 0.4 * random.nextDouble(),
        0,
        0.7 + 0.5 * random.nextDouble(),
        0.003 + 0.05 * random.nextDouble());
  }

  private Track note(String task, int i, SplittableRandom random) {
    int midi = 40 + random.nextInt(45);
    SyntheticSound.Tone tone = tone(i, midi, random);
    String label =
        switch (task) {
          case "instrument_classification" -> tone.timbre().word();
          case "pitch_class_classification" -> PITCHES.get(midi % 12);
          default -> Integer.toString(midi / 12 - 1);
        };
    SyntheticSound sound =
        new SyntheticSound(List.of(tone), 0.004 + 0.02 * random.nextDouble(), random.nextLong());
    return new Track(id("note", i), sound, new Target.Label(label));
  }

  private Track cadence(int i, SplittableRandom random) {
    int tonic = i % 12;
    boolean minor = i / 12 % 2 == 1;
    int third = minor ? 3 : 4;
    int[][] chords = {{0, third, 7}, {5, 5 + third, 12}, {7, 11, 14}, {0, third, 7}};
    List<SyntheticSound.Tone> tones = new ArrayList<>();
    int timbre = random.nextInt(6);
    for (int c = 0; c < chords.length; c++) {
      for (int degree : chords[c]) {
        SyntheticSound.Tone tone = tone(timbre, 55 + tonic + degree, random);
        tones.add(
            new SyntheticSound.Tone(
                tone.timbre(), 55 + tonic + degree, 0.12, c * 0.5, 0.55, tone.attackSeconds()));
      }
    }
    String key = PITCHES.get((55 + tonic) % 12) + (minor ? " minor" : " major");
    return new Track(
        id("cadence", i),
        new SyntheticSound(tones, 0.004, random.nextLong()),
        new Target.Label(key));
  }

  private Track mixture(int i, SplittableRandom random) {
    Set<String> tags = new TreeSet<>();
    List<SyntheticSound.Tone> tones = new ArrayList<>();
    boolean loud = random.nextBoolean();
    boolean low = random.nextBoolean();
    for (int n = 0; n < 2; n++) {
      SyntheticSound.Tone tone =
          tone(random.nextInt(6), (low ? 40 : 64) + random.nextInt(20), random);
      tones.add(
          new SyntheticSound.Tone(
              tone.timbre(),
              tone.midi(),
              loud ? 0.4 : 0.08,
              n * 0.3,
              tone.seconds(),
              tone.attackSeconds()));
      tags.add(tone.timbre().word());
    }
    tags.add(loud ? "loud" : "soft");
    tags.add(low ? "low" : "high");
    return new Track(
        id("mixture", i),
        new SyntheticSound(tones, 0.004, random.nextLong()),
        new Target.Tags(tags),
        Optional.empty());
  }

  private static String id(String kind, int i) {
    return String.format(java.util.Locale.ROOT, "%s%04d", kind, i);
  }
}
