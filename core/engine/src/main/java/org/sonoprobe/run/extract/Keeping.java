package org.sonoprobe.run.extract;

import java.io.IOException;
import java.util.List;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Identity;
import org.sonoprobe.component.Internal;
import org.sonoprobe.experiment.LayerPooling;

/**
 * The form in which an embedding is kept: its frames, so that any other aggregation finds them; or,
 * where these are too many, the vectors that each aggregation of the experiment makes of them, with
 * the same bits.
 *
 * @param bytes of frames that are kept for one embedding at most
 * @param aggregations of the experiment
 * @param identity what tells aggregations apart
 */
@Internal
public record Keeping(long bytes, List<Aggregation> aggregations, Identity identity) {

  /** How many megabytes of frames are kept for one embedding unless a run says otherwise. */
  public static final int USUAL_MEGABYTES = 64;

  /** Changes when the meaning of stored vectors changes. */
  private static final String FORMAT = "sonoprobe-vectors-1";

  public static Keeping megabytes(int count, List<Aggregation> aggregations) {
    return new Keeping((long) count << 20, aggregations, new Identity());
  }

  /** Whether an embedding is kept as frames, which an aggregation that keeps them needs anyhow. */
  public boolean asFrames(Embedding embedding) {
    long values = (long) embedding.layerCount() * embedding.frameCount() * embedding.dimension();
    return 4 * values <= bytes || aggregations.stream().anyMatch(Aggregation::keepsFrames);
  }

  /** Under what the vectors of an aggregation are stored, beside the key of the frames. */
  public String key(String key, Aggregation aggregation, LayerPooling pooling) throws IOException {
    return Hashes.sha256(String.join("\n", FORMAT, key, identity.of(aggregation), pooling.name()));
  }
}
