package org.sonoprobe.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Task;
import org.sonoprobe.component.Components;

/**
 * One's own tracks: a manifest with a JSON object per line.
 *
 * <pre>{@code
 * {"path": "a/one.wav", "label": ["piano", "slow"], "split": "train", "group": "player1"}
 * }</pre>
 *
 * <p>The label is a text, a number, or an array of either.
 *
 * @param path the file
 * @param audioDir what the paths in it are relative to; the file's folder unless set
 * @param columns which fields say what
 */
public record JsonLines(
    @Parameter(required = true) Path path,
    @Parameter(aliases = "dir", none = "") Optional<Path> audioDir,
    @Parameter(flat = true) Columns columns)
    implements Dataset {

  /** A placeholder without a file. */
  public JsonLines() {
    this(Path.of(""));
  }

  /** The tracks of a file whose fields have their usual names. */
  public JsonLines(Path path) {
    this(path, Optional.empty(), new Columns());
  }

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public Corpus load(Task task) throws IOException {
    if (path.toString().isEmpty()) {
      throw new IOException("dataset 'jsonl' needs a 'path': a file with a JSON object per track");
    }
    Json.require(path);
    String source = path.toString();
    List<Line> lines = new ArrayList<>();
    Set<String> fields = new HashSet<>();
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (number == 1 && text.startsWith("\uFEFF")) {
          text = text.substring(1);
        }
        if (!text.isBlank()) {
          Line line = new Line(parse(text, source, number), number, source);
          line.object.fieldNames().forEachRemaining(fields::add);
          lines.add(line);
        }
      }
    } catch (MalformedInputException e) {
      throw new IOException(path + " is not a text file in UTF-8", e);
    }
    if (lines.isEmpty()) {
      throw new IOException(source + " names no tracks");
    }
    Columns there =
        new Columns(
            columns.path(),
            columns.label(),
            columns.labels(),
            optional(fields, columns.split(), "split"),
            optional(fields, columns.group(), "group"),
            columns.id(),
            optional(fields, columns.start(), "start"),
            optional(fields, columns.end(), "end"));
    Path parent = path.toAbsolutePath().getParent();
    Path base = audioDir.orElse(parent == null ? Path.of("") : parent);
    TrackRows rows = new TrackRows(source, base, task, there);
    for (Line line : lines) {
      line.require(columns.path(), "path_column");
      for (String label :
          columns.labels().isEmpty() ? List.of(columns.label()) : columns.labels()) {
        line.require(label, columns.labels().isEmpty() ? "label_column" : "label_columns");
      }
      rows.add(line);
    }
    return rows.corpus();
  }

  private static JsonNode parse(String text, String source, int line) throws IOException {
    try {
      JsonNode node = Json.MAPPER.readTree(text);
      if (!node.isObject()) {
        throw new IOException(source + ":" + line + ": the line is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s:%s: the line is no JSON: %s"
              .formatted(
                  source, line, e.getOriginalMessage().replaceAll(" ?\\(start marker.*", "")),
          e);
    }
  }

  private static Optional<String> optional(
      Set<String> fields, Optional<String> given, String usual) {
    return given.isPresent()
        ? given.filter(name -> !name.isEmpty())
        : fields.contains(usual) ? Optional.of(usual) : Optional.empty();
  }

  private record Line(JsonNode object, int line, String source) implements TrackRows.Row {

    void require(String field, String parameter) throws IOException {
      if (!object.has(field)) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        throw new IOException(
            "%s:%s: there is no field '%s'%s; there are: %s; say with '%s' which it is"
                .formatted(
                    source,
                    line,
                    field,
                    Components.hint(field, names),
                    String.join(", ", names),
                    parameter));
      }
    }

    @Override
    public String text(String column) throws IOException {
      JsonNode node = object.path(column);
      if (node.isContainerNode()) {
        throw new IOException(
            source + ":" + line + ": '" + column + "' must be one value, but is " + node);
      }
      return node.isNull() || node.isMissingNode() ? "" : node.asText();
    }

    @Override
    public List<String> items(String column) throws IOException {
      JsonNode node = object.path(column);
      if (!node.isArray()) {
        String text = text(column);
        return text.isBlank() ? List.of() : List.of(text.strip());
      }
      List<String> items = new ArrayList<>();
      for (JsonNode item : node) {
        if (item.isContainerNode() || item.isNull()) {
          throw new IOException(
              source + ":" + line + ": '" + column + "' must be an array of texts or numbers");
        }
        if (!item.asText().isBlank()) {
          items.add(item.asText().strip());
        }
      }
      return items;
    }
  }
}
