package org.sonoprobe.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.audit.ModelCheck;
import org.sonoprobe.audit.ModelValidation;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.embeddings.Loudness;
import org.sonoprobe.embeddings.Mfcc;
import org.sonoprobe.embeddings.RandomEmbedding;
import org.sonoprobe.embeddings.Untrained;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.embeddings.onnx.OnnxModel;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/**
 * Evaluates a network of one's own: whether it can be trusted, and its scores beside a handcrafted
 * model and the floors. Without an argument the network is the one that {@code
 * examples/python/my_network.py} exports.
 */
public final class OwnNetwork {
  private OwnNetwork() {}

  /** Validates and evaluates the ONNX file given, or the bundled one. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("sonoprobe-own-network");
    Path network = arguments.length > 0 ? Path.of(arguments[0]) : bundled(folder);
    System.out.println(Report.of(run(network, folder)).markdown());
  }

  static Results run(Path network, Path folder) throws IOException {
    EmbeddingModel mine =
        new OnnxModel(
            network,
            Ports.of("embedding"), // the output's name
            Hearing.of(new FrontEnds.Musicnn()), // what the network was trained on
            Cutting.as(Layout.NTF)); // its input is [batch, time, frequency]

    ModelValidation validation = ModelValidation.of(mine, new ModelValidation.Options(false));
    for (ModelCheck check : validation.checks()) {
      System.out.println(check.verdict() + " " + check.kind() + ": " + check.text());
    }

    Experiment experiment =
        Experiment.builder("my network")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(240, 1))
            .scenario("SNR 15 dB", new AddGaussianSnr(15))
            .embedding("my network", mine)
            .embeddings(new Mfcc(), new Untrained(), new RandomEmbedding(), new Loudness())
            .downstream("classifier")
            .metrics("f1_macro")
            .build();
    Results results = Runner.builder().runs(folder.resolve("runs")).build().run(experiment);
    Report.of(results).writeTo(folder.resolve("report"));
    return results;
  }

  private static Path bundled(Path folder) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OwnNetwork.class.getResourceAsStream("my_network.onnx"))) {
      Path file = folder.resolve("my_network.onnx");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    }
  }
}
