package org.sonoprobe.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A division of track ids into train, validation and test parts, which share no track.
 *
 * @param name unique within its corpus, such as {@code fold0}
 */
public record Split(String name, List<String> train, List<String> validation, List<String> test) {
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
}
