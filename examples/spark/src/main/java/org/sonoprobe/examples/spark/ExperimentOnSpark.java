package org.sonoprobe.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.sonoprobe.component.Locations;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.deform.AddGaussianSnr;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.ConsoleProgress;
import org.sonoprobe.run.Runner;
import org.sonoprobe.spark.SparkBackend;

/**
 * An experiment on the executors of a Spark session. The folder is one that all executors reach: a
 * mounted disk, {@code hdfs://…} or {@code s3a://…}.
 *
 * <pre>spark-submit --master MASTER --class org.sonoprobe.examples.spark.ExperimentOnSpark \
 *     examples/spark/target/sonoprobe-spark.jar FOLDER</pre>
 */
public final class ExperimentOnSpark {
  private ExperimentOnSpark() {}

  /** Runs it; the first argument is the folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Locations.path(arguments.length > 0 ? arguments[0] : "sonoprobe-on-spark");
    SparkConf conf =
        new SparkConf()
            .setIfMissing("spark.app.name", "instruments under noise")
            .setIfMissing("spark.master", "local[2]")
            .setIfMissing("spark.ui.enabled", "false")
            // wanted by executors of a local-cluster
            .setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
    SparkContext spark = new SparkContext(conf);
    try {
      run(spark, folder);
    } finally {
      spark.stop();
    }
  }

  /** Runs it in a session. */
  static Results run(SparkContext spark, Path folder) throws IOException {
    Experiment experiment =
        Experiment.builder("instruments under noise")
            .seed(7)
            .task("instrument_classification")
            .dataset(new SyntheticMusic(240, 1))
            .scenario("noisy", new AddGaussianSnr(15))
            .embeddings("mfcc", "chroma")
            .downstream("logistic_regression")
            .metrics("f1_micro")
            .build();
    Results results =
        Runner.builder()
            .store(folder.resolve("store"))
            .runs(folder.resolve("runs"))
            .backend(SparkBackend.of(spark))
            .listener(new ConsoleProgress(System.err))
            .build()
            .run(experiment);
    Report.of(results).writeTo(folder.resolve("report"));
    System.out.println("Report: " + folder.resolve("report").resolve("index.html"));
    return results;
  }
}
