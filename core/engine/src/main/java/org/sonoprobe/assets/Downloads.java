package org.sonoprobe.assets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Hashes;

/**
 * Fetches what components need: over HTTP and HTTPS (or from {@code file:} addresses), resumed
 * where it was cut, from another mirror where one fails, checked before it counts, archives
 * unpacked. What is there and right is not fetched again. Any number of processes may ask for the
 * same at once: one fetches, the others wait. Thread-safe.
 */
public final class Downloads {

  /** One at a time in this process; the lock file keeps other processes out. */
  private static final Map<Path, Object> MONITORS = new ConcurrentHashMap<>();

  private final boolean offline;
  private final List<URI> mirrors;
  private final Listener listener;
  private final ToLongFunction<Path> space;
  private final Archives.Limits limits;
  private final Transfer transfer;

  private Downloads(Builder builder) {
    this.offline = builder.offline;
    this.mirrors = List.copyOf(builder.mirrors);
    this.listener = builder.listener;
    this.space = builder.space;
    this.limits = builder.limits;
    this.transfer =
        new Transfer(
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(builder.patience)
                .build(),
            builder.attempts,
            builder.pause,
            builder.patience,
            builder.listener);
  }

  /** Hears what is going on; all methods do nothing unless overridden. */
  public interface Listener {
    /** An asset is there already and right. */
    default void found(Component component, Asset asset) {}

    /** An asset is about to be fetched. */
    default void begins(Component component, Asset asset, Path into) {}

    /**
     * Bytes have come, told a few times a second.
     *
     * @param total negative if nobody knows
     */
    default void progress(String source, long bytes, long total) {}

    /** Something went wrong that is tried again, or elsewhere. */
    default void troubled(String what) {}

    /** A part is whole and right; it is now joined or unpacked. */
    default void unpacks(Asset asset) {}

    /** An asset is in its place. */
    default void acquired(Component component, Receipt receipt) {}
  }

  /** The settings for how things are fetched. */
  public static final class Builder {
    private boolean offline;
    private final List<URI> mirrors = new ArrayList<>();
    private int attempts = 5;
    private Duration pause = Duration.ofSeconds(1);
    private Duration patience = Duration.ofSeconds(30);
    private Listener listener = new Listener() {};
    private ToLongFunction<Path> space = Downloads::usable;
    private Archives.Limits limits = Archives.Limits.USUAL;

    private Builder() {}

    /** Whether no connection may be made; what is missing is then an error. False unless set. */
    public Builder offline(boolean value) {
      offline = value;
      return this;
    }

    /**
     * A place of one's own that is tried before the published ones: files are looked for at {@code
     * <base>/<component>/<file name>}. None unless added.
     */
    public Builder mirror(URI base) {
      mirrors.add(base);
      return this;
    }

    /** How often a source is tried before the next one; 5 unless set. */
    public Builder attempts(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("attempts must be at least 1, but is " + value);
      }
      attempts = value;
      return this;
    }

    /** How long to wait before the second attempt; each later wait is twice as long. 1 s. */
    public Builder pause(Duration value) {
      pause = value;
      return this;
    }

    /** How long to wait for an answer, or for the next bytes of one; 30 s unless set. */
    public Builder patience(Duration value) {
      patience = value;
      return this;
    }

    /** Hears what is going on. */
    public Builder listener(Listener value) {
      listener = value;
      return this;
    }

    Builder space(ToLongFunction<Path> value) {
      space = value;
      return this;
    }

    Builder limits(Archives.Limits value) {
      limits = value;
      return this;
    }

