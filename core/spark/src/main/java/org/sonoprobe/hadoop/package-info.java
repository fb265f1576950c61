/**
 * File systems of Hadoop (HDFS, S3 and others) as file systems of {@code java.nio.file}, so that
 * stores, runs and audio may lie there. Depends on {@code files} and Hadoop's client.
 */
@NullMarked
package org.sonoprobe.hadoop;

import org.jspecify.annotations.NullMarked;
