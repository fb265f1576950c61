package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Components;
import org.sonoprobe.testkit.DownstreamModelContract;

class ProbeContractsTest {
  @Nested
  class OfLogisticRegression implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LogisticRegression();
    }
  }

  @Nested
  class OfLogisticRegressionOnComponents implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LogisticRegression(10).on(new Preparation().withPca(1));
    }

    @Override
    public boolean looksAtVectors() {
      return false; // one component does not tell three clouds apart
    }
  }

  @Nested
  class OfRidge implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Ridge();
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }
  }

  @Nested
  class OfLinearSvm implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new LinearSvm();
    }
  }

  @Nested
  class OfNearestNeighbours implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new NearestNeighbours(new Preparation(), 3, Distance.COSINE);
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }
  }

  @Nested
  class OfNearestCentroid implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new NearestCentroid();
    }
  }

  @Nested
  class OfRegressor implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Regressor(List.of(16));
    }

    @Override
    public List<Task> tasks() {
      return List.of(VALUES);
    }
  }

  @Nested
  class OfClassifierWithEverything implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Classifier(
          new Preparation().standardized(),
          List.of("16"),
          Activation.GELU,
          Optional.empty(),
          new Classifier.Regularization(0.2, Classifier.ClassWeights.BALANCED),
          new Classifier.Optimization(Optimizer.NADAM, 5e-3, 1e-5, Classifier.RateSchedule.COSINE),
          new Classifier.Schedule());
    }
  }

  @Nested
  class OfPrior implements DownstreamModelContract {
    @Override
    public DownstreamModel model() {
      return new Prior();
    }

    @Override
    public List<Task> tasks() {
      return List.of(CLASSES, TAGS, VALUES);
    }

    @Override
    public boolean looksAtVectors() {
      return false;
    }
  }

  @Test
  void everyProbeSaysWhetherASeedChangesIt() {
    Components.all(DownstreamModel.class)
        .forEach(
            (name, model) ->
                assertThat(model.isRandom())
                    .as(name)
                    .isEqualTo(List.of("classifier", "regressor").contains(name)));
  }

  @Test
  void aProbeForClassesRefusesValuesByName() {
    assertThat(new LogisticRegression().problem(DownstreamModelContract.VALUES))
        .isEqualTo(
            Optional.of(
                "cannot do the regression task 'toy'; it does classes and tags; ridge, knn, regressor"
                    + " and prior do regression"));
  }
}
