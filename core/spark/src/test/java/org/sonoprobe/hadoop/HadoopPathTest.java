package org.sonoprobe.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sonoprobe.component.Locations;

/** Paths behave as those of this machine do, which are taken from the JDK. */
class HadoopPathTest {
  private static final String ROOT = "hdfs://name:8020";
  private static final Path BASE = Locations.path(ROOT + "/");

  private static Path there(String text) {
    return text.startsWith("/") ? Locations.path(ROOT + text) : BASE.getFileSystem().getPath(text);
  }

  /** The text of a path there as it would be here. */
  private static String text(Path path) {
    return path == null ? "null" : path.toString().replace(ROOT, "");
  }

  private static String here(Path path) {
    return path == null ? "null" : path.toString();
  }

  private static List<String> texts() {
    Random random = new Random(5);
    String[] names = {"a", "b", "..", ".", "c d", "é", "x.wav"};
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "/" : "");
      int count = 1 + random.nextInt(4);
      for (int n = 0; n < count; n++) {
        text.append(n == 0 ? "" : "/").append(names[random.nextInt(names.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void pathsAreTakenApartAndPutTogetherAsThoseOfThisMachine() {
    List<String> texts = texts();
    for (int i = 0; i + 1 < texts.size(); i++) {
      Path own = Path.of(texts.get(i));
      Path other = Path.of(texts.get(i + 1));
      Path there = there(texts.get(i));
      Path otherThere = there(texts.get(i + 1));
      String said = texts.get(i) + " and " + texts.get(i + 1);

      assertThat(text(there)).isEqualTo(own.toString());
      assertThat(there.isAbsolute()).isEqualTo(own.isAbsolute());
      assertThat(there.getNameCount()).as(said).isEqualTo(own.getNameCount());
      assertThat(text(there.getFileName())).as(said).isEqualTo(here(own.getFileName()));
      assertThat(text(there.getParent())).as(said).isEqualTo(here(own.getParent()));
      assertThat(text(there.resolve(otherThere))).as(said).isEqualTo(own.resolve(other).toString());
      assertThat(text(there.normalize()).replaceAll("^$", "."))
          .as(said)
          .isEqualTo(own.normalize().toString().replaceAll("^$", "."));
      assertThat(there.startsWith(otherThere)).as(said).isEqualTo(own.startsWith(other));
      assertThat(there.endsWith(otherThere)).as(said).isEqualTo(own.endsWith(other));
      assertThat(there.equals(otherThere)).as(said).isEqualTo(own.equals(other));
      Path further = own.normalize().resolve("down/x");
      assertThat(text(there.normalize().relativize(there(further.toString()).normalize())))
          .as(said)
          .isEqualTo("down/x");
      assertThat(there).isEqualTo(there(texts.get(i))).hasSameHashCodeAs(there(texts.get(i)));
      assertThat(there.compareTo(there(texts.get(i)))).isZero();
    }
    assertThat(text(there("/a/b").relativize(there("/a/c/d")))).isEqualTo("../c/d");
    assertThat(text(there("/a/b/c").subpath(1, 3))).isEqualTo("b/c");
    assertThat(text(there("/a").getRoot())).isEqualTo("/");
    assertThat(there("a").getRoot()).isNull();
    assertThat(there("a").toAbsolutePath()).hasToString(ROOT + "/a");
    assertThat(there("/a b").toUri()).hasToString(ROOT + "/a%20b");
    assertThat(Locations.path(ROOT + "//a///b/")).hasToString(ROOT + "/a/b");
    assertThat(Locations.path("file:///tmp/x")).isEqualTo(Path.of("/tmp/x"));
    assertThat(Locations.path("file:///tmp/a%20b")).isEqualTo(Path.of("/tmp/a b"));
    assertThat(Locations.path("rec:/a")).isEqualTo(Path.of("rec:/a"));
    assertThat(BASE.getFileSystem().getPath("hdfs://name:80201/x").isAbsolute()).isFalse();
    assertThat(Locations.path("C:\\x")).isEqualTo(Path.of("C:\\x"));
    assertThat(Locations.path("notes: 1/x")).isEqualTo(Path.of("notes: 1/x"));
    assertThat(Locations.isHere(there("/a"))).isFalse();
    assertThat(Locations.address(Path.of("a"))).isEqualTo(Path.of("a").toAbsolutePath().toString());
    assertThat(Locations.resolve(Path.of("/base"), there("/a"))).isEqualTo(there("/a"));
    assertThat(Locations.resolve(there("/base"), Path.of("x/y"))).isEqualTo(there("/base/x/y"));
    assertThat(Locations.resolve(there("/base"), Path.of("/x"))).isEqualTo(Path.of("/x"));
    assertThat(Locations.resolve(Path.of("/base"), Path.of("x"))).isEqualTo(Path.of("/base/x"));
  }

  @Test
  void whatIsNoPathIsRefused() {
    Path path = there("/a/b");

    assertThatThrownBy(() -> there("a\0b")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> path.subpath(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> path.relativize(there("c")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> path.register(null)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(path.startsWith(Path.of("/a"))).isFalse();
    assertThat(path.endsWith(Path.of("b"))).isFalse();
  }
}
