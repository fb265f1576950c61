package org.sonoprobe.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.files.AtomicFiles;
import org.sonoprobe.files.PlainFiles;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.extract.DeformedAudio;

/**
 * Sounds and pictures of what models get wrong, kept with a run so that its page can play them: for
 * each embedding model that can be told from chance on clean audio, with the probe that the page
 * begins with, and each scenario up to some errors of each kind (a class taken for another, a tag
 * missed or seen, the farthest values), as the audio is and as it was deformed. Up to {@value
 * #SECONDS} seconds of each, with 16 bits, mixed to mono.
 */
final class Clips {
  /** The folder in that of the run. */
  static final String FOLDER = RunFiles.CLIPS;

  static final String INDEX = "clips.json";

  /** How much of a track is kept. */
  static final int SECONDS = 10;

  private static final int WIDTH = 520;
  private static final int HEIGHT = 160;
  private static final double FULL = 32767;

  private Clips() {}

  /** A track under a scenario. */
  private record Heard(String dataset, String track, String scenario) {}

  /** An error of a model: what kind it is, and how grave. */
  private record Slip(String kind, String track, double gravity) {}

  /**
   * Keeps clips in the folder of a run.
   *
   * @param experiments what was run, in the order of the results
   * @param perKind errors of each kind that are kept of a model, at least 1
   * @return how many clips there are
   */
  static int keep(Results results, List<Experiment> experiments, int perKind, Path run)
      throws IOException {
    Path folder = run.resolve(FOLDER);
    List<Object> index = new ArrayList<>();
    List<Cell> cells = Cells.of(results);
    for (Experiment experiment : experiments) {
      Set<Heard> wanted = wanted(results, cells, experiment.name(), perKind);
      try (DeformedAudio audio = DeformedAudio.open(experiment)) {
        for (Heard heard : wanted) {
          index.add(
              keep(
                  audio.of(heard.dataset, heard.track, heard.scenario),
                  experiment.name(),
                  heard,
                  folder));
        }
      }
    }
    JsonFiles.write(folder.resolve(INDEX), Map.of("clips", index));
    removeOthers(folder, index);
    return index.size();
  }

