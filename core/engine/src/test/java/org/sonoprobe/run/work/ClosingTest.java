package org.sonoprobe.run.work;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void allAreClosedAndNoCauseIsLost() {
    StringBuilder closed = new StringBuilder();
    List<AutoCloseable> things =
        List.of(
            () -> closed.append('a'),
            () -> {
              throw new IOException("of b");
            },
            () -> closed.append('c'),
            () -> {
              throw new IllegalArgumentException("of d");
            });

    assertThatThrownBy(() -> Closing.all(things))
        .hasMessageContaining("of b")
        .satisfies(
            thrown ->
                Assertions.assertThat(thrown.getSuppressed())
                    .singleElement()
                    .satisfies(other -> Assertions.assertThat(other).hasMessage("of d")));
    Assertions.assertThat(closed).hasToString("ac");
  }
}
