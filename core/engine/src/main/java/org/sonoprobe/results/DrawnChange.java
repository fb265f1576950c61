package org.sonoprobe.results;

/**
 * The values that one step of a scenario drew for a track.
 *
 * @param experiment the experiment's name
 * @param dataset the dataset's name
 * @param track the track's id
 * @param scenario the scenario's name
 * @param step its place in the scenario, from 1 on
 * @param deformation the deformation's name
 * @param drawn names with values, {@code snr_db=12.5; place=0.3}; {@code nothing} where it did not
 *     act or tells nothing
 */
public record DrawnChange(
    String experiment,
    String dataset,
    String track,
    String scenario,
    int step,
    String deformation,
    String drawn) {}
