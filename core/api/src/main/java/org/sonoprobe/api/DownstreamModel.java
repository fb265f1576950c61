package org.sonoprobe.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A probe that is trained on embeddings to see what they know (extension point).
 *
 * <p>Training is deterministic in the context's seed, whatever else runs beside it.
 */
public interface DownstreamModel extends Component {

  /**
   * Why it cannot do such a task and what to do about that; empty if it can. Labels need not be
   * known.
   */
  default Optional<String> problem(Task task) {
    return Optional.empty();
  }

  /**
   * Trains on clean embeddings.
   *
   * @param task with its labels
   * @param train at least one example
   * @param validation may be empty; then nothing can be selected or stopped early
   * @throws IllegalArgumentException if the model cannot do such a task, saying which it can
   */
  Predictor train(Task task, Examples train, Examples validation, TrainingContext context);

  /**
   * Whether this model and its predictors promise not to write into the vectors they are given,
   * which others use too; one that does not promise is given copies. False unless overridden.
   */
  default boolean leavesVectorsAlone() {
    return false;
  }

  /**
   * Whether another seed makes another model. Where none does, repeated trainings are trainings on
   * resamples of the training part. True unless overridden.
   */
  default boolean isRandom() {
    return true;
  }

  /** Reads what {@link Predictor#save} wrote; the result predicts the same bits. */
  Predictor restore(Path file) throws IOException;
}
