package org.sonoprobe.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.deform.Gain;
import org.sonoprobe.deform.Mp3Compression;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.embeddings.Chroma;
import org.sonoprobe.embeddings.MelSpectrogram;
import org.sonoprobe.embeddings.Mfcc;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Illustrations;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.ConsoleProgress;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.RunListener;

/**
 * The thesis's design on notes that are made in memory: five scenarios, three embedding models,
 * five probes, four tasks.
 */
public final class Quickstart {
  private Quickstart() {}

  /** Runs it in {@code sonoprobe-quickstart}. */
  public static void main(String[] arguments) throws IOException {
    run(Path.of("sonoprobe-quickstart"), 1200, System.out, System.err, 120, false);
  }

  /**
   * Runs it, prints the tables and says where the report is.
   *
   * @param width characters a line
   * @param colour whether bold and dim text may be used
   */
  public static Results run(
      Path folder, int tracks, PrintStream out, PrintStream progress, int width, boolean colour)
      throws IOException {
    Runner.Builder builder =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .runId("quickstart");
    Results results =
        builder.listener(new ConsoleProgress(progress)).build().run(experiments(tracks));
    progress.println("keeping sounds of errors and maps for the page");
    Illustrations illustrations = Illustrations.of(results);
    illustrations.keepClips(1);
    illustrations.keepMaps(builder.listener(new RunListener() {}).build());
    Report report = Report.of(results);
    report.writeTo(folder.resolve("report"));
    report.writeTo(folder.resolve("report"), "pictures");
    out.println(report.text(width, colour));
    out.println("Open " + folder.resolve("report").resolve("index.html").toAbsolutePath());
    return results;
  }

  /** Instruments and pitch classes of notes, keys of cadences, tags of mixtures. */
  static List<Experiment> experiments(int tracks) {
    List<Experiment> experiments = new ArrayList<>();
    for (String task :
        List.of(
            "instrument_classification",
            "pitch_class_classification",
            "key_estimation",
            "autotagging")) {
      boolean notes = task.endsWith("_classification");
      experiments.add(
          Experiment.builder("quickstart " + task.replaceAll("_classification|_estimation", ""))
              .task(task)
              .dataset(new SyntheticMusic(notes ? tracks : Math.max(24, tracks / 2), 1))
              .scenario(new AddGaussianSnr(15))
              .scenario(new AddGaussianSnr(0))
              .scenario(new Mp3Compression(32))
              .scenario(new Gain(-12))
              .embedding(new Mfcc())
              .embedding(new Chroma())
              .embedding(new MelSpectrogram())
              .downstream(
                  new Classifier(),
                  new Classifier(List.of(128)),
                  new Classifier(List.of(256, 128)),
                  new Classifier(List.of("infer")),
                  new Classifier(List.of("infer", "infer")))
              .metrics(metrics(task))
              .build());
    }
    return experiments;
  }

  private static String[] metrics(String task) {
    return switch (task) {
      case "key_estimation" -> new String[] {"weighted_key_score", "f1_macro"};
      case "autotagging" -> new String[] {"roc_auc_macro", "average_precision_macro"};
      default -> new String[] {"f1_micro", "f1_macro"};
    };
  }
}
