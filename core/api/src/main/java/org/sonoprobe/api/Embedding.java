package org.sonoprobe.api;

import java.util.Arrays;
import java.util.List;

/**
 * A vector for each layer and frame of a track.
 *
 * <p>Immutable, finite; values lie in the order {@code [layer][frame][dimension]}.
 */
public final class Embedding {
  private final float[] values;
  private final int layers;
  private final int frames;
  private final int dimension;
  private final double hopSeconds;

  private Embedding(float[] values, int layers, int frames, int dimension, double hopSeconds) {
    if (layers <= 0 || frames <= 0 || dimension <= 0) {
      throw new IllegalArgumentException(
          ("an embedding needs at least one layer, frame and dimension, but has %s x %s x " + "%s")
              .formatted(layers, frames, dimension));
    }
    if (values.length != (long) layers * frames * dimension) {
      throw new IllegalArgumentException(
          values.length + " values do not fill " + layers + " x " + frames + " x " + dimension);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("an embedding must be finite, but holds " + value);
      }
    }
    this.values = values;
    this.layers = layers;
    this.frames = frames;
    this.dimension = dimension;
    this.hopSeconds = hopSeconds;
  }

  /**
   * An embedding that takes {@code values} over without copying.
   *
   * @param hopSeconds time from one frame to the next in seconds; 0 if there is one frame for the
   *     whole track
   */
  public static Embedding wrap(
      float[] values, int layers, int frames, int dimension, double hopSeconds) {
    return new Embedding(values, layers, frames, dimension, hopSeconds);
  }

  /** An embedding of one layer, from rows {@code [frame][dimension]}. */
  public static Embedding ofFrames(float[][] rows, double hopSeconds) {
    int dimension = rows.length == 0 ? 0 : rows[0].length;
    float[] flat = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != dimension) {
        throw new IllegalArgumentException(
            "frames differ in dimension: " + dimension + " and " + rows[i].length);
      }
      System.arraycopy(rows[i], 0, flat, i * dimension, dimension);
    }
    return new Embedding(flat, 1, rows.length, dimension, hopSeconds);
  }

  /**
   * Some of the layers.
   *
   * @param positions from 0 on, in the order wanted
   * @throws IllegalArgumentException if there is no such layer
   */
  public Embedding layers(List<Integer> positions) {
    int size = frames * dimension;
    float[] chosen = new float[positions.size() * size];
    for (int i = 0; i < positions.size(); i++) {
      int layer = positions.get(i);
      if (layer < 0 || layer >= layers) {
        throw new IllegalArgumentException(
            "layer " + layer + " is wanted, but the embedding has layers 0 to " + (layers - 1));
      }
      System.arraycopy(values, layer * size, chosen, i * size, size);
    }
    return new Embedding(chosen, positions.size(), frames, dimension, hopSeconds);
  }

  /** Number of layers, at least one. */
  public int layerCount() {
    return layers;
  }

  /** Number of frames, at least one. */
  public int frameCount() {
    return frames;
  }

  /** Length of each vector. */
  public int dimension() {
    return dimension;
  }

  /** Time between frames in seconds; 0 if there is one frame for the whole track. */
  public double hopSeconds() {
    return hopSeconds;
  }

  /** A copy of all values in the order {@code [layer][frame][dimension]}. */
  public float[] values() {
    return values.clone();
  }

  /** A copy of one vector. */
  public float[] vector(int layer, int frame) {
    if (layer < 0 || layer >= layers || frame < 0 || frame >= frames) {
      throw new IndexOutOfBoundsException(
          "layer " + layer + ", frame " + frame + " of " + layers + " x " + frames);
    }
    int start = (layer * frames + frame) * dimension;
    return Arrays.copyOfRange(values, start, start + dimension);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding e
        && e.layers == layers
        && e.frames == frames
        && e.dimension == dimension
        && Double.compare(e.hopSeconds, hopSeconds) == 0
        && Arrays.equals(e.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding["
        + layers
        + " x "
        + frames
        + " x "
        + dimension
        + ", hop "
        + hopSeconds
        + " s]";
  }
}