    /** The downloads. */
    public Downloads build() {
      return new Downloads(this);
    }
  }

  /** Downloads with other than the usual settings. */
  public static Builder builder() {
    return new Builder();
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sees to it that a component has all its assets.
   *
   * @param annotationsOnly whether audio is left where it is
   * @return of those that had to be fetched
   * @throws IOException naming each asset that could not be had, every source that was tried and
   *     what was wrong with each, after the others have been fetched; whatever has come stays, to
   *     be resumed
   */
  public List<Receipt> acquire(Component component, Assets assets, boolean annotationsOnly)
      throws IOException {
    List<Receipt> receipts = new ArrayList<>();
    List<IOException> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Asset asset : component.assets()) {
        if (annotationsOnly && !asset.use().annotations() || !seen.add(asset.path())) {
          continue;
        }
        more = true;
        try {
          acquire(component, asset, assets).ifPresent(receipts::add);
        } catch (NoSpace | InterruptedIOException e) {
          throw e;
        } catch (IOException e) {
          faults.add(e);
        }
      }
    }
    if (!faults.isEmpty()) {
      IOException all =
          new IOException(
              String.join("\n", faults.stream().map(IOException::getMessage).toList()),
              faults.get(0));
      faults.stream().skip(1).forEach(all::addSuppressed);
      throw all;
    }
    return receipts;
  }

  private Optional<Receipt> acquire(Component component, Asset asset, Assets assets)
      throws IOException {
    if (assets.problem(component, asset).isEmpty()) {
      listener.found(component, asset);
      return Optional.empty();
    }
    if (offline) {
      throw new IOException(
          "offline, but " + assets.problem(component, asset).orElse(asset.name() + " is missing"));
    }
    if (asset.use().unpacked() && !Archives.knows(asset.name())) {
      throw new IOException(
          "asset '" + asset.name() + "' of '" + component.name() + "' is no known archive");
    }
    Path work = assets.folder(component).resolve(Receipt.FOLDER);
    Files.createDirectories(work);
    Path lock = work.toRealPath().resolve(Assets.key(asset) + ".lock");
    synchronized (MONITORS.computeIfAbsent(lock, path -> new Object())) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid() || assets.problem(component, asset).isEmpty()) {
          listener.found(component, asset);
          return Optional.empty();
        }
        listener.begins(component, asset, assets.file(component, asset));
        Receipt receipt = fetch(component, asset, assets, work);
        listener.acquired(component, receipt);
        return Optional.of(receipt);
      }
    }
  }

  private Receipt fetch(Component component, Asset asset, Assets assets, Path work)
      throws IOException {
    List<Path> parts = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    List<String> checked = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < asset.parts().size(); i++) {
      Asset.Part part = mirrored(component, asset.parts().get(i));
      Path file = work.resolve(Assets.key(asset) + ".part" + i);
      boolean twice = asset.use().unpacked();
      sources.add(
          transfer.fetch(
              asset.name(), part, file, needed -> requireSpace(work, asset, needed, twice)));
      if (part.checksum().isPublished()) {
        checked.add(part.checksum().algorithm() + " " + part.checksum().hex());
      }
      hashes.add(Hashes.file(file));
      bytes += Files.size(file);
      parts.add(file);
    }
    Archives.Unpacked unpacked = new Archives.Unpacked(List.of(), 0);
    Path target = assets.file(component, asset);
    Path into = assets.folder(component).resolve(asset.use().folder()).toAbsolutePath();
    Files.createDirectories(into);
    if (asset.use().unpacked()) {
      listener.unpacks(asset);
      try {
        unpacked = unpack(asset, parts, work, into);
      } catch (Archives.Damaged e) {
        for (Path part : parts) {
          Files.deleteIfExists(part);
          Files.deleteIfExists(Transfer.origin(part));
        }
        throw new IOException(
            e.getMessage() + "; it came from " + String.join(" and ", sources) + " and is removed",
            e);
      }
    } else {
      for (Path later : parts.subList(1, parts.size())) {
        append(later, parts.get(0));
      }
      move(parts.get(0), target);
    }
    Receipt receipt =
        new Receipt(
            asset.name(),
            asset.licence(),
            sources,
            bytes,
            checked,
            hashes,
            unpacked.files(),
            unpacked.leftOut());
    receipt.writeTo(assets.receipt(component, asset));
    for (Path part : parts) {
      Files.deleteIfExists(part);
      Files.deleteIfExists(Transfer.origin(part));
    }
    return receipt;
  }

  /** A part with the sources of one's own first. */
  private Asset.Part mirrored(Component component, Asset.Part part) {
    List<URI> sources = new ArrayList<>();
    for (URI base : mirrors) {
      for (URI source : part.sources()) {
        String path = String.valueOf(source.getRawPath());
        String name = path.substring(path.lastIndexOf('/') + 1);
        URI own =
            URI.create(base.toString().replaceAll("/+$", "") + "/" + component.name() + "/" + name);
        if (!sources.contains(own)) {
          sources.add(own);
        }
      }
    }
    sources.addAll(part.sources());
    return new Asset.Part(sources, part.bytes(), part.checksum());
  }

  private Archives.Unpacked unpack(Asset asset, List<Path> parts, Path work, Path into)
      throws IOException {
    Path staging = work.resolve(Assets.key(asset) + ".unpacked").toAbsolutePath();
    remove(staging);
    Files.createDirectories(staging);
    try {
      Archives.Unpacked unpacked = Archives.unpack(parts, asset.name(), staging, limits);
      List<String> names = new ArrayList<>();
      List<Path> files;
      try (Stream<Path> walk = Files.walk(staging)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      Set<Path> targets = new HashSet<>();
      for (Path file : files) {
        Path inner = staging.resolve(asset.use().inner());
        Path target =
            into.resolve((file.startsWith(inner) ? inner : staging).relativize(file).toString());
        if (!targets.add(target)) {
          throw new IOException(
              asset.name() + " has two files that would be " + target.toAbsolutePath());
        }
        if (Files.isDirectory(target)) {
          throw new IOException(
              "%s cannot be unpacked: %s is a folder, where a file belongs"
                  .formatted(asset.name(), target.toAbsolutePath()));
        }
        Files.createDirectories(target.getParent());
        move(file, target);
        names.add(into.relativize(target).toString().replace('\\', '/'));
      }
      names.sort(null);
      return new Archives.Unpacked(names, unpacked.leftOut());
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          asset.name() + " cannot be unpacked: " + e.getMessage() + " is no folder", e);
    } finally {
      remove(staging);
    }
  }

  private void requireSpace(Path folder, Asset asset, long needed, boolean unpacked)
      throws IOException {
    long all = unpacked && needed < Long.MAX_VALUE / 2 ? 2 * needed : needed;
    long free = space.applyAsLong(folder);
    if (all > free) {
      throw new NoSpace(
          "there is no room for "
              + asset.name()
              + " in "
              + folder.toAbsolutePath().getParent()
              + ": it needs "
              + (all >> 20)
              + " MB"
              + (unpacked ? " with what it unpacks to" : "")
              + ", and "
              + (free >> 20)
              + " MB are free; make room, or name another folder");
    }
  }

  /** No other source would help. */
  static final class NoSpace extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;

    NoSpace(String message) {
      super(message);
    }
  }

  private static void append(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.APPEND)) {
      long done = 0;
      while (done < in.size()) {
        done += in.transferTo(done, in.size() - done, out);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // the folder is a link to another disk
      Path near = to.resolveSibling(to.getFileName() + ".part");
      Files.copy(from, near, StandardCopyOption.REPLACE_EXISTING);
      Files.move(near, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(from);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
