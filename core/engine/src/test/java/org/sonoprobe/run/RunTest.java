package org.sonoprobe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Splitters;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;

class RunTest {

  /** Three layers, of which it computes what it is asked for, or as many as {@code lies} says. */
  private record Deep(int lies) implements EmbeddingModel {

    @Override
    public String name() {
      return "deep";
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public List<String> layers() {
      return List.of("low", "middle", "high");
    }

    @Override
    public LoadedModel load(Loading loading) {
      Fakes.EVENTS.add("load " + loading.layers());
      return LoadedModel.of(
          audio -> {
            Fakes.EVENTS.add("embed");
            int count = lies > 0 ? lies : loading.layers().size();
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
              values[i] =
                  layers().indexOf(loading.layers().get(Math.min(i, loading.layers().size() - 1)));
            }
            return Embedding.wrap(values, count, 1, 1, 0);
          });
    }
  }

  private record NeedsWeights(List<Asset> assets) implements EmbeddingModel {

    @Override
    public String name() {
      return "weighty";
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) throws IOException {
      float weight = Files.readAllBytes(loading.asset("w.bin"))[0];
      return LoadedModel.of(audio -> Embedding.wrap(new float[] {weight}, 1, 1, 1, 0));
    }
  }

  private record Broken() implements EmbeddingModel {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Input input() {
      return Input.mono(8000);
    }

    @Override
    public LoadedModel load(Loading loading) throws IOException {
      throw new IOException("these are no weights");
    }
  }

  private record ById() implements PrecomputedEmbeddings {

    @Override
    public String name() {
      return "by_id";
    }

    @Override
    public Embedding find(Address address) {
      return Embedding.wrap(new float[] {1}, 1, 1, 1, 0);
    }

    @Override
    public String fingerprint(Address address) {
      return "x";
    }

    @Override
    public boolean distinguishesDatasets() {
      return false;
    }
  }

  private record Slower() implements Deformation {

    @Override
    public String name() {
      return "Slower";
    }

    @Override
    public Change draw(RandomGenerator random) {
      return audio -> Audio.wrap(audio.sampleRate() / 2, audio.channels());
    }
  }

  /** Says what it was given: rows of scores, and labels in each. */
  private record Shaped(int rows, int labels) implements DownstreamModel {

    @Override
    public String name() {
      return "shaped";
    }

    @Override
    public Predictor train(
        Task task, Examples train, Examples validation, TrainingContext context) {
      context.epochs().epoch(1, Map.of("loss", 0.5));
      return new Predictor() {
        @Override
        public double[][] predict(Vectors tracks) {
          return new double[rows > 0 ? rows : tracks.trackCount()][labels];
        }

        @Override
        public void save(Path file) {}
      };
    }

    @Override
    public Predictor restore(Path file) throws IOException {
      throw new IOException("never saved");
    }
  }

  @TempDir Path folder;

  private static ExperimentBuilder bare() {
    return Experiment.builder("bare")
        .task("parity_classification")
        .dataset(new Fakes.Tracks(false))
        .downstream(new Fakes.Guess())
        .metric(new Fakes.Count());
  }

  private static Results run(ExperimentBuilder builder) throws IOException {
    return Runner.builder().threads(2).build().run(builder.build());
  }

  @Test
  void aModelIsLoadedOnceWithTheLayersThatAnyoneWantsAndRunsOncePerTrack() throws IOException {
    Fakes.EVENTS.clear();
    EmbeddingStoreProbe store = new EmbeddingStoreProbe(folder.resolve("store"));
    Runner.builder()
        .store(store.folder())
        .threads(1)
        .build()
        .run(
            bare()
                .embedding("first", new Deep(0), "high")
                .embedding("second", new Deep(0), 0)
                .embedding("third", new Deep(0), "low", "high")
                .build());

    assertThat(Fakes.EVENTS).containsOnlyOnce("load [low, high]");
    assertThat(Fakes.EVENTS).filteredOn("embed"::equals).hasSize(20);
    assertThat(store.values()).containsExactlyInAnyOrder(List.of(2f), List.of(0f), List.of(0f, 2f));
  }

  /** The distinct embeddings in a folder. */
  private record EmbeddingStoreProbe(Path folder) {

