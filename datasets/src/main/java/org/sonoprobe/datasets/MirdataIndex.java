package org.sonoprobe.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.DatasetFile;

/**
 * An index of the mirdata library (R. Bittner et al., "mirdata: Software for Reproducible Usage of
 * Datasets", ISMIR 2019): which files a dataset has and their MD5. Holds no labels. Both grammars
 * are read: that of today, and the one before November 2020 whose top level is the map of tracks.
 *
 * @param version as the index states it; empty if it does not
 * @param tracks for each track id its files by key, in the order of the index
 * @param multitracks for each multitrack id the ids of its tracks and files of its own
 * @param metadata files that belong to the whole dataset, by key
 */
record MirdataIndex(
    String version,
    Map<String, Map<String, Entry>> tracks,
    Map<String, Multitrack> multitracks,
    Map<String, Entry> metadata) {

  /**
   * A file.
   *
   * @param path below the dataset's folder; empty where the track has no such file
   * @param md5 of its bytes; empty where none is stated
   */
  record Entry(String path, String md5) {
    boolean exists() {
      return !path.isEmpty();
    }
  }

  /** Tracks that belong together. */
  record Multitrack(List<String> tracks, Map<String, Entry> files) {}

  /**
   * Reads an index, gzipped or not.
   *
   * @throws IOException naming the file and where it breaks the grammar
   */
  static MirdataIndex read(Path file) throws IOException {
    JsonNode root = Json.read(file);
    if (!root.isObject()) {
      throw new IOException(file + " is no mirdata index: its top level is no object");
    }
    boolean old = !root.has("tracks") && !root.has("version");
    Map<String, Map<String, Entry>> tracks = new LinkedHashMap<>();
    Map<String, Multitrack> multitracks = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> track :
        list((old ? root : root.path("tracks")).properties().iterator())) {
      tracks.put(track.getKey(), files(track.getValue(), file, track.getKey()));
    }
    for (Map.Entry<String, JsonNode> multi :
        list(root.path("multitracks").properties().iterator())) {
      if (old) {
        break;
      }
      List<String> members = new ArrayList<>();
      multi.getValue().path("tracks").forEach(member -> members.add(member.asText()));
      for (String member : members) {
        if (!tracks.containsKey(member)) {
          throw new IOException(
              "%s: multitrack '%s' names track '%s', which the index does not have"
                  .formatted(file, multi.getKey(), member));
        }
      }
      multitracks.put(
          multi.getKey(), new Multitrack(members, files(multi.getValue(), file, multi.getKey())));
    }
    Map<String, Entry> metadata = old ? Map.of() : files(root.path("metadata"), file, "metadata");
    return new MirdataIndex(
        old ? "" : root.path("version").asText(""), tracks, multitracks, metadata);
  }

  private static <T> List<T> list(Iterator<T> iterator) {
    List<T> items = new ArrayList<>();
    iterator.forEachRemaining(items::add);
    return items;
  }

  private static Map<String, Entry> files(JsonNode node, Path source, String owner)
      throws IOException {
    Map<String, Entry> files = new LinkedHashMap<>();
    if (node.isMissingNode() || node.isNull()) {
      return files;
    }
    if (!node.isObject()) {
      throw new IOException(source + ": '" + owner + "' must be an object of files");
    }
    for (Map.Entry<String, JsonNode> each : list(node.properties().iterator())) {
      JsonNode pair = each.getValue();
      if (each.getKey().equals("tracks")) {
        continue; // the members of a multitrack
      }
      if (pair.isNull()) {
        files.put(each.getKey(), new Entry("", ""));
        continue;
      }
      if (!pair.isArray() || pair.size() != 2) {
        throw new IOException(
            source + ": '" + each.getKey() + "' of '" + owner + "' must be a pair of path and MD5");
      }
      String path = pair.get(0).isNull() ? "" : pair.get(0).asText();
      if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
        throw new IOException(
            source + ": the path '" + path + "' of '" + owner + "' leads out of the dataset");
      }
      String md5 = pair.get(1).isNull() ? "" : pair.get(1).asText().toLowerCase(Locale.ROOT);
      files.put(each.getKey(), new Entry(path, md5));
    }
    return files;
  }

  /**
   * All files, each once, with the track, multitrack or metadata key they belong to.
   *
   * @param home the dataset's folder
   */
  List<DatasetFile> files(Path home) throws IOException {
    Map<Path, DatasetFile> files = new LinkedHashMap<>();
    add(files, home, "", metadata);
    for (Map.Entry<String, Map<String, Entry>> track : tracks.entrySet()) {
      add(files, home, track.getKey(), track.getValue());
    }
    for (Map.Entry<String, Multitrack> multi : multitracks.entrySet()) {
      add(files, home, multi.getKey(), multi.getValue().files());
    }
    return List.copyOf(files.values());
  }

  private static void add(
      Map<Path, DatasetFile> files, Path home, String owner, Map<String, Entry> entries)
      throws IOException {
    for (Entry entry : entries.values()) {
      if (entry.exists()) {
        Path path = path(home, entry.path());
        // An MD5 that is none (one of mirdata's own fixtures has a 'z' in it) fits no file.
        Asset.Checksum checksum =
            entry.md5().isEmpty()
                ? Asset.Checksum.NONE
                : Asset.Checksum.md5(
                    entry.md5().matches("[0-9a-f]{32}") ? entry.md5() : "0".repeat(32));
        files.putIfAbsent(path, new DatasetFile(owner, path, checksum));
      }
    }
  }

  /** A path below a folder, {@code /} between names, as one of this system. */
  static Path path(Path home, String path) throws IOException {
    if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
      throw new IOException("the path '" + path + "' leads out of " + home.toAbsolutePath());
    }
    try {
      return home.resolve(path);
    } catch (InvalidPathException e) {
      throw new IOException("'" + path + "' is no path here: " + e.getReason(), e);
    }
  }
}
