package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.files.Npy;
import org.sonoprobe.files.Npz;

/** A classifier with its weights. */
final class TrainedClassifier implements Predictor {
  private static final String FORMAT = "sonoprobe-classifier-1";

  private final Network network;
  private final FittedPreparation preparation;
  private final Link link;

  TrainedClassifier(Network network, FittedPreparation preparation, Link link) {
    this.network = network;
    this.preparation = preparation;
    this.link = link;
  }

  @Override
  public double[][] predict(Vectors tracks) {
    int rows = tracks.rowCount();
    int classes = network.classes();
    double[][] scores = new double[rows][classes];
    if (rows == 0) {
      return scores;
    }
    float[] inputs = preparation.apply(tracks);
    if (inputs.length != rows * network.sizes()[0]) {
      throw new IllegalArgumentException(
          "the model takes embeddings of %s dimensions, but is given %s"
              .formatted(network.sizes()[0], inputs.length / rows));
    }
    float[] logits = Training.logits(network.copy(), inputs, rows);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < classes; c++) {
        scores[r][c] = logits[r * classes + c];
      }
      link.apply(scores[r]);
    }
    return tracks.meanPerTrack(scores);
  }

  @Override
  public void save(Path file) throws IOException {
    Map<String, Npy> arrays = new LinkedHashMap<>();
    int[] sizes = network.sizes();
    for (int l = 0; l < sizes.length - 1; l++) {
      arrays.put("weights" + l, new Npy(new int[] {sizes[l], sizes[l + 1]}, network.weights()[l]));
      arrays.put("biases" + l, new Npy(new int[] {sizes[l + 1]}, network.biases()[l]));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format.txt", FORMAT);
    texts.put("hidden_activation.txt", network.activation().name());
    texts.put("activation.txt", link.name().toLowerCase(Locale.ROOT));
    preparation.writeTo(texts);
    Npz.write(file, new Npz.Content(arrays, texts));
  }

  @Override
  public boolean exportOnnx(Path file, List<String> labels) throws IOException {
    Pca pca = preparation.pca();
    OnnxGraph graph =
        new OnnxGraph(pca == null ? network.sizes()[0] : pca.mean().length).prepare(preparation);
    int layers = network.weights().length;
    for (int l = 0; l < layers; l++) {
      graph.dense(doubles(network.weights()[l]), doubles(network.biases()[l]));
      if (l < layers - 1) {
        graph.activate(network.activation());
      }
    }
    graph.link(link).write(file, labels);
    return true;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static TrainedClassifier read(Path file) throws IOException {
    Npz.Content content = Npz.read(file);
    Map<String, String> texts = content.texts();
    if (!FORMAT.equals(texts.get("format.txt"))) {
      throw new IOException(file + " holds no classifier of this version (" + FORMAT + ")");
    }
    int layers = content.arrays().size() / 2;
    int[] sizes = new int[layers + 1];
    for (int l = 0; l < layers; l++) {
      int[] shape = array(content, "weights" + l, file).shape();
      sizes[l] = shape[0];
      sizes[l + 1] = shape[1];
    }
    Network network =
        new Network(
            Activation.valueOf(texts.getOrDefault("hidden_activation.txt", Activation.RELU.name())),
            sizes);
    for (int l = 0; l < layers; l++) {
      float[] weights = array(content, "weights" + l, file).values();
      float[] biases = array(content, "biases" + l, file).values();
      System.arraycopy(weights, 0, network.weights()[l], 0, weights.length);
      System.arraycopy(biases, 0, network.biases()[l], 0, biases.length);
    }
    FittedPreparation preparation = FittedPreparation.readFrom(texts);
    return new TrainedClassifier(
        network,
        preparation,
        Link.valueOf(texts.getOrDefault("activation.txt", "softmax").toUpperCase(Locale.ROOT)));
  }

  private static Npy array(Npz.Content content, String name, Path file) throws IOException {
    Npy array = content.arrays().get(name);
    if (array == null) {
      throw new IOException(file + " lacks the array '" + name + "'");
    }
    return array;
  }
}
