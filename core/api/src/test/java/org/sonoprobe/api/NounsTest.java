package org.sonoprobe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NounsTest {

  private static final Task CLASSES =
      new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b", "c"));

  private record Silence(String location) implements AudioSource {
    private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      return Audio.wrap(8000, new float[0]);
    }

    @Override
    public String fingerprint() {
      return "silence";
    }
  }

  private static Track track(String id, Target target) {
    return new Track(id, new Silence(id + ".wav"), target);
  }

  @Test
  void tasksHaveTheTypeThatIsUsualForTheirName() {
    assertThat(Task.named("Instrument_Recognition").name()).isEqualTo("instrument_classification");
    assertThat(Task.named("tagging").type()).isEqualTo(TaskTypes.MULTILABEL_CLASSIFICATION);
    assertThat(Task.named("mood_tagging").type()).isEqualTo(TaskTypes.MULTILABEL_CLASSIFICATION);
    assertThat(Task.named("tempo_regression").type()).isEqualTo(TaskTypes.REGRESSION);
    assertThat(Task.named("anything").type()).isEqualTo(TaskTypes.MULTICLASS_CLASSIFICATION);
  }

  @Test
  void targetsBecomeRowsOfTheTask() {
    Task tags = new Task("t", TaskTypes.MULTILABEL_CLASSIFICATION, CLASSES.labels());
    Task values = new Task("t", TaskTypes.REGRESSION, List.of("x", "y"));

    assertThat(CLASSES.encode(new Target.Label("b"))).containsExactly(0, 1, 0);
    assertThat(tags.encode(new Target.Tags(Set.of("c", "a")))).containsExactly(1, 0, 1);
    assertThat(values.encode(new Target.Values(List.of(1.5, -2.0)))).containsExactly(1.5, -2);
    assertThatThrownBy(() -> CLASSES.encode(new Target.Label("d")))
        .hasMessage("task 't' has no class 'd', only [a, b, c]");
    assertThatThrownBy(() -> values.encode(new Target.Values(List.of(1.0))))
        .hasMessageContaining("has 2 values, but the target has 1");
    assertThatThrownBy(() -> tags.encode(new Target.Label("a")))
        .hasMessageContaining("a target of kind Label does not fit it");
    assertThatThrownBy(() -> new Target.Values(List.of(Double.NaN)))
        .hasMessageContaining("values must be finite numbers");
    assertThatThrownBy(() -> new Target.Label(" ")).hasMessage("a label must not be blank");
    assertThatThrownBy(() -> CLASSES.withLabels(List.of("a", "a")))
        .hasMessageContaining("the labels of task 't' repeat");
  }

  @Test
  void aCorpusKnowsItsTracksAndClasses() {
    Task open = new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION);
    Track one = track("1", new Target.Label("b"));
    Track two = track("2", new Target.Label("a"));
    Split split = new Split("s", List.of("1"), List.of(), List.of("2"));

    assertThat(Corpus.of(open, List.of(one, two), List.of(split), List.of()).task().labels())
        .containsExactly("a", "b");
    Task tags = new Task("t", TaskTypes.MULTILABEL_CLASSIFICATION);
    assertThat(
            Corpus.of(
                    tags,
                    List.of(track("1", new Target.Tags(Set.of("z", "y")))),
                    List.of(),
                    List.of())
                .task()
                .labels())
        .containsExactly("y", "z");
    Task numbers = new Task("t", TaskTypes.REGRESSION);
    assertThat(
            Corpus.of(
                    numbers,
                    List.of(track("1", new Target.Values(List.of(1.0, 2.0)))),
                    List.of(),
                    List.of())
                .task()
                .labels())
        .containsExactly("value0", "value1");
    assertThatThrownBy(
            () ->
                Corpus.of(
                    open, List.of(one, track("1", new Target.Label("a"))), List.of(), List.of()))
        .hasMessage("track id '1' is used twice: by 1.wav and by 1.wav; ids must be unique");
    assertThatThrownBy(() -> Corpus.of(open, List.of(one), List.of(split), List.of()))
        .hasMessageContaining("split 's' names track '2', which is not in the dataset");
    assertThatThrownBy(() -> Corpus.of(open, List.of(one, two), List.of(split, split), List.of()))
        .hasMessage("two splits are called 's'");
    assertThatThrownBy(() -> track(" ", new Target.Label("a")))
        .hasMessageContaining("a track needs an id");
    assertThat(one.group()).isEqualTo(Optional.empty());
  }

  @Test
  void splitsShareNoTrackAndFoldsGoRound() {
    assertThatThrownBy(() -> new Split("s", List.of("1"), List.of("1"), List.of()))
        .hasMessage("split 's' holds track '1' more than once");
    List<Split> splits =
        Split.ofFolds(List.of(List.of("a"), List.of("b"), List.of("c"), List.of("d")));

    assertThat(splits).hasSize(4);
    assertThat(splits.get(3))
        .isEqualTo(new Split("fold3", List.of("b", "c"), List.of("d"), List.of("a")));
  }

  @Test
  void predictionsAreFiniteRowsOfTheLabels() {
    List<Target> truths = List.of(new Target.Label("a"), new Target.Label("c"));
    double[][] scores = {{0.5, 0.5, 0}, {0.1, 0.2, 0.7}};
    Predictions predictions = new Predictions(CLASSES, List.of("1", "2"), truths, scores);
    scores[0][2] = 9;

    assertThat(predictions.predictedClass(0)).isZero();
    assertThat(predictions.predictedClass(1)).isEqualTo(2);
    assertThat(predictions.score(0, 2)).isZero();
    assertThat(predictions.truth()).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 0, 1}});
    assertThat(predictions.select(1, 1, 0).trackIds()).containsExactly("2", "2", "1");
    assertThat(predictions.select(1).scores(0)).containsExactly(0.1, 0.2, 0.7);
    assertThat(predictions.select().count()).isZero();
    assertThatThrownBy(
            () -> new Predictions(CLASSES, List.of("1", "2"), truths, new double[][] {{1, 0, 0}}))
        .hasMessage("2 tracks, 2 targets, but 1 rows of scores");
    assertThatThrownBy(() -> new Predictions(CLASSES, List.of("1", "2"), truths, new double[2][2]))
        .hasMessage("track '1' has 2 scores for 3 labels");
    assertThatThrownBy(
            () ->
                new Predictions(
                    CLASSES,
                    List.of("1", "2"),
                    truths,
                    new double[][] {{0, Double.NaN, 0}, {0, 0, 0}}))
        .hasMessageContaining("the scores of track '1' are not finite");
  }

  @Test
  void audioIsItsSamples() {
    float[][] stereo = {{1, 0, -1}, {0, 0.5f, 1}};
    Audio audio = Audio.of(8000, stereo);
    stereo[0][0] = 7;

    assertThat(audio.channel(0)).containsExactly(1, 0, -1);
    assertThat(audio.toMono().mono()).containsExactly(0.5f, 0.25f, 0);
    assertThat(audio).isEqualTo(Audio.of(8000, audio.channels())).hasSameHashCodeAs(audio);
    assertThat(audio).isNotEqualTo(Audio.of(16000, audio.channels()));
    assertThat(audio.frameCount()).isEqualTo(3);
    assertThatThrownBy(() -> Audio.wrap(0, new float[1])).hasMessageContaining("0");
    assertThatThrownBy(() -> Audio.wrap(8000, new float[1], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmbeddingIsFiniteAndOfOneShape() {
    assertThatThrownBy(() -> Embedding.wrap(new float[] {Float.NaN}, 1, 1, 1, 0))
        .hasMessageContaining("an embedding must be finite");
    assertThatThrownBy(() -> Embedding.wrap(new float[2], 1, 1, 1, 0))
        .hasMessage("2 values do not fill 1 x 1 x 1");
    assertThatThrownBy(() -> Embedding.ofFrames(new float[0][], 0))
        .hasMessageContaining("at least one layer, frame and dimension");
    assertThatThrownBy(() -> Embedding.ofFrames(new float[][] {{1}, {1, 2}}, 0))
        .hasMessageContaining("frames differ in dimension: 1 and 2");
    Embedding embedding = Embedding.ofFrames(new float[][] {{1, 2}, {3, 4}}, 0.5);
    assertThat(embedding.vector(0, 1)).containsExactly(3, 4);
    assertThatThrownBy(() -> embedding.vector(1, 0)).hasMessageContaining("layer 1");
    assertThat(embedding)
        .isEqualTo(Embedding.wrap(new float[] {1, 2, 3, 4}, 1, 2, 2, 0.5))
        .isNotEqualTo(Embedding.wrap(new float[] {1, 2, 3, 4}, 2, 1, 2, 0.5));
  }

  @Test
  void smallThings() throws java.io.IOException {
    assertThat(Input.mono(16000).resampledBy("linear"))
        .isEqualTo(new Input(16000, Input.Channels.MONO, "linear"));
    assertThatThrownBy(() -> new Input(-1, Input.Channels.ALL, "x"))
        .hasMessageContaining("must be positive, or 0");
    assertThatThrownBy(() -> new Asset("../x", List.of(), 1, Asset.Checksum.NONE, ""))
        .hasMessageContaining("an asset needs a plain file name");
    assertThatThrownBy(() -> Asset.Checksum.sha256("ABC"))
        .hasMessageContaining("must be 64 hex digits");
    assertThatThrownBy(() -> new Asset.Checksum("CRC", ""))
        .hasMessage("a checksum is MD5, SHA-1, SHA-256 or SHA-512, not 'CRC'");
    assertThatThrownBy(() -> new Asset.Use("a/../b", true, false))
        .hasMessageContaining("a folder needs a plain file name, but has '..'");
    assertThatThrownBy(() -> new Loading(List.of(), java.util.Map.of()).asset("w"))
        .hasMessage("there is no asset 'w', only []");
    assertThatThrownBy(() -> new Scenario(" ", List.of())).hasMessage("a scenario needs a name");
    assertThat(new Silence("here").snapshot().recording().audio().frameCount()).isZero();
    assertThat(new Silence("here").snapshot().fingerprint()).isEqualTo("silence");
  }

  @Test
  void anEmbedderTakesSeveralTracksAndClosesItsModel() throws java.io.IOException {
    java.util.List<String> events = new java.util.ArrayList<>();
    EmbeddingModel model =
        new EmbeddingModel() {
          @Override
          public String name() {
            return "m";
          }

          @Override
          public Input input() {
            return Input.asIs();
          }

          @Override
          public LoadedModel load(Loading loading) {
            LoadedModel shared =
                LoadedModel.of(
                    audio -> Embedding.wrap(new float[] {audio.frameCount()}, 1, 1, 1, 0));
            return new LoadedModel() {
              @Override
              public Embedder open() throws java.io.IOException {
                return shared.open();
              }

              @Override
              public void close() {
                events.add("closed");
              }
            };
          }
        };
    try (Embedder embedder = model.open()) {
      List<Embedding> two =
          embedder.embed(List.of(Audio.wrap(8000, new float[3]), Audio.wrap(8000, new float[5])));
      assertThat(two.get(0).values()).containsExactly(3);
      assertThat(two.get(1).values()).containsExactly(5);
    }
    assertThat(events).containsExactly("closed");
  }
}
