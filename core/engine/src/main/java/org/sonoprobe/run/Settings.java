package org.sonoprobe.run;

import org.sonoprobe.run.extract.RunPlaces;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.Policy;
import org.sonoprobe.run.work.RunListener;

/**
 * The settings by which a runner carries out experiments.
 *
 * @param places where things are kept
 * @param threads at work at once
 * @param backend carries out extractions, trainings and measures
 * @param policy about what fails
 * @param audit whether the data are audited first
 * @param listener hears of the progress
 */
record Settings(
    RunPlaces places,
    int threads,
    Backend backend,
    Policy policy,
    boolean audit,
    RunListener listener) {}
