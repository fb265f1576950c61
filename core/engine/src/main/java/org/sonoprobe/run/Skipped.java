package org.sonoprobe.run;

/**
 * Something that is missing from the results, and why.
 *
 * @param experiment its experiment
 * @param dataset its dataset
 * @param track the track, or empty if more than one track is concerned
 * @param location the track's file
 * @param scenario the scenario, or empty for all
 * @param embedding the embedding model, or empty for all
 * @param stage where it failed: {@code load}, {@code decode}, {@code deform}, {@code embed}, {@code
 *     store}, {@code train}
 * @param reason what is wrong and what to do
 */
public record Skipped(
    String experiment,
    String dataset,
    String track,
    String location,
    String scenario,
    String embedding,
    String stage,
    String reason) {}
