package org.sonoprobe.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/**
 * A floor: a vector of chance, the same for the same audio, that knows nothing of it. What scores
 * no better than this knows nothing of the labels.
 *
 * @param dimension length of the vector; 128 unless set
 * @param seed of the chance; 0 unless set
 */
public record RandomEmbedding(int dimension, long seed) implements EmbeddingModel {

  public RandomEmbedding {
    Checks.positive("dimension", dimension);
  }

  /** 128 dimensions. */
  public RandomEmbedding() {
    this(128, 0);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public Input input() {
    return Input.asIs();
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(this::embed);
  }

  private Embedding embed(Audio audio) {
    CRC32 checksum = new CRC32();
    checksum.update(audio.channelCount());
    checksum.update(ByteBuffer.allocate(4).putInt(0, audio.sampleRate()));
    ByteBuffer bytes = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    for (int c = 0; c < audio.channelCount(); c++) {
      for (float sample : audio.channel(c)) {
        if (!bytes.hasRemaining()) {
          checksum.update(bytes.flip());
          bytes.clear();
        }
        bytes.putFloat(sample);
      }
    }
    checksum.update(bytes.flip());
    // java.util.Random is specified bit for bit
    java.util.Random random =
        new java.util.Random(seed * 0x9E3779B97F4A7C15L ^ checksum.getValue());
    float[] values = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      values[d] = (float) random.nextGaussian();
    }
    return Embedding.wrap(values, 1, 1, dimension, 0);
  }
}
