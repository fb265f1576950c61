package org.sonoprobe.run.evaluate;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Track;
import org.sonoprobe.component.Internal;

/**
 * A dataset as all its trials see it.
 *
 * @param corpus its tracks
 * @param splits how they are divided
 */
@Internal
public record DatasetPart(Corpus corpus, List<Split> splits) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Trials read vectors: the sound of tracks stays behind. */
  @Serial
  private Object writeReplace() {
    List<Track> silent =
        corpus.tracks().stream()
            .map(
                track ->
                    new Track(
                        track.id(),
                        Silence.OF_A_TRIAL,
                        track.target(),
                        track.group(),
                        track.recording()))
            .toList();
    return new DatasetPart(
        new Corpus(corpus.task(), silent, corpus.splits(), corpus.notes()), splits);
  }

  /** In the place of a sound that nobody asks for. */
  private enum Silence implements AudioSource {
    OF_A_TRIAL;

    @Override
    public Audio read() throws IOException {
      throw new IOException("the sound of a track did not travel with its trial");
    }

    @Override
    public String fingerprint() throws IOException {
      return read().toString();
    }

    @Override
    public String location() {
      return "the sound of a track, which did not travel with its trial";
    }
  }

  public Split split(String name) {
    return splits.stream().filter(split -> split.name().equals(name)).findFirst().orElseThrow();
  }

  /** The name under which jobs have a dataset. */
  public static String named(String dataset) {
    return "dataset " + dataset;
  }

  /** The name under which jobs have the keys of a dataset and an embedding model. */
  public static String keys(String dataset, String embedding) {
    return "keys " + dataset.length() + " " + dataset + " " + embedding;
  }
}
