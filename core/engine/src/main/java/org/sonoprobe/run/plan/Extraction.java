package org.sonoprobe.run.plan;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.results.Timing;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Fault;

/**
 * One track to be heard under some scenarios by some embedding models: the unit of work that a
 * {@link Backend} distributes. Plain data; carrying it out twice does no harm.
 *
 * @param dataset the dataset's name in the experiment
 * @param trackId the track
 * @param audio where its sound comes from
 * @param wanted what to compute
 */
public record Extraction(String dataset, String trackId, AudioSource audio, List<Wanted> wanted)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * One embedding.
   *
   * @param scenario {@code clean} or the name of a scenario
   * @param embedding the embedding model's name in the experiment
   */
  public record Wanted(String scenario, String embedding) implements Serializable {
    @Serial private static final long serialVersionUID = 1;
  }

  /** The same for those embeddings alone that pass. */
  public Extraction only(Predicate<Wanted> passes) {
    return new Extraction(dataset, trackId, audio, wanted.stream().filter(passes).toList());
  }

  /**
   * The outcome of an extraction.
   *
   * @param results one for each wanted embedding
   * @param notes what there is to say about the audio
   * @param seconds time spent on each stage, see {@link Timing}
   */
  public record Outcome(List<Result> results, List<String> notes, Timing seconds)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /** Number of embeddings that were computed and not found in the store. */
    public int computed() {
      return (int) results.stream().filter(Result::computed).count();
    }
  }

  /**
   * The outcome of one wanted embedding.
   *
   * @param wanted which one
   * @param key under which it is stored; empty if it failed
   * @param computed whether it was computed now
   * @param fault why it failed; null if it did not
   */
  public record Result(Wanted wanted, String key, boolean computed, @Nullable Fault fault)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    public static Result stored(Wanted wanted, String key, boolean computed) {
      return new Result(wanted, key, computed, null);
    }

    public static Result failed(Wanted wanted, Fault fault) {
      return new Result(wanted, "", false, fault);
    }

    /** Whether there is no embedding. */
    public boolean isFailure() {
      return fault != null;
    }
  }
}
