package org.sonoprobe.nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;

/** Embeddings, vectors and NPY files as arrays of ND4J, and back; all in single precision. */
public final class Arrays {
  private Arrays() {}

  /** A copy of an embedding, {@code [layer][frame][dimension]}. */
  public static INDArray of(Embedding embedding) {
    return of(
        embedding.values().clone(),
        embedding.layerCount(),
        embedding.frameCount(),
        embedding.dimension());
  }

  /** A copy of the vectors of tracks, {@code [row][dimension]}. */
  public static INDArray of(Vectors vectors) {
    return of(vectors.values().clone(), vectors.rowCount(), vectors.dimension());
  }

  /**
   * One layer of many tracks, {@code [track][dimension]}: the mean over the frames of each.
   *
   * @param embeddings at least one, of equal dimension
   * @param layer counted from 0
   */
  public static INDArray means(List<Embedding> embeddings, int layer) {
    int dimension = embeddings.get(0).dimension();
    INDArray result = Nd4j.create(DataType.DOUBLE, embeddings.size(), dimension);
    for (int i = 0; i < embeddings.size(); i++) {
      Embedding embedding = embeddings.get(i);
      if (layer < 0 || layer >= embedding.layerCount() || embedding.dimension() != dimension) {
        throw new IllegalArgumentException(
            "layer %s of %s dimensions was asked for, but the embedding at %s is %s"
                .formatted(layer, dimension, i, embedding));
      }
      double[] mean = new double[dimension];
      for (int frame = 0; frame < embedding.frameCount(); frame++) {
        float[] vector = embedding.vector(layer, frame);
        for (int d = 0; d < dimension; d++) {
          mean[d] += vector[d] / (double) embedding.frameCount();
        }
      }
      result.putRow(i, Nd4j.createFromArray(mean));
    }
    return result;
  }

  /**
   * An array as an embedding.
   *
   * @param array {@code [layer][frame][dimension]} or {@code [frame][dimension]}, not empty
   * @param hopSeconds from one frame to the next
   */
  public static Embedding embedding(INDArray array, double hopSeconds) {
    long[] shape = array.shape();
    if (array.isEmpty() || shape.length < 2 || shape.length > 3) {
      throw new IllegalArgumentException(
          "an embedding has the shape [layer, frame, dimension] or [frame, dimension], but this"
              + " array has "
              + java.util.Arrays.toString(shape));
    }
    int layers = shape.length == 3 ? Math.toIntExact(shape[0]) : 1;
    return Embedding.wrap(
        values(array),
        layers,
        Math.toIntExact(shape[shape.length - 2]),
        Math.toIntExact(shape[shape.length - 1]),
        hopSeconds);
  }

  /**
   * The array in an NPY file.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  public static INDArray read(Path file) throws IOException {
    Npy npy = Npy.read(file);
    return of(npy.values(), npy.shape());
  }

  /** Writes an array as an NPY file of little-endian float32 in C order. */
  public static void write(INDArray array, Path file) throws IOException {
    int[] shape = new int[array.rank()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Math.toIntExact(array.size(d));
    }
    Files.write(file, new Npy(shape, values(array)).toBytes());
  }

  private static INDArray of(float[] values, int... shape) {
    long[] lengths = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      lengths[d] = shape[d];
    }
    return Nd4j.create(values, lengths, 'c');
  }

  private static float[] values(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }
}
