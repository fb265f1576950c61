package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/** What every dataset keeps. */
public interface DatasetContract extends ComponentContract<Dataset> {

  /** The dataset under test, over real annotations. */
  Dataset dataset() throws IOException;

  /** A task it has labels for. */
  Task task();

  @Override
  default Class<Dataset> kind() {
    return Dataset.class;
  }

  @Override
  default Dataset component() {
    try {
      return dataset();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  default void everyTrackHasATargetThatFitsTheTask() throws IOException {
    Corpus corpus = dataset().load(task());

    assertThat(corpus.tracks()).isNotEmpty();
    assertThat(corpus.task().labels()).isSorted().doesNotHaveDuplicates();
    for (Track track : corpus.tracks()) {
      assertThat(corpus.task().encode(track.target())).hasSize(corpus.task().labels().size());
    }
  }

  @Test
  default void loadingTwiceGivesTheSame() throws IOException {
    assertThat(dataset().load(task())).isEqualTo(dataset().load(task()));
  }

  @Test
  default void itsSplitsHaveTrainAndTestParts() throws IOException {
    List<Split> splits = dataset().load(task()).splits();

    assertThat(splits).allSatisfy(split -> assertThat(split.train()).isNotEmpty());
    assertThat(splits).allSatisfy(split -> assertThat(split.test()).isNotEmpty());
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), Dataset.class, dataset());
  }
}
