package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Track;

/**
 * As many splits as there are groups (singers, artists, sessions), in the order of their names: one
 * tests, the next validates, the others train. Every track needs a group.
 */
public record LeaveOneGroupOut() implements Splitter {

  @Override
  public String name() {
    return "leave_one_group_out";
  }

  @Override
  public Division divide(Corpus corpus, long seed) {
    for (Track track : corpus.tracks()) {
      if (track.group().isEmpty()) {
        throw new IllegalArgumentException(
            "to leave one group out every track needs a group, but '" + track.id() + "' has none");
      }
    }
    Groups groups = Groups.of(corpus.tracks());
    List<String> names = groups.names();
    if (names.size() < 3) {
      throw new IllegalArgumentException(
          "to leave one group out and validate on another there must be at least 3 groups, but there"
              + " are "
              + names.size());
    }
    List<Split> splits = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      String test = names.get(k);
      String validation = names.get((k + 1) % names.size());
      List<String> training = new ArrayList<>();
      List<String> validating = new ArrayList<>();
      List<String> testing = new ArrayList<>();
      for (Track track : corpus.tracks()) {
        String group = Groups.of(track);
        (group.equals(test) ? testing : group.equals(validation) ? validating : training)
            .add(track.id());
      }
      splits.add(
          new Split("without_" + test.substring("group ".length()), training, validating, testing));
    }
    return new Division(splits);
  }
}
