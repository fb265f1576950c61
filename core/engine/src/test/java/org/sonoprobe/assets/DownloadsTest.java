package org.sonoprobe.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Hashes;

class DownloadsTest {
  @TempDir Path folder;

  private HttpServer server;
  private ExecutorService pool;
  private final byte[] content = new byte[300_000];
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private int served;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

  /** A component that needs these. */
  record Needs(List<Asset> assets, Path dir) implements Component {
    @Override
    public String name() {
      return "needs";
    }

    @Override
    public Optional<Path> home() {
      return Optional.of(dir);
    }
  }

  @BeforeEach
  void start() throws IOException {
    new Random(5).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pool = Executors.newCachedThreadPool();
    server.setExecutor(pool);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    pool.shutdownNow();
  }

  private interface Handler {
    void handle(HttpExchange exchange, int request) throws IOException;
  }

  private URI serve(String path, Handler handler) {
    int[] count = {0};
    server.createContext(
        path,
        exchange -> {
          int number;
          synchronized (count) {
            number = ++count[0];
          }
          requests.add(
              path
                  + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                      .map(range -> " " + range)
                      .orElse(""));
          try (exchange) {
            handler.handle(exchange, number);
          }
        });
    return at(path);
  }

  private URI at(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Answers a range where one is asked for. */
  private void ranged(HttpExchange exchange, byte[] body) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    if (range == null) {
      answer(exchange, 200, body);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= body.length) {
      answer(exchange, 416, new byte[0]);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
    answer(exchange, 206, Arrays.copyOfRange(body, from, body.length));
  }

  /** Announces the whole and closes after some bytes. */
  private static void cut(HttpExchange exchange, byte[] body, int bytes) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(200, body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, bytes);
    out.flush();
    throw new IOException("cut");
  }

  private Downloads.Builder quick() {
    return Downloads.builder()
        .attempts(3)
        .pause(Duration.ofMillis(5))
        .patience(Duration.ofMillis(800))
        .listener(
            new Downloads.Listener() {
              @Override
              public void troubled(String what) {
                troubles.add(what);
              }
            });
  }

  private Asset asset(byte[] bytes, URI... sources) {
    return new Asset(
        "data.bin",
        List.of(sources),
        bytes.length,
        Asset.Checksum.sha256(Hashes.sha256(bytes)),
        "CC0");
  }

  private List<Receipt> acquire(Downloads downloads, Asset... assets) throws IOException {
    return downloads.acquire(
        new Needs(List.of(assets), folder.resolve("home")), Assets.standard(), false);
  }

  private Path file() {
    return folder.resolve("home/data.bin");
  }

  @Test
  void aFileIsFetchedOnceAndHasAReceipt() throws IOException {
    URI source = serve("/a", (exchange, n) -> ranged(exchange, content));

    Receipt receipt = acquire(quick().build(), asset(content, source)).get(0);

    assertThat(file()).hasBinaryContent(content);
    assertThat(receipt.sources()).containsExactly(source.toString());
    assertThat(folder.resolve("home/.sonoprobe/data.bin.json"))
        .content()
        .contains("\"licence\" : \"CC0\"", Hashes.sha256(content));
    assertThat(acquire(quick().build(), asset(content, source))).isEmpty();
    assertThat(requests).hasSize(1);
  }

