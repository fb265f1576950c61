package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * Logistic regression on a mean of frames in which some frames count more, which is learnt with it:
 * a frame {@code x} counts {@code e^(v x)}, divided by the sum over the frames of its track (a
 * single head of attention with a learnt query; Bahdanau and others, 2015). For frames that are
 * kept, as {@code aggregation: prediction} keeps them; with one vector per track it is logistic
 * regression. From the plain mean down by L-BFGS, so that a seed changes nothing, though the
 * minimum need not be the only one. Penalty and choice of {@code c} are those of logistic
 * regression, the penalty of {@code v} included.
 *
 * @param preparation what is done to frames first; standardised unless set
 * @param c the inverse of the strength of the penalty; chosen unless set
 * @param maxIterations after which it is given up, with a note; 1000 unless set
 */
public record AttentionPooling(
    @Parameter(flat = true) VectorPreparation preparation,
    @Parameter(none = "auto") Optional<Double> c,
    int maxIterations)
    implements DownstreamModel {
  private static final double[] GRID = {1e-3, 1e-2, 1e-1, 1, 10, 100};

  public AttentionPooling {
    if (!(c.orElse(1.0) > 0) || Double.isInfinite(c.orElse(1.0)) || maxIterations < 1) {
      throw new IllegalArgumentException(
          "c and max_iterations must be positive, but are %s and %s"
              .formatted(c.map(String::valueOf).orElse("auto"), maxIterations));
    }
  }

  /** Standardised frames, strength chosen. */
  public AttentionPooling() {
    this(new VectorPreparation().standardized(), Optional.empty(), 1000);
  }

  @Override
  public String name() {
    return "attention_pooling";
  }

  @Override
  public Optional<String> problem(Task task) {
    return Refusals.classesOrTags(task);
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    Link link = Link.of(task);
    double strength =
        c.or(
                () ->
                    Rows.choose(
                        train,
                        validation,
                        GRID,
                        (fold, strengths) -> costs(task, fold, strengths, link, context)))
            .orElse(1.0);
    FittedPreparation fitted = FittedPreparation.fit(preparation, train.vectors());
    Pooled pooled = new Pooled(task, train, fitted, link);
    Descender.Minimum minimum = minimum(pooled, strength, pooled.start(), context);
    if (!minimum.converged()) {
      context
          .notes()
          .accept("not converged after max_iterations: the weights are not those of a minimum");
    }
    return new Attention(fitted, floats(minimum.place()), pooled.labels, link);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private double[] costs(
      Task task, Rows.Fold fold, double[] strengths, Link link, TrainingContext context) {
    FittedPreparation fitted = FittedPreparation.fit(preparation, fold.train().vectors());
    Pooled pooled = new Pooled(task, fold.train(), fitted, link);
    Pooled held = new Pooled(task, fold.validation(), fitted, link);
    double[] place = pooled.start();
    double[] costs = new double[strengths.length];
    for (int s = 0; s < strengths.length; s++) {
      place = minimum(pooled, strengths[s], place, context).place();
      costs[s] = held.loss(place, new double[place.length]);
    }
    return costs;
  }

  private Descender.Minimum minimum(
      Pooled pooled, double strength, double[] start, TrainingContext context) {
    double penalty = 1 / (strength * Math.max(1, pooled.tracks));
    double[] scales = new double[start.length];
    Arrays.fill(scales, Math.sqrt(0.25 + penalty));
    int biases = pooled.dimension * pooled.labels;
    return Descender.minimise(
        (place, gradient) -> {
          double value = pooled.loss(place, gradient);
          for (int i = 0; i < place.length; i++) {
            if (i < biases || i >= biases + pooled.labels) {
              value += penalty * place[i] * place[i] / 2;
              gradient[i] += penalty * place[i];
            }
          }
          return value;
        },
        start,
        scales,
        maxIterations,
        context.cancelled());
  }

  /** For each row how much it counts among those of its track. */
  private static double[] shares(
      float[] inputs, int[] trackOf, int tracks, int dimension, double[] query) {
    double[] shares = new double[trackOf.length];
    double[] most = new double[tracks];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int r = 0; r < shares.length; r++) {
      for (int d = 0; d < dimension; d++) {
        shares[r] += query[d] * inputs[r * dimension + d];
      }
      most[trackOf[r]] = Math.max(most[trackOf[r]], shares[r]);
    }
    double[] sums = new double[tracks];
    for (int r = 0; r < shares.length; r++) {
      shares[r] = Math.exp(shares[r] - most[trackOf[r]]);
      sums[trackOf[r]] += shares[r];
    }
    for (int r = 0; r < shares.length; r++) {
      shares[r] /= sums[trackOf[r]];
    }
    return shares;
  }

  private static int[] tracksOf(Vectors vectors) {
    int[] tracks = new int[vectors.rowCount()];
    Arrays.setAll(tracks, vectors::trackOf);
    return tracks;
  }

  /** The weighted means of all tracks, {@code [track][dimension]}. */
  private static double[] means(
      float[] inputs, int[] trackOf, int tracks, int dimension, double[] shares) {
    double[] means = new double[tracks * dimension];
    for (int r = 0; r < trackOf.length; r++) {
      for (int d = 0; d < dimension; d++) {
        means[trackOf[r] * dimension + d] += shares[r] * inputs[r * dimension + d];
      }
    }
    return means;
  }

  /**
   * The mean cross-entropy of tracks as a function of weights {@code [dimension][label]}, biases
   * and the query.
   */
  private static final class Pooled {
    private final float[] inputs;
    private final int[] trackOf;
    private final double[][] truth;
    final int tracks;
    final int dimension;
    final int labels;
    private final Link link;

    Pooled(Task task, Examples examples, FittedPreparation preparation, Link link) {
      this.inputs = examples.rowCount() == 0 ? new float[0] : preparation.apply(examples.vectors());
      this.trackOf = tracksOf(examples.vectors());
      this.tracks = examples.trackCount();
      this.truth = new double[tracks][];
      for (int t = 0; t < tracks; t++) {
        truth[t] = task.encode(examples.targets().get(t));
      }
      this.dimension = preparation.dimension(examples.dimension());
      this.labels = task.labels().size();
      this.link = link;
    }

    double[] start() {
      return new double[(dimension + 1) * labels + dimension];
    }

    double loss(double[] place, double[] gradient) {
      Arrays.fill(gradient, 0);
      if (tracks == 0) {
        return 0;
      }
      int biases = dimension * labels;
      double[] query = Arrays.copyOfRange(place, biases + labels, place.length);
      double[] shares = shares(inputs, trackOf, tracks, dimension, query);
      double[] means = means(inputs, trackOf, tracks, dimension, shares);
      double[] deltas = new double[tracks * labels];
      for (int t = 0; t < tracks; t++) {
        System.arraycopy(place, biases, deltas, t * labels, labels);
      }
      Blas.addProduct(tracks, labels, dimension, means, place, deltas);
      double loss = 0;
      double[] row = new double[labels];
      for (int t = 0; t < tracks; t++) {
        System.arraycopy(deltas, t * labels, row, 0, labels);
        link.apply(row);
        for (int c = 0; c < labels; c++) {
          boolean holds = truth[t][c] > 0;
          double likely = holds ? row[c] : 1 - row[c];
          loss -=
              link == Link.SOFTMAX && !holds ? 0 : Math.log(Math.max(likely, Double.MIN_NORMAL));
          deltas[t * labels + c] = (row[c] - truth[t][c]) / tracks;
        }
      }
      Blas.multiplyFirstTransposed(dimension, labels, tracks, means, deltas, gradient);
      for (int c = 0; c < labels; c++) {
        for (int t = 0; t < tracks; t++) {
          gradient[biases + c] += deltas[t * labels + c];
        }
      }
      double[] back = new double[tracks * dimension];
      Blas.multiplySecondTransposed(
          tracks, dimension, labels, deltas, Arrays.copyOf(place, biases), back);
      // by the query: frames are drawn towards what lowers the loss, against their track's mean
      for (int r = 0; r < trackOf.length; r++) {
        int t = trackOf[r];
        double pull = 0;
        for (int d = 0; d < dimension; d++) {
          pull += back[t * dimension + d] * (inputs[r * dimension + d] - means[t * dimension + d]);
        }
        for (int d = 0; d < dimension; d++) {
          gradient[biases + labels + d] += shares[r] * pull * inputs[r * dimension + d];
        }
      }
      return loss / tracks;
    }
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return Attention.read(file);
  }

  /** The predictor that was learnt. */
  private static final class Attention implements Predictor {
    private static final String FORMAT = "sonoprobe-attention-1";

    private final FittedPreparation preparation;
    private final float[] place;
    private final int labels;
    private final Link link;

    Attention(FittedPreparation preparation, float[] place, int labels, Link link) {
      this.preparation = preparation;
      this.place = place;
      this.labels = labels;
      this.link = link;
    }

    @Override
    public double[][] predict(Vectors vectors) {
      int tracks = vectors.trackCount();
      double[][] scores = new double[tracks][labels];
      if (tracks == 0) {
        return scores;
      }
      float[] inputs = preparation.apply(vectors);
      int dimension = (place.length - labels) / (labels + 1);
      if (inputs.length != vectors.rowCount() * dimension) {
        throw new IllegalArgumentException(
            "the model takes embeddings of %s dimensions, but is given %s"
                .formatted(dimension, inputs.length / vectors.rowCount()));
      }
      double[] query = new double[dimension];
      for (int d = 0; d < dimension; d++) {
        query[d] = place[(dimension + 1) * labels + d];
      }
      int[] trackOf = tracksOf(vectors);
      double[] shares = shares(inputs, trackOf, tracks, dimension, query);
      double[] means = means(inputs, trackOf, tracks, dimension, shares);
      for (int t = 0; t < tracks; t++) {
        for (int c = 0; c < labels; c++) {
          double score = place[dimension * labels + c];
          for (int d = 0; d < dimension; d++) {
            score += means[t * dimension + d] * place[d * labels + c];
          }
          scores[t][c] = score;
        }
        link.apply(scores[t]);
      }
      return scores;
    }

    @Override
    public void save(Path file) throws IOException {
      Map<String, Npy> arrays = new LinkedHashMap<>();
      arrays.put("weights", new Npy(new int[] {place.length}, place));
      Map<String, String> texts = new LinkedHashMap<>();
      texts.put("format.txt", FORMAT);
      texts.put("labels.txt", String.valueOf(labels));
      texts.put("link.txt", link.name().toLowerCase(Locale.ROOT));
      preparation.writeTo(texts);
      Npz.write(file, new Npz.Content(arrays, texts));
    }

    static Attention read(Path file) throws IOException {
      Npz.Content content = Npz.read(file);
      Npy weights = content.arrays().get("weights");
      String labels = content.texts().get("labels.txt");
      String link = content.texts().get("link.txt");
      if (!FORMAT.equals(content.texts().get("format.txt"))
          || weights == null
          || labels == null
          || link == null) {
        throw new IOException(file + " holds no attention of this version (" + FORMAT + ")");
      }
      return new Attention(
          FittedPreparation.readFrom(content.texts()),
          weights.values(),
          Integer.parseInt(labels),
          Link.valueOf(link.toUpperCase(Locale.ROOT)));
    }
  }
}
