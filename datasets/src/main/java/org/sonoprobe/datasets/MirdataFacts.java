package org.sonoprobe.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;

/**
 * The sources, licences and checksums of the datasets of mirdata: {@code mirdata.json} beside this
 * class, facts taken from mirdata's loaders.
 */
final class MirdataFacts {
  private static final JsonNode ALL = read();

  private MirdataFacts() {}

  private static JsonNode read() {
    try (InputStream in = MirdataFacts.class.getResourceAsStream("mirdata.json")) {
      if (in == null) {
        throw new IllegalStateException("mirdata.json is not in the jar");
      }
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<About> about(String dataset) {
    JsonNode facts = ALL.path(dataset);
    if (facts.isMissingNode()) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    facts.path("notes").forEach(note -> notes.add(note.asText()));
    return Optional.of(
        new About(
            facts.path("title").asText(),
            facts.path("citation").asText(),
            facts.path("licence").asText(),
            facts.path("homepage").asText(),
            Map.of(),
            notes));
  }

  static List<Asset> assets(String dataset) {
    JsonNode facts = ALL.path(dataset);
    List<Asset> assets = new ArrayList<>();
    JsonNode index = facts.path("index");
    if (index.has("url")) {
      assets.add(asset(index, "BSD-3-Clause (mirdata)", new Asset.Use("", false, true)));
    }
    for (JsonNode remote : facts.path("remotes")) {
      assets.add(
          asset(
              remote,
              facts.path("licence").asText(),
              new Asset.Use(
                  remote.path("folder").asText(""),
                  remote.path("unpacked").asBoolean(),
                  remote.path("annotations").asBoolean(),
                  remote.path("inner").asText(""))));
    }
    return assets;
  }

  private static Asset asset(JsonNode node, String licence, Asset.Use use) {
    String md5 = node.path("md5").asText("");
    return new Asset(
            node.path("filename").asText(),
            List.of(URI.create(node.path("url").asText())),
            -1,
            md5.isEmpty() ? Asset.Checksum.NONE : Asset.Checksum.md5(md5),
            licence)
        .withUse(use);
  }
}
