package org.sonoprobe.api;

import java.util.List;

/**
 * Says which tracks train, validate and test; found by name like the extension points, or given by
 * value.
 *
 * <p>Equal corpora are divided equally for equal seeds; there is no other randomness.
 */
public interface Splitter extends Component {

  /**
   * The splits of a corpus.
   *
   * @param seed of the experiment, for a splitter that draws and has no seed of its own
   * @throws IllegalArgumentException if the corpus cannot be divided so, saying why
   */
  Division divide(Corpus corpus, long seed);

  /**
   * Splits, with what a reader of the scores should know about them.
   *
   * @param notes such as classes that are too small to be divided
   */
  record Division(List<Split> splits, List<String> notes) {

    public Division {
      splits = List.copyOf(splits);
      notes = List.copyOf(notes);
    }

    /** Splits about which there is nothing to say. */
    public Division(List<Split> splits) {
      this(splits, List.of());
    }
  }
}
