package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;

/** The contract of kinds of task. */
public interface TaskTypeContract extends ComponentContract<TaskType> {

  /** The kind of task under test. */
  TaskType type();

  /** Different targets of that kind; at least two, which between them name all labels. */
  List<Target> targets();

  @Override
  default Class<TaskType> kind() {
    return TaskType.class;
  }

  @Override
  default TaskType component() {
    return type();
  }

  /** A task with the labels that the targets have. */
  default Task task() {
    return new Task("toy", type(), type().labels(targets()));
  }

  @Test
  default void itsTargetsFitAndNoOthersDo() {
    assertThat(targets()).hasSizeGreaterThan(1).allMatch(type()::fits);
    Target strange = new Target() {};
    assertThat(type().fits(strange)).isFalse();
    assertThatThrownBy(() -> task().encode(strange)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void whatItWritesItReads() {
    assertThat(targets()).allMatch(target -> type().read(type().write(target)).equals(target));
    assertThat(targets().stream().map(type()::write).distinct()).hasSameSizeAs(targets());
  }

  @Test
  default void targetsAreRowsWithANumberForEachLabel() {
    assertThat(task().labels()).isNotEmpty().doesNotHaveDuplicates();
    for (Target target : targets()) {
      double[] row = task().encode(target);
      assertThat(row).hasSize(task().labels().size());
      for (double number : row) {
        assertThat(number).isFinite();
      }
      assertThat(target.hasClasses()).isEqualTo(type().hasClasses());
      assertThat(target.onlyClass().isPresent()).isEqualTo(type().isExclusive());
      if (type().hasClasses()) {
        assertThat(task().labels()).containsAll(target.classes());
        for (int i = 0; i < row.length; i++) {
          boolean holds = target.classes().contains(task().labels().get(i));
          assertThat(row[i]).isEqualTo(holds ? 1 : 0);
        }
      }
    }
  }

  @Test
  default void itsTasksTravel() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task());
      out.writeObject(targets().get(0));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(task());
      assertThat(in.readObject()).isEqualTo(targets().get(0));
    }
  }

  @Test
  default void itHasUsualMetrics() {
    assertThat(type().usualMetrics()).isNotEmpty().doesNotHaveDuplicates();
  }
}
