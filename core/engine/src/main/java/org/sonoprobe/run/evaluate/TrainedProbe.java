package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.config.ExperimentFile;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.results.Stage;
import org.sonoprobe.results.TrialFiles;
import org.sonoprobe.run.extract.EmbeddingShelf;
import org.sonoprobe.run.extract.Extractor;
import org.sonoprobe.run.extract.Keeping;
import org.sonoprobe.run.extract.PresentTracks;
import org.sonoprobe.run.extract.TrackVectors;
import org.sonoprobe.run.plan.Extraction;
import org.sonoprobe.run.work.ComponentFailure;
import org.sonoprobe.store.EmbeddingStore;

/**
 * An embedding model with a downstream model that a run trained on it, ready for audio that neither
 * has seen. It hears new audio exactly as the run heard its tracks.
 *
 * <p>Used by one thread at a time.
 */
public final class TrainedProbe implements AutoCloseable {
  private static final String NEW = "new audio";

  /** In the place of a truth that nobody asks for. */
  private static final Target UNKNOWN = new Target.Label("unknown");

  private final Task task;
  private final String embedding;
  private final Predictor predictor;
  private final Extractor extractor;
  private final EmbeddingShelf shelf;
  private final Aggregation aggregation;
  private final Experiment.EmbeddingChoice choice;

  private TrainedProbe(
      Task task,
      Experiment.EmbeddingChoice choice,
      Aggregation aggregation,
      Predictor predictor,
      Extractor extractor,
      EmbeddingShelf shelf) {
    this.task = task;
    this.choice = choice;
    this.embedding = choice.label();
    this.aggregation = aggregation;
    this.predictor = predictor;
    this.extractor = extractor;
    this.shelf = shelf;
  }

  /**
   * The models behind a score.
   *
   * @param row of the results
   * @param assets where the files of components are
   * @throws IOException if the run keeps no trained models, or a file is missing or was changed
   */
  public static TrainedProbe of(Results results, ScoreRow row, Assets assets) throws IOException {
    Experiment experiment =
        ExperimentFile.parse(results.configuration(), "the run's configuration").stream()
            .filter(known -> known.name().equals(row.experiment()))
            .findFirst()
            .orElseThrow(
                () -> new IOException("the run has no experiment '" + row.experiment() + "'"));
    Experiment.EmbeddingChoice choice =
        experiment.embeddings().stream()
            .filter(known -> known.label().equals(row.embedding()))
            .findFirst()
            .orElseThrow(
                () -> new IOException("the run has no embedding model '" + row.embedding() + "'"));
    Experiment.DownstreamChoice downstream =
        experiment.downstream().stream()
            .filter(known -> known.label().equals(row.downstream()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException("the run has no downstream model '" + row.downstream() + "'"));
    Aggregation aggregation =
        experiment.aggregations().stream()
            .filter(known -> Experiment.label(known).equals(row.aggregation()))
            .findFirst()
            .orElseThrow(
                () -> new IOException("the run has no aggregation '" + row.aggregation() + "'"));
    TrialFiles.Trained trained = results.trained(row);
    EmbeddingStore store = new Latest();
    Keeping keeping = Keeping.megabytes(Keeping.USUAL_MEGABYTES, List.of(aggregation));
    return new TrainedProbe(
        experiment.task().withLabels(trained.labels()),
        choice,
        aggregation,
        downstream.model().restore(trained.model()),
        Extractor.ofClean(choice, store, assets, keeping),
        new EmbeddingShelf(store, keeping));
  }

  /** The task, with its labels in the order of the scores. */
  public Task task() {
    return task;
  }

  /**
   * What is predicted for some audio.
   *
   * @return a score for each label of {@link #task}: probabilities, or the values
   * @throws IOException if the audio cannot be read or embedded, saying why
   */
  public double[] predict(AudioSource audio) throws IOException {
    Extraction.Outcome outcome =
        extractor.extract(
            new Extraction(
                NEW,
                audio.location(),
                audio,
                List.of(new Extraction.Wanted(Scenario.CLEAN.name(), embedding))));
    Extraction.Result result = outcome.results().get(0);
    if (result.fault() != null) {
      throw new IOException(audio.location() + ": " + result.fault().reason());
    }
    try {
      PresentTracks heard =
          PresentTracks.of(
              List.of(audio.location()),
              Map.of(audio.location(), result.key()),
              id -> UNKNOWN,
              new TrackVectors(shelf, aggregation, choice.pooling()),
              Stage.EVALUATE);
      return predictor.predict(heard.rows())[0];
    } catch (ComponentFailure e) {
      throw new IOException(audio.location() + ": " + e.fault().reason(), e);
    }
  }

  /**
   * Writes the downstream model as an ONNX graph from vectors to scores, see {@link
   * Predictor#exportOnnx}.
   *
   * @throws IOException if it cannot be written, or is of a kind that has no such graph
   */
  public void exportOnnx(Path file) throws IOException {
    if (!predictor.exportOnnx(file, task.labels())) {
      throw new IOException(
          "a trained model of this kind cannot be written as ONNX; linear probes, classifiers and"
              + " regressors can");
    }
  }

  @Override
  public void close() {
    extractor.close();
  }

  /** A store that holds what was put last: each piece of audio is asked about once. */
  private static final class Latest implements EmbeddingStore {
    private String key = "";
    private @Nullable Embedding embedding;
    private List<String> notes = List.of();

    @Override
    public List<String> notes(String wanted) {
      return wanted.equals(key) ? notes : List.of();
    }

    @Override
    public void putNotes(String newKey, List<String> newNotes) {
      key = newKey;
      embedding = null;
      notes = List.copyOf(newNotes);
    }

    @Override
    public Optional<Embedding> get(String wanted) {
      return wanted.equals(key) ? Optional.ofNullable(embedding) : Optional.empty();
    }

    @Override
    public void put(String newKey, Embedding newEmbedding) {
      if (!newKey.equals(key)) {
        putNotes(newKey, List.of());
      }
      embedding = newEmbedding;
    }
  }
}
