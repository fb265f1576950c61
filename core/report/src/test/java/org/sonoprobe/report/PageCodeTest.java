package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's scripts are held to what the Java is held to. */
class PageCodeTest {
  private static final Path SCRIPTS = Path.of("src/main/resources/org/sonoprobe/report/page");

  @TempDir private Path folder;

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    }
  }

  @Test
  void eachScriptIsShortNarrowAndAskedFor() throws IOException {
    List<String> parts = Page.parts();

    assertThat(scripts()).hasSizeGreaterThan(20);
    for (Path script : scripts()) {
      List<String> lines = Files.readAllLines(script);
      assertThat(lines.size()).as("lines of %s", script).isLessThanOrEqualTo(200);
      assertThat(lines).as("%s", script).allMatch(line -> line.length() <= 120);
      assertThat(lines.get(0)).as("what %s is", script).startsWith("/* ").endsWith(". */");
      assertThat(parts).contains("page/" + script.getFileName());
    }
  }

  @Test
  void scriptsAreFormattedAndLinted() throws IOException, InterruptedException {
    assumeTrue(runs("npm", "--version"), "there is no npm here; install Node.js to check scripts");
    for (String name : List.of("package.json", "package-lock.json", "eslint.config.mjs")) {
      Files.copy(Path.of(name), folder.resolve(name));
    }
    Path copies = Files.createDirectories(folder.resolve(SCRIPTS.toString()));
    for (Path script : scripts()) {
      Files.copy(script, copies.resolve(script.getFileName().toString()));
    }
    assumeTrue(
        runs("npm", "ci", "--no-audit", "--no-fund"), "npm cannot install what checks scripts");

    boolean isClean = runs("npm", "run", "check");

    assertThat(isClean).as(Files.readString(folder.resolve("output.txt"))).isTrue();
  }

  private boolean runs(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output.txt").toFile())
              .start();
      return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      Files.writeString(folder.resolve("output.txt"), e.toString(), StandardCharsets.UTF_8);
      return false;
    }
  }
}
