package org.sonoprobe.api;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A division of track ids into train, validation and test parts, which share no track.
 *
 * @param name unique within its corpus, such as {@code fold0}
 */
public record Split(String name, List<String> train, List<String> validation, List<String> test)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  public Split {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Set<String> seen = new HashSet<>();
    for (List<String> part : List.of(train, validation, test)) {
      for (String id : part) {
        if (!seen.add(id)) {
          throw new IllegalArgumentException(
              "split '" + name + "' holds track '" + id + "' more than once");
        }
      }
    }
  }

  /** Folds as splits: validation fold i, test fold i + 1 (cyclic), the rest for training. */
  public static List<Split> ofFolds(List<List<String>> folds) {
    List<Split> splits = new ArrayList<>();
    int count = folds.size();
    for (int k = 0; k < count; k++) {
      int testFold = (k + 1) % count;
      List<String> train = new ArrayList<>();
      for (int other = 0; other < count; other++) {
        if (other != k && other != testFold) {
          train.addAll(folds.get(other));
        }
      }
      splits.add(new Split("fold" + k, train, folds.get(k), folds.get(testFold)));
    }
    return splits;
  }
}
