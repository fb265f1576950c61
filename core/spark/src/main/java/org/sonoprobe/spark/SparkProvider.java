package org.sonoprobe.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.run.BackendProvider;

/** Opens a Spark session of its own for a run. */
public final class SparkProvider implements BackendProvider {
  /** Executors, cores and megabytes of each. */
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*(\\d+)\\s*]");

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
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "sonoprobe");
    settings.forEach(conf::set);
    if (!place.isEmpty()) {
      conf.setMaster(place);
    }
    if (!conf.contains("spark.master")) {
      throw new IllegalArgumentException(
          "Spark needs a master: --master with 'local[2]', 'local-cluster[2,1,2048]',"
              + " 'spark://host:7077', 'yarn' or what else your cluster is, or start it by"
              + " spark-submit, which gives one");
    }
    String master = conf.get("spark.master");
    checkJava();
    if (master.startsWith("local-cluster")) {
      checkHome(System.getenv("SPARK_HOME"));
      conf.setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
      Matcher parts = LOCAL_CLUSTER.matcher(master);
      if (parts.matches()) {
        conf.setIfMissing("spark.executor.memory", parts.group(1) + "m");
      }
    }
    SparkContext context = new SparkContext(conf);
    return new Opened(SparkBackend.of(context), context::stop);
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

  /** Workers on this machine start executors from an installation, and wait for ever without. */
  static void checkHome(@Nullable String home) {
    if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
      throw new IllegalArgumentException(
          "local-cluster starts its executors from an installation of Spark: the environment"
              + " variable SPARK_HOME must name a folder that holds 'jars', and "
              + (home == null ? "is not set" : "is " + home));
    }
  }
}
