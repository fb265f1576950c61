package org.sonoprobe.spark;

import java.util.Map;
import org.sonoprobe.run.work.BackendProvider;

/** Opens a Spark session of its own for a run. */
public final class SparkProvider implements BackendProvider {
  /** For {@link java.util.ServiceLoader}. */
  public SparkProvider() {}

  @Override
  public String name() {
    return "spark";
  }

  /**
   * A backend on a session that is opened for it.
   *
   * @param place the master, such as {@code local-cluster[2,1,2048]} or {@code spark://host:7077};
   *     empty for that of {@code spark-submit}
   * @param settings of Spark, such as {@code spark.executor.memory}
   */
  @Override
  public Opened open(String place, Map<String, String> settings) {
    try {
      Class.forName("org.apache.spark.SparkContext", false, SparkProvider.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "Spark is not on the class path, and this jar does not bring it: start it by spark-submit,"
              + " or put the folder 'jars' of an installation of Spark on the class path"
              + " (java -cp \"sonoprobe-spark.jar:$SPARK_HOME/jars/*\")",
          e);
    }
    checkJava();
    return SparkOpening.open(place, settings);
  }

  /** Spark reaches into the JDK, which has to be allowed when the process starts. */
  private static void checkJava() {
    Module base = Object.class.getModule();
    if (!base.isExported("sun.nio.ch", SparkProvider.class.getModule())) {
      throw new IllegalArgumentException(
          "Spark needs Java to be started with --add-exports java.base/sun.nio.ch=ALL-UNNAMED;"
              + " spark-submit does that");
    }
  }
}
