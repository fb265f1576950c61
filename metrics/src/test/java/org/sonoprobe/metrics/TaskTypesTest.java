package org.sonoprobe.metrics;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.testkit.TaskTypeContract;

class TaskTypesTest {
  @Nested
  class OfClasses implements TaskTypeContract {
    @Override
    public TaskType type() {
      return TaskTypes.MULTICLASS_CLASSIFICATION;
    }

    @Override
    public List<Target> targets() {
      return List.of(new Target.Label("b"), new Target.Label("a|b"), new Target.Label("\\"));
    }
  }

  @Nested
  class OfTags implements TaskTypeContract {
    @Override
    public TaskType type() {
      return TaskTypes.MULTILABEL_CLASSIFICATION;
    }

    @Override
    public List<Target> targets() {
      return List.of(
          new Target.Tags(Set.of()),
          new Target.Tags(Set.of("a|b")),
          new Target.Tags(Set.of("a", "b", "c\\")));
    }
  }

  @Nested
  class OfNumbers implements TaskTypeContract {
    @Override
    public TaskType type() {
      return TaskTypes.REGRESSION;
    }

    @Override
    public List<Target> targets() {
      return List.of(
          new Target.Values(List.of(1.0, -2e-300)), new Target.Values(List.of(0.1, 1e9)));
    }
  }
}
