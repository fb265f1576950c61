package org.sonoprobe.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.internal.Hashes;

/**
 * The files that components need and do not bring: {@code <folder>/<component>/<asset>}. Each is
 * checked against its published length and hash before it is used. Thread-safe.
 */
public final class Assets {

  private final Path folder;
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();

  /** Assets below a folder, which need not exist. */
  public Assets(Path folder) {
    this.folder = folder;
  }

  /** Assets in {@code .cache/sonoprobe/assets} of the user's home. */
  public static Assets standard() {
    return new Assets(Path.of(System.getProperty("user.home"), ".cache", "sonoprobe", "assets"));
  }

  /** Where an asset of a component belongs. */
  public Path file(Component component, Asset asset) {
    return folder.resolve(component.name()).resolve(asset.name());
  }

  /** What is missing or wrong with the assets of a component, and what to do; empty if nothing. */
  public Optional<String> problem(Component component) {
    List<String> problems = new ArrayList<>();
    for (Asset asset : component.assets()) {
      Path file = file(component, asset);
      if (!Files.isRegularFile(file)) {
        problems.add(
            "there is no file "
                + file.toAbsolutePath()
                + "; get it"
                + (asset.bytes() < 0 ? "" : " (" + asset.bytes() + " bytes)")
                + " from "
                + String.join(" or ", asset.sources().stream().map(String::valueOf).toList())
                + " (licence: "
                + asset.licence()
                + ") and put it there");
        continue;
      }
      try {
        long length = Files.size(file);
        if (asset.bytes() >= 0 && length != asset.bytes()) {
          problems.add(
              file + " has " + length + " bytes instead of " + asset.bytes() + "; get it again");
        } else if (!asset.sha256().isEmpty() && !asset.sha256().equals(hash(file))) {
          problems.add(
              file
                  + " has the SHA-256 "
                  + hash(file)
                  + " instead of "
                  + asset.sha256()
                  + "; get it again");
        }
      } catch (IOException e) {
        problems.add(file + " cannot be read: " + e);
      }
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** Where the assets of a component lie, by name. */
  Map<String, Path> of(Component component) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Asset asset : component.assets()) {
      files.put(asset.name(), file(component, asset));
    }
    return files;
  }

  /** What identifies the content of a component's assets. */
  String identity(Component component) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Asset asset : component.assets()) {
      text.append('\n').append(asset.name()).append(' ').append(hash(file(component, asset)));
    }
    return text.toString();
  }

  private String hash(Path file) throws IOException {
    String known = hashes.get(file);
    if (known == null) {
      known = Hashes.file(file);
      hashes.put(file, known);
    }
    return known;
  }
}
