package org.sonoprobe.hadoop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Locations;

/** A file system of each kind in this process, begun when first asked for. */
public final class Clusters implements AutoCloseable {
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  /** How long a client waits before it asks again whether a block has arrived. */
  private static final String IMPATIENCE =
      "dfs.client.block.write.locateFollowingBlock.initial.delay.ms";

  /** One of its own, because Hadoop remembers where a bucket was. */
  private final String bucket = "tracks" + BUCKETS.incrementAndGet();

  private final Configuration configuration = new Configuration();
  private @Nullable MiniDFSCluster hdfs;
  private @Nullable S3Proxy s3;

  /** A folder on HDFS. */
  public Path hdfs(String folder) throws IOException {
    if (hdfs == null) {
      hdfs =
          new MiniDFSCluster.Builder(
                  new Configuration(), Files.createTempDirectory("hdfs").toFile())
              .numDataNodes(1)
              .build();
      hdfs.waitClusterUp();
      configuration.setInt(IMPATIENCE, 10);
      HadoopConfiguration.use(configuration);
    }
    return Locations.path("hdfs://localhost:" + hdfs.getNameNodePort() + "/" + folder);
  }

  /** A folder in a bucket. */
  public Path s3(String folder) throws IOException {
    if (s3 == null) {
      BlobStore store =
          ContextBuilder.newBuilder("transient")
              .credentials("identity", "credential")
              .build(BlobStoreContext.class)
              .getBlobStore();
      store.createContainerInLocation(null, bucket);
      s3 =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.NONE, "", "")
              .build();
      try {
        s3.start();
      } catch (Exception e) {
        throw new IOException(e);
      }
      settings()
          .forEach(
              (key, value) -> configuration.set(key.substring("spark.hadoop.".length()), value));
      HadoopConfiguration.use(configuration);
    }
    return Locations.path("s3a://" + bucket + "/" + folder);
  }

  /** What Spark has to be told of the bucket. */
  public java.util.Map<String, String> settings() {
    return java.util.Map.of(
        "spark.hadoop." + IMPATIENCE,
        "10",
        "spark.hadoop.fs.s3a.endpoint",
        "http://127.0.0.1:" + (s3 == null ? 0 : s3.getPort()),
        "spark.hadoop.fs.s3a.endpoint.region",
        "us-east-1",
        "spark.hadoop.fs.s3a.path.style.access",
        "true",
        "spark.hadoop.fs.s3a.access.key",
        "identity",
        "spark.hadoop.fs.s3a.secret.key",
        "credential",
        "spark.hadoop.fs.s3a.connection.ssl.enabled",
        "false");
  }

  @Override
  public void close() {
    HadoopConfiguration.use(new Configuration());
    if (hdfs != null) {
      hdfs.shutdown();
    }
    try {
      if (s3 != null) {
        s3.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
