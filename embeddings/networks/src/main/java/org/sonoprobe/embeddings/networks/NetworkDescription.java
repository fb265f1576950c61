package org.sonoprobe.embeddings.networks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.component.Nearest;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.FrontEnds;

/**
 * A published network as data: what its paper and code say about what it is and how it is used.
 *
 * @param card what it is
 * @param output name of the output that is the embedding; empty for the first one
 * @param hearing what it is given
 * @param layout how that is laid out
 * @param reading what the axes of its output mean
 * @param published the file that is published in a form that runs as it is; empty if none is
 * @param conversion how its weights become a file that runs here
 */
record NetworkDescription(
    ModelCard card,
    String output,
    Hearing hearing,
    Layout layout,
    Reading reading,
    Optional<Asset> published,
    String conversion) {

  /** In the place of one that is yet to be read. */
  static final NetworkDescription PLACEHOLDER =
      new NetworkDescription(
          new ModelCard(
              "a network",
              new ModelCard.Design("", "", "", 0),
              List.of(),
              1,
              new ModelCard.Origin("not stated", "", "")),
          "",
          Hearing.of(new FrontEnds.Musicnn()),
          Layout.NTF,
          Reading.PATCHES,
          Optional.empty(),
          "");

  private static final String FILE = "known-networks.yml";

  /** A description has some 20 lines; what is longer is something else. */
  private static final int MOST_BYTES = 1_000_000;

  NetworkDescription {
    if (card.dimension() < 1 || card.design().parameters() < 0) {
      throw new IllegalArgumentException(
          "'dimension' must be positive and 'parameters' not negative, but are %s and %s"
              .formatted(card.dimension(), card.design().parameters()));
    }
    // what does not go together is said here, and not by each use
    new NetworkRecipe(
        Path.of(""), Ports.FIRST, hearing, Cutting.as(layout), reading, Execution.CPU);
  }

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "title",
              "architecture",
              "paradigm",
              "hears",
              "parameters",
              "trained_on",
              "dimension",
              "licence",
              "citation",
              "source",
              "conversion",
              "front_end",
              "resampler",
              "layout",
              "output",
              "axes",
              "layer_count",
              "time_step",
              "trimmed_steps",
              "published"));

  /** Descriptions by their text. */
  private static final Map<String, NetworkDescription> READ = new ConcurrentHashMap<>();

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Those that come with Sonoprobe, by name; read once. */
  private static final class Known {
    private static final Map<String, NetworkDescription> ALL = all();

    private static Map<String, NetworkDescription> all() {
      try (InputStream in = NetworkDescription.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException("this build has no " + FILE);
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One that comes with Sonoprobe. */
  static NetworkDescription named(String name) {
    NetworkDescription known = Known.ALL.get(name);
    if (known == null) {
      throw new IllegalStateException("there is no network '" + name + "' in " + FILE);
    }
    return known;
  }

  /**
   * The one in a file.
   *
   * @throws IOException if the file cannot be read, or does not describe one network, saying what
   *     is wrong with it
   */
  static NetworkDescription read(Path file) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MOST_BYTES) {
      throw new IOException(
          "%s has %,d bytes, and so is no description of a network".formatted(file, bytes));
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text in UTF-8, and so no description", e);
    }
    NetworkDescription known = READ.get(text);
    if (known == null) {
      Map<String, NetworkDescription> all = parse(text, String.valueOf(file.getFileName()));
      if (all.size() != 1) {
        throw new IOException(
            "%s describes %s networks, %s; give it one".formatted(file, all.size(), all.keySet()));
      }
      known = all.values().iterator().next().apart();
      READ.put(text, known);
    }
    return known;
  }

  /**
   * With its published file in a folder of that file's own: all described networks are of one type,
   * and two of them may call their files alike.
   */
  private NetworkDescription apart() {
    return new NetworkDescription(
        card,
        output,
        hearing,
        layout,
        reading,
        published.map(
            file ->
                file.withUse(
                    new Asset.Use(
                        Hashes.sha256(String.valueOf(file.parts())).substring(0, 16),
                        false,
                        false))),
        conversion);
  }

  private static Map<String, NetworkDescription> parse(String text, String file)
      throws IOException {
    Map<String, NetworkDescription> all = new LinkedHashMap<>();
    try {
      JsonNode root = YAML.readTree(text);
      if (!root.isObject()) {
        throw new IOException(file + " is to have the name of a network, with its keys below");
      }
      for (Map.Entry<String, JsonNode> each : root.properties()) {
        try {
          all.put(each.getKey(), of(new Block(each.getValue(), KEYS)));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              "%s, network '%s': %s".formatted(file, each.getKey(), e.getMessage()), e);
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no YAML: " + e.getOriginalMessage(), e);
    }
    return all;
  }

  private static NetworkDescription of(Block block) {
    List<String> trainedOn = new ArrayList<>();
    block.list("trained_on").forEach(name -> trainedOn.add(name.asText()));
    String licence = block.text("licence");
    String source = block.text("source");
    ModelCard card =
        new ModelCard(
            block.text("title"),
            new ModelCard.Design(
                block.text("architecture"),
                block.text("paradigm"),
                block.text("hears"),
                block.number("parameters")),
            trainedOn,
            block.small("dimension"),
            new ModelCard.Origin(licence, block.text("citation"), source));
    Reading usual = Reading.PATCHES;
    return new NetworkDescription(
        card,
        block.has("output") ? block.text("output") : "",
        Hearing.of(frontEnd(block), block.text("resampler")),
        layout(block.text("layout")),
        new Reading(
            block.has("axes") ? block.text("axes") : usual.axes(),
            block.has("layer_count") ? block.small("layer_count") : 0,
            block.has("time_step") ? Optional.of(block.small("time_step")) : Optional.empty(),
            block.has("trimmed_steps") ? block.small("trimmed_steps") : 0),
        block.has("published") ? Optional.of(asset(block)) : Optional.empty(),
        block.has("conversion") ? block.text("conversion") : "see " + source);
  }

  private static Layout layout(String word) {
    for (Layout layout : Layout.values()) {
      if (layout.name().equalsIgnoreCase(word)) {
        return layout;
      }
    }
    List<String> known = List.of(Layout.values()).stream().map(Layout::name).toList();
    throw new IllegalArgumentException(
        "there is no layout '%s', only %s".formatted(word, String.join(", ", known)));
  }

  /** By its name, or by type and parameters. */
  private static FrontEnd frontEnd(Block block) {
    JsonNode node = block.node("front_end");
    if (!node.isObject()) {
      return Components.named(FrontEnd.class, block.text("front_end"));
    }
    FrontEnd frontEnd = Components.named(FrontEnd.class, node.path("type").asText());
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!each.getKey().equals("type")) {
        frontEnd = Components.with(frontEnd, each.getKey(), each.getValue().asText());
      }
    }
    return frontEnd;
  }

  private static Asset asset(Block block) {
    Block file =
        new Block(
            block.node("published"),
            new LinkedHashSet<>(List.of("file", "address", "bytes", "sha256", "licence")));
    String licence = file.has("licence") ? file.text("licence") : block.text("licence");
    return new Asset(
        file.text("file"),
        List.of(URI.create(file.text("address"))),
        file.has("bytes") ? file.number("bytes") : -1,
        file.has("sha256") ? Asset.Checksum.sha256(file.text("sha256")) : Asset.Checksum.NONE,
        licence);
  }

  /** The recipe for a file with its weights. */
  NetworkRecipe recipe(Path path, Weights weights) {
    return recipe(path, weights, hearing, Cutting.as(layout));
  }

  /** The recipe where it hears or cuts otherwise than most files of it do. */
  NetworkRecipe recipe(Path path, Weights weights, Hearing otherHearing, Cutting cutting) {
    String chosen = weights.output().orElse(output);
    return new NetworkRecipe(
        path,
        new Ports(weights.input(), chosen.isEmpty() ? List.of() : List.of(chosen)),
        otherHearing,
        cutting.hop(weights.patchHop()),
        reading,
        weights.execution());
  }

  /** A mapping whose keys are known. */
  private record Block(JsonNode mapping, Set<String> keys) {
    private Block {
      if (!mapping.isObject()) {
        throw new IllegalArgumentException("a mapping is expected, but there is " + mapping);
      }
      for (Map.Entry<String, JsonNode> each : mapping.properties()) {
        if (!keys.contains(each.getKey())) {
          throw new IllegalArgumentException(
              "there is no key '%s'%s; there are: %s"
                  .formatted(
                      each.getKey(), Nearest.hint(each.getKey(), keys), String.join(", ", keys)));
        }
      }
    }

    boolean has(String key) {
      return mapping.hasNonNull(key);
    }

    JsonNode node(String key) {
      if (!has(key)) {
        throw new IllegalArgumentException("the key '" + key + "' is missing");
      }
      return mapping.get(key);
    }

    String text(String key) {
      JsonNode node = node(key);
      if (!node.isValueNode()) {
        throw new IllegalArgumentException("'" + key + "' must be a text, but is " + node);
      }
      return node.asText();
    }

    int small(String key) {
      long number = number(key);
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "'%s' must be a number from 0 on that is not absurd, but is %s".formatted(key, number));
      }
      return (int) number;
    }

    long number(String key) {
      JsonNode node = node(key);
      if (!node.canConvertToLong() || !node.isIntegralNumber()) {
        throw new IllegalArgumentException(
            "'%s' must be a whole number, but is %s".formatted(key, node));
      }
      return node.asLong();
    }

    List<JsonNode> list(String key) {
      JsonNode node = node(key);
      if (!node.isArray()) {
        throw new IllegalArgumentException(
            "'%s' must be a list, such as [audioset], but is %s"
                .formatted(key, node.toString().toLowerCase(Locale.ROOT)));
      }
      List<JsonNode> items = new ArrayList<>();
      node.forEach(items::add);
      return items;
    }
  }
}
