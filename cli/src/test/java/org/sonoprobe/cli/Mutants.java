package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.sonoprobe.api.Task;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.Runner;

/**
 * Reads files of all kinds after seeded damage, in a process of its own: each is read, or refused
 * with an {@link IOException}, within five seconds. Arguments: a work folder, mutants per file, a
 * seed, audio files. Ends with exit code 0, 7 for one that took too long, 8 for anything else.
 */
public final class Mutants {

  /** Reads one file. */
  private interface Reading {
    void read(Path file) throws IOException;
  }

  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static volatile long began = Long.MAX_VALUE;
  private static volatile String current = "";

  private Mutants() {}

  /** Does it all. */
  public static void main(String[] arguments) throws IOException {
    Path work = Path.of(arguments[0]);
    int budget = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[2]);
    Thread watch = new Thread(Mutants::watch);
    watch.setDaemon(true);
    watch.start();
    for (String audio : Arrays.asList(arguments).subList(3, arguments.length)) {
      mutate(
          String.valueOf(Path.of(audio).getFileName()),
          Files.readAllBytes(Path.of(audio)),
          work.resolve("mutant"),
          budget,
          seed,
          AudioFiles::read);
    }
    texts(work, budget, seed);
    results(work, budget, seed);
  }

  private static void texts(Path work, int budget, long seed) throws IOException {
    Path npy = work.resolve("a.npy");
    byte[] array = new Npy(new int[] {3, 4}, new float[12]).toBytes();
    mutate("npy", array, npy, budget, seed, Npy::read);
    Path npz = work.resolve("a.npz");
    Npz.write(
        npz,
        new Npz.Content(
            Map.of("a", new Npy(new int[] {2}, new float[] {1, 2})), Map.of("t.txt", "hello\n")));
    mutate("npz", Files.readAllBytes(npz), npz, budget, seed, Npz::read);
    String csv = "path,label,split,group\na.wav,x,train,1\n\"b, c.wav\",y,test,2\nd.wav,x,val,3\n";
    mutate(
        "csv",
        csv.getBytes(StandardCharsets.UTF_8),
        work.resolve("a.csv"),
        budget,
        seed,
        file -> new CsvDataset(file).load(Task.named("genre_classification")));
    for (String config : List.of("thesis.yml", "instruments.yml")) {
      mutate(
          config,
          Files.readAllBytes(Path.of("../examples/configs", config)),
          work.resolve("a.yml"),
          budget,
          seed,
          file -> ExperimentFile.read(file));
    }
  }

  private static void results(Path work, int budget, long seed) throws IOException {
    Runner.builder()
        .runs(work.resolve("runs"))
        .runId("r")
        .build()
        .run(
            Experiment.builder("x")
                .task("instrument_classification")
                .dataset(new SyntheticMusic(60, 3))
                .embeddings("mfcc")
                .downstream("classifier")
                .build());
    RunDirectory run = RunDirectory.existing(work.resolve("runs"), "r");
    Map<Path, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> walk = Files.walk(run.folder())) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().matches(".*(\\.lock|log\\.jsonl|curve\\.csv|model\\.npz)")) {
          files.put(file, Files.readAllBytes(file));
        }
      }
    }
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      mutate(
          String.valueOf(file.getKey().getFileName()),
          file.getValue(),
          file.getKey(),
          budget,
          seed,
          mutant -> {
            Results results = Results.read(run);
            for (ScoreRow row : results.wholeScores()) {
              results.predictions(row);
            }
            RunDirectory.ids(work.resolve("runs"));
          });
      Files.write(file.getKey(), file.getValue());
    }
  }

  private static void mutate(
      String name, byte[] original, Path file, int budget, long seed, Reading reading)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed ^ name.hashCode());
    int refused = 0;
    for (int i = 0; i < budget; i++) {
      byte[] mutant = mutant(original, random);
      Files.write(file, mutant);
      current = name + " mutant " + i + " of seed " + seed;
      began = System.nanoTime();
      try {
        reading.read(file);
      } catch (IOException e) {
        refused++;
        if (e.getMessage() == null || e.getMessage().isBlank()) {
          fail(e);
        }
      } catch (RuntimeException | Error e) {
        fail(e);
      }
      began = Long.MAX_VALUE;
    }
    System.out.println(name + ": " + budget + " mutants, " + refused + " refused");
  }

  private static void fail(Throwable thrown) {
    System.out.println(current);
    thrown.printStackTrace(System.out);
    System.out.flush();
    Runtime.getRuntime().halt(8);
  }

  private static void watch() {
    while (true) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
      long start = began;
      if (start != Long.MAX_VALUE && System.nanoTime() - start > LIMIT_NANOS) {
        System.out.println(current + " takes more than five seconds");
        System.out.flush();
        Runtime.getRuntime().halt(7);
      }
    }
  }

  /** Bytes with one kind of damage. */
  static byte[] mutant(byte[] original, SplittableRandom random) {
    byte[] bytes = original.length == 0 ? new byte[] {'?'} : original.clone();
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.max(1, Math.min(4096, bytes.length - at)));
    switch (random.nextInt(8)) {
      case 0 -> {
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> {
        for (int i = 0; i < 6; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
      case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + length), (byte) 0);
      case 3 -> {
        for (int i = at; i < Math.min(bytes.length, at + length); i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> { // the head alone, where sizes and counts stand
        int head = Math.min(bytes.length, 64);
        for (int i = 0; i < 4; i++) {
          bytes[random.nextInt(head)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
      }
      case 6 -> { // a piece twice
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
      }
      default -> { // a piece left out
        int end = Math.min(bytes.length, at + length);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        return shorter;
      }
    }
    return bytes;
  }
}
