package org.sonoprobe.config;

import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.experiment.ExperimentBuilder;
import org.sonoprobe.experiment.Misfit;
import org.sonoprobe.experiment.internal.UnavailableDataset;

/**
 * The datasets of an experiment in YAML.
 *
 * @param blocks what is read
 */
record DatasetReader(Blocks blocks) {
  void datasets(Mapping mapping, ExperimentBuilder builder) {
    for (Node item : blocks.items(mapping, "datasets")) {
      if (item instanceof Scalar scalar) {
        Mapping named = Mapping.empty(scalar.place());
        named.put("name", scalar.place(), scalar);
        dataset(named, builder);
      } else if (item instanceof Mapping dataset) {
        dataset(dataset, builder);
      } else {
        blocks.problems.add(item.place(), "a dataset must be a mapping, but is " + item.kind());
      }
    }
  }

  private void dataset(Mapping mapping, ExperimentBuilder builder) {
    Scalar type = mapping.entries().get("type") instanceof Scalar scalar ? scalar : null;
    Scalar name = mapping.entries().get("name") instanceof Scalar scalar ? scalar : null;
    boolean typed = type != null && !Set.of("custom", "mirdata").contains(type.text());
    boolean byIndex =
        type != null
            && type.text().equals("mirdata")
            && (name == null
                || mapping.entries().containsKey("labels")
                || mapping.entries().containsKey("dataset"));
    Scalar component = typed || byIndex ? type : name;
    if (component == null) {
      blocks.problems.missing(
          mapping.place(), "a dataset needs a 'name' (or a 'type' and a 'name')");
      return;
    }
    String label = name == null ? component.text() : name.text();
    Splitter splitter = new SplitterReader(blocks.problems, blocks.binder).read(mapping);
    Optional<String> missing = blocks.missing(Dataset.class, component.text());
    Dataset dataset =
        missing.isPresent()
            ? new UnavailableDataset(
                component.text(), blocks.text(mapping, "dir", ""), missing.get())
            : blocks.binder.component(
                Dataset.class, component.text(), component.place(), mapping, Keys.DATASET);
    if (dataset != null) {
      builder.dataset(label, dataset, splitter);
      blocks.stands(Misfit.Part.DATASET, mapping.place());
    }
  }
}
