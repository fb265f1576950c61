package org.sonoprobe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Metric;
import org.sonoprobe.component.Components;
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

  @Nested
  class OfBalancedAccuracy implements MetricContract {
    @Override
    public Metric metric() {
      return new BalancedAccuracy();
    }
  }

  @Nested
  class OfBrierScore implements MetricContract {
    @Override
    public Metric metric() {
      return new BrierScore();
    }
  }

  @Nested
  class OfCalibrationError implements MetricContract {
    @Override
    public Metric metric() {
      return new CalibrationError();
    }
  }

  @Nested
  class OfClusterAgreement implements MetricContract {
    @Override
    public Metric metric() {
      return new ClusterAgreement();
    }
  }

  @Nested
  class OfCohenKappa implements MetricContract {
    @Override
    public Metric metric() {
      return new CohenKappa();
    }
  }

  @Nested
  class OfDPrime implements MetricContract {
    @Override
    public Metric metric() {
      return new DPrime();
    }
  }

  @Nested
  class OfFBeta implements MetricContract {
    @Override
    public Metric metric() {
      return new FBeta(0.5, Average.MICRO);
    }
  }

  @Nested
  class OfJaccard implements MetricContract {
    @Override
    public Metric metric() {
      return new Jaccard();
    }
  }

  @Nested
  class OfLabelRanking implements MetricContract {
    @Override
    public Metric metric() {
      return new LabelRanking();
    }
  }

  @Nested
  class OfLogLoss implements MetricContract {
    @Override
    public Metric metric() {
      return new LogLoss();
    }
  }

  @Nested
  class OfMatthewsCorrelation implements MetricContract {
    @Override
    public Metric metric() {
      return new MatthewsCorrelation();
    }
  }

  @Nested
  class OfNdcg implements MetricContract {
    @Override
    public Metric metric() {
      return new Ndcg(true, 2);
    }
  }

  @Nested
  class OfRegression implements MetricContract {
    @Override
    public Metric metric() {
      return new Regression();
    }
  }

  @Nested
  class OfRocAucOneVersusOne implements MetricContract {
    @Override
    public Metric metric() {
      return new RocAuc.OneVersusOne();
    }
  }

  @Nested
  class OfTopKAccuracy implements MetricContract {
    @Override
    public Metric metric() {
      return new TopKAccuracy(3);
    }
  }

  @Nested
  class OfWrongLabels implements MetricContract {
    @Override
    public Metric metric() {
      return new WrongLabels();
    }
  }

  @Nested
  class OfKeyScore implements MetricContract {
    @Override
    public Metric metric() {
      return new KeyScore();
    }

    @Override
    public List<String> labels() {
      return List.of("C major", "A minor", "G major");
    }
  }

  @Nested
  class OfKeyErrors implements MetricContract {
    @Override
    public Metric metric() {
      return new KeyErrors();
    }

    @Override
    public List<String> labels() {
      return List.of("C major", "A minor", "G major");
    }
  }

  @Test
  void everyMetricOnTheClassPathIsUnderContract() {
    long contracts = MetricContractsTest.class.getDeclaredClasses().length;

    assertThat(
            Components.all(Metric.class).values().stream().map(Object::getClass).distinct().count())
        .isEqualTo(contracts);
  }
}
