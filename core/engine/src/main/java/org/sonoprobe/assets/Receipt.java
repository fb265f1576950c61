package org.sonoprobe.assets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.files.internal.AtomicFiles;

/**
 * How an asset was acquired.
 *
 * @param asset its name
 * @param licence under which it is given
 * @param sources where its parts came from
 * @param bytes its length, of all parts together
 * @param checked the published checksums that its parts were found to have; fewer than parts where
 *     none is published
 * @param sha256 of each part
 * @param files how many files were unpacked from it; 0 for a file that stays as it is
 * @param leftOut entries of an archive that are not part of the data, such as a file manager's
 */
public record Receipt(
    String asset,
    String licence,
    List<String> sources,
    long bytes,
    List<String> checked,
    List<String> sha256,
    int files,
    int leftOut) {

  /** Below the folder of a component's assets. */
  static final String FOLDER = ".sonoprobe";

  public Receipt {
    sources = List.copyOf(sources);
    checked = List.copyOf(checked);
    sha256 = List.copyOf(sha256);
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
