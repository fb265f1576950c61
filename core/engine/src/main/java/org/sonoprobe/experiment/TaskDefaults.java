package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Task;

/**
 * What is usual for a task where nothing else is said, as the thesis has it (its table of tasks);
 * only key estimation adds to what the type of a task decides.
 *
 * @param activation of a classifier's last layer
 * @param loss that a classifier minimises
 * @param monitor by which the epoch is chosen whose weights are kept
 * @param metrics by name
 */
public record TaskDefaults(String activation, String loss, String monitor, List<String> metrics) {
  public TaskDefaults {
    metrics = List.copyOf(metrics);
  }

  /** What is usual for a task. */
  public static TaskDefaults of(Task task) {
    TaskDefaults ofType =
        switch (task.type()) {
          case MULTICLASS_CLASSIFICATION ->
              new TaskDefaults(
                  "softmax",
                  "categorical cross-entropy",
                  "val_categorical_accuracy",
                  List.of("f1_micro", "f1_macro"));
          case MULTILABEL_CLASSIFICATION ->
              new TaskDefaults(
                  "sigmoid",
                  "binary cross-entropy",
                  "val_auc",
                  List.of("roc_auc_macro", "average_precision_macro"));
          case REGRESSION ->
              new TaskDefaults("linear", "mean squared error", "val_loss", List.of("r2", "mae"));
        };
    if (!task.name().equals("key_estimation")) {
      return ofType;
    }
    List<String> metrics = new ArrayList<>(ofType.metrics);
    metrics.add("weighted_key_score");
    return new TaskDefaults(ofType.activation, ofType.loss, ofType.monitor, metrics);
  }
}
