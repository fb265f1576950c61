package org.sonoprobe.downstream.pytorch;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.downstream.FittedPreparation;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/**
 * A recurrent network after its training; a track's scores do not depend on which others it is
 * predicted with.
 */
final class TrainedRecurrent implements Predictor {
  private static final String FORMAT = "sonoprobe-recurrent-1";

  private final FittedPreparation preparation;
  private final RecurrentWeights weights;
  private final boolean softmax;

  TrainedRecurrent(FittedPreparation preparation, RecurrentWeights weights, boolean softmax) {
    this.preparation = preparation;
    this.weights = weights;
    this.softmax = softmax;
  }

  @Override
  public double[][] predict(Vectors vectors) {
    double[][] scores = new double[vectors.trackCount()][];
    if (scores.length == 0) {
      return scores;
    }
    Sequences sequences = Sequences.of(vectors, preparation, new float[0][]);
    if (sequences.dimension() != weights.dimension()) {
      throw new IllegalArgumentException(
          "the model takes embeddings of %s dimensions, but is given %s"
              .formatted(weights.dimension(), sequences.dimension()));
    }
    try (Model model = RecurrentNetwork.model(weights)) {
      for (int t = 0; t < scores.length; t++) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
          NDArray logits =
              model
                  .getBlock()
                  .forward(
                      new ParameterStore(manager, false),
                      RecurrentNetwork.inputs(manager, sequences.batch(t)),
                      false)
                  .singletonOrThrow();
          logits.attach(manager);
          scores[t] = probabilities(logits.toFloatArray());
        }
      }
    }
    return scores;
  }

  private double[] probabilities(float[] logits) {
    double[] scores = new double[logits.length];
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      scores[c] = softmax ? Math.exp(logits[c] - most) : 1 / (1 + Math.exp(-logits[c]));
      sum += scores[c];
    }
    for (int c = 0; c < logits.length && softmax; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  @Override
  public void save(Path file) throws IOException {
    Map<String, Npy> arrays = new LinkedHashMap<>();
    for (int i = 0; i < weights.arrays().size(); i++) {
      float[] values = weights.arrays().get(i);
      arrays.put("weights_" + i, new Npy(new int[] {values.length}, values));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format.txt", FORMAT);
    texts.put("sizes.txt", weights.dimension() + " " + weights.units() + " " + weights.labels());
    texts.put("softmax.txt", String.valueOf(softmax));
    preparation.writeTo(texts);
    Npz.write(file, new Npz.Content(arrays, texts));
  }

  static TrainedRecurrent read(Path file) throws IOException {
    Npz.Content content = Npz.read(file);
    String sizes = content.texts().get("sizes.txt");
    String softmax = content.texts().get("softmax.txt");
    if (!FORMAT.equals(content.texts().get("format.txt")) || sizes == null || softmax == null) {
      throw new IOException(file + " holds no recurrent network of this version (" + FORMAT + ")");
    }
    List<Integer> numbers = List.of(sizes.split(" ")).stream().map(Integer::parseInt).toList();
    int[] lengths = RecurrentWeights.lengths(numbers.get(0), numbers.get(1), numbers.get(2));
    List<float[]> arrays = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      Npy array = content.arrays().get("weights_" + i);
      if (array == null || array.values().length != lengths[i]) {
        throw new IOException(file + " lacks weights of the sizes " + sizes);
      }
      arrays.add(array.values());
    }
    return new TrainedRecurrent(
        FittedPreparation.readFrom(content.texts()),
        new RecurrentWeights(numbers.get(0), numbers.get(1), numbers.get(2), arrays),
        Boolean.parseBoolean(softmax));
  }
}
