package org.sonoprobe.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/scaling.md says is so. */
class ScalingPageTest {
  private static final Path ROOT = Path.of("../..");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/scaling.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(page());
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void itsCodeIsThatOfTheExample() throws IOException {
    assertThat(
            Files.readString(
                Path.of("src/main/java/org/sonoprobe/examples/spark/ExperimentOnSpark.java")))
        .contains(blocks("java").get(0));
  }

  @Test
  void itsCommandsHaveTheOptionsThatThereAre() throws IOException {
    String commands = Files.readString(ROOT.resolve("docs/commands.md"));
    int count = 0;
    for (String block : blocks("sh")) {
      String ours = block.replaceAll("(?s)^.*?(?= run -c)", "");
      for (String option : all("(--[a-z_-]+)", ours)) {
        assertThat(all("(?<![a-z-])(--[a-z_-]+)", commands)).contains(option);
        count++;
      }
      all("([a-z/]+/[a-z-]+\\.jar)", block)
          .forEach(jar -> assertThat(jar).isEqualTo("examples/spark/target/sonoprobe-spark.jar"));
    }
    assertThat(count).isGreaterThan(8);
    assertThat(Path.of("../../core/spark/dist/target/spark/jars")).isDirectory();
  }

  @Test
  void itNamesEverySettingAndEveryFileSystem() throws IOException {
    Set<String> settings = new TreeSet<>();
    try (var files = Files.walk(ROOT.resolve("core/spark/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        settings.addAll(all("(spark\\.sonoprobe\\.\\w+)", Files.readString(file)));
      }
    }
    assertThat(all("(spark\\.sonoprobe\\.\\w+)", page())).isEqualTo(settings).isNotEmpty();
    Set<String> kinds =
        all(
            "super\\(\"(\\w+)\"\\)",
            Files.readString(
                ROOT.resolve(
                    "core/spark/src/main/java/org/sonoprobe/hadoop/HadoopFileSystemProvider.java")));
    assertThat(kinds)
        .hasSize(8)
        .allSatisfy(kind -> assertThat(page()).containsPattern("`" + kind + "[`:]"));
  }
}
