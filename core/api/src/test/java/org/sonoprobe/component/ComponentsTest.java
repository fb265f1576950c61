package org.sonoprobe.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Aggregation;
import org.sonoprobe.api.Aggregations;
import org.sonoprobe.api.Component;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Parameter;

class ComponentsTest {

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Size(int width, @Parameter(name = "tall", aliases = "h") double height) {
    Size {
      if (width < 0) {
        throw new IllegalArgumentException("width must not be negative, but is " + width);
      }
    }
  }

  record Thing(
      @Parameter(flat = true) Size size,
      @Parameter(none = {"auto", "none"}) Optional<Colour> colour,
      List<Integer> numbers,
      Path file,
      Aggregation aggregation)
      implements Component {

    public Thing() {
      this(new Size(3, 1.5), Optional.empty(), List.of(), Path.of(""), Aggregations.MEAN);
    }

    @Override
    public String name() {
      return "thing";
    }
  }

  /** As {@link Thing} was before it had so many parameters. */
  record OlderThing(@Parameter(flat = true) Size size) implements Component {

    public OlderThing() {
      this(new Size(3, 1.5));
    }

    @Override
    public String name() {
      return "thing";
    }
  }

  @Test
  void componentsOfAFlatRecordAreParametersOfTheComponentItself() {
    assertThat(Components.parameters(new Thing()).keySet())
        .containsExactly("width", "tall", "colour", "numbers", "file", "aggregation");
    assertThat(Components.describe(new Thing()))
        .isEqualTo("thing(width=3, tall=1.5, colour=auto, numbers=[], file=, aggregation=mean)");
    assertThat(Components.summary(Components.with(new Thing(), "h", 2)))
        .isEqualTo("thing(tall=2.0)");
  }

  @Test
  void aParameterIsSetByNameWithAValueOrWithWhatYamlWouldSay() {
    Thing thing = new Thing();

    assertThat(Components.with(thing, "width", 5).size()).isEqualTo(new Size(5, 1.5));
    assertThat(Components.with(thing, "width", "5").size()).isEqualTo(new Size(5, 1.5));
    assertThat(Components.with(thing, "tall", 2).size()).isEqualTo(new Size(3, 2));
    assertThat(Components.with(thing, "colour", Colour.RED).colour()).contains(Colour.RED);
    assertThat(Components.with(thing, "colour", "dark-blue").colour()).contains(Colour.DARK_BLUE);
    Thing red = Components.with(thing, "colour", Optional.of(Colour.RED));
    assertThat(Components.with(red, "colour", "Auto")).isEqualTo(thing);
    assertThat(Components.with(thing, "numbers", List.of(1, "2")).numbers()).containsExactly(1, 2);
    assertThat(Components.with(thing, "numbers", 7).numbers()).containsExactly(7);
    assertThat(Components.with(thing, "file", "a/b").file()).isEqualTo(Path.of("a/b"));
    assertThat(Components.with(thing, "aggregation", "embedding_MAX").aggregation())
        .isEqualTo(Aggregations.MAX);
  }

  @Test
  void whatCannotBeSetIsSaid() {
    assertThatThrownBy(() -> Components.with(new Thing(), "widht", 5))
        .hasMessage(
            "'thing' has no parameter 'widht'; did you mean 'width'?; it has: width, tall, colour,"
                + " numbers, file, aggregation");
    assertThatThrownBy(() -> Components.with(new Thing(), "width", 1.5))
        .hasMessage("'width' must be a whole number, but is '1.5'");
    assertThatThrownBy(() -> Components.with(new Thing(), "width", -1))
        .hasMessage("width must not be negative, but is -1");
    assertThatThrownBy(() -> Components.with(new Thing(), "colour", "green"))
        .hasMessage("'colour' must be one of red, dark_blue, but is 'green'");
    assertThatThrownBy(() -> Components.with(new Thing(), "aggregation", "mean_sdt"))
        .hasMessageContaining("no aggregation is called 'mean_sdt'; did you mean 'mean_std'?");
    assertThatThrownBy(() -> Components.named(EmbeddingModel.class, "x"))
        .hasMessageContaining("no embedding model is called 'x'");
  }

  @Test
  void parametersAtTheirDefaultAreNotPartOfTheIdentity(@TempDir Path folder) throws IOException {
    Identity identity = new Identity();
    Path one = Files.writeString(folder.resolve("one"), "same");
    Path two = Files.writeString(folder.resolve("two"), "same");
    Path other = Files.writeString(folder.resolve("other"), "other");

    assertThat(identity.of(new Thing())).isEqualTo(identity.of(new OlderThing()));
    assertThat(identity.of(Components.with(new Thing(), "width", 4)))
        .isEqualTo(identity.of(Components.with(new OlderThing(), "width", 4)))
        .isNotEqualTo(identity.of(new Thing()));
    assertThat(identity.of(Components.with(new Thing(), "file", one)))
        .isEqualTo(identity.of(Components.with(new Thing(), "file", two)))
        .isNotEqualTo(identity.of(Components.with(new Thing(), "file", other)));
    assertThat(identity.of(Components.with(new Thing(), "aggregation", "max")))
        .isNotEqualTo(identity.of(new Thing()));
  }
}
