package org.sonoprobe.run;

import java.util.List;
import org.sonoprobe.api.Target;

/**
 * The vectors that an embedding model makes of the tracks of a dataset under one scenario: one for
 * each, as probes get them.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param embedding the embedding model's name
 * @param aggregation how frames became vectors
 * @param scenario {@code clean} or a name
 * @param tracks the ids of those tracks that have an embedding, in the order of the dataset
 * @param targets their truths on clean audio
 * @param vectors {@code [track][dimension]}; the mean of a track's rows where it has several. Not
 *     to be changed
 */
public record VectorSet(
    String experiment,
    String dataset,
    String embedding,
    String aggregation,
    String scenario,
    List<String> tracks,
    List<Target> targets,
    float[][] vectors) {}
