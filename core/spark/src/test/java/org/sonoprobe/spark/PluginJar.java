package org.sonoprobe.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A jar with an embedding model that is nowhere else. The model leaves a file for each track that
 * it hears, and fails as often as it is told to.
 */
final class PluginJar {
  private static final String SOURCE =
      """
      package plugin;
      import java.io.IOException;
      import java.nio.file.*;
      import java.util.UUID;
      import org.sonoprobe.api.*;
      public record Counting(String folder, int failures, int milliseconds) implements EmbeddingModel {
        public Counting() { this("", 0, 0); }
        @Override public String name() { return "counting"; }
        @Override public Input input() { return Input.mono(8000); }
        @Override public LoadedModel load(Loading loading) throws IOException {
          note("loaded-");
          return LoadedModel.of(audio -> {
            for (int i = 0; i < failures; i++) {
              try {
                Files.createFile(Path.of(folder, "failed-" + i));
                throw new ModelFault("fails for the " + (i + 1) + ". time", new IllegalStateException());
              } catch (FileAlreadyExistsException e) {
                // it has failed that often
              }
            }
            try {
              Thread.sleep(milliseconds);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            float[] samples = audio.samples();
            float[] vector = new float[4];
            for (int i = 0; i < samples.length; i++) {
              vector[i % 4] += Math.abs(samples[i] - (i > 0 ? samples[i - 1] : 0));
            }
            note("heard-");
            return Embedding.ofFrames(new float[][] {vector}, 0);
          });
        }
        private void note(String what) throws IOException {
          if (!folder.isEmpty()) {
            Files.createFile(Path.of(folder, what + ProcessHandle.current().pid() + "-" + UUID.randomUUID()));
          }
        }
      }
      """;

  private PluginJar() {}

  static Path in(Path folder) throws IOException {
    Path source = folder.resolve("Counting.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(folder.resolve("plugin-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    if (result != 0) {
      throw new IllegalStateException("the plug-in does not compile");
    }
    Path jar = folder.resolve("counting-plugin.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name :
          List.of("plugin/Counting.class", "META-INF/services/org.sonoprobe.api.EmbeddingModel")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(
            name.endsWith(".class")
                ? Files.readAllBytes(classes.resolve(name))
                : "plugin.Counting\n".getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  /** A loader as the option {@code --plugins} makes one. */
  static ClassLoader loader(Path jar) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
  }
}
