package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;

/**
 * Another splitter several times, each time with a seed one higher, so that a spread over divisions
 * can be seen. Splits of different repeats share test tracks: they are not independent.
 *
 * @param times how often; 5 unless set
 * @param of what is repeated, a splitter that draws and has no seed of its own; {@code stratified}
 *     unless set
 * @param seed of the first repeat; the experiment's unless set
 */
public record RepeatedSplits(int times, Splitter of, Optional<Long> seed) implements Splitter {
  public RepeatedSplits {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, but is " + times);
    }
  }

  /** Five stratified splits. */
  public RepeatedSplits() {
    this(5, new Splitters.Stratified(), Optional.empty());
  }

  /** A splitter so many times. */
  public RepeatedSplits(int times, Splitter of) {
    this(times, of, Optional.empty());
  }

  @Override
  public String name() {
    return "repeated";
  }

  @Override
  public Division divide(Corpus corpus, long experimentSeed) {
    List<Split> splits = new ArrayList<>();
    Set<String> notes = new LinkedHashSet<>();
    for (int i = 0; i < times; i++) {
      Division division = of.divide(corpus, seed.orElse(experimentSeed) + i);
      for (Split split : division.splits()) {
        splits.add(
            new Split(
                "repeat" + i + "_" + split.name(),
                split.train(),
                split.validation(),
                split.test()));
      }
      notes.addAll(division.notes());
    }
    int each = splits.size() / times;
    boolean alike = times > 1;
    for (int i = 1; i < times; i++) {
      alike &= same(splits, i * each, each);
    }
    if (alike) {
      throw new IllegalArgumentException(
          "'" + of.name() + "' divides alike " + times + " times, so there is nothing to repeat");
    }
    return new Division(splits, List.copyOf(notes));
  }

  /** Whether the repeat that begins at a position is the first. */
  private static boolean same(List<Split> splits, int start, int each) {
    for (int i = 0; i < each; i++) {
      Split first = splits.get(i);
      Split second = splits.get(start + i);
      if (!Set.copyOf(first.test()).equals(Set.copyOf(second.test()))
          || !Set.copyOf(first.validation()).equals(Set.copyOf(second.validation()))) {
        return false;
      }
    }
    return true;
  }
}
