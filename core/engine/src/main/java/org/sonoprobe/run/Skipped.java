package org.sonoprobe.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that the results lack.
 *
 * @param where what is lacking
 * @param location where the track's audio is; empty if it is not about one track
 * @param stage at which it failed
 * @param reason why
 */
public record Skipped(Where where, String location, Stage stage, String reason) {

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
        Stage.of(cells.getOrDefault("stage", "")),
        cells.getOrDefault("reason", ""));
  }

  /** The titles of its columns, in their order. */
  static List<String> titles() {
    Where nowhere = new Where("", "", "", "", "");
    return List.copyOf(new Skipped(nowhere, "", Stage.LOAD, "").cells().keySet());
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
    cells.put("stage", stage.word());
    cells.put("reason", reason);
    return cells;
  }
}
