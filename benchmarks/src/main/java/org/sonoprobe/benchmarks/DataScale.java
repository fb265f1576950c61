package org.sonoprobe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Task;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.datasets.LabelRule;
import org.sonoprobe.datasets.Mirdata;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.experiment.StratifiedGroups;

/**
 * A benchmark of the time for data as tracks grow in number: an audit of notes that are made in
 * memory, and loading and dividing an index.
 */
public final class DataScale {
  private DataScale() {}

  /** Measures 600 notes and those that each argument says, then an index of 100,000 tracks. */
  public static void main(String[] arguments) throws IOException {
    audit(600);
    for (String count : arguments) {
      audit(Integer.parseInt(count));
    }
    index(100_000);
  }

  private static void audit(int tracks) {
    Corpus corpus = new SyntheticMusic(tracks, 1).load(Task.named("instrument_classification"));
    long start = System.nanoTime();
    Audit audit =
        Audit.of(
            "notes",
            corpus,
            new Splitters.Stratified().divide(corpus, 42).splits(),
            new Audit.Options(),
            (what, done, of) -> {});
    System.out.printf(
        Locale.ROOT,
        "audit of %d notes (%.0f s): %.2f s, %d pairs compared%n",
        tracks,
        audit.seconds(),
        seconds(start),
        audit.compared());
  }

  private static void index(int tracks) throws IOException {
    Path folder = Files.createTempDirectory("sonoprobe-index");
    StringBuilder text = new StringBuilder("{\"version\": \"1\", \"tracks\": {");
    for (int i = 0; i < tracks; i++) {
      text.append(i == 0 ? "" : ",")
          .append(
              "\"t%s\": {\"audio\": [\"c%s/g%s_%s.wav\", null]}".formatted(i, i % 50, i % 997, i));
    }
    Files.writeString(folder.resolve("index.json"), text + "}}");
    long start = System.nanoTime();
    Corpus corpus =
        new Mirdata(folder, LabelRule.ofPath("(?<label>c\\d+)/(?<group>g\\d+)_.*"))
            .load(Task.named("anything"));
    System.out.printf(Locale.ROOT, "index of %d tracks: %.2f s%n", tracks, seconds(start));
    for (Splitter splitter :
        List.of(new Splitters.Stratified(), new Splitters.KFold(5), new StratifiedGroups())) {
      long begin = System.nanoTime();
      splitter.divide(corpus, 42);
      System.out.printf(Locale.ROOT, "  %s: %.2f s%n", splitter.name(), seconds(begin));
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
