package org.sonoprobe.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.run.work.BackendProvider;

/** Opens a session; apart from {@link SparkProvider}, which has to load where Spark is not. */
final class SparkOpening {
  /** Executors, cores and megabytes of each. */
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*(\\d+)\\s*]");

  private static final String FORMS =
      "'local[2]', 'local-cluster[2,1,2048]', 'spark://host:7077', 'yarn' or what else your cluster"
          + " is";

  private SparkOpening() {}

  static BackendProvider.Opened open(String place, Map<String, String> settings) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "sonoprobe");
    conf.setIfMissing("spark.log.level", "WARN");
    settings.forEach(conf::set);
    if (!place.isEmpty()) {
      conf.setMaster(place);
    }
    if (!conf.contains("spark.master")) {
      throw new IllegalArgumentException(
          "Spark needs a master: --master with "
              + FORMS
              + ", or start it by spark-submit, which gives one");
    }
    String master = conf.get("spark.master");
    if (master.startsWith("local-cluster")) {
      checkHome(System.getenv("SPARK_HOME"));
      conf.setIfMissing("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
      Matcher parts = LOCAL_CLUSTER.matcher(master);
      if (parts.matches()) {
        conf.setIfMissing("spark.executor.memory", parts.group(1) + "m");
      }
    }
    SparkContext context;
    try {
      context = begin(conf);
    } catch (Exception e) {
      throw new IllegalArgumentException(
          ("no session of Spark could begin on the master '%s' (%s); it has to be %s, "
                  + "reachable from here, and of a kind that this installation of Spark has")
              .formatted(master, e.getMessage(), FORMS),
          e);
    }
    return new BackendProvider.Opened(SparkBackend.of(context), context::stop);
  }

  /** Scala throws what it does not declare. */
  private static SparkContext begin(SparkConf conf) throws Exception {
    return new SparkContext(conf);
  }

  /** Workers on this machine start executors from an installation, and wait for ever without. */
  static void checkHome(@Nullable String home) {
    if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
      throw new IllegalArgumentException(
          ("local-cluster starts its executors from an installation of Spark: the "
                  + "environment variable SPARK_HOME must name a folder that holds 'jars' (a build "
                  + "of Sonoprobe collects them in core/spark/dist/target/spark), and %s")
              .formatted(home == null ? "is not set" : "is " + home));
    }
  }
}
