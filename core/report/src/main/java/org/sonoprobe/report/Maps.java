package org.sonoprobe.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.sonoprobe.api.Target;
import org.sonoprobe.json.JsonFiles;
import org.sonoprobe.results.RunFiles;
import org.sonoprobe.run.VectorSet;
import tagbio.umap.Umap;

/**
 * Vectors on a plane, kept with a run: by their two first principal components and by UMAP
 * (McInnes, Healy and Melville, 2018), both of dimensions that were standardised over the tracks
 * shown. The same for the same vectors.
 */
final class Maps {
  /** The folder in that of the run. */
  static final String FOLDER = RunFiles.MAPS;

  static final String INDEX = "maps.json";

  /** Tracks that a map shows at most; of more, evenly chosen ones are shown. */
  static final int MOST_TRACKS = 1000;

  /** Tracks without which there is no map. */
  private static final int FEWEST_TRACKS = 8;

  private static final int NEIGHBOURS = 15;
  private static final long SEED = 1;

  private final Path folder;
  private final List<Object> index = new ArrayList<>();

  Maps(Path run) {
    this.folder = run.resolve(FOLDER);
  }

  /** Makes both maps of some vectors. */
  void add(VectorSet set) throws IOException {
    add(set, set.tracks().size());
  }

  /**
   * Makes both maps of some vectors.
   *
   * @param tested how many tracks there should be
   */
  void add(VectorSet set, int tested) throws IOException {
    int count = set.tracks().size();
    if (count < FEWEST_TRACKS) {
      return;
    }
    int shown = Math.min(count, MOST_TRACKS);
    int[] places = new int[shown];
    for (int i = 0; i < shown; i++) {
      places[i] = (int) ((long) i * count / shown);
    }
    double[][] rows = standardised(set.vectors(), places);
    String some =
        shown == tested
            ? "all " + tested + " tested tracks"
            : shown
                + " of "
                + tested
                + " tested tracks"
                + (shown < count ? ", evenly chosen" : ", the others having no embedding");
    Pca pca = pca(rows);
    add(
        set,
        places,
        pca.points,
        "PCA",
        String.format(
            Locale.ROOT,
            "The first two principal components, which hold %.0f and %.0f %% of the variance; %s,"
                + " dimensions standardised.",
            100 * pca.first,
            100 * pca.second,
            some));
    int neighbours = Math.min(NEIGHBOURS, shown - 1);
    Umap umap =
        new Umap()
            .setNumberComponents(2)
            .setNumberNearestNeighbours(neighbours)
            .setSeed(SEED)
            .setThreads(1)
            .setVerbose(false);
    add(
        set,
        places,
        umap.fitTransform(rows),
        "UMAP",
        String.format(
            Locale.ROOT,
            "UMAP by %d nearest neighbours, seed %d; %s, dimensions standardised. Near points are alike;"
                + " distances between groups and their sizes mean nothing.",
            neighbours,
            SEED,
            some));
  }

  private void add(VectorSet set, int[] places, double[][] points, String method, String words)
      throws IOException {
    String file = "map-" + index.size();
    List<Object> lines = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      lines.add(
          List.of(
              set.tracks().get(places[i]),
              points[i][0],
              points[i][1],
              label(set.targets().get(places[i]))));
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("experiment", set.experiment());
    entry.put("dataset", set.dataset());
    entry.put("embedding", set.embedding());
    entry.put("aggregation", set.aggregation());
    entry.put("scenario", set.scenario());
    entry.put("method", method);
    entry.put("words", words);
    entry.put("file", file);
    JsonFiles.write(folder.resolve(file + ".json"), Map.of("points", lines));
    index.add(entry);
  }

  /** Writes what there is; without it the maps do not count. */
  int finish() throws IOException {
    JsonFiles.write(folder.resolve(INDEX), Map.of("maps", index));
    return index.size();
  }

  private static String label(Target target) {
    return String.join(", ", target.classes().stream().sorted().toList());
  }

  /** Each dimension with mean 0 and deviation 1; those that do not vary are 0. */
  private static double[][] standardised(float[][] vectors, int[] places) {
    int dimensions = vectors[0].length;
    double[][] rows = new double[places.length][dimensions];
    for (int d = 0; d < dimensions; d++) {
      double mean = 0;
      for (int place : places) {
        mean += vectors[place][d] / places.length;
      }
      double square = 0;
      for (int place : places) {
        square += (vectors[place][d] - mean) * (vectors[place][d] - mean) / places.length;
      }
      double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (int i = 0; i < places.length; i++) {
        rows[i][d] = (vectors[places[i]][d] - mean) * scale;
      }
    }
    return rows;
  }

  /** Points and the shares of variance along both axes. */
  private record Pca(double[][] points, double first, double second) {}

  private static Pca pca(double[][] rows) {
    int count = rows.length;
    int dimensions = rows[0].length;
    DMatrixRMaj matrix = new DMatrixRMaj(rows);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(count, dimensions, true, false, true);
    if (!svd.decompose(matrix)) {
      throw new IllegalStateException(
          "the singular values of " + count + " vectors were not found");
    }
    double[] values = svd.getSingularValues();
    DMatrixRMaj left = svd.getU(null, false);
    Integer[] order = new Integer[svd.numberOfSingularValues()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    double total = 0;
    for (int i = 0; i < order.length; i++) {
      total += values[i] * values[i];
    }
    double[][] points = new double[count][2];
    for (int axis = 0; axis < Math.min(2, order.length); axis++) {
      int column = order[axis];
      // the sign of an axis is nobody's choice: its farthest point is on the positive side
      double far = 0;
      for (int i = 0; i < count; i++) {
        points[i][axis] = left.get(i, column) * values[column];
        far = Math.abs(points[i][axis]) > Math.abs(far) ? points[i][axis] : far;
      }
      for (int i = 0; i < count && far < 0; i++) {
        points[i][axis] = -points[i][axis];
      }
    }
    double second = order.length > 1 ? values[order[1]] * values[order[1]] : 0;
    return new Pca(points, values[order[0]] * values[order[0]] / total, second / total);
  }

  /** What is kept with a run; nothing if there is none. */
  static List<?> read(Path run) throws IOException {
    return Clips.kept(run.resolve(FOLDER).resolve(INDEX), "maps");
  }

  /** The points of a map that is kept with a run. */
  static List<?> points(Path run, String file) throws IOException {
    Path points = run.resolve(FOLDER).resolve(file + ".json");
    if (!Files.exists(points)) {
      throw new IOException(points + " is not there; run 'illustrate' again");
    }
    return Clips.kept(points, "points");
  }
}
