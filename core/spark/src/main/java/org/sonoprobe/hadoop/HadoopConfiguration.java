package org.sonoprobe.hadoop;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/**
 * With what settings Hadoop's file systems are opened: what Hadoop finds on the class path ({@code
 * core-site.xml}), and the settings {@code spark.hadoop.*} of the Spark session of this process, or
 * of its system properties as long as there is none.
 */
public final class HadoopConfiguration {
  private static final AtomicReference<@Nullable Configuration> KNOWN = new AtomicReference<>();

  private HadoopConfiguration() {}

  /**
   * Uses these settings from now on for file systems that this process has not used yet; Hadoop
   * remembers the others.
   */
  public static void use(Configuration configuration) {
    KNOWN.set(configuration);
  }

  static Configuration current() {
    Configuration known = KNOWN.get();
    if (known != null) {
      return known;
    }
    SparkEnv session = SparkEnv.get();
    Configuration found =
        SparkHadoopUtil.get().newConfiguration(session == null ? new SparkConf() : session.conf());
    if (session != null) {
      KNOWN.compareAndSet(null, found);
    }
    return found;
  }
}
