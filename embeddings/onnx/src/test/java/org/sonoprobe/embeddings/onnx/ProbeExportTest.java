package org.sonoprobe.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.downstream.Activation;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.downstream.LinearSvm;
import org.sonoprobe.downstream.LogisticRegression;
import org.sonoprobe.downstream.Prior;
import org.sonoprobe.downstream.Regressor;
import org.sonoprobe.downstream.Ridge;
import org.sonoprobe.downstream.VectorPreparation;

/** Probes written as ONNX graphs, run by ONNX Runtime. */
class ProbeExportTest {
  @TempDir Path folder;

  @Test
  void aProbeInOnnxScoresAsItDoesHere() throws Exception {
    Task classes = new Task("any", TaskTypes.MULTICLASS_CLASSIFICATION, List.of("a", "b", "c"));
    Task tags = new Task("any", TaskTypes.MULTILABEL_CLASSIFICATION, List.of("a", "b", "c"));
    Task values = new Task("any", TaskTypes.REGRESSION, List.of("a"));
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[80][12];
    List<String> ids = new ArrayList<>();
    Map<Task, List<Target>> targets = new LinkedHashMap<>();
    List.of(classes, tags, values).forEach(task -> targets.put(task, new ArrayList<>()));
    for (int i = 0; i < rows.length; i++) {
      ids.add("t" + i);
      for (int d = 0; d < 12; d++) {
        rows[i][d] = (float) (random.nextGaussian() * (d + 1) + i % 3);
      }
      String name = List.of("a", "b", "c").get(i % 3);
      targets.get(classes).add(new Target.Label(name));
      targets.get(tags).add(new Target.Tags(Set.of(name)));
      targets.get(values).add(new Target.Values(List.of((double) (i % 3))));
    }
    Map<DownstreamModel, Task> models = new LinkedHashMap<>();
    models.put(new LogisticRegression(1), classes);
    models.put(
        new LogisticRegression(1).on(new VectorPreparation().withPca(5).standardized()), tags);
    models.put(new LinearSvm(1), classes);
    models.put(new Ridge(1), values);
    models.put(new Regressor(List.of(8)), values);
    for (Activation activation : Activation.values()) {
      models.put(
          new Classifier(
              new VectorPreparation(),
              List.of("8", "6"),
              activation,
              Optional.empty(),
              new Classifier.Regularization(),
              new Classifier.Optimization(),
              new Classifier.Schedule(20, 3, 3, Classifier.TrainSampling.RANDOM, Optional.empty())),
          activation.ordinal() % 2 == 0 ? classes : tags);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (Map.Entry<DownstreamModel, Task> each : models.entrySet()) {
      Examples examples = Examples.of(ids, targets.getOrDefault(each.getValue(), List.of()), rows);
      Predictor predictor =
          each.getKey().train(each.getValue(), examples, examples, TrainingContext.ofSeed(1));
      Path file = folder.resolve("probe.onnx");
      assertThat(predictor.exportOnnx(file, each.getValue().labels())).isTrue();
      double[][] here = predictor.predict(examples.vectors());
      try (OrtSession session = environment.createSession(file.toString());
          OnnxTensor input = OnnxTensor.createTensor(environment, rows);
          OrtSession.Result result = session.run(Map.of("embeddings", input))) {
        float[][] there = (float[][]) result.get("scores").orElseThrow().getValue();
        for (int i = 0; i < here.length; i++) {
          for (int c = 0; c < here[i].length; c++) {
            assertThat((double) there[i][c])
                .as("%s", each.getKey())
                .isCloseTo(here[i][c], within(1e-5));
          }
        }
        assertThat(session.getMetadata().getCustomMetadata())
            .containsEntry("label_0", each.getValue().labels().get(0));
      }
    }
    assertThat(
            new Prior()
                .train(
                    classes,
                    Examples.of(ids, targets.getOrDefault(classes, List.of()), rows),
                    Examples.of(List.of(), List.of(), new float[0][]),
                    TrainingContext.ofSeed(1))
                .exportOnnx(folder.resolve("none.onnx"), List.of("a", "b", "c")))
        .isFalse();
  }
}
