package org.sonoprobe.downstream;

import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

/** The reasons why a probe cannot do a task. */
final class Refusals {
  private Refusals() {}

  static Optional<String> classesOrTags(Task task) {
    return TaskTypes.CLASSIFICATION.contains(task.type())
        ? Optional.empty()
        : Optional.of(
            "cannot do the %s task '%s'; it does classes and tags; ridge, knn, regressor and prior do regression"
                .formatted(task.type().name(), task.name()));
  }

  /** Refuses what cannot be trained. */
  static void check(DownstreamModel model, Task task, Examples train) {
    model
        .problem(task)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "downstream model '" + model.name() + "' " + reason);
            });
    if (train.rowCount() == 0) {
      throw new IllegalArgumentException("there is nothing to train on");
    }
  }
}
