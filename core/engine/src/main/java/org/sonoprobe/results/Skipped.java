package org.sonoprobe.results;

/**
 * Something that the results lack.
 *
 * @param where what is lacking
 * @param stage at which it failed
 * @param reason why
 */
public record Skipped(Where where, Stage stage, String reason) {

  /**
   * The place of what is lacking; what a fault is not particular to is empty.
   *
   * @param experiment its name
   * @param dataset the dataset's name in the experiment
   * @param track the track's id
   * @param location where the track's audio is
   * @param scenario {@code clean} or the name of a scenario
   * @param embedding the embedding model's name in the experiment
   */
  public record Where(
      String experiment,
      String dataset,
      String track,
      String location,
      String scenario,
      String embedding) {

    /** Something of an experiment that is not about one track. */
    public static Where of(String experiment, String dataset, String scenario, String embedding) {
      return new Where(experiment, dataset, "", "", scenario, embedding);
    }
  }
}
