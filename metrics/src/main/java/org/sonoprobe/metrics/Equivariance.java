package org.sonoprobe.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Heard;
import org.sonoprobe.api.Measure;
import org.sonoprobe.api.Measured;
import org.sonoprobe.api.Metric;
import org.sonoprobe.component.Components;

/**
 * Whether embeddings change with the level of a sweep in a way that can be told: what is fitted on
 * one half of the tracks is measured on the other, as the share of variance that is explained (R²).
 *
 * <ul>
 *   <li>{@code map}: of a track's deformed embedding, by a linear map of its clean one, another for
 *       each level;
 *   <li>{@code map of identity}: the same by the clean embedding itself, which is what invariance
 *       alone explains; equivariance is what {@code map} explains beyond it;
 *   <li>{@code map at new levels}: by the maps of other levels, interpolated;
 *   <li>{@code level told}: of the level, from a track's clean and deformed embeddings;
 *   <li>{@code level told at new levels}: the same for levels that were not fitted.
 * </ul>
 *
 * <p>After C. Plachouras and others (2025, arXiv 2505.06224). Embeddings are standardised and
 * reduced to their principal components on the first half; ridge regression with a strength chosen
 * within it. New levels are the inner ones of four or more.
 *
 * @param components the most principal components that are kept; 32 unless set
 */
public record Equivariance(int components) implements Measure {
  private static final double[] STRENGTHS = {1e-8, 1e-5, 1e-3, 1e-2, 0.1, 1, 10, 100};
  private static final int FEWEST = 8;
  private static final int MOST_FOR_COMPONENTS = 400;
  private static final int FEWEST_LEVELS = 4;
  private static final Metric.Range RANGE = new Metric.Range(Double.NEGATIVE_INFINITY, 1);

  public Equivariance {
    if (components < 1 || components > 512) {
      throw new IllegalArgumentException(
          "components must lie within 1 and 512, but is " + components);
    }
  }

  /** Thirty-two components. */
  public Equivariance() {
    this(32);
  }

  @Override
  public String name() {
    return "equivariance";
  }

  @Override
  public List<Measured> of(Heard heard) {
    List<Measured> all = new ArrayList<>();
    for (Map.Entry<String, List<Heard.Version>> sweep : heard.sweeps().entrySet()) {
      all.addAll(new Study(heard, sweep.getKey(), sweep.getValue()).measured());
    }
    return all;
  }

  /** One sweep. */
  private final class Study {
    private final String sweep;
    private final List<Heard.Version> levels;
    private final Heard.Version cleanVersion;
    private final List<String> notes = new ArrayList<>();
    private final int[] fitted;
    private final int[] held;
    private double[][] clean = new double[0][];
    private double[][][] deformed = new double[0][][];
    private final double[] places;

    Study(Heard heard, String sweep, List<Heard.Version> levels) {
      this.sweep = sweep;
      this.levels = levels;
      this.cleanVersion = heard.clean();
      this.places =
          levels.stream()
              .mapToDouble(version -> version.scenario().level().orElseThrow().value())
              .toArray();
      boolean[] everywhere = new boolean[heard.clean().count()];
      Arrays.fill(everywhere, true);
      for (Heard.Version version : levels) {
        boolean[] here = new boolean[everywhere.length];
        for (int place : version.positionsIn(heard.clean())) {
          here[place] = true;
        }
        for (int t = 0; t < here.length; t++) {
          everywhere[t] &= here[t];
        }
      }
      // whole units, so that no track is fitted on another of its kind
      List<String> units = new ArrayList<>(new LinkedHashSet<>(heard.clean().units()));
      Collections.sort(units);
      Collections.shuffle(units, new Random(1));
      Set<String> first = new HashSet<>(units.subList(0, units.size() / 2));
      int[] present = IntStream.range(0, everywhere.length).filter(t -> everywhere[t]).toArray();
      fitted =
          Arrays.stream(present)
              .filter(t -> first.contains(heard.clean().units().get(t)))
              .toArray();
      held =
          Arrays.stream(present)
              .filter(t -> !first.contains(heard.clean().units().get(t)))
              .toArray();
      if (fitted.length >= FEWEST && held.length > 0) {
        reduce();
      }
    }

    private void reduce() {
      Space space = Space.of(cleanVersion, fitted);
      double[][] rows = space.rows(cleanVersion);
      int[] sample = Arrays.copyOf(fitted, Math.min(fitted.length, MOST_FOR_COMPONENTS));
      RealMatrix matrix =
          new Array2DRowRealMatrix(
              Arrays.stream(sample).mapToObj(t -> rows[t]).toArray(double[][]::new));
      SingularValueDecomposition svd = new SingularValueDecomposition(matrix);
      double[] values = svd.getSingularValues();
      int kept = 0;
      while (kept < Math.min(components, Math.min(values.length, fitted.length / 4))
          && values[kept] > 1e-9 * Math.max(1e-300, values[0])) {
        kept++;
      }
      RealMatrix axes = svd.getV().getSubMatrix(0, rows[0].length - 1, 0, Math.max(0, kept - 1));
      clean = new Array2DRowRealMatrix(rows, false).multiply(axes).getData();
      deformed = new double[levels.size()][clean.length][];
      for (int l = 0; l < levels.size(); l++) {
        Heard.Version version = levels.get(l);
        double[][] own =
            new Array2DRowRealMatrix(space.rows(version), false).multiply(axes).getData();
        int[] positions = version.positionsIn(cleanVersion);
        for (int i = 0; i < positions.length; i++) {
          deformed[l][positions[i]] = own[i];
        }
      }
    }

