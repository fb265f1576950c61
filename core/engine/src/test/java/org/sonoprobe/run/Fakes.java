package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Recording;
import org.sonoprobe.api.Score;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.store.EmbeddingStore;

/** Components that do nothing but say what was asked of them. */
public final class Fakes {

  private Fakes() {}

  public static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

  /** Audio that says when it is decoded. */
  public record Source(String content, boolean broken) implements AudioSource {
    private static final long serialVersionUID = 1;

    @Override
    public Audio read() throws IOException {
      EVENTS.add("decode");
      if (broken) {
        throw new IOException("it is broken");
      }
      return Audio.of(8000, new float[800]);
    }

    @Override
    public Recording recording() throws IOException {
      return new Recording(read(), List.of("a little was damaged"));
    }

    @Override
    public String fingerprint() {
      return content;
    }

    @Override
    public String location() {
      return "nowhere";
    }
  }

  public record Tracks(boolean broken) implements Dataset {
    @Override
    public String name() {
      return "tracks";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> tracks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tracks.add(
            new Track(
                "t" + i,
                new Source("content " + i, broken && i == 3),
                new Target.Label(i % 2 == 0 ? "even" : "odd")));
      }
      return Corpus.of(task, tracks, List.of(), List.of());
    }
  }

  public record Louder(double factor) implements Deformation {
    @Override
    public String name() {
      return "Louder";
    }

    @Override
    public Change draw(RandomGenerator random) {
      return audio -> {
        EVENTS.add("deform " + factor);
        return audio;
      };
    }
  }

  /** Draws nothing. */
  public record Fixed() implements Deformation {
    @Override
    public String name() {
      return "Fixed";
    }

    @Override
    public boolean isRandom() {
      return false;
    }

    @Override
    public Change draw(RandomGenerator random) {
      return Change.NONE;
    }
  }

  public record Model(String name, int sampleRate, String failure) implements EmbeddingModel {
    @Override
    public Input input() {
      return sampleRate == 0 ? Input.asIs() : Input.mono(sampleRate);
    }

    @Override
    public LoadedModel load(Loading loading) {
      EVENTS.add("load " + name);
      return LoadedModel.of(this::embed);
    }

    private Embedding embed(Audio audio) {
      EVENTS.add("embed " + name);
      if (failure.equals("memory")) {
        throw new OutOfMemoryError("no heap left");
      }
      if (failure.equals("bug")) {
        throw new IllegalStateException("a bug");
      }
      return Embedding.ofFrames(new float[][] {{audio.frameCount(), 1}}, 0.1);
    }
  }

  /** Always says the first label, and writes that down. */
  public record Guess() implements DownstreamModel {
    @Override
    public String name() {
      return "guess";
    }

    @Override
    public Predictor train(
        Task task, Examples train, Examples validation, TrainingContext context) {
      EVENTS.add("train");
      return predictor(task.labels().size());
    }

    private static Predictor predictor(int labels) {
      return new Predictor() {
        @Override
        public double[][] predict(Vectors tracks) {
          double[][] rows = new double[tracks.trackCount()][labels];
          for (double[] row : rows) {
            row[0] = 1;
          }
          return rows;
        }

        @Override
        public void save(Path file) throws IOException {
          Files.writeString(file, Integer.toString(labels));
        }
      };
    }

    @Override
    public Predictor restore(Path file) throws IOException {
      return predictor(Integer.parseInt(Files.readString(file)));
    }
  }

  public record Count() implements Metric {
    @Override
    public String name() {
      return "count";
    }

    @Override
    public boolean supports(org.sonoprobe.api.TaskType type) {
      return true;
    }

    @Override
    public Score compute(Predictions predictions) {
      return new Score("count", predictions.count());
    }
  }

  /** A store whose disk is full. */
  public record Full() implements EmbeddingStore {
    @Override
    public Optional<Embedding> get(String key) {
      return Optional.empty();
    }

    @Override
    public List<String> notes(String key) {
      return List.of();
    }

    @Override
    public void putNotes(String key, List<String> notes) {}

    @Override
    public void put(String key, Embedding embedding) throws IOException {
      throw new IOException("no space left on device");
    }
  }

  public static Experiment experiment(boolean broken, EmbeddingModel... models) {
    ExperimentBuilder builder =
        Experiment.builder("fakes")
            .task("parity_classification")
            .dataset(new Tracks(broken))
            .scenario("twice", new Louder(2))
            .scenario("thrice", new Louder(3))
            .aggregation(Aggregations.MEAN)
            .downstream("M1", new Guess())
            .metric(new Count());
    for (EmbeddingModel model : models) {
      builder.embedding(model);
    }
    return builder.build();
  }
}