  /** Removes what an earlier choice kept and this one does not. */
  private static void removeOthers(Path folder, List<Object> index) throws IOException {
    Set<Path> named = new HashSet<>(Set.of(folder.resolve(INDEX)));
    for (Object each : index) {
      if (each instanceof Map<?, ?> clip) {
        named.add(folder.resolveSibling(String.valueOf(clip.get("audio"))));
        named.add(folder.resolveSibling(String.valueOf(clip.get("picture"))));
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!named.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }

  private static Map<String, Object> keep(Audio audio, String experiment, Heard heard, Path folder)
      throws IOException {
    float[] samples = audio.mono();
    int length = Math.min(samples.length, SECONDS * audio.sampleRate());
    float[] part = Arrays.copyOf(samples, length);
    String name =
        PlainFiles.fileName(experiment)
            + "/"
            + PlainFiles.fileName(heard.dataset)
            + "/"
            + PlainFiles.fileName(heard.scenario)
            + "/"
            + PlainFiles.fileName(heard.track);
    AtomicFiles.write(folder.resolve(name + ".wav"), wav(part, audio.sampleRate()));
    Spectrogram.write(
        folder.resolve(name + ".png"), Audio.wrap(audio.sampleRate(), part), WIDTH, HEIGHT);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("experiment", experiment);
    entry.put("dataset", heard.dataset);
    entry.put("track", heard.track);
    entry.put("scenario", heard.scenario);
    entry.put("audio", FOLDER + "/" + name + ".wav");
    entry.put("picture", FOLDER + "/" + name + ".png");
    entry.put("seconds", (double) length / audio.sampleRate());
    entry.put("of_seconds", audio.durationSeconds());
    entry.put("highest_hertz", audio.sampleRate() / 2);
    return entry;
  }

  /** 16-bit WAV, which every browser plays. */
  private static byte[] wav(float[] samples, int rate) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putShort((short) Math.rint(FULL * Math.max(-1, Math.min(1, sample))));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(bytes.array()),
            new AudioFormat(rate, Short.SIZE, 1, true, false),
            samples.length),
        AudioFileFormat.Type.WAVE,
        out);
    return out.toByteArray();
  }

  /** What is to be heard: each error as it was deformed, and clean. */
  private static Set<Heard> wanted(
      Results results, List<Cell> cells, String experiment, int perKind) throws IOException {
    Map<List<String>, List<ScoreRow>> trials = new LinkedHashMap<>();
    // what cannot be told from chance errs for no reason that could be heard
    Set<List<String>> heard = new HashSet<>();
    for (Cell cell : cells) {
      if (cell.at(Variable.SCENARIO).equals(Scenario.CLEAN.name())
          && !cell.floor()
          && !cell.isAtChance()) {
        heard.add(
            List.of(
                cell.at(Variable.DATASET),
                cell.at(Variable.EMBEDDING),
                cell.at(Variable.AGGREGATION),
                cell.at(Variable.DOWNSTREAM)));
      }
    }
    for (ScoreRow row : results.wholeScores()) {
      if (row.experiment().equals(experiment)
          && heard.contains(
              List.of(row.dataset(), row.embedding(), row.aggregation(), row.downstream()))
          && row.isWhole()
          && row.repeat() == 1
          && row.downstream().equals(Cells.firstProbe(cells, experiment, row.dataset()))) {
        List<ScoreRow> own =
            trials.computeIfAbsent(
                List.of(row.dataset(), row.scenario(), row.embedding(), row.aggregation()),
                key -> new ArrayList<>());
        if (own.stream().noneMatch(known -> known.split().equals(row.split()))) {
          own.add(row);
        }
      }
    }
    Set<Heard> wanted = new LinkedHashSet<>();
    for (Map.Entry<List<String>, List<ScoreRow>> trial : trials.entrySet()) {
      String dataset = trial.getKey().get(0);
      String scenario = trial.getKey().get(1);
      List<Slip> slips = new ArrayList<>();
      for (ScoreRow row : trial.getValue()) {
        slips.addAll(slips(results.predictions(row)));
      }
      // what is kept already comes first, so that models share clips
      slips.sort(
          Comparator.<Slip, Boolean>comparing(
                  slip -> !wanted.contains(new Heard(dataset, slip.track, scenario)))
              .thenComparing(Comparator.comparingDouble(Slip::gravity).reversed())
              .thenComparing(Slip::track));
      Map<String, Integer> kept = new HashMap<>();
      for (Slip slip : slips) {
        if (kept.merge(slip.kind, 1, Integer::sum) <= perKind) {
          wanted.add(new Heard(dataset, slip.track, Scenario.CLEAN.name()));
          wanted.add(new Heard(dataset, slip.track, scenario));
        }
      }
    }
    return wanted;
  }

  private static List<Slip> slips(Predictions predictions) {
    List<Slip> slips = new ArrayList<>();
    List<String> labels = predictions.task().labels();
    for (int t = 0; t < predictions.count(); t++) {
      String track = predictions.trackIds().get(t);
      Target target = predictions.targets().get(t);
      double[] scores = predictions.scores(t);
      if (target.onlyClass().isPresent()) {
        String truth = target.onlyClass().get();
        int said = predictions.predictedClass(t);
        if (!labels.get(said).equals(truth)) {
          slips.add(new Slip(truth + "\n" + labels.get(said), track, scores[said]));
        }
      } else if (predictions.task().type().hasClasses()) {
        for (int tag = 0; tag < labels.size(); tag++) {
          boolean there = target.classes().contains(labels.get(tag));
          if (there != scores[tag] >= 0.5) {
            slips.add(
                new Slip(
                    labels.get(tag) + "\n" + there, track, there ? -scores[tag] : scores[tag]));
          }
        }
      } else {
        double[] truth = predictions.task().encode(target);
        double distance = 0;
        for (int v = 0; v < scores.length; v++) {
          distance += Math.abs(scores[v] - truth[v]);
        }
        slips.add(new Slip("", track, distance));
      }
    }
    return slips;
  }

  /** What is kept with a run; nothing if there is none. */
  static List<?> read(Path run) throws IOException {
    return kept(run.resolve(FOLDER).resolve(INDEX), "clips");
  }

  /**
   * A list that is kept in a file.
   *
   * @return nothing if there is no such file
   * @throws IOException if there is one that has no such list
   */
  static List<?> kept(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (JsonFiles.read(file).orElse(Map.of()).get(name) instanceof List<?> list) {
      return list;
    }
    throw new IOException(file + " is damaged; run 'illustrate' again");
  }
}
