package org.sonoprobe.hadoop;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/**
 * With what settings Hadoop's file systems are opened: those of the Spark session of this process
 * ({@code spark.hadoop.*}), or without one what Hadoop finds on the class path ({@code
 * core-site.xml}).
 */
public final class HadoopConfiguration {
  private static final AtomicReference<@Nullable Configuration> KNOWN = new AtomicReference<>();

  private HadoopConfiguration() {}

  /** Uses these settings in this process from now on. */
  public static void use(Configuration configuration) {
    KNOWN.set(configuration);
  }

  static Configuration current() {
    Configuration known = KNOWN.get();
    if (known != null) {
      return known;
    }
    Configuration found;
    if (hasSpark()) {
      found = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
      KNOWN.compareAndSet(null, found);
      return found;
    }
    return new Configuration();
  }

  private static boolean hasSpark() {
    try {
      return SparkEnv.get() != null;
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }
}
