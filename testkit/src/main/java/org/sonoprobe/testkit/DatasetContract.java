package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;

/** The contract of datasets. */
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
  default void stretchesOfOneRecordingStayTogether() throws IOException {
    Corpus corpus = dataset().load(task());
    Map<String, String> recordings = new HashMap<>();
    corpus
        .tracks()
        .forEach(track -> track.recording().ifPresent(name -> recordings.put(track.id(), name)));

    for (Split split : corpus.splits()) {
      Map<String, Integer> partOf = new HashMap<>();
      List<List<String>> parts = List.of(split.train(), split.validation(), split.test());
      for (int part = 0; part < parts.size(); part++) {
        for (String id : parts.get(part)) {
          String recording = recordings.getOrDefault(id, id);
          assertThat(partOf.getOrDefault(recording, part)).as(recording).isEqualTo(part);
          partOf.put(recording, part);
        }
      }
    }
  }

  @Test
  default void whatItSaysOfItselfIsWhole() throws IOException {
    Dataset dataset = dataset();

    assertThat(dataset.about().stream().toList())
        .allSatisfy(
            about -> {
              assertThat(about.title()).isNotBlank();
              assertThat(about.licence()).isNotBlank();
              assertThat(about.citation()).isNotBlank();
              assertThat(about.homepage()).startsWith("http");
              assertThat(dataset.tasks()).containsAll(about.counts().keySet());
            });
    assertThat(dataset.assets()).extracting(Asset::path).doesNotHaveDuplicates();
    assertThat(dataset.assets())
        .allSatisfy(
            asset ->
                assertThat(asset.parts())
                    .allSatisfy(part -> assertThat(part.sources()).isNotEmpty()));
    if (!dataset.assets().isEmpty()) {
      assertThat(dataset.home()).as("where its assets belong").isPresent();
    }
    assertThat(dataset.files())
        .extracting(DatasetFile::path)
        .doesNotHaveDuplicates()
        .allSatisfy(path -> assertThat(path.toString()).isNotBlank());
  }

  @Test
  default void yamlSaysTheSame() throws IOException {
    RoundTrip.check(hasServiceLine(), Dataset.class, dataset());
  }
}
