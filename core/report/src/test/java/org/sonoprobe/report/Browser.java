package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that opens pages from disk. Tests are skipped where there is none. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  static Browser open() throws IOException {
    Path browser = found("chromium", "chromium-browser", "google-chrome");
    Path chromeDriver = found("chromedriver");
    assumeTrue(
        Files.isExecutable(browser) && Files.isExecutable(chromeDriver),
        "there is no chromium with chromedriver on the PATH; Debian has them in chromium and"
            + " chromium-driver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    Path profile = Files.createTempDirectory("browser");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--autoplay-policy=no-user-gesture-required",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromeDriver.toFile())
            .withSilent(true)
            .build();
    return new Browser(new ChromeDriver(service, options), profile);
  }

  private static Path found(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of(names[0]));
  }

  /** Opens the page of a report at a place in it. */
  void page(Path folder, String fragment) {
    driver.get("about:blank");
    log();
    requests();
    driver.get(folder.resolve(Page.FIRST).toUri() + fragment);
    until("return document.documentElement.dataset.ready === 'yes'");
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  void dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  Object ask(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What an asynchronous script gives to its last argument. */
  Object wait(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script, arguments);
  }

  /** Waits until a script gives true. */
  void until(String script, Object... arguments) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(ask(script, arguments))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the page never came to: " + script + "; its log: " + log());
      }
      try {
        Thread.sleep(30);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Brings an element into view and clicks it. */
  void click(String selector) {
    until("return document.querySelector(arguments[0]) !== null", selector);
    WebElement element = driver.findElement(By.cssSelector(selector));
    ask("arguments[0].scrollIntoView({block: 'center'})", element);
    element.click();
  }

  void choose(String selector, String value) {
    until("return document.querySelector(arguments[0]) !== null", selector);
    ask(
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
            + " e.dispatchEvent(new Event('input', {bubbles: true}));"
            + " e.dispatchEvent(new Event('change', {bubbles: true}));",
        selector,
        value);
  }

  List<String> texts(String selector) {
    List<?> texts =
        (List<?>)
            ask(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim())",
                selector);
    return texts.stream().map(String::valueOf).toList();
  }

  /** Errors and warnings of the page since the last time. */
  List<String> log() {
    List<String> lines = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        lines.add(entry.getMessage());
      }
    }
    return lines;
  }

  /** The addresses of all that was asked for since the last time. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      java.util.regex.Matcher request =
          java.util.regex.Pattern.compile(
                  "\"Network.requestWillBeSent\".*\"request\":\\{.*?\"url\":\"([^\"]*)\"")
              .matcher(entry.getMessage());
      if (request.find()) {
        addresses.add(request.group(1));
      }
    }
    return addresses;
  }

  /** What the rules of accessibility (WCAG 2.1 A and AA) find that is serious or worse. */
  List<String> violations() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      assertThat(axe).isNotNull();
      ask(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";window.axe = axe;");
    }
    Object found =
        wait(
            "const done = arguments[0]; axe.run(document, {preload: false, resultTypes: ['violations']}).then((r) =>"
                + " done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact))"
                + ".map((v) => v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map((n) =>"
                + " n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))));");
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