    java.util.Set<List<Float>> values() throws IOException {
      java.util.Set<List<Float>> values = new java.util.HashSet<>();
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".npy")).toList()) {
          List<Float> own = new ArrayList<>();
          String key = String.valueOf(file.getFileName()).replace(".npy", "");
          Embedding embedding =
              org.sonoprobe.store.EmbeddingStore.at(folder).get(key).orElseThrow();
          for (float value : embedding.values()) {
            own.add(value);
          }
          values.add(own);
        }
      }
      return values;
    }
  }

  @Test
  void aLayerThatDoesNotExistIsSaidBeforeAnyWork() {
    Fakes.EVENTS.clear();

    assertThatThrownBy(() -> run(bare().embedding("x", new Deep(0), "hihg")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "embedding model 'x': there is no layer 'hihg'; did you mean 'high'?; there are 0 to 2,"
                + " called low, middle, high");
    assertThatThrownBy(() -> run(bare().embedding("x", new Deep(0), 3)))
        .hasMessageContaining("there is no layer '3'");
    assertThat(Fakes.EVENTS).isEmpty();
  }

  @Test
  void aModelWithOtherLayersThanItSaysIsNoTracksFault() {
    Runner lenient = Runner.builder().policy(Policy.LENIENT).build();

    assertThatThrownBy(() -> lenient.run(bare().embedding("x", new Deep(5), "low").build()))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "embedding model 'x' gave 5 layers, but says that it has [low, middle, high] and was"
                + " asked for [low]");
  }

  @Test
  void aModelThatCannotBeLoadedIsNoTracksFault() {
    Runner lenient = Runner.builder().policy(Policy.LENIENT).build();

    assertThatThrownBy(() -> lenient.run(bare().embedding(new Broken()).build()))
        .isInstanceOf(RunException.class)
        .hasMessage("embedding model 'broken' cannot be loaded: these are no weights")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void assetsAreAskedForCheckedAndHandedOver() throws IOException {
    byte[] weights = {7, 8, 9};
    Asset asset =
        new Asset(
            "w.bin",
            List.of(URI.create("https://example.org/w.bin")),
            3,
            Asset.Checksum.sha256(Hashes.sha256("not these")),
            "CC0");
    Path file = folder.resolve("assets/weighty/w.bin");
    Runner runner = Runner.builder().assets(folder.resolve("assets")).build();
    Experiment experiment = bare().embedding(new NeedsWeights(List.of(asset))).build();

    assertThatThrownBy(() -> runner.run(experiment))
        .hasMessageContaining("there is no file " + file)
        .hasMessageContaining(
            "get it (3 bytes) from https://example.org/w.bin (licence: CC0) and put it there, or let");

    Files.createDirectories(file.getParent());
    Files.write(file, weights);
    assertThatThrownBy(() -> runner.run(experiment)).hasMessageContaining("has the SHA-256");

    Asset right =
        new Asset(
            "w.bin",
            asset.parts().get(0).sources(),
            3,
            Asset.Checksum.sha256(Hashes.file(file)),
            "CC0");
    Results results = runner.run(bare().embedding(new NeedsWeights(List.of(right))).build());
    assertThat(results.extracted()).isEqualTo(20);
    Files.write(file, new byte[] {7, 8});
    assertThatThrownBy(
            () ->
                Runner.builder()
                    .assets(folder.resolve("assets"))
                    .build()
                    .run(bare().embedding(new NeedsWeights(List.of(right))).build()))
        .hasMessageContaining("has 2 bytes instead of 3");
  }

  @Test
  void vectorsLookedUpByIdAloneAreRefusedWhereTwoDatasetsShareAnId() throws IOException {
    assertThat(run(bare().embedding(new ById())).extracted()).isEqualTo(20);
    assertThatThrownBy(
            () ->
                run(
                    bare()
                        .dataset("again", new Fakes.Tracks(false), Splitters.SINGLE)
                        .embedding(new ById())))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "embedding model 'by_id' looks vectors up by track id alone, but datasets 'tracks' and"
                + " 'again' both have a track 't0'");
  }

  @Test
  void aDeformationThatChangesTheRateIsThatTracksFailure() {
    assertThatThrownBy(() -> run(bare().scenario("slow", new Slower()).embedding(new Deep(0))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("Slower gave ")
        .hasMessageContaining("it must keep the rate and give samples");
  }

  @Test
  void scoresOfAnotherShapeAreAnErrorThatNamesTheModel() {
    ExperimentBuilder few =
        Experiment.builder("few")
            .task("parity_classification")
            .dataset(new Fakes.Tracks(false))
            .embedding(new Deep(0))
            .metric(new Fakes.Count());

    assertThatThrownBy(() -> run(few.downstream(new Shaped(1, 2))))
        .hasMessageContaining("downstream model 'shaped': gave 1 rows of scores for 2 tracks");
    assertThatThrownBy(
            () ->
                run(
                    Experiment.builder("wide")
                        .task("parity_classification")
                        .dataset(new Fakes.Tracks(false))
                        .embedding(new Deep(0))
                        .metric(new Fakes.Count())
                        .downstream(new Shaped(0, 9))))
        .hasMessageContaining("downstream model 'shaped': gave 9 scores for 2 labels");
  }

  @Test
  void listenersHearStagesUnitsAndEpochs() throws IOException {
    List<String> heard = new ArrayList<>();
    Runner.builder()
        .threads(1)
        .listener(
            new RunListener() {
              @Override
              public void started(String experiment, Phase phase, int units) {
                heard.add("start " + experiment + " " + phase + " " + units);
              }

              @Override
              public void advanced(Unit unit, boolean fresh) {
                if (unit.phase() != Phase.EXTRACT) {
                  heard.add(unit.phase() + " " + unit.name());
                }
              }

              @Override
              public void epoch(Unit unit, int epoch, Map<String, Double> values) {
                heard.add("epoch " + epoch + " of " + unit.name() + " " + values);
              }

              @Override
              public void finished(String experiment, Phase phase) {
                heard.add("end " + experiment + " " + phase);
              }
            })
        .build()
        .run(
            Experiment.builder("heard")
                .task("parity_classification")
                .dataset(new Fakes.Tracks(false))
                .scenario("loud", new Fakes.Louder(2))
                .embedding(new Deep(0))
                .downstream(new Shaped(0, 2))
                .metric(new Fakes.Count())
                .build());

    assertThat(heard)
        .containsExactly(
            "start heard EXTRACT 20",
            "end heard EXTRACT",
            "start heard TRAIN 1",
            "start heard EVALUATE 2",
            "epoch 1 of tracks / split0 / deep / M1 {loss=0.5}",
            "EVALUATE tracks / split0 / deep / M1 / clean",
            "EVALUATE tracks / split0 / deep / M1 / loud",
            "TRAIN tracks / split0 / deep / M1",
            "end heard TRAIN",
            "end heard EVALUATE");
  }

  @Test
  void whatAListenerThrowsEndsTheRunAsItIs() {
    RunListener broken =
        new RunListener() {
          @Override
          public void epoch(Unit unit, int epoch, Map<String, Double> values) {
            throw new UnsupportedOperationException("no pen");
          }
        };

    assertThatThrownBy(
            () ->
                Runner.builder()
                    .policy(Policy.LENIENT)
                    .listener(broken)
                    .build()
                    .run(bare().embedding(new Deep(0)).downstream(new Shaped(0, 2)).build()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no pen");
  }

  @Test
  void aHandleStopsItsOwnRunAlone() throws IOException, InterruptedException {
    CountDownLatch firstIsUnderWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RunListener waiting =
        new RunListener() {
          @Override
          public void advanced(Unit unit, boolean fresh) {
            if (unit.experiment().equals("bare")) {
              firstIsUnderWay.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    Runner runner = Runner.builder().threads(1).listener(waiting).build();
    RunHandle first = runner.start(bare().embedding(new Deep(0)).build());
    firstIsUnderWay.await();
    RunHandle second =
        runner.start(
            Experiment.builder("other")
                .task("parity_classification")
                .dataset(new Fakes.Tracks(false))
                .embedding(new Deep(0))
                .downstream(new Fakes.Guess())
                .metric(new Fakes.Count())
                .build());
    first.cancel();
    assertThat(first.isDone()).isFalse();
    Results results = second.await();
    goOn.countDown();

    assertThat(results.wholeScores()).hasSize(1);
    assertThat(second.progress())
        .contains(new RunListener.Progress("other", RunListener.Phase.EXTRACT, 20, 20));
    assertThatThrownBy(first::await).isInstanceOf(CancellationException.class);
    assertThat(first.isDone()).isTrue();
  }

  @Test
  void predictionsOfARunThatWritesNothingAreKept() throws IOException {
    Results results = run(bare().embedding(new Deep(0)));
    ScoreRow row = results.scores().get(0);
    Predictions predictions = results.predictions(row);

    assertThat(results.directory()).isEmpty();
    assertThat(predictions.count()).isEqualTo(row.scored());
    assertThat(predictions.scores(0)).containsExactly(1, 0);
    ScoreRow elsewhere =
        ScoreRow.missing(row.place().onSplit("split9"), row.condition(), row.counts());
    assertThatThrownBy(() -> results.predictions(elsewhere))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "there are no predictions for bare / tracks / split9 / deep / mean / M1 / clean");
  }
}
