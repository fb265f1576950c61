package org.sonoprobe.api;

import java.util.Map;
import java.util.function.Consumer;

/**
 * The circumstances of a training, as a downstream model is told them.
 *
 * @param seed from which all its randomness is to be derived
 * @param epochs hears of each epoch
 * @param cancelled asked once per epoch or more often; if true, training stops with {@link
 *     java.util.concurrent.CancellationException}
 * @param notes hears what a reader of the scores should know, such as that training ended before
 *     the model had learnt all it could; equal texts for equal circumstances, so that they can be
 *     counted over trainings
 */
public record TrainingContext(
    long seed, EpochListener epochs, Cancellation cancelled, Consumer<String> notes) {

  /** A context in which nobody hears notes. */
  public TrainingContext(long seed, EpochListener epochs, Cancellation cancelled) {
    this(seed, epochs, cancelled, note -> {});
  }

  /** A context whose listener hears nothing and that is never cancelled. */
  public static TrainingContext ofSeed(long seed) {
    return new TrainingContext(seed, (epoch, values) -> {}, () -> false);
  }

  /** Hears the training curves. */
  @FunctionalInterface
  public interface EpochListener {
    /**
     * One epoch is over.
     *
     * @param epoch counted from 1
     * @param values such as {@code loss}, {@code val_loss}, {@code val_accuracy}; the same keys
     *     each time
     */
    void epoch(int epoch, Map<String, Double> values);
  }

  /** Says whether to stop. */
  @FunctionalInterface
  public interface Cancellation {
    boolean requested();
  }
}
