package org.sonoprobe.nd4j;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An example: how alike the layers of one network or of two are, and how many dimensions each uses.
 *
 * <p>Its arguments are NPY files with a row per track, {@code [track][dimension]} or {@code
 * [layer][track][dimension]}, for the same tracks in the same order. It prints linear CKA of every
 * pair of layers, and the effective rank of each.
 */
public final class CompareLayers {

  private CompareLayers() {}

  private record Layer(String name, INDArray rows) {}

  /** Prints the comparison of the files given. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      System.err.println("give NPY files with a row per track, or layers of such rows");
      System.exit(2);
    }
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      files.add(Path.of(argument));
    }
    print(files, System.out);
  }

  /**
   * Prints the comparison.
   *
   * @throws IOException if a file cannot be read, or has another number of tracks
   */
  static void print(List<Path> files, PrintStream out) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (Path file : files) {
      layers.addAll(layers(file));
    }
    for (Layer layer : layers) {
      if (layer.rows.rows() != layers.get(0).rows.rows()) {
        throw new IOException(
            "%s has %s tracks, but %s has %s"
                .formatted(
                    layer.name, layer.rows.rows(), layers.get(0).name, layers.get(0).rows.rows()));
      }
    }
    out.println("layer, dimensions, effective rank, linear CKA with each");
    for (Layer layer : layers) {
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(
              Locale.ROOT,
              "%s, %d, %.1f",
              layer.name,
              layer.rows.columns(),
              EffectiveRank.of(layer.rows)));
      for (Layer other : layers) {
        line.append(
            String.format(Locale.ROOT, ", %.3f", Similarity.linearCka(layer.rows, other.rows)));
      }
      out.println(line);
    }
  }

  private static List<Layer> layers(Path file) throws IOException {
    INDArray array = Arrays.read(file);
    String name = String.valueOf(file.getFileName());
    if (array.rank() == 2) {
      return List.of(new Layer(name, array));
    }
    if (array.rank() != 3) {
      throw new IOException(
          file + " has " + array.rank() + " axes; rows of tracks have 2, layers of them 3");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < array.size(0); i++) {
      layers.add(new Layer(name + "#" + i, array.get(NDArrayIndex.point(i))));
    }
    return layers;
  }
}
