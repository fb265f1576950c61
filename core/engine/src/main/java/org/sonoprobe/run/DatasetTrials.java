package org.sonoprobe.run;

import java.util.HashMap;
import java.util.Map;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;

/**
 * What all trials on one dataset share.
 *
 * @param dataset its name in the experiment
 * @param corpus its tracks
 * @param keys of the embeddings in the store
 * @param identity remembers the hashes of files
 */
record DatasetTrials(
    Experiment experiment, String dataset, Corpus corpus, Keys keys, Identity identity) {

  Task task() {
    return corpus.task();
  }

  /** The truth by track id. */
  Map<String, Target> targets() {
    Map<String, Target> targets = new HashMap<>();
    corpus.tracks().forEach(track -> targets.put(track.id(), track.target()));
    return targets;
  }
}
