package org.sonoprobe.run;

/**
 * One number of the results.
 *
 * @param scenario {@code clean} or the name of a scenario
 * @param metric the metric's name
 * @param part the class or cell it is about; empty for the metric's one value
 * @param value NaN where undefined
 * @param scored tracks that the number rests on
 * @param total tracks in the test part of the split
 */
public record ScoreRow(
    String experiment,
    String task,
    String dataset,
    String split,
    String embedding,
    String downstream,
    String scenario,
    String metric,
    String part,
    double value,
    int scored,
    int total) {}
