package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.evaluate.Extent;
import org.sonoprobe.run.extract.Keeping;
import org.sonoprobe.run.extract.RunPlaces;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;

/**
 * An engine that carries out experiments, with its settings: where things are kept, on how many
 * threads, what happens on failure.
 *
 * <p>The results do not depend on the number of threads nor on whether a run was interrupted and
 * taken up again. Immutable and thread-safe: one runner may carry out several runs at once.
 */
public final class Runner {
  private final Settings settings;

  private Runner(Builder builder) {
    settings =
        new Settings(
            new RunPlaces(
                builder.store,
                builder.runs,
                builder.runId,
                builder.overwrite,
                builder.assets,
                builder.frameMegabytes),
            builder.threads,
            builder.backend == null ? Backend.local(builder.threads) : builder.backend,
            builder.policy,
            builder.audit,
            builder.listener);
  }

  /** A builder with everything at its default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes a runner. */
  public static final class Builder {
    private @Nullable Path store;
    private @Nullable Path runs;
    private @Nullable Backend backend;
    private String runId = "";
    private boolean overwrite;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Policy policy = Policy.STRICT;
    private boolean audit;
    private RunListener listener = new RunListener() {};
    private Assets assets = Assets.standard();
    private int frameMegabytes = Keeping.USUAL_MEGABYTES;

    private Builder() {}

    /** The folder that keeps embeddings from run to run; in memory for one run unless set. */
    public Builder store(Path folder) {
      store = folder;
      return this;
    }

    /** The folder that gets a folder for each run; nothing is written unless set. */
    public Builder runs(Path folder) {
      runs = folder;
      return this;
    }

    /**
     * The name of this run; a run of that name that was interrupted is taken up again. The time
     * unless set. While a run is at work in its folder no other can be.
     */
    public Builder runId(String id) {
      runId = id;
      return this;
    }

    /**
     * Whether a run of that name with another configuration is replaced, which removes its trials
     * and scores; false unless set: such a run is refused.
     */
    public Builder overwrite(boolean value) {
      overwrite = value;
      return this;
    }

    /**
     * How many megabytes of frames are kept of one embedding (one track, scenario and model); 64
     * unless set. Of larger ones only what the experiment's aggregations make of them is stored,
     * with the same bits; another aggregation extracts them again.
     */
    public Builder keepFrames(int megabytes) {
      if (megabytes < 0) {
        throw new IllegalArgumentException(
            "megabytes of frames must not be negative, but are " + megabytes);
      }
      frameMegabytes = megabytes;
      return this;
    }

    /**
     * The folder with the files that components need and do not bring; {@code
     * .cache/sonoprobe/assets} of the user's home unless set.
     */
    public Builder assets(Path folder) {
      assets = new Assets(folder);
      return this;
    }

    /** Threads that work at once; as many as there are processors unless set. */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("threads must be at least 1, but is " + count);
      }
      threads = count;
      return this;
    }

    /**
     * Where extractions, trainings and measures are carried out; on threads of this process unless
     * set.
     */
    public Builder backend(Backend value) {
      backend = value;
      return this;
    }

    /**
     * What to do about a track, training or measure that fails; {@link Policy#STRICT} unless set.
     */
    public Builder policy(Policy value) {
      policy = value;
      return this;
    }

    /**
     * Whether the data are audited first, which decodes every track once more; what is found is in
     * the results. False unless set.
     */
    public Builder audit(boolean value) {
      audit = value;
      return this;
    }

    /** Who hears about the progress; nobody unless set. */
    public Builder listener(RunListener value) {
      listener = value;
      return this;
    }

    /** The runner. */
    public Runner build() {
      return new Runner(this);
    }
  }

  /**
   * Begins to run experiments on a thread of its own.
   *
   * @return the handle of this run, which alone it cancels
   */
  public RunHandle start(Experiment... experiments) {
    return new RunHandle(session(List.of(experiments), Extent.ALL, scenario -> true));
  }

  /** Runs one experiment. */
  public Results run(Experiment experiment) throws IOException {
    return run(List.of(experiment));
  }

  /**
   * Runs experiments one after the other, sharing one store. Interrupting the calling thread stops
   * it soon.
   *
   * @throws RunException if something cannot be used or, under the strict policy, if any track
   *     fails
   * @throws IllegalArgumentException if there is a run of that id with another configuration, and
   *     it is not to be overwritten
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   * @throws IOException if the store or the run directory cannot be written
   */
  public Results run(List<Experiment> experiments) throws IOException {
    return session(experiments, Extent.ALL, scenario -> true).run();
  }

  /**
   * Extracts the embeddings of experiments into the store, and no more.
   *
   * @param wanted says for each scenario, the clean one first, whether it is wanted
   */
  public Results extract(List<Experiment> experiments, Predicate<Scenario> wanted)
      throws IOException {
    return session(experiments, Extent.EXTRACT, wanted).run();
  }

  /**
   * Hands over what embedding models make of tracks, as probes get it; what is missing in the store
   * is extracted first.
   *
   * @param wanted says for each scenario, the clean one first, whether it is wanted
   * @param sink takes the vectors of each dataset, embedding model, aggregation and scenario, one
   *     after the other
   * @throws RunException as {@link #run}
   */
  public void vectors(
      List<Experiment> experiments, Predicate<Scenario> wanted, Consumer<VectorSet> sink)
      throws IOException {
    new Session(settings, experiments, Extent.VECTORS, wanted, sink).run();
  }

  /**
   * Extracts what is missing and trains, without testing; {@link #run} with the same run id goes on
   * from there.
   */
  public Results train(List<Experiment> experiments) throws IOException {
    return session(experiments, Extent.TRAIN, Scenario::isClean).run();
  }

  /**
   * Tests the models that {@link #train} left in the run of this id, and trains none.
   *
   * @throws RunException if a model is missing
   */
  public Results evaluate(List<Experiment> experiments) throws IOException {
    return session(experiments, Extent.EVALUATE, scenario -> true).run();
  }

  private Session session(List<Experiment> experiments, Extent extent, Predicate<Scenario> wanted) {
    return new Session(settings, experiments, extent, wanted);
  }
}
