package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.audit.Audit;
import org.sonoprobe.audit.DatasetCard;
import org.sonoprobe.audit.Finding;
import org.sonoprobe.datasets.CsvDataset;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.experiment.SplitFile;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.files.Csv;

/**
 * Looks at data before anything is trained on it: its card, what is wrong with it, and its splits
 * as a file for others to use.
 */
public final class AuditedData {
  private AuditedData() {}

  /** Makes a folder of notes in which one is there twice, and looks at it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("sonoprobe-audit");
    Audit audit = run(folder);
    audit
        .findings()
        .forEach(finding -> System.out.println(finding.severity() + " " + finding.text()));
    System.out.println("Splits: " + folder.resolve("splits.json"));
  }

  static Audit run(Path folder) throws IOException {
    Dataset dataset = new CsvDataset(notes(folder));
    Corpus corpus = dataset.load(Task.named("instrument_classification"));
    List<Split> splits = new Splitters.Stratified().divide(corpus, 42).splits();

    DatasetCard card = DatasetCard.of("notes", dataset.about(), corpus, splits);
    System.out.println(card.withLengths(corpus).markdown());

    Audit audit = Audit.of("notes", corpus, splits, new Audit.Options(), (what, done, of) -> {});
    if (!audit.passed()) {
      for (Finding leak : audit.of(Finding.Kind.NEAR_DUPLICATE)) {
        System.out.println("remove one of each: " + leak.tracks());
      }
    }

    SplitFile.write(folder.resolve("splits.json"), "notes", corpus.task().name(), splits);
    return audit;
  }

  /** Sixty notes as files, and one of them again, softer. */
  private static Path notes(Path folder) throws IOException {
    Corpus music = new SyntheticMusic(60, 5).load(Task.named("instrument_classification"));
    StringBuilder csv = new StringBuilder("path,label\n");
    for (Track track : music.tracks()) {
      String label = music.task().labels().get(indexOf(music.task().encode(track.target())));
      WavWriter.write(folder.resolve(track.id() + ".wav"), track.audio().read());
      csv.append(Csv.line(List.of(track.id() + ".wav", label)));
    }
    Track first = music.tracks().get(0);
    float[] samples = first.audio().read().mono();
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= 0.5f;
    }
    int rate = first.audio().read().sampleRate();
    WavWriter.write(folder.resolve("softer.wav"), org.sonoprobe.api.Audio.wrap(rate, samples));
    String label = music.task().labels().get(indexOf(music.task().encode(first.target())));
    csv.append(Csv.line(List.of("softer.wav", label)));
    return Files.writeString(folder.resolve("notes.csv"), csv);
  }

  private static int indexOf(double[] row) {
    int index = 0;
    while (row[index] == 0) {
      index++;
    }
    return index;
  }
}