    List<Measured> measured() {
      if (clean.length == 0) {
        return List.of(
            row(
                "map",
                new double[0],
                new double[0],
                "too few tracks: " + fitted.length + " to fit and " + held.length + " to measure"));
      }
      noteSilence();
      List<Measured> all = new ArrayList<>();
      double[][][] maps = new double[levels.size()][][];
      double[] map = new double[held.length];
      double[] identity = new double[held.length];
      double[] interpolated = new double[held.length];
      double[] variance = new double[held.length];
      double[] varianceInside = new double[held.length];
      for (int l = 0; l < maps.length; l++) {
        maps[l] = regression(select(clean, fitted), select(deformed[l], fitted), 1);
      }
      for (int l = 0; l < maps.length; l++) {
        double[] mean = mean(select(deformed[l], fitted));
        double[][] other = levels.size() >= FEWEST_LEVELS && isInside(l) ? between(maps, l) : null;
        for (int i = 0; i < held.length; i++) {
          double[] truth = deformed[l][held[i]];
          double spread = square(truth, mean);
          variance[i] += spread;
          map[i] += spread - square(truth, apply(maps[l], clean[held[i]]));
          identity[i] += spread - square(truth, clean[held[i]]);
          if (other != null) {
            varianceInside[i] += spread;
            interpolated[i] += spread - square(truth, apply(other, clean[held[i]]));
          }
        }
      }
      all.add(row("map", map, variance, ""));
      all.add(row("map of identity", identity, variance, ""));
      if (levels.size() >= FEWEST_LEVELS) {
        all.add(row("map at new levels", interpolated, varianceInside, ""));
      }
      if (levels.size() > 1) {
        all.addAll(levelTold());
      }
      return all;
    }

    private List<Measured> levelTold() {
      List<Measured> all = new ArrayList<>();
      double mean = Arrays.stream(places).average().orElse(0);
      double[] told = new double[held.length];
      double[] news = new double[held.length];
      double[] variance = new double[held.length];
      double[] varianceInside = new double[held.length];
      double[][] whole = levelRegression(-1);
      for (int l = 0; l < places.length; l++) {
        boolean inside = places.length >= FEWEST_LEVELS && isInside(l);
        double[][] without = inside ? levelRegression(l) : null;
        // what one would say of a new level who knows the others
        double others = (mean * places.length - places[l]) / Math.max(1, places.length - 1);
        for (int i = 0; i < held.length; i++) {
          double[] pair = pair(held[i], l);
          double spread = (places[l] - mean) * (places[l] - mean);
          variance[i] += spread;
          told[i] += spread - Math.pow(apply(whole, pair)[0] - places[l], 2);
          if (without != null) {
            double unknown = (places[l] - others) * (places[l] - others);
            varianceInside[i] += unknown;
            news[i] += unknown - Math.pow(apply(without, pair)[0] - places[l], 2);
          }
        }
      }
      all.add(row("level told", told, variance, ""));
      if (places.length >= FEWEST_LEVELS) {
        all.add(row("level told at new levels", news, varianceInside, ""));
      }
      return all;
    }

    /** From pairs of embeddings to levels, one of them left out. */
    private double[][] levelRegression(int without) {
      List<double[]> inputs = new ArrayList<>();
      List<double[]> outputs = new ArrayList<>();
      for (int track : fitted) {
        for (int l = 0; l < places.length; l++) {
          if (l != without) {
            inputs.add(pair(track, l));
            outputs.add(new double[] {places[l]});
          }
        }
      }
      return regression(
          inputs.toArray(double[][]::new),
          outputs.toArray(double[][]::new),
          without < 0 ? places.length : places.length - 1);
    }

    /** A constant, both embeddings, and the squares of their differences. */
    private double[] pair(int track, int level) {
      double[] before = clean[track];
      double[] after = deformed[level][track];
      double[] pair = new double[3 * before.length];
      for (int d = 0; d < before.length; d++) {
        pair[d] = before[d];
        pair[before.length + d] = after[d];
        pair[2 * before.length + d] = (after[d] - before[d]) * (after[d] - before[d]);
      }
      return pair;
    }

    private boolean isInside(int level) {
      double least = Arrays.stream(places).min().orElse(0);
      double most = Arrays.stream(places).max().orElse(0);
      return places[level] > least && places[level] < most;
    }

