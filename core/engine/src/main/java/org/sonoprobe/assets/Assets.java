package org.sonoprobe.assets;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Hashes;

/**
 * The files that components need and do not bring. They lie in the component's own folder ({@link
 * Component#home}) or in {@code <folder>/<component>/}. Each is checked against its published
 * length and checksum before it is used. Thread-safe.
 */
public final class Assets {

  private final Path folder;
  private final UnaryOperator<Path> found;
  private final Map<String, String> hashes = new ConcurrentHashMap<>();

  /** Assets below a folder, which need not exist. */
  public Assets(Path folder) {
    this(folder, file -> file);
  }

  /**
   * Assets below a folder, of which files may be found elsewhere.
   *
   * @param found where a file lies that belongs at a place
   */
  public Assets(Path folder, UnaryOperator<Path> found) {
    this.folder = folder;
    this.found = found;
  }

  /** The folder that has a folder for each component. */
  public Path folder() {
    return folder;
  }

  /** Assets in {@code .cache/sonoprobe/assets} of the user's home. */
  public static Assets standard() {
    return new Assets(Path.of(System.getProperty("user.home"), ".cache", "sonoprobe", "assets"));
  }

  /** The folder of a component's assets. */
  public Path folder(Component component) {
    return component.home().orElseGet(() -> folder.resolve(component.name()));
  }

  /** Where an asset of a component belongs; for an archive, where it lies until it is unpacked. */
  public Path file(Component component, Asset asset) {
    return found.apply(folder(component).resolve(asset.path()));
  }

  /** What is known of how an asset was acquired. */
  Path receipt(Component component, Asset asset) {
    return folder(component).resolve(Receipt.FOLDER).resolve(key(asset) + ".json");
  }

  /** A file name for what is kept of an asset. */
  static String key(Asset asset) {
    return asset.path().replace('/', '+');
  }

  /** What is missing or wrong with the assets of a component, and what to do; empty if nothing. */
  public Optional<String> problem(Component component) {
    List<String> problems = new ArrayList<>();
    for (Asset asset : component.assets()) {
      problem(component, asset).ifPresent(problems::add);
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  /** What is missing or wrong with one asset, and what to do; empty if nothing. */
  public Optional<String> problem(Component component, Asset asset) {
    Path file = file(component, asset);
    String get = "get it again";
    if (asset.use().unpacked()) {
      return unpackedProblem(component, asset);
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          ("there is no file %s; get it%s from %s (licence: %s) and put it there, or let "
                  + "'sonoprobe download' do that")
              .formatted(
                  file.toAbsolutePath(),
                  asset.bytes() < 0 ? "" : " (" + asset.bytes() + " bytes)",
                  sources(asset),
                  asset.licence()));
    }
    try {
      long length = Files.size(file);
      if (asset.bytes() >= 0 && length != asset.bytes()) {
        return Optional.of(
            file + " has " + length + " bytes instead of " + asset.bytes() + "; " + get);
      }
      Asset.Checksum wanted = asset.checksum();
      if (wanted.isPublished() && !wanted.hex().equals(hash(file, wanted.algorithm()))) {
        return Optional.of(
            "%s has the %s %s instead of %s; %s"
                .formatted(
                    file, wanted.algorithm(), hash(file, wanted.algorithm()), wanted.hex(), get));
      }
    } catch (IOException e) {
      return Optional.of(file + " cannot be read: " + e);
    }
    return Optional.empty();
  }

  private Optional<String> unpackedProblem(Component component, Asset asset) {
    Path receipt = receipt(component, asset);
    Path into = folder(component).resolve(asset.use().folder());
    if (!Files.isRegularFile(receipt)) {
      return Optional.of(
          ("%s has not been fetched and unpacked into %s; 'sonoprobe download' does, from " + "%s")
              .formatted(asset.name(), into.toAbsolutePath(), sources(asset)));
    }
    try {
      List<String> files = Receipt.files(receipt);
      List<String> gone =
          files.stream().filter(name -> !Files.isRegularFile(into.resolve(name))).toList();
      return gone.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ("%s of %s files that were unpacked from %s are gone, such as %s; 'sonoprobe "
                      + "download' fetches it again")
                  .formatted(gone.size(), files.size(), asset.name(), into.resolve(gone.get(0))));
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String sources(Asset asset) {
    List<String> parts = new ArrayList<>();
    for (Asset.Part part : asset.parts()) {
      parts.add(String.join(" or ", part.sources().stream().map(URI::toString).toList()));
    }
    return String.join(" and ", parts);
  }

  /** Where the assets of a component lie, by {@link Asset#path}. */
  public Map<String, Path> of(Component component) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Asset asset : component.assets()) {
      files.put(asset.path(), file(component, asset));
    }
    return files;
  }

  /** What identifies the content of a component's assets. */
  public String identity(Component component) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Asset asset : component.assets()) {
      Path file = asset.use().unpacked() ? receipt(component, asset) : file(component, asset);
      text.append('\n').append(asset.path()).append(' ').append(hash(file, "SHA-256"));
    }
    return text.toString();
  }

  private String hash(Path file, String algorithm) throws IOException {
    String key = algorithm + " " + Files.getLastModifiedTime(file) + " " + file;
    String known = hashes.get(key);
    if (known == null) {
      known = Hashes.file(file, algorithm);
      hashes.put(key, known);
    }
    return known;
  }
}
