package org.sonoprobe.embeddings.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.sonoprobe.embeddings.networks.NativeLibrary;

/**
 * Lays out TensorFlow's native library, which lies in a jar on the class path, in a folder where
 * its engine finds it; once for all processes.
 */
public final class TensorFlowLibrary implements NativeLibrary {

  private static final String PLACE = "TENSORFLOW_LIBRARY_PATH";
  private static final List<String> FILES =
      List.of("libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "libjnitensorflow.so");

  /** For {@link java.util.ServiceLoader}. */
  public TensorFlowLibrary() {}

  @Override
  public String engine() {
    return "TensorFlow";
  }

  @Override
  public void prepare() throws IOException {
    if (System.getenv(PLACE) != null || System.getProperty(PLACE) != null) {
      return;
    }
    Path folder =
        Path.of(
            System.getProperty("user.home"),
            ".cache",
            "sonoprobe",
            "natives",
            "tensorflow-" + version());
    Files.createDirectories(folder);
    for (String name : FILES) {
      layOut(name, folder.resolve(name));
    }
    System.setProperty(PLACE, folder.toString());
  }

  private static String version() throws IOException {
    try (InputStream properties =
        TensorFlowLibrary.class.getResourceAsStream(
            "/META-INF/maven/org.tensorflow/tensorflow-core-native/pom.properties")) {
      java.util.Properties read = new java.util.Properties();
      if (properties != null) {
        read.load(properties);
      }
      return read.getProperty("version", "unknown");
    }
  }

  /** A file of the jar, complete or not at all, whoever else lays it out at the same time. */
  private static void layOut(String name, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return;
    }
    String resource = "/org/tensorflow/internal/c_api/linux-x86_64/" + name;
    try (InputStream in = TensorFlowLibrary.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(
            "TensorFlow's native library is not on the class path for this platform: put"
                + " org.tensorflow:tensorflow-core-native with its classifier there, or set "
                + PLACE);
      }
      Path partial = Files.createTempFile(file.getParent(), name, ".part");
      try {
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        try {
          Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }
}