    /** The maps of the four levels nearest to one, interpolated there (Lagrange). */
    private double[][] between(double[][][] maps, int level) {
      List<Integer> others =
          new ArrayList<>(
              IntStream.range(0, places.length).filter(l -> l != level).boxed().toList());
      others.sort(java.util.Comparator.comparingDouble(l -> Math.abs(places[l] - places[level])));
      List<Integer> near = others.subList(0, Math.min(4, others.size()));
      double[][] sum = new double[maps[0].length][maps[0][0].length];
      for (int a : near) {
        double weight = 1;
        for (int b : near) {
          if (a != b) {
            weight *= (places[level] - places[b]) / (places[a] - places[b]);
          }
        }
        for (int r = 0; r < sum.length; r++) {
          for (int c = 0; c < sum[r].length; c++) {
            sum[r][c] += weight * maps[a][r][c];
          }
        }
      }
      return sum;
    }

    /** Silence that fills the end up would tell a rate to any model that hears it. */
    private void noteSilence() {
      for (Heard.Version version : levels) {
        for (Deformation step : version.scenario().steps()) {
          boolean filled =
              step.name().startsWith("TimeStretch")
                  && Boolean.TRUE.equals(Components.parameters(step).get("leave_length_unchanged"));
          if (filled && notes.isEmpty()) {
            notes.add(
                sweep
                    + ": silence at the end tells the rate, whatever the embedding knows of tempo;"
                    + " set leave_length_unchanged: false");
          }
        }
      }
    }

    private Measured row(String name, double[] above, double[] below, String note) {
      List<String> own = new ArrayList<>(notes);
      if (!note.isEmpty()) {
        own.add(sweep + ": " + note);
      }
      List<String> units = new ArrayList<>();
      for (int i = 0; i < above.length; i++) {
        units.add(cleanVersion.units().get(held[i]));
      }
      return new Measured(name, "", sweep, above, below, units, RANGE, own);
    }
  }

  private static double[][] select(double[][] rows, int[] places) {
    return Arrays.stream(places).mapToObj(t -> rows[t]).toArray(double[][]::new);
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += row[d] / rows.length;
      }
    }
    return mean;
  }

  private static double square(double[] a, double[] b) {
    double distance = Space.distance(a, b);
    return distance * distance;
  }

  /** A map applied, its last row being what is added. */
  private static double[] apply(double[][] map, double[] input) {
    double[] output = map[map.length - 1].clone();
    for (int i = 0; i < input.length; i++) {
      for (int o = 0; o < output.length; o++) {
        output[o] += input[i] * map[i][o];
      }
    }
    return output;
  }

  /**
   * Ridge regression with the strength that is best on every third track, then fitted on all.
   *
   * @param perTrack how many rows a track has, one after the other
   */
  private static double[][] regression(double[][] inputs, double[][] outputs, int perTrack) {
    List<Integer> fit = new ArrayList<>();
    List<Integer> check = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      (i / perTrack % 3 == 2 ? check : fit).add(i);
    }
    int[] used = fit.stream().mapToInt(Integer::intValue).toArray();
    double best = Double.POSITIVE_INFINITY;
    double chosen = 1;
    for (double strength : STRENGTHS) {
      double[][] map = ridge(select(inputs, used), select(outputs, used), strength);
      double cost = 0;
      for (int row : check) {
        cost += square(apply(map, inputs[row]), outputs[row]);
      }
      if (cost < best) {
        best = cost;
        chosen = strength;
      }
    }
    return ridge(inputs, outputs, chosen);
  }

  /** Weights of standardised inputs and outputs as they are, with an unpenalised constant. */
  private static double[][] ridge(double[][] inputs, double[][] outputs, double strength) {
    double[] mean = mean(inputs);
    double[] outputMean = mean(outputs);
    int count = inputs.length;
    int size = mean.length;
    double[] scale = new double[size];
    double[][] centred = new double[count][size];
    for (int d = 0; d < size; d++) {
      for (int r = 0; r < count; r++) {
        centred[r][d] = inputs[r][d] - mean[d];
        scale[d] += centred[r][d] * centred[r][d] / count;
      }
      scale[d] = scale[d] > 1e-24 ? 1 / Math.sqrt(scale[d]) : 0;
      for (int r = 0; r < count; r++) {
        centred[r][d] *= scale[d];
      }
    }
    double[][] shifted = new double[count][outputMean.length];
    for (int r = 0; r < count; r++) {
      for (int o = 0; o < outputMean.length; o++) {
        shifted[r][o] = outputs[r][o] - outputMean[o];
      }
    }
    RealMatrix x = new Array2DRowRealMatrix(centred, false);
    RealMatrix square =
        x.transpose()
            .multiply(x)
            .add(
                MatrixUtils.createRealIdentityMatrix(size).scalarMultiply(strength * count + 1e-9));
    RealMatrix weights =
        new CholeskyDecomposition(square, 1e-6, 1e-14)
            .getSolver()
            .solve(x.transpose().multiply(new Array2DRowRealMatrix(shifted, false)));
    double[][] map = new double[size + 1][outputMean.length];
    for (int o = 0; o < outputMean.length; o++) {
      map[size][o] = outputMean[o];
      for (int d = 0; d < size; d++) {
        map[d][o] = weights.getEntry(d, o) * scale[d];
        map[size][o] -= map[d][o] * mean[d];
      }
    }
    return map;
  }
}
