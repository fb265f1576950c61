package org.sonoprobe.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> made = new ArrayList<>();

  private String make(String key) {
    made.add(key);
    return key;
  }

  @Test
  void whatIsUsedIsKeptAndOfTheRestWhatWasAskedForLast() {
    Recent<String, String> recent = new Recent<>(1);
    recent.take("a", this::make);
    recent.take("a", this::make);
    recent.release("a");
    recent.take("b", this::make);
    assertThat(recent.size()).isEqualTo(2);
    recent.release("a");
    assertThat(recent.size()).as("nobody uses a, and b was asked for since").isEqualTo(1);
    recent.release("b");
    assertThat(recent.size()).isEqualTo(1);
    recent.take("b", this::make);
    recent.take("a", this::make);

    assertThat(made).containsExactly("a", "b", "a");
  }

  @Test
  void severalAreKeptWhereTheyAreAskedForInTurns() {
    Recent<String, String> recent = new Recent<>(2);
    for (int round = 0; round < 5; round++) {
      for (String key : List.of("a", "b")) {
        recent.take(key, this::make);
        recent.release(key);
      }
    }
    recent.take("c", this::make);

    assertThat(made).containsExactly("a", "b", "c");
    assertThat(recent.size()).as("a is the oldest").isEqualTo(2);
  }
}
