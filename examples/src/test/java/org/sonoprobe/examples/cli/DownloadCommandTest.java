package org.sonoprobe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.sonoprobe.run.Results;
import org.sonoprobe.run.Runner;

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
}
