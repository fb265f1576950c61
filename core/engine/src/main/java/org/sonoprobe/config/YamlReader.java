package org.sonoprobe.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.config.Node.Mapping;
import org.sonoprobe.config.Node.Position;
import org.sonoprobe.config.Node.Scalar;
import org.sonoprobe.config.Node.Sequence;

/**
 * Parses YAML into nodes. Anchors, aliases and merge keys ({@code <<}) are resolved; a document
 * that would grow beyond {@value #MAX_NODES} nodes by that is refused.
 */
final class YamlReader {
  private static final int MAX_NODES = 200_000;
  private static final int MAX_DEPTH = 64;

  private final YAMLParser parser;
  private final Map<String, Node> anchors = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Problems problems;
  private int nodes;
  private boolean broken;

  private YamlReader(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * The document in {@code text}; an empty mapping for an empty one. Problems are added, not
   * thrown.
   */
  static Node read(String text, Problems problems) {
    Position start = new Position(1, 1);
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      YamlReader reader = new YamlReader(parser, problems);
      if (parser.nextToken() == null) {
        return Mapping.empty(start);
      }
      Node root = reader.node(0);
      if (!reader.broken && parser.nextToken() != null) {
        problems.add(reader.here(), "only one YAML document is read, but another begins here");
      }
      return root;
    } catch (TooLargeException e) {
      problems.add(e.place, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      invalid(e, problems);
    } catch (IOException e) {
      problems.cutShort();
      problems.add(start, "this is not valid YAML: " + e.getMessage());
    }
    return Mapping.empty(start);
  }

  private static void invalid(JsonProcessingException e, Problems problems) {
    JsonLocation at = e.getLocation();
    Position place =
        at == null ? new Position(1, 1) : new Position(at.getLineNr(), at.getColumnNr());
    problems.cutShort();
    problems.add(place, "this is not valid YAML: " + YamlMistakes.words(e.getOriginalMessage()));
  }

  /** The next token; null also where the text cannot be read on, which is told once. */
  private @Nullable JsonToken next() throws IOException {
    if (broken) {
      return null;
    }
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      broken = true;
      invalid(e, problems);
      return null;
    }
  }

  private Node node(int depth) throws IOException {
    Position place = here();
    if (depth > MAX_DEPTH) {
      throw new TooLargeException(place, "it is nested more than " + MAX_DEPTH + " deep");
    }
    if (parser.isCurrentAlias()) {
      String anchor = parser.getText();
      Node known = anchors.get(anchor);
      if (known == null) {
        problems.add(place, "there is no anchor '&" + anchor + "' before this alias");
        return new Scalar(place, "", false);
      }
      grow(place, sizes.getOrDefault(anchor, 1));
      return known.copy();
    }
    String anchor = parser.getObjectId() == null ? null : String.valueOf(parser.getObjectId());
    int before = nodes;
    grow(place, 1);
    Node result;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      result = mapping(place, depth);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      Sequence sequence = Node.sequence(place);
      for (JsonToken token = next(); isInside(token, JsonToken.END_ARRAY); token = next()) {
        sequence.items().add(node(depth + 1));
      }
      result = sequence;
    } else {
      boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING && quotedInSource();
      String text = parser.getText();
      result = new Scalar(place, text == null ? "" : text, quoted);
    }
    if (anchor != null) {
      anchors.put(anchor, result);
      sizes.put(anchor, nodes - before);
    }
    return result;
  }

  /**
   * Jackson does not tell quoted from plain; only an empty or null-like text matters, and that only
   * as a string token.
   */
  private boolean quotedInSource() throws IOException {
    String text = parser.getText();
    return text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null");
  }

  private static boolean isInside(@Nullable JsonToken token, JsonToken end) {
    return token != null && token != end;
  }

  private Mapping mapping(Position place, int depth) throws IOException {
    Mapping mapping = Mapping.empty(place);
    Mapping merged = Mapping.empty(place);
    for (JsonToken token = next(); isInside(token, JsonToken.END_OBJECT); token = next()) {
      Position keyAt = here();
      String key = parser.currentName();
      if (next() == null) {
        break;
      }
      Node value = node(depth + 1);
      if (key.equals("<<")) {
        merge(merged, value, keyAt);
      } else if (mapping.entries().containsKey(key)) {
        problems.add(keyAt, "'" + key + "' is given twice; remove one");
      } else {
        mapping.put(key, keyAt, value);
      }
    }
    for (Map.Entry<String, Node> entry : merged.entries().entrySet()) {
      if (!mapping.entries().containsKey(entry.getKey())) {
        Position keyAt = merged.keys().get(entry.getKey());
        mapping.put(entry.getKey(), keyAt == null ? place : keyAt, entry.getValue());
      }
    }
    return mapping;
  }

  private void merge(Mapping into, Node value, Position place) {
    List<Node> sources = value instanceof Sequence sequence ? sequence.items() : List.of(value);
    for (Node source : sources) {
      if (!(source instanceof Mapping mapping)) {
        problems.add(
            place, "a merge key '<<' takes a mapping or a list of mappings, not " + source.kind());
        continue;
      }
      mapping
          .entries()
          .forEach(
              (key, node) -> {
                if (!into.entries().containsKey(key)) {
                  Position keyAt = mapping.keys().get(key);
                  into.put(key, keyAt == null ? place : keyAt, node.copy());
                }
              });
    }
  }

  private void grow(Position place, int by) throws TooLargeException {
    nodes += by;
    if (nodes > MAX_NODES) {
      throw new TooLargeException(
          place, "its aliases expand to more than " + MAX_NODES + " values");
    }
  }

  private Position here() {
    JsonLocation at = parser.currentTokenLocation();
    return new Position(at.getLineNr(), at.getColumnNr());
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
    private final transient Position place;

    TooLargeException(Position place, String message) {
      super(message);
      this.place = place;
    }
  }
}