  @Test
  void whatWasCutAtAnyPlaceIsResumedThere() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 12; i++) {
      int at = i == 0 ? 1 : random.nextInt(content.length);
      String path = "/cut" + i;
      URI source =
          serve(
              path,
              (exchange, n) -> {
                if (n == 1) {
                  cut(exchange, content, at);
                } else {
                  ranged(exchange, content);
                }
              });
      requests.clear();
      Files.deleteIfExists(file());

      acquire(quick().build(), asset(content, source));

      assertThat(file()).hasBinaryContent(content);
      assertThat(requests).hasSize(2);
    }
    assertThat(requests.get(1)).contains("bytes=");
  }

  @Test
  void aSecondProcessGoesOnWhereTheFirstWasStopped() throws IOException {
    URI source =
        serve(
            "/later",
            (exchange, n) -> {
              if (n == 1) {
                cut(exchange, content, 200_000);
              } else {
                ranged(exchange, content);
              }
            });
    Downloads once = quick().attempts(1).build();

    assertThatThrownBy(() -> acquire(once, asset(content, source)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data.bin could not be fetched: " + source);
    assertThat(file()).doesNotExist();
    acquire(once, asset(content, source));

    assertThat(file()).hasBinaryContent(content);
    assertThat(requests.get(1)).startsWith("/later bytes=").doesNotContain("bytes=0-");
  }

  @Test
  void aSourceThatIgnoresRangesIsFetchedFromItsBeginning() throws IOException {
    URI source =
        serve(
            "/noranges",
            (exchange, n) -> {
              if (n == 1) {
                cut(exchange, content, 1000);
              } else {
                answer(exchange, 200, content);
              }
            });

    acquire(quick().build(), asset(content, source));

    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void withoutAVersionOrAChecksumNothingIsResumed() throws IOException {
    URI source =
        serve(
            "/unknown",
            (exchange, n) -> {
              if (n == 1) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, 5000);
                throw new IOException("cut");
              }
              answer(exchange, 200, content);
            });
    Asset unchecked =
        new Asset("data.bin", List.of(new Asset.Part(source.toString())), "", Asset.Use.PLAIN);

    acquire(quick().build(), unchecked);

    assertThat(file()).hasBinaryContent(content);
    assertThat(requests).containsExactly("/unknown", "/unknown");
  }

  @Test
  void aWrongChecksumNeverComesIntoPlaceAndIsTriedElsewhere() throws IOException {
    byte[] other = content.clone();
    other[77] ^= 1;
    URI wrong = serve("/wrong", (exchange, n) -> ranged(exchange, other));
    URI right = serve("/right", (exchange, n) -> ranged(exchange, content));

    assertThatThrownBy(() -> acquire(quick().build(), asset(content, wrong)))
        .hasMessageContaining("instead of the published " + Hashes.sha256(content));
    assertThat(file()).doesNotExist();
    assertThat(folder.resolve("home/.sonoprobe/data.bin.part0")).doesNotExist();

    Receipt receipt = acquire(quick().build(), asset(content, wrong, right)).get(0);
    assertThat(receipt.sources()).containsExactly(right.toString());
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void faultsOfAServerAreTriedAgainAndThoseOfAnAddressAreNot() throws IOException {
    URI flaky =
        serve(
            "/flaky",
            (exchange, n) -> {
              if (n < 3) {
                answer(exchange, n == 1 ? 500 : 503, new byte[0]);
              } else {
                ranged(exchange, content);
              }
            });
    acquire(quick().build(), asset(content, flaky));
    assertThat(file()).hasBinaryContent(content);
    assertThat(requests).hasSize(3);

    Files.delete(file());
    requests.clear();
    URI gone = serve("/gone", (exchange, n) -> answer(exchange, 404, new byte[0]));
    assertThatThrownBy(() -> acquire(quick().build(), asset(content, gone)))
        .hasMessage("data.bin could not be fetched: " + gone + ": the source answers 404");
    assertThat(requests).containsExactly("/gone");
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    URI there = serve("/there", (exchange, n) -> ranged(exchange, content));
    URI here =
        serve(
            "/here",
            (exchange, n) -> {
              exchange.getResponseHeaders().set("Location", there.toString());
              answer(exchange, 302, new byte[0]);
            });
    acquire(quick().build(), asset(content, here));
    assertThat(file()).hasBinaryContent(content);

    Files.delete(file());
    URI circle =
        serve(
            "/circle",
            (exchange, n) -> {
              exchange.getResponseHeaders().set("Location", at("/circle").toString());
              answer(exchange, 302, new byte[0]);
            });
    assertThatThrownBy(() -> acquire(quick().build(), asset(content, circle)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data.bin could not be fetched: " + circle);
    assertThat(requests.size()).isLessThan(40);
  }

  @Test
  void aWrongLengthIsSeenBeforeAnythingIsFetched() {
    URI source = serve("/short", (exchange, n) -> answer(exchange, 200, new byte[10]));

    assertThatThrownBy(() -> acquire(quick().build(), asset(content, source)))
        .hasMessageContaining("the source has 10 bytes instead of the published 300000");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aRefusedConnectionAndASilentServerEndWithOneError() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://localhost:" + free + "/x");
    URI silent =
        serve(
            "/silent",
            (exchange, n) -> {
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content, 0, 100);
              exchange.getResponseBody().flush();
              try {
                Thread.sleep(3000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(() -> acquire(quick().attempts(2).build(), asset(content, nobody, silent)))
        .hasMessageContaining(nobody + ": no connection")
        .hasMessageContaining(silent + ": nothing has come for 0.8 s (tried 2 times)");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aSlowServerIsWaitedForAsLongAsSomethingComes() throws IOException {
    byte[] few = Arrays.copyOf(content, 40);
    URI slow =
        serve(
            "/slow",
            (exchange, n) -> {
              exchange.sendResponseHeaders(200, few.length);
              for (byte each : few) {
                exchange.getResponseBody().write(each);
                exchange.getResponseBody().flush();
                try {
                  Thread.sleep(30);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            });

    acquire(quick().build(), asset(few, slow));

    assertThat(file()).hasBinaryContent(few);
    assertThat(troubles).isEmpty();
  }

  @Test
  void aDiskThatIsTooSmallIsSaidBeforeAnythingIsFetched() {
    URI source = serve("/big", (exchange, n) -> ranged(exchange, content));
    Downloads full = quick().space(path -> 100_000).build();

    assertThatThrownBy(() -> acquire(full, asset(content, source)))
        .hasMessageContaining("there is no room for data.bin in " + folder.resolve("home"));
    assertThat(requests).isEmpty();
  }

  @Test
  void aDiskThatFillsUpMeanwhileLeavesNothingThatCounts() {
    URI source = serve("/fills", (exchange, n) -> ranged(exchange, content));
    int[] asked = {0};
    Downloads fills = quick().space(path -> asked[0]++ == 0 ? 1_000_000 : 10).build();

    assertThatThrownBy(() -> acquire(fills, asset(content, source)))
        .hasMessageContaining("there is no room");
    assertThat(file()).doesNotExist();
    assertThat(requests).hasSize(1);
  }

  @Test
  void oneMissingFileDoesNotKeepTheOthersAway() throws IOException {
    URI gone = serve("/lost", (exchange, n) -> answer(exchange, 404, new byte[0]));
    URI there = serve("/kept", (exchange, n) -> ranged(exchange, content));
    Asset lost = new Asset("lost.bin", List.of(gone), -1, Asset.Checksum.NONE, "CC0");

    assertThatThrownBy(() -> acquire(quick().build(), lost, asset(content, there)))
        .hasMessage("lost.bin could not be fetched: " + gone + ": the source answers 404");
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void offlineMakesNoConnection() throws IOException {
    URI source = serve("/never", (exchange, n) -> ranged(exchange, content));
    Downloads offline = quick().offline(true).build();

    assertThatThrownBy(() -> acquire(offline, asset(content, source)))
        .hasMessageContaining("offline, but there is no file " + file())
        .hasMessageContaining(source.toString());
    assertThat(requests).isEmpty();
    Files.createDirectories(file().getParent());
    Files.write(file(), content);
    assertThat(acquire(offline, asset(content, source))).isEmpty();
    assertThat(requests).isEmpty();
  }

  @Test
  void twoClientsAtOnceFetchOnce() throws Exception {
    URI source =
        serve(
            "/both",
            (exchange, n) -> {
              try {
                Thread.sleep(150);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ranged(exchange, content);
            });
    List<Future<List<Receipt>>> both = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      both.add(pool.submit(() -> acquire(quick().build(), asset(content, source))));
    }
    int fetched = 0;
    for (Future<List<Receipt>> each : both) {
      fetched += each.get().size();
    }

    assertThat(fetched).isEqualTo(1);
    assertThat(requests).hasSize(1);
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void otherKindsOfAddressAreRefusedAndFilesAreCopied() throws IOException {
    Path mirror = Files.write(folder.resolve("mirror.bin"), content);

    assertThatThrownBy(() -> acquire(quick().build(), asset(content, URI.create("ftp://x/y"))))
        .hasMessageContaining("only http, https and file addresses");
    acquire(quick().build(), asset(content, mirror.toUri()));
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void moreAssetsMayBeNamedOnceAListIsThere() throws IOException {
    byte[] list = "data.bin".getBytes(StandardCharsets.UTF_8);
    URI listed = serve("/list", (exchange, n) -> ranged(exchange, list));
    URI source = serve("/data", (exchange, n) -> ranged(exchange, content));
    Path home = folder.resolve("home");
    Component growing =
        new Component() {
          @Override
          public String name() {
            return "growing";
          }

          @Override
          public Optional<Path> home() {
            return Optional.of(home);
          }

          @Override
          public List<Asset> assets() {
            Asset first =
                new Asset(
                    "list.txt",
                    List.of(new Asset.Part(listed.toString())),
                    "",
                    new Asset.Use("", false, true));
            return Files.exists(home.resolve("list.txt"))
                ? List.of(first, asset(content, source))
                : List.of(first);
          }
        };

    assertThat(quick().build().acquire(growing, Assets.standard(), true)).hasSize(1);
    assertThat(file()).doesNotExist();
    assertThat(quick().build().acquire(growing, Assets.standard(), false)).hasSize(1);
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void aPartThatIsWholeIsNotFetchedAgainWithoutAChecksumEither() throws IOException {
    URI first =
        serve(
            "/whole",
            (exchange, n) -> {
              String range = exchange.getRequestHeaders().getFirst("Range");
              if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
              }
              ranged(exchange, content);
            });
    URI second =
        serve(
            "/second",
            (exchange, n) -> {
              if (n == 1) {
                answer(exchange, 404, new byte[0]);
              } else {
                ranged(exchange, content);
              }
            });
    Asset both =
        new Asset(
            "data.bin",
            List.of(new Asset.Part(first.toString()), new Asset.Part(second.toString())),
            "",
            Asset.Use.PLAIN);
    assertThatThrownBy(() -> acquire(quick().build(), both)).hasMessageContaining("404");

    acquire(quick().build(), both);

    assertThat(Files.size(file())).isEqualTo(2L * content.length);
    assertThat(requests)
        .containsExactly("/whole", "/second", "/whole bytes=" + content.length + "-", "/second");
  }

  @Test
  void aServerThatSendsWithoutEndIsStopped() {
    byte[] few = new byte[10];
    URI endless =
        serve(
            "/endless",
            (exchange, n) -> {
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 100; i++) {
                exchange.getResponseBody().write(content);
              }
            });

    assertThatThrownBy(() -> acquire(quick().build(), asset(few, endless)))
        .hasMessageContaining("the source sends more than the 10 bytes it should");
    assertThat(requests).hasSize(1);
  }

  @Test
  void aRangeThatIsNotTheRestIsNotTheWhole() {
    URI source =
        serve(
            "/middle",
            (exchange, n) -> {
              if (n == 1) {
                cut(exchange, content, 1000);
              }
              int from =
                  Integer.parseInt(
                      exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", ""));
              exchange
                  .getResponseHeaders()
                  .set("Content-Range", "bytes " + from + "-" + (from + 99) + "/" + content.length);
              answer(exchange, 206, Arrays.copyOfRange(content, from, from + 100));
            });
    Asset unchecked =
        new Asset("data.bin", List.of(new Asset.Part(source.toString())), "", Asset.Use.PLAIN);

    assertThatThrownBy(() -> acquire(quick().build(), unchecked)).hasMessageContaining("bytes");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aWrongChecksumIsTriedOnceMoreAndNoOftener() {
    URI wrong = serve("/always", (exchange, n) -> answer(exchange, 200, new byte[content.length]));

    assertThatThrownBy(() -> acquire(quick().attempts(5).build(), asset(content, wrong)))
        .hasMessageContaining("instead of the published");
    assertThat(requests).hasSize(2);
  }

  @Test
  void twoSpellingsOfAFolderAreOne() throws Exception {
    URI source =
        serve(
            "/slowly",
            (exchange, n) -> {
              try {
                Thread.sleep(200);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ranged(exchange, content);
            });
    List<Future<List<Receipt>>> both = new ArrayList<>();
    for (String spelling : List.of("home", "./home")) {
      Needs needs = new Needs(List.of(asset(content, source)), folder.resolve(spelling));
      both.add(pool.submit(() -> quick().build().acquire(needs, Assets.standard(), false)));
    }
    int fetched = 0;
    for (Future<List<Receipt>> each : both) {
      fetched += each.get().size();
    }
    assertThat(fetched).isEqualTo(1);
  }

  // ---- archives

  @Test
  void anArchiveCannotForgeWhatIsKnownOfAnother() throws IOException {
    Asset bad =
        archive("bad.zip", zip("fine.wav", "1", ".sonoprobe/audio.zip.json", "{}"))
            .withUse(new Asset.Use("", true, false));

    assertThatThrownBy(() -> acquire(quick().build(), bad))
        .hasMessageContaining("is in a folder that is kept for what is known of downloads");
    assertThat(everything()).isEmpty();
  }

  @Test
  void aNameWithoutEndIsNotTakenIntoMemory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(bytes)) {
      byte[] header = new byte[512];
      byte[] name = "././@LongLink".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(name, 0, header, 0, name.length);
      System.arraycopy("30000000000".getBytes(StandardCharsets.UTF_8), 0, header, 124, 11);
      header[156] = 'L';
      gzip.write(header);
      byte[] letters = new byte[1 << 16];
      Arrays.fill(letters, (byte) 'a');
      for (int i = 0; i < 200; i++) {
        gzip.write(letters);
      }
    }

    assertThatThrownBy(() -> acquire(quick().build(), archive("long.tar.gz", bytes.toByteArray())))
        .hasMessageContaining("it has a name or attributes of 3221225472 bytes");
  }

  @Test
  void filesThatWouldBeOneOrAFolderAreRefused() throws IOException {
    assertThatThrownBy(() -> acquire(quick().build(), archive("a.zip", zip("a", "1", "./a", "2"))))
        .hasMessageContaining("'./a' is there twice");
    assertThatThrownBy(() -> acquire(quick().build(), archive("b.zip", zip())))
        .hasMessageContaining("b.zip holds nothing");
    Files.createDirectories(folder.resolve("home/audio/x.wav"));
    assertThatThrownBy(() -> acquire(quick().build(), archive("c.zip", zip("x.wav", "1"))))
        .hasMessageContaining("x.wav is a folder, where a file belongs");
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(boolean zipped, TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(zipped ? new GzipCompressorOutputStream(bytes) : bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (TarArchiveEntry entry : entries) {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        boolean plain = entry.isFile() && !entry.isFIFO() && !entry.isSymbolicLink();
        if (plain && !entry.isLink()) {
          entry.setSize(text.length);
        }
        tar.putArchiveEntry(entry);
        if (plain && !entry.isLink()) {
          tar.write(text);
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Asset archive(String name, byte[]... parts) {
    List<Asset.Part> list = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      byte[] part = parts[i];
      URI source =
          serve("/" + served++ + "/" + name + "." + i, (exchange, n) -> ranged(exchange, part));
      list.add(
          new Asset.Part(List.of(source), part.length, Asset.Checksum.sha256(Hashes.sha256(part))));
    }
    return new Asset(name, list, "CC0", new Asset.Use("audio", true, false));
  }

  private List<String> everything() throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.contains(".sonoprobe"))
          .sorted()
          .toList();
    }
  }

  @Test
  void archivesOfAllKindsAreUnpackedIntoTheirFolder() throws IOException {
    acquire(
        quick().build(),
        archive("a.zip", zip("x/a b#[1].wav", "1", "__MACOSX/x/._a.wav", "no", "x/._b", "no")),
        archive("b.tar", tar(false, new TarArchiveEntry("y/b.wav"))),
        archive("c.tar.gz", tar(true, new TarArchiveEntry("z/"), new TarArchiveEntry("z/c.wav"))));

    assertThat(everything())
        .containsExactly("home/audio/x/a b#[1].wav", "home/audio/y/b.wav", "home/audio/z/c.wav");
    assertThat(folder.resolve("home/.sonoprobe/audio+a.zip.json"))
        .content()
        .contains("\"files\" : [ \"x/a b#[1].wav\" ]", "\"left_out\" : 2");
    Files.delete(folder.resolve("home/audio/x/a b#[1].wav"));
    assertThat(
            Assets.standard()
                .problem(
                    new Needs(List.of(), folder.resolve("home")),
                    archive("a.zip", new byte[1]).withUse(new Asset.Use("audio", true, false))))
        .hasValueSatisfying(
            problem ->
                assertThat(problem).startsWith("1 of 1 files that were unpacked from a.zip"));
    acquire(quick().build(), archive("a.zip", zip("x/a b#[1].wav", "1")));
    assertThat(folder.resolve("home/audio/x/a b#[1].wav")).exists();
    assertThat(folder.resolve("home/.sonoprobe/audio+a.zip.part0")).doesNotExist();
    assertThat(acquire(quick().build(), archive("a.zip", new byte[1]))).isEmpty();
  }

  @Test
  void aFolderAtTheTopMayBeLeftOut() throws IOException {
    Asset asset =
        archive("top.zip", zip("Top/a.wav", "1", "Top/b/c.wav", "2", "other.txt", "3"))
            .withUse(new Asset.Use("", true, false, "Top"));

    acquire(quick().build(), asset);

    assertThat(everything()).containsExactly("home/a.wav", "home/b/c.wav", "home/other.txt");
  }

  @Test
  void anArchiveInPartsIsJoined() throws IOException {
    byte[] zip = zip("0/a.mp3", "a".repeat(500), "f/b.mp3", "b".repeat(700));
    int third = zip.length / 3;
    Asset asset =
        archive(
            "mp3.zip",
            Arrays.copyOfRange(zip, 0, third),
            Arrays.copyOfRange(zip, third, 2 * third),
            Arrays.copyOfRange(zip, 2 * third, zip.length));

    acquire(quick().build(), asset);

    assertThat(everything()).containsExactly("home/audio/0/a.mp3", "home/audio/f/b.mp3");
    assertThat(folder.resolve("home/audio/f/b.mp3")).hasContent("b".repeat(700));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "a/../../../evil", "/tmp/evil", "C:\\evil", "a\\..\\evil", ".."})
  void namesThatLeadOutAreRefusedWithNothingWritten(String name) throws IOException {
    byte[] bad = zip("fine.wav", "1", name, "evil");

    assertThatThrownBy(() -> acquire(quick().build(), archive("bad.zip", bad)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.zip is refused: its entry '");
    assertThat(everything()).isEmpty();
  }

  @Test
  void linksDevicesAndTwinsAreRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("link", TarArchiveEntry.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    TarArchiveEntry hard = new TarArchiveEntry("hard", TarArchiveEntry.LF_LINK);
    hard.setLinkName("../outside");
    TarArchiveEntry pipe = new TarArchiveEntry("pipe", TarArchiveEntry.LF_FIFO);
    for (TarArchiveEntry each : List.of(link, hard, pipe)) {
      byte[] bad = tar(true, new TarArchiveEntry("fine.wav"), each);
      assertThatThrownBy(() -> acquire(quick().build(), archive("bad.tar.gz", bad)))
          .hasMessageContaining("is refused: its entry '" + each.getName() + "' is");
    }
    byte[] twins = tar(false, new TarArchiveEntry("a.wav"), new TarArchiveEntry("a.wav"));
    assertThatThrownBy(() -> acquire(quick().build(), archive("bad.tar", twins)))
        .hasMessageContaining("'a.wav' is there twice");
    assertThat(everything()).isEmpty();
  }

  @Test
  void bombsAreRefusedByRatioAndByCount() throws IOException {
    byte[] bomb = zip("zeros.wav", "0".repeat(3_000_000));
    Downloads careful = quick().limits(new Archives.Limits(10, 200, 100_000)).build();
    assertThatThrownBy(() -> acquire(careful, archive("bomb.zip", bomb)))
        .hasMessageContaining("'zeros.wav' unpacks to more than 200 times what is packed");

    String[] many = new String[40];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = i + ".wav";
      many[i + 1] = "1";
    }
    byte[] crowd = zip(many);
    assertThatThrownBy(() -> acquire(careful, archive("crowd.zip", crowd)))
        .hasMessage("crowd.zip is refused: it holds more than 10 entries");
    assertThat(everything()).isEmpty();
  }

  @Test
  void damagedArchivesAreErrorsAndNothingIsKept() throws IOException {
    byte[] whole = tar(true, new TarArchiveEntry("a.wav"), new TarArchiveEntry("b.wav"));
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    assertThatThrownBy(() -> acquire(quick().build(), archive("cut.tar.gz", cut)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> acquire(quick().build(), archive("no.zip", new byte[900])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.zip is damaged or cut short, or no archive of that kind at all")
        .hasMessageContaining("it came from http://localhost");
    assertThatThrownBy(() -> acquire(quick().build(), archive("no.tar", new byte[0])))
        .isInstanceOf(IOException.class);
    assertThat(everything()).isEmpty();
  }
}
