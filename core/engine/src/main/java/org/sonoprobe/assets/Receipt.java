package org.sonoprobe.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.files.AtomicFiles;

/**
 * The record of how an asset was acquired.
 *
 * @param asset its name
 * @param licence under which it is given
 * @param sources where its parts came from
 * @param bytes its length, of all parts together
 * @param checked the published checksums that its parts were found to have; fewer than parts where
 *     none is published
 * @param sha256 of each part
 * @param files what was unpacked from it, below the folder of the component's assets; nothing for a
 *     file that stays as it is
 * @param leftOut entries of an archive that are not part of the data, such as a file manager's
 */
public record Receipt(
    String asset,
    String licence,
    List<String> sources,
    long bytes,
    List<String> checked,
    List<String> sha256,
    List<String> files,
    int leftOut) {

  /** Below the folder of a component's assets. */
  static final String FOLDER = ".sonoprobe";

  public Receipt {
    sources = List.copyOf(sources);
    checked = List.copyOf(checked);
    sha256 = List.copyOf(sha256);
    files = List.copyOf(files);
  }

  /**
   * The names of what was unpacked, as a receipt that was written says; empty if it cannot be read.
   */
  static List<String> files(Path receipt) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      new ObjectMapper()
          .readTree(receipt.toFile())
          .path("files")
          .forEach(name -> names.add(name.asText()));
    } catch (JsonProcessingException e) {
      throw new IOException(receipt + " is damaged; remove it and get the files again", e);
    }
    return names;
  }

  void writeTo(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("asset", asset);
    json.put("licence", licence);
    json.put("sources", sources);
    json.put("bytes", bytes);
    json.put("checked", checked);
    json.put("sha256", sha256);
    json.put("files", files);
    json.put("left_out", leftOut);
    AtomicFiles.write(
        file,
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json));
  }
}
