package org.sonoprobe.run.extract;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.component.Internal;

/**
 * The places of embeddings, runs and assets.
 *
 * @param store embeddings; null for memory
 * @param runs gets a folder for each run; null for none
 * @param runId the run's name; empty for a new one
 * @param overwrite whether a run of that name with another configuration is replaced
 * @param assets the files of components
 * @param frameMegabytes frames of one embedding that are kept at most
 */
@Internal
public record RunPlaces(
    @Nullable Path store,
    @Nullable Path runs,
    String runId,
    boolean overwrite,
    Assets assets,
    int frameMegabytes) {}
