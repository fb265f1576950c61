package org.sonoprobe.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.sonoprobe.api.Asset;
import org.sonoprobe.component.Hashes;

/**
 * Brings one file here. What has come of it is resumed where the source says what version it is of,
 * or a checksum is published; otherwise it is fetched from its beginning.
 */
final class Transfer {
  private static final long TELL_NANOS = 200_000_000;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final int attempts;
  private final Duration pause;
  private final Duration patience;
  private final Downloads.Listener listener;

  Transfer(
      HttpClient client,
      int attempts,
      Duration pause,
      Duration patience,
      Downloads.Listener listener) {
    this.client = client;
    this.attempts = attempts;
    this.pause = pause;
    this.patience = patience;
    this.listener = listener;
  }

  /** Is told how many bytes are still to come. */
  interface Room {
    void require(long bytes) throws IOException;
  }

  /** A fault that the same source will have again. */
  private static final class Hopeless extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;

    Hopeless(String message) {
      super(message);
    }
  }

  /** The failure of a transfer whose content is not what is published. */
  private static final class WrongContent extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1;

    WrongContent(String message) {
      super(message);
    }
  }

  /** Which version of a source the beginning of a file is of. */
  static Path origin(Path file) {
    return file.resolveSibling(file.getFileName() + ".from");
  }

  /**
   * Fetches a part into a file, unless it is there.
   *
   * @return the source that it came from
   */
  String fetch(String name, Asset.Part part, Path file, Room room) throws IOException {
    if (part.bytes() >= 0) {
      long there = Files.exists(file) ? Files.size(file) : 0;
      room.require(Math.max(0, part.bytes() - there));
    }
    List<String> faults = new ArrayList<>();
    for (URI source : part.sources()) {
      int wrong = 0;
      for (int attempt = 1; attempt <= attempts; attempt++) {
        try {
          fetch(source, part, file, room);
          check(source, part, file);
          return source.toString();
        } catch (Downloads.NoSpace | InterruptedIOException e) {
          throw e;
        } catch (WrongContent e) {
          listener.troubled(e.getMessage() + (wrong == 0 ? "; once more" : ""));
          if (wrong++ > 0) {
            faults.add(String.valueOf(e.getMessage()));
            break;
          }
        } catch (Hopeless e) {
          faults.add(source + ": " + e.getMessage());
          listener.troubled(source + ": " + e.getMessage());
          break;
        } catch (IOException e) {
          String words = source + ": " + words(e);
          if (attempt == attempts) {
            faults.add(words + " (tried " + attempts + " times)");
            listener.troubled(words);
          } else {
            listener.troubled(words + "; trying again");
            sleep(attempt);
          }
        }
      }
    }
    throw new IOException(
        name
            + " could not be fetched: "
            + (faults.isEmpty() ? "no source is known" : String.join("; ", faults)));
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return e instanceof java.net.ConnectException
        ? "no connection" + (message == null ? "" : " (" + message + ")")
        : message == null ? e.getClass().getSimpleName() : message;
  }

  private void sleep(int attempt) throws IOException {
    Duration wait = pause.multipliedBy(1L << Math.min(attempt - 1, 10));
    try {
      Thread.sleep((wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait).toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while fetching");
  }

  private void fetch(URI source, Asset.Part part, Path file, Room room) throws IOException {
    String scheme = String.valueOf(source.getScheme());
    if (scheme.equals("file")) {
      try (InputStream in = Files.newInputStream(Path.of(source))) {
        receive(in, file, false, source, Files.size(Path.of(source)));
      } catch (java.nio.file.NoSuchFileException e) {
        throw new Hopeless("there is no such file");
      } catch (IllegalArgumentException e) {
        throw new Hopeless("it is no address of a file: " + e.getMessage());
      }
      return;
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new Hopeless("only http, https and file addresses can be fetched");
    }
    long there = Files.exists(file) ? Files.size(file) : 0;
    if (there > 0 && there == part.bytes() && part.checksum().isPublished()) {
      return;
    }
    Optional<String> version = version(file);
    boolean resumable = there > 0 && (version.isPresent() || part.checksum().isPublished());
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(source).timeout(patience).header("User-Agent", "sonoprobe");
    } catch (IllegalArgumentException e) {
      throw new Hopeless("it is no address: " + e.getMessage());
    }
    if (resumable) {
      request.header("Range", "bytes=" + there + "-");
      version.ifPresent(value -> request.header("If-Range", value));
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try (InputStream body = response.body()) {
      receive(response, body, part, file, there, room);
    }
  }

  private void receive(
      HttpResponse<InputStream> response,
      InputStream body,
      Asset.Part part,
      Path file,
      long there,
      Room room)
      throws IOException {
    int status = response.statusCode();
    URI source = response.uri();
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (status == 416) {
      if (there > 0 && range.equals("bytes */" + there)) {
        return; // all of it is here
      }
      Files.deleteIfExists(file);
      throw new IOException("what is here is more than the source has; beginning anew");
    }
    boolean resumed = status == 206;
    if (resumed && !range.startsWith("bytes " + there + "-")) {
      Files.deleteIfExists(file);
      throw new IOException("the source sent another range than was asked for; beginning anew");
    }
    if (status != 200 && !resumed) {
      String words = "the source answers " + status;
      if (status >= 300 && status < 400) {
        throw new Hopeless(words + ", a redirect that leads nowhere");
      }
      if (status >= 400 && status < 500 && status != 408 && status != 425 && status != 429) {
        throw new Hopeless(words);
      }
      throw new IOException(words);
    }
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    long total = length < 0 ? -1 : length + (resumed ? there : 0);
    if (resumed && range.matches("bytes \\d+-\\d+/\\d+")) {
      total = Long.parseLong(range.substring(range.indexOf('/') + 1));
    }
    if (part.bytes() >= 0 && total >= 0 && total != part.bytes()) {
      throw new Hopeless(
          "the source has " + total + " bytes instead of the published " + part.bytes());
    }
    if (length >= 0) {
      room.require(length);
    }
    if (!resumed) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(origin(file));
      Optional<String> version =
          response
              .headers()
              .firstValue("ETag")
              .filter(tag -> !tag.startsWith("W/"))
              .or(() -> response.headers().firstValue("Last-Modified"));
      if (version.isPresent()) {
        Files.writeString(origin(file), version.get());
      }
    }
    receive(body, file, resumed, source, total < 0 ? part.bytes() : total);
  }

  private static Optional<String> version(Path file) throws IOException {
    return Files.exists(origin(file))
        ? Optional.of(Files.readString(origin(file), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Copies until the end, or until nothing has come for too long. */
  private void receive(InputStream in, Path file, boolean append, URI source, long total)
      throws IOException {
    long bytes = append ? Files.size(file) : 0;
    AtomicLong heard = new AtomicLong(System.nanoTime());
    AtomicBoolean silent = new AtomicBoolean();
    Timer watch = new Timer("sonoprobe download watch", true);
    long each = Math.max(10, patience.toMillis() / 4);
    watch.schedule(
        new TimerTask() {
          @Override
          public void run() {
            if (System.nanoTime() - heard.get() > patience.toNanos()) {
              silent.set(true);
              try {
                in.close();
              } catch (IOException e) {
                // the reader hears of it
              }
            }
          }
        },
        each,
        each);
    long told = 0;
    try (OutputStream out =
        append
            ? Files.newOutputStream(file, StandardOpenOption.APPEND)
            : Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        write(out, buffer, n, file);
        bytes += n;
        if (total >= 0 && bytes > total) {
          throw new Hopeless("the source sends more than the " + total + " bytes it should");
        }
        long now = System.nanoTime();
        heard.set(now);
        if (now - told > TELL_NANOS) {
          told = now;
          listener.progress(source.toString(), bytes, total);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
      }
    } catch (IOException e) {
      if (silent.get()) {
        throw new IOException("nothing has come for " + patience.toMillis() / 1000.0 + " s", e);
      }
      throw e;
    } finally {
      watch.cancel();
    }
    if (silent.get()) {
      throw new IOException("nothing has come for " + patience.toMillis() / 1000.0 + " s");
    }
    listener.progress(source.toString(), bytes, total);
    if (total >= 0 && bytes != total) {
      throw new IOException("the source sent " + bytes + " of " + total + " bytes");
    }
  }

  private static void write(OutputStream out, byte[] bytes, int count, Path file)
      throws IOException {
    try {
      out.write(bytes, 0, count);
    } catch (IOException e) {
      throw new Downloads.NoSpace(file.toAbsolutePath() + " cannot be written: " + e.getMessage());
    }
  }

  private static void check(URI source, Asset.Part part, Path file) throws IOException {
    long bytes = Files.size(file);
    if (part.bytes() >= 0 && bytes != part.bytes()) {
      Files.delete(file);
      throw new Hopeless("it has " + bytes + " bytes instead of the published " + part.bytes());
    }
    Asset.Checksum wanted = part.checksum();
    if (!wanted.isPublished()) {
      return;
    }
    String found = Hashes.file(file, wanted.algorithm());
    if (!found.equals(wanted.hex())) {
      Files.delete(file);
      Files.deleteIfExists(origin(file));
      throw new WrongContent(
          "what "
              + source
              + " gives has the "
              + wanted.algorithm()
              + " "
              + found
              + " instead of the published "
              + wanted.hex());
    }
  }
}
