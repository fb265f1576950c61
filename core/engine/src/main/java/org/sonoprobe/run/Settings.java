package org.sonoprobe.run;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How a runner carries out experiments.
 *
 * @param storeFolder keeps embeddings; null for memory
 * @param runsFolder gets a folder for each run; null for none
 * @param runId the run's name; empty for a new one
 * @param threads at work at once
 * @param backend carries out extractions
 * @param policy about tracks that fail
 * @param listener hears of the progress
 * @param cancelled set when the run is to stop
 */
record Settings(
    @Nullable Path storeFolder,
    @Nullable Path runsFolder,
    String runId,
    int threads,
    Backend backend,
    Policy policy,
    RunListener listener,
    AtomicBoolean cancelled) {}
