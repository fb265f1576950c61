package org.sonoprobe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources as a user's own project would and puts them on the class path. */
final class Sources {
  private Sources() {}

  /** Compiles sources by their path names into a folder. */
  static void compile(Map<String, String> sources, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<SimpleJavaFileObject> units =
          sources.entrySet().stream()
              .<SimpleJavaFileObject>map(
                  entry ->
                      new SimpleJavaFileObject(
                          URI.create("string:///" + entry.getKey()),
                          javax.tools.JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                          return entry.getValue();
                        }
                      })
              .toList();
      boolean ok =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      folder.toString(),
                      "-parameters",
                      "-proc:none",
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  units)
              .call();
      assertThat(ok).as(messages.toString()).isTrue();
    }
  }

  /** All Java files below a folder, by path. */
  static Map<String, String> below(Path folder) throws IOException {
    Map<String, String> sources = new java.util.TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return sources;
  }

  /** Something that may fail. */
  interface Action {
    void run() throws Exception;
  }

  /** Runs with a folder of classes and resources on the class path. */
  static void withClassPath(Path folder, Action action) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      action.run();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
