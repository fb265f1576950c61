package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.files.WireMessage;

/**
 * Puts a probe together as an ONNX graph (operator set 13), step by step from {@code embeddings} to
 * {@code scores}. Field numbers are those of ONNX's {@code onnx.proto}.
 */
final class OnnxGraph {
  private static final int FLOAT = 1;
  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;
  private static final int VERSION = 7;
  private static final int OPERATORS = 13;

  private final List<WireMessage> nodes = new ArrayList<>();
  private final List<WireMessage> initializers = new ArrayList<>();
  private final int inputs;
  private String current = "embeddings";

  /** A graph that takes so many dimensions. */
  OnnxGraph(int inputs) {
    this.inputs = inputs;
  }

  /** What is done to embeddings before a probe sees them. */
  OnnxGraph prepare(FittedPreparation preparation) {
    Pca pca = preparation.pca();
    if (pca != null) {
      int wanted = pca.variances().length;
      int dimension = pca.mean().length;
      double[] transposed = new double[wanted * dimension];
      for (int c = 0; c < wanted; c++) {
        for (int d = 0; d < dimension; d++) {
          transposed[d * wanted + c] = pca.components()[c * dimension + d];
        }
      }
      with("Sub", pca.mean(), dimension);
      with("MatMul", transposed, dimension, wanted);
    }
    if (preparation.offset().length > 0) {
      with("Sub", preparation.offset(), preparation.offset().length);
      with("Mul", preparation.scale(), preparation.scale().length);
    }
    return this;
  }

  /** A dense layer, {@code [input][output]} row by row. */
  OnnxGraph dense(double[] weights, double[] biases) {
    with("MatMul", weights, weights.length / biases.length, biases.length);
    return with("Add", biases, biases.length);
  }

  /** An activation of a hidden layer. */
  OnnxGraph activate(Activation activation) {
    switch (activation) {
      case RELU -> apply("Relu", null);
      case LEAKY_RELU -> apply("LeakyRelu", attribute("alpha", 0.01));
      case ELU -> apply("Elu", null);
      case SELU -> apply("Selu", null);
      case SOFTPLUS -> apply("Softplus", null);
      case TANH -> apply("Tanh", null);
      case SIGMOID -> apply("Sigmoid", null);
      case SWISH -> {
        String x = current;
        apply("Sigmoid", null);
        join("Mul", x);
      }
      case GELU -> {
        String x = current;
        join("Mul", x);
        join("Mul", x);
        with("Mul", new double[] {0.044715}, 1);
        join("Add", x);
        with("Mul", new double[] {Math.sqrt(2 / Math.PI)}, 1);
        apply("Tanh", null);
        with("Add", new double[] {1}, 1);
        join("Mul", x);
        with("Mul", new double[] {0.5}, 1);
      }
      case LINEAR -> {
        // as it is
      }
    }
    return this;
  }

  /** What becomes of the last layer's numbers. */
  OnnxGraph link(Link link) {
    switch (link) {
      case SOFTMAX -> apply("Softmax", integer("axis", 1));
      case SIGMOID -> apply("Sigmoid", null);
      case MARGIN -> {
        String margins = current;
        apply("Abs", null);
        with("Add", new double[] {1}, 1);
        String sizes = current;
        current = margins;
        join("Div", sizes);
        with("Add", new double[] {1}, 1);
        with("Mul", new double[] {0.5}, 1);
      }
      case IDENTITY -> {
        // as they are
      }
    }
    return this;
  }

  private OnnxGraph with(String operator, double[] values, int... shape) {
    String name = "constant" + initializers.size();
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putFloat((float) value);
    }
    WireMessage tensor = new WireMessage();
    for (int size : shape) {
      tensor.number(1, size);
    }
    initializers.add(tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return join(operator, name);
  }

  private OnnxGraph join(String operator, String other) {
    return node(operator, null, current, other);
  }

  private OnnxGraph apply(String operator, @Nullable WireMessage attribute) {
    return node(operator, attribute, current);
  }

  private OnnxGraph node(String operator, @Nullable WireMessage attribute, String... from) {
    String to = "step" + nodes.size();
    WireMessage node = new WireMessage();
    for (String input : from) {
      node.text(1, input);
    }
    node.text(2, to).text(3, to).text(4, operator);
    if (attribute != null) {
      node.message(5, attribute);
    }
    nodes.add(node);
    current = to;
    return this;
  }

  private static WireMessage attribute(String name, double value) {
    return new WireMessage().text(1, name).floats(2, value).number(20, ATTRIBUTE_FLOAT);
  }

  private static WireMessage integer(String name, long value) {
    return new WireMessage().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  private static WireMessage port(String name, int size) {
    WireMessage shape =
        new WireMessage()
            .message(1, new WireMessage().text(2, "rows"))
            .message(1, new WireMessage().number(1, size));
    WireMessage type =
        new WireMessage().message(1, new WireMessage().number(1, FLOAT).message(2, shape));
    return new WireMessage().text(1, name).message(2, type);
  }

  /** Writes it, with the labels in the metadata. */
  void write(Path file, List<String> labels) throws IOException {
    node("Identity", null, current);
    WireMessage graph = new WireMessage();
    for (int i = 0; i < nodes.size() - 1; i++) {
      graph.message(1, nodes.get(i));
    }
    // the last step again, under the name of the output
    WireMessage last = new WireMessage().text(1, "step" + (nodes.size() - 2));
    graph.message(1, last.text(2, "scores").text(3, "scores").text(4, "Identity"));
    graph.text(2, "probe");
    initializers.forEach(tensor -> graph.message(5, tensor));
    graph.message(11, port("embeddings", inputs)).message(12, port("scores", labels.size()));
    WireMessage model =
        new WireMessage()
            .number(1, VERSION)
            .text(2, "sonoprobe")
            .message(7, graph)
            .message(8, new WireMessage().text(1, "").number(2, OPERATORS));
    for (int i = 0; i < labels.size(); i++) {
      model.message(14, new WireMessage().text(1, "label_" + i).text(2, labels.get(i)));
    }
    Files.write(file, model.toBytes());
  }
}
