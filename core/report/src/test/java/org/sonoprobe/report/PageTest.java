package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Metric;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.metrics.Accuracy;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;
import org.sonoprobe.run.evaluate.Scoring;

/** The page of a real run, by what is in it and in a browser. */
class PageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Results results;
  private static Path report;

  @BeforeAll
  static void run() throws IOException {
    TestRun run = TestRun.made();
    assertThat(run.clips).isPositive();
    assertThat(run.maps).isEqualTo(6);
    results = run.results;
    report = folder.resolve("report");
    Report.of(results).writeTo(report);
  }

  private static JsonNode data(Path file) throws IOException {
    String script = Files.readString(file);
    assertThat(script).startsWith("sonoprobe.take(").endsWith(");\n");
    return JSON.readTree(
        script.substring(script.indexOf(',') + 1, script.length() - ");\n".length()));
  }

  @Test
  void everyNumberOfThePageIsThatOfTheResults() throws IOException {
    JsonNode page = data(report.resolve("data/report.js"));
    JsonNode written = JSON.readTree(report.resolve("results.json").toFile());

    List<String> variables = new ArrayList<>();
    page.get("variables").fieldNames().forEachRemaining(variables::add);
    Map<List<String>, JsonNode> scores = new LinkedHashMap<>();
    for (JsonNode score : written.get("scores")) {
      if (score.get("part").asText().isEmpty()) {
        scores.put(
            List.of(
                score.get("embedding").asText(),
                score.get("downstream").asText(),
                score.get("scenario").asText(),
                score.get("metric").asText()),
            score);
      }
    }
    assertThat(page.get("cells")).hasSize(scores.size()).hasSize(3 * 2 * 3 * 2);
    int width = variables.size();
    for (JsonNode cell : page.get("cells")) {
      List<String> key = new ArrayList<>();
      for (String variable : List.of("embedding", "downstream", "scenario", "metric")) {
        int place = cell.get(variables.indexOf(variable)).asInt();
        key.add(page.get("variables").get(variable).get(place).asText());
      }
      JsonNode score = scores.get(key);
      for (String[] pair :
          new String[][] {
            {"mean", "value"},
            {"low", "low"},
            {"high", "high"},
            {"chance", "chance"},
            {"scored", "scored"},
            {"total", "total"}
          }) {
        assertThat(cell.get(width + PageData.NUMBERS.indexOf(pair[0])).asText())
            .as(key + " " + pair[0])
            .isEqualTo(score.get(pair[1]).asText());
      }
    }
    for (String rows : List.of("drops", "ranks", "curves", "measures", "notes", "data")) {
      assertThat(page.get(rows)).isEqualTo(written.get(rows));
    }
    int classes = 0;
    for (JsonNode own : page.get("classes")) {
      classes += own.get("values").size();
    }
    assertThat(classes)
        .isEqualTo((int) results.scores().stream().filter(row -> !row.part().isEmpty()).count());
  }

  @Test
  void aScoreIsWhatItsMetricMakesOfTheStoredPredictions() throws IOException {
    Metric accuracy = new Accuracy();
    int compared = 0;
    for (ScoreRow row : results.wholeScores()) {
      if (row.metric().equals("accuracy")) {
        assertThat(accuracy.compute(results.predictions(row)).value()).isEqualTo(row.value());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(18);
  }

  @Test
  void theTableFollowsWhatIsFrozenAndActive() throws IOException {
    try (Browser browser = Browser.open()) {
      browser.page(report, "#/table");
      assertTable(browser, AutoTable.of(Cells.of(results)).tables().get(0));
      browser.click("#toggle-downstream");
      browser.choose("#hold-downstream", "deep");
      browser.click("#toggle-metric");
      browser.choose("#hold-metric", "f1_macro");
      AutoTable held =
          AutoTable.of(Cells.of(results))
              .freeze(Variable.DOWNSTREAM, "deep")
              .freeze(Variable.METRIC, "f1_macro");
      assertTable(
          browser, held.rows(Variable.EMBEDDING).columns(Variable.SCENARIO).tables().get(0));
      // the same place again, by its address
      String address = String.valueOf(browser.ask("return location.hash"));
      browser.page(report, address);
      assertTable(
          browser, held.rows(Variable.EMBEDDING).columns(Variable.SCENARIO).tables().get(0));
      browser.click("#toggle-embedding");
      browser.choose("#hold-embedding", "chroma");
      assertTable(
          browser,
          held.freeze(Variable.EMBEDDING, "chroma")
              .rows(Variable.SCENARIO)
              .columns()
              .tables()
              .get(0));
      assertThat(browser.log()).isEmpty();
    }
  }

  private static void assertTable(Browser browser, PivotTable table) {
    List<String> numbers = new ArrayList<>();
    List<String> best = new ArrayList<>();
    for (int r = 0; r < table.rows().size(); r++) {
      for (int c = 0; c < table.columns().size(); c++) {
        String number = TableStyle.USUAL.number(table.at(r, c)).replace('-', '−');
        numbers.add(number);
        if (table.isAmongBest(r, c)) {
          best.add(number);
        }
      }
    }
    assertThat(browser.texts("#table tbody td > span:first-child")).isEqualTo(numbers);
    assertThat(browser.texts("#table tbody td.best > span:first-child")).isEqualTo(best);
    assertThat(browser.texts("#table tbody th"))
        .isEqualTo(table.rows().stream().flatMap(List::stream).toList());
  }

  @Test
  void aConfusionListsItsTracksWhichCanBeHeardAndSeen() throws IOException {
    try (Browser browser = Browser.open()) {
      browser.page(report, "#/confusions?s=noisy&p=linear&model=mfcc");
      browser.until("return document.querySelectorAll('#confusions table.matrix').length === 2");
      ScoreRow row =
          results.wholeScores().stream()
              .filter(
                  each ->
                      each.embedding().equals("mfcc")
                          && each.downstream().equals("linear")
                          && each.scenario().equals("noisy"))
              .findFirst()
              .orElseThrow();
      Predictions predictions = results.predictions(row);
      List<String> labels = predictions.task().labels();
      int cells = 0;
      List<String> erring = List.of();
      for (int i = 0; i < labels.size(); i++) {
        for (int j = 0; j < labels.size(); j++) {
          List<String> ids = new ArrayList<>();
          for (int t = 0; t < predictions.count(); t++) {
            if (predictions.targets().get(t).equals(new Target.Label(labels.get(i)))
                && predictions.predictedClass(t) == j) {
              ids.add(predictions.trackIds().get(t));
            }
          }
          String selector =
              "#confusions td[data-scenario=noisy][data-row='" + i + "'][data-column='" + j + "']";
          assertThat(browser.texts(selector))
              .containsExactly(ids.isEmpty() ? "" : String.valueOf(ids.size()));
          if (!ids.isEmpty()) {
            browser.click(selector);
            assertThat(
                    (List<?>)
                        browser.ask(
                            "return [...document.querySelectorAll('#tracks-of-cell"
                                + " .track')].map((e) => e.dataset.track)"))
                .map(String::valueOf)
                .containsExactlyInAnyOrderElementsOf(ids);
            cells++;
            erring = i == j ? erring : ids;
            if (i != j) {
              hear(browser);
            }
          }
        }
      }
      assertThat(cells).isGreaterThan(labels.size() / 2);
      assertThat(erring).isNotEmpty();
      assertThat(browser.log()).isEmpty();
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(
              address ->
                  address.startsWith(
                          report
                              .toUri()
                              .toString()
                              .replace("file:/", "file:///")
                              .replace("file://///", "file:///"))
                      || address.startsWith("data:")
                      || address.equals("about:blank"));
    }
  }

  /** The first of the tracks that are listed has sounds and pictures. */
  private static void hear(Browser browser) throws IOException {
    String track =
        String.valueOf(
            browser.ask("return document.querySelector('#tracks-of-cell .track').dataset.track"));
    browser.click("#tracks-of-cell .track button");
    browser.until("return document.querySelectorAll('#tracks-of-cell audio').length === 2");
    browser.until(
        "return [...document.querySelectorAll('#tracks-of-cell audio')].every((a) => a.readyState >="
            + " 1)");
    List<?> seconds =
        (List<?>)
            browser.ask(
                "return [...document.querySelectorAll('#tracks-of-cell audio')].map((a) => a.duration)");
    JsonNode page = data(report.resolve("data/report.js"));
    for (JsonNode clip : page.get("clips")) {
      if (clip.get("track").asText().equals(track)
          && (clip.get("scenario").asText().equals("clean")
              || clip.get("scenario").asText().equals("noisy"))) {
        int at = clip.get("scenario").asText().equals("clean") ? 0 : 1;
        assertThat(((Number) seconds.get(at)).doubleValue())
            .isCloseTo(clip.get("seconds").asDouble(), within(0.01));
      }
    }
    browser.until(
        "return [...document.querySelectorAll('#tracks-of-cell img')].every((i) => i.complete &&"
            + " i.naturalWidth === 520)");
    assertThat(browser.texts("#tracks-of-cell .said > span")).hasSizeGreaterThan(6);
    browser.click("#tracks-of-cell .track button");
  }

  @Test
  void thePageIsAccessibleInLightAndDarkAndFitsAPhone() throws IOException {
    try (Browser browser = Browser.open()) {
      for (boolean dark : List.of(false, true)) {
        browser.dark(dark);
        browser.size(1280, 900);
        browser.page(report, "#/answer");
        showAll(browser);
        assertThat(browser.violations()).isEmpty();
      }
      browser.dark(false);
      browser.size(360, 780);
      browser.page(report, "#/answer");
      showAll(browser);
      assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(360);
      assertThat(browser.log()).isEmpty();
      // what lies in view is drawn: an answer, a picture of it, and its numbers
      assertThat(browser.texts("#answer li")).hasSizeGreaterThan(1);
      assertThat(browser.all("#answer svg path")).isNotEmpty();
    }
  }

  /** Goes over the whole page once, so that all of it is drawn. */
  private static void showAll(Browser browser) {
    browser.wait(
        "const done = arguments[0]; (async () => { for (let y = 0; y <"
            + " document.documentElement.scrollHeight; y += 500) { window.scrollTo(0, y); await new"
            + " Promise((r) => setTimeout(r, 40)); } done(true); })();");
    browser.until("return document.querySelectorAll('#confusions table.matrix').length > 0");
  }

  @Test
  void aTagListsWhereItIsMissedAndWhereItIsSeenWrongly() throws IOException {
    Task task = new Task("t", TaskTypes.MULTILABEL_CLASSIFICATION).withLabels(List.of("x", "y"));
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[12][2];
    for (int t = 0; t < 12; t++) {
      ids.add("t" + t);
      targets.add(new Target.Tags(t < 6 ? java.util.Set.of("x") : java.util.Set.of("y")));
      scores[t][0] = t < 4 || t > 8 ? 0.9 - t / 100.0 : 0.1 + t / 100.0;
      scores[t][1] = t < 6 ? 0 : 1;
    }
    Results given =
        Scoring.of(
            "tags",
            List.of(new org.sonoprobe.metrics.RocAuc()),
            Map.of("m", new Predictions(task, ids, targets, scores)),
            100,
            1);
    Path page = folder.resolve("tags");
    Report.of(given).writeTo(page);
    try (Browser browser = Browser.open()) {
      browser.page(page, "#/confusions");
      browser.until("return document.querySelectorAll('#confusions .track').length === 5");
      browser.choose("#hard-class", "x");
      browser.until("return document.querySelectorAll('#confusions .track').length === 5");
      // missed: 4 and 5, the lowest score first; seen wrongly: 9, 10 and 11, the highest first
      browser.until(
          "return document.querySelector('#confusions .track').textContent.includes('missed, 0.140')");
      assertThat(browser.texts("#confusions .track button"))
          .containsExactly("t4", "t5", "t9", "t10", "t11");
      assertThat(browser.log()).isEmpty();
    }
  }

  @Test
  void namesOfAnyKindAreShownAsText() throws IOException {
    String script = "<script>document.title='broken'</script>\"'&";
    List<String> labels =
        Stream.of(script, "🎻 fiddle", "שלום עולם", "x".repeat(300), "__proto__", "a|b`c*d")
            .sorted()
            .toList();
    Task task = new Task("t", TaskTypes.MULTICLASS_CLASSIFICATION).withLabels(labels);
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    double[][] scores = new double[36][6];
    for (int t = 0; t < 36; t++) {
      ids.add(labels.get(t % 6) + "/" + t);
      targets.add(new Target.Label(labels.get(t % 6)));
      scores[t][(t % 6 + t / 30) % 6] = 1;
    }
    Map<String, Predictions> models = new LinkedHashMap<>();
    List<String> units = ids.stream().map(id -> id.substring(0, id.lastIndexOf('/'))).toList();
    models.put(script, new Predictions(task, ids, targets, scores, units));
    models.put("y".repeat(300), new Predictions(task, ids, targets, scores, units));
    Results given = Scoring.of(script, List.of(new Accuracy()), models, 100, 1);
    Path page = folder.resolve("names");
    Report.of(given).writeTo(page);
    assertThat(Files.readString(page.resolve("index.html")))
        .isEqualTo(Files.readString(report.resolve("index.html")));
    try (Browser browser = Browser.open()) {
      browser.size(360, 780);
      browser.page(page, "#/answer");
      showAll(browser);
      assertThat(String.valueOf(browser.ask("return document.title"))).startsWith(script);
      assertThat(browser.texts("#confusions table.matrix tbody th").get(labels.indexOf(script)))
          .startsWith(script);
      browser.choose("#hard-class", script);
      browser.until("return document.querySelectorAll('#confusions .track').length === 1");
      browser.click("#confusions .track button");
      assertThat(browser.texts("#confusions .track button").get(0)).startsWith(script);
      // six groups of six tracks, of which one each is wrong
      assertThat(browser.texts("#groups tbody td")).hasSize(6 * 3).contains("6", "0.833");
      browser.until("return document.querySelectorAll('#confusions .said').length === 1");
      assertThat((Long) browser.ask("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(360);
      assertThat(browser.log()).isEmpty();
    }
  }
}
