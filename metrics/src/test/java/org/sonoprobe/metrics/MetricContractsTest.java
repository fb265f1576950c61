package org.sonoprobe.metrics;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.testkit.MetricContract;

class MetricContractsTest {
  @Nested
  class OfAccuracy implements MetricContract {
    @Override
    public Metric metric() {
      return new Accuracy();
    }
  }

  @Nested
  class OfF1 implements MetricContract {
    @Override
    public Metric metric() {
      return new F1();
    }
  }

  @Nested
  class OfPrecision implements MetricContract {
    @Override
    public Metric metric() {
      return new Precision(Average.MICRO);
    }
  }

  @Nested
  class OfRecall implements MetricContract {
    @Override
    public Metric metric() {
      return new Recall(Average.WEIGHTED);
    }
  }

  @Nested
  class OfRocAuc implements MetricContract {
    @Override
    public Metric metric() {
      return new RocAuc();
    }
  }

  @Nested
  class OfAveragePrecision implements MetricContract {
    @Override
    public Metric metric() {
      return new AveragePrecision();
    }
  }

  @Nested
  class OfConfusionMatrix implements MetricContract {
    @Override
    public Metric metric() {
      return new ConfusionMatrix();
    }
  }

  @Test
  void everyMetricOnTheClassPathIsUnderContract() {
    org.assertj.core.api.Assertions.assertThat(
            org.sonoprobe.component.Components.all(Metric.class).values().stream()
                .map(Object::getClass)
                .distinct()
                .count())
        .isEqualTo(7);
  }
}
