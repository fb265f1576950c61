package org.sonoprobe.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A description of a published dataset.
 *
 * @param title its name and version
 * @param citation what to cite when it is used
 * @param licence of the audio and the annotations
 * @param homepage where it is published
 * @param counts for each task, by its canonical name, how many tracks the complete dataset has
 * @param notes what else a user should know, such as how to get what cannot be downloaded
 */
public record About(
    String title,
    String citation,
    String licence,
    String homepage,
    Map<String, Integer> counts,
    List<String> notes) {
  public About {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    notes = List.copyOf(notes);
  }
}
