package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.assets.Downloads;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.plan.Plan;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class DownloadCommandTest {
  @TempDir Path folder;

  /** A model whose one weight lies elsewhere. */
  record Weighty(URI source) implements EmbeddingModel {
    @Override
    public String name() {
      return "weighty";
    }

    @Override
    public List<Asset> assets() {
      return List.of(new Asset("w.bin", List.of(source), 1, Asset.Checksum.NONE, "CC0"));
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) throws IOException {
      float weight = Files.readAllBytes(loading.asset("w.bin"))[0];
      return LoadedModel.of(
          (Audio audio) -> Embedding.ofFrames(new float[][] {{weight * audio.mono()[0], 1}}, 0));
    }
  }

  @Test
  void weightsAreFetchedWithTheData() throws IOException {
    Path published = Files.write(folder.resolve("published.bin"), new byte[] {7});
    Experiment experiment =
        Experiment.builder("weights")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(60, 1))
            .embedding(new Weighty(published.toUri()))
            .downstream("classifier")
            .build();
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      DownloadCommand.fetch(List.of(experiment), Downloads.builder(), false);
      assertThat(
              Assets.standard()
                  .file(
                      new Weighty(published.toUri()),
                      new Weighty(published.toUri()).assets().get(0)))
          .isEqualTo(folder.resolve(".cache/sonoprobe/assets/weighty/w.bin"))
          .hasBinaryContent(new byte[] {7});
    } finally {
      System.setProperty("user.home", home);
    }
    Results results =
        Runner.builder().assets(folder.resolve(".cache/sonoprobe/assets")).build().run(experiment);
    assertThat(results.extracted()).isEqualTo(60);
  }

  /** A server with the files of a mirror, by path. */
  private static HttpServer serving(Map<String, Path> files) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path file = files.get(exchange.getRequestURI().getPath());
          try (exchange) {
            if (file == null) {
              exchange.sendResponseHeaders(404, -1);
              return;
            }
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    return server;
  }

  private Results fetchedAndRun(String model, String file, Path published) throws IOException {
    Experiment experiment =
        Experiment.builder("published")
            .task("instrument_classification")
            .dataset(new SyntheticMusic(40, 1))
            .embeddings(model)
            .downstream("classifier")
            .build();
    HttpServer server = serving(Map.of("/" + model + "/" + file, published));
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      assertThat(Plan.of(experiment).unavailable().get(model)).contains("sonoprobe download");
      URI mirror = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      DownloadCommand.fetch(List.of(experiment), Downloads.builder().mirror(mirror), false);
      return Runner.builder()
          .assets(folder.resolve(".cache/sonoprobe/assets"))
          .build()
          .run(experiment);
    } finally {
      System.setProperty("user.home", home);
      server.stop(0);
    }
  }

  // the file that EffNet's would be, with its names and axes
  @Test
  void effnetIsFetchedFromAMirrorAndRun() throws IOException {
    Path generated = Path.of("../embeddings/onnx/src/test/resources/networks/effnet-discogs.onnx");
    Results results = fetchedAndRun("effnet-discogs", "discogs-effnet-bsdynamic-1.onnx", generated);

    assertThat(results.extracted()).isEqualTo(40);
    assertThat(results.notes())
        .anyMatch(note -> note.contains("the weights are not for commercial use"));
  }

  // the published file itself, of the published length and checksum
  @Test
  @ReferenceData
  void basicPitchIsFetchedFromAMirrorCheckedAndRun() throws IOException {
    Path file = SharedFiles.path("weights/basic-pitch-nmp.onnx");
    assertThat(fetchedAndRun("basic-pitch", "nmp.onnx", file).extracted()).isEqualTo(40);
  }
}
