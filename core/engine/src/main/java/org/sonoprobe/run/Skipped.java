package org.sonoprobe.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that the results lack.
 *
 * @param where what is lacking
 * @param location where the track's audio is; empty if it is not about one track
 * @param stage at which it failed: {@code load}, {@code decode}, {@code deform}, {@code embed} or
 *     {@code train}
 * @param reason why
 */
public record Skipped(Where where, String location, String stage, String reason) {

  /**
   * What is lacking; what a fault is not particular to is empty.
   *
   * @param experiment its name
   * @param dataset the dataset's name in the experiment
   * @param track the track's id
   * @param scenario {@code clean} or the name of a scenario
   * @param embedding the embedding model's name in the experiment
   */
  public record Where(
      String experiment, String dataset, String track, String scenario, String embedding) {}

  static Skipped read(Map<String, String> cells) {
    return new Skipped(
        new Where(
            cells.getOrDefault("experiment", ""),
            cells.getOrDefault("dataset", ""),
            cells.getOrDefault("track", ""),
            cells.getOrDefault("scenario", ""),
            cells.getOrDefault("embedding", "")),
        cells.getOrDefault("location", ""),
        cells.getOrDefault("stage", ""),
        cells.getOrDefault("reason", ""));
  }

  /** Its columns in files, in their order, with what they hold. */
  public Map<String, String> cells() {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("experiment", where.experiment);
    cells.put("dataset", where.dataset);
    cells.put("track", where.track);
    cells.put("location", location);
    cells.put("scenario", where.scenario);
    cells.put("embedding", where.embedding);
    cells.put("stage", stage);
    cells.put("reason", reason);
    return cells;
  }
}
