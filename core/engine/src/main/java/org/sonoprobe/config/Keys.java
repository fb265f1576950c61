package org.sonoprobe.config;

import java.util.Map;
import java.util.Set;

/** The keys of a configuration, for its reader and its schema. */
final class Keys {
  /** The keys of an experiment, each with the name that it goes by. */
  static final Map<String, String> EXPERIMENT =
      Map.ofEntries(
          Map.entry("name", "name"),
          Map.entry("seed", "seed"),
          Map.entry("repeats", "repeats"),
          Map.entry("bootstrap", "bootstrap"),
          Map.entry("training_sizes", "training_sizes"),
          Map.entry("task", "task"),
          Map.entry("datasets", "datasets"),
          Map.entry("deformations", "deformations"),
          Map.entry("scenarios", "deformations"),
          Map.entry("scenario_names", "scenario_names"),
          Map.entry("embedding_models", "embedding_models"),
          Map.entry("features", "embedding_models"),
          Map.entry("downstream_models", "downstream_models"),
          Map.entry("probes", "downstream_models"),
          Map.entry("metrics", "metrics"),
          Map.entry("measures", "measures"));

  /** The keys of a task, each with the name that it goes by. */
  static final Map<String, String> TASK =
      Map.of(
          "name",
          "name",
          "type",
          "type",
          "aggregation",
          "aggregation",
          "embedding_aggregation",
          "aggregation",
          "feature_aggregation",
          "aggregation");

  /** The keys of a dataset beside its parameters. */
  static final Set<String> DATASET =
      Set.of("name", "type", "split_type", "split_seed", "split_shares", "deformations");

  /** The keys of an embedding model beside its parameters. */
  static final Set<String> MODEL =
      Set.of("name", "type", "layers", "layer_pooling", "grid", "variant");

  /** The keys of a downstream model beside its parameters. */
  static final Set<String> PROBE = Set.of("name", "type", "trained_on");

  /** The keys of a deformation beside its parameters. */
  static final Set<String> DEFORMATION = Set.of("name", "type", "params", "labels");

  /** The keys of a sweep beside the parameters of its deformation. */
  static final Set<String> SWEEP = Set.of("type", "over", "values");

  /** The keys of any other component beside its parameters. */
  static final Set<String> COMPONENT = Set.of("name", "type");

  private Keys() {}
}
