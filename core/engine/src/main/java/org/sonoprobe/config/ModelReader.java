package org.sonoprobe.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.LayerPooling;
import org.sonoprobe.experiment.Misfit;
import org.sonoprobe.experiment.internal.UnavailableModel;

/**
 * The embedding models and downstream models of an experiment in YAML.
 *
 * @param blocks what is read
 */
record ModelReader(Blocks blocks) {
  /** More models than this are a slip. */
  private static final int MOST_POINTS = 1000;

  /** What names a model and does not make it. */
  private static final Set<String> RESERVED = Set.of("name", "type", "variant", "grid");

  void embedding(Node node, ExperimentBuilder builder) {
    if (node instanceof Mapping mapping && mapping.entries().containsKey("grid")) {
      grid(mapping, mapping.entries().get("grid"), builder);
    } else {
      embedding(node, "", builder);
    }
  }

  /** A model once for each combination of the values that a grid lists. */
  private void grid(Mapping mapping, Node node, ExperimentBuilder builder) {
    if (!(node instanceof Mapping grid) || grid.entries().isEmpty()) {
      blocks.problems.add(
          node.place(),
          "'grid' must be a mapping of parameters to lists of values, such as {patch_hop: [93, 46]}");
      return;
    }
    List<Mapping> points = new ArrayList<>(List.of(Mapping.empty(mapping.place())));
    for (Map.Entry<String, Node> axis : grid.entries().entrySet()) {
      List<Mapping> longer = new ArrayList<>();
      List<Node> values = blocks.items(grid, axis.getKey());
      if (values.isEmpty() || (long) points.size() * values.size() > MOST_POINTS) {
        blocks.problems.add(
            axis.getValue().place(),
            values.isEmpty()
                ? "'" + axis.getKey() + "' of a grid lists no value"
                : "a grid has at most " + MOST_POINTS + " models, but this one has more");
        return;
      }
      if (RESERVED.contains(axis.getKey()) || mapping.entries().containsKey(axis.getKey())) {
        blocks.problems.add(
            axis.getValue().place(),
            "'"
                + axis.getKey()
                + (RESERVED.contains(axis.getKey())
                    ? "' is no parameter that a grid can vary"
                    : "' stands beside the grid that varies it; remove one"));
        return;
      }
      for (Node value : values) {
        for (Mapping point : points) {
          Mapping next = Mapping.empty(mapping.place());
          point.entries().forEach((key, known) -> next.put(key, known.place(), known));
          next.put(axis.getKey(), value.place(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    for (Mapping point : points) {
      Mapping one = Mapping.empty(mapping.place());
      mapping
          .entries()
          .forEach(
              (key, value) -> {
                if (!key.equals("grid")) {
                  one.put(key, value.place(), value);
                }
              });
      List<String> words = new ArrayList<>();
      point
          .entries()
          .forEach(
              (key, value) -> {
                one.put(key, value.place(), value);
                words.add(key + "=" + Blocks.plain(value));
              });
      embedding(one, String.join(", ", words), builder);
    }
  }

  void embedding(Node node, String point, ExperimentBuilder builder) {
    Scalar component = blocks.componentName(node);
    if (component == null) {
      return;
    }
    String label =
        node instanceof Mapping mapping
            ? blocks.text(mapping, "name", component.text())
            : component.text();
    Optional<String> missing = blocks.missing(EmbeddingModel.class, component.text());
    EmbeddingModel model =
        missing.isPresent()
            ? new UnavailableModel(component.text(), missing.get())
            : blocks.binder.component(
                EmbeddingModel.class,
                component.text(),
                component.place(),
                node instanceof Mapping mapping ? mapping : Mapping.empty(node.place()),
                Keys.MODEL);
    if (model != null) {
      String variant =
          point.isEmpty() && node instanceof Mapping mapping
              ? blocks.text(mapping, "variant", "")
              : point;
      builder.embedding(
          new Experiment.EmbeddingChoice(
              point.isEmpty() ? label : label + ", " + point,
              model,
              layers(node),
              pooling(node),
              variant));
    }
  }

  private LayerPooling pooling(Node node) {
    String word =
        node instanceof Mapping mapping ? blocks.text(mapping, "layer_pooling", "mean") : "mean";
    for (LayerPooling each : LayerPooling.values()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    blocks.problems.add(
        node.place(), "'layer_pooling' must be mean or concat, but is '" + word + "'");
    return LayerPooling.MEAN;
  }

  private List<String> layers(Node node) {
    List<String> layers = new ArrayList<>();
    if (node instanceof Mapping mapping) {
      for (Node item : blocks.items(mapping, "layers")) {
        if (item instanceof Scalar scalar && !scalar.isNull()) {
          layers.add(scalar.text());
        } else {
          blocks.problems.add(
              item.place(),
              "'layers' must be names or positions of layers, but one is " + item.kind());
        }
      }
    }
    return layers;
  }

  void downstream(Node node, ExperimentBuilder builder) {
    Scalar component = blocks.componentName(node);
    if (component == null) {
      return;
    }
    Mapping mapping = node instanceof Mapping given ? given : Mapping.empty(node.place());
    DownstreamModel model =
        blocks.binder.component(
            DownstreamModel.class, component.text(), component.place(), mapping, Keys.PROBE);
    if (model == null) {
      return;
    }
    blocks.stands(Misfit.Part.DOWNSTREAM, node.place());
    List<String> trainedOn = new ArrayList<>();
    for (Node each : blocks.items(mapping, "trained_on")) {
      if (each instanceof Scalar scalar) {
        trainedOn.add(scalar.text());
      } else {
        blocks.problems.add(each.place(), "'trained_on' lists names of scenarios, such as clean");
      }
    }
    String label =
        mapping.entries().get("name") instanceof Scalar name
                && mapping.entries().containsKey("type")
            ? name.text()
            : "M" + (builder.downstreamCount() + 1);
    builder.downstream(
        trainedOn.isEmpty()
            ? new Experiment.DownstreamChoice(label, model)
            : new Experiment.DownstreamChoice(label, model, trainedOn));
  }
}
