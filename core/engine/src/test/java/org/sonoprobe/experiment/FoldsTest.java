package org.sonoprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class FoldsTest {
  @TempDir Path folder;

  record Nothing(String location) implements AudioSource {
    @java.io.Serial private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      return Audio.wrap(8000, new float[8]);
    }

    @Override
    public String fingerprint() {
      return location;
    }
  }

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(SharedFiles.path("goldens/probes/splitters.json").toFile());
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(each -> texts.add(String.format(java.util.Locale.ROOT, "%04d", each.asInt())));
    return texts;
  }

  private static void assertFolds(JsonNode golden, int[] fold) {
    for (int k = 0; k < golden.get("test_folds").size(); k++) {
      List<Integer> wanted = new ArrayList<>();
      golden.get("test_folds").get(k).forEach(i -> wanted.add(i.asInt()));
      List<Integer> found = new ArrayList<>();
      for (int i = 0; i < fold.length; i++) {
        if (fold[i] == k) {
          found.add(i);
        }
      }
      assertThat(found).as("%s, fold %s", golden.get("id"), k).isEqualTo(wanted);
    }
  }

  @Test
  @ReferenceData
  void foldsWithoutShufflingAreScikitLearnsToTheLastItem() throws IOException {
    JsonNode all = golden();
    for (JsonNode each : all.get("stratified_kfold")) {
      assertFolds(each, Folds.stratified(texts(each.get("y")), each.get("folds").asInt(), null));
    }
    for (JsonNode each : all.get("group_kfold")) {
      assertFolds(each, Folds.grouped(texts(each.get("groups")), each.get("folds").asInt()));
    }
    for (JsonNode each : all.get("kfold")) {
      int[] fold = Folds.plain(each.get("n").asInt(), each.get("folds").asInt(), null);
      for (int k = 0; k < each.get("sizes").size(); k++) {
        int number = k;
        assertThat(Arrays.stream(fold).filter(f -> f == number).count())
            .isEqualTo(each.get("sizes").get(k).asLong());
        assertThat(fold[each.get("starts").get(k).asInt()]).isEqualTo(k);
      }
    }
    assertThat(all.get("stratified_kfold")).hasSize(120);
    assertThat(all.get("group_kfold")).hasSize(120);
  }

  /** Computed with scikit-learn 1.2.1. */
  @Test
  void shuffledFoldsAreScikitLearnsWithTheSameSeed() {
    List<String> y = List.of("bbbbabaccabbbcaaacbccba".split(""));

    assertThat(text(Folds.stratified(y, 4, new MersenneTwister(42))))
        .isEqualTo("30102200300312233112121");
    assertThat(text(Folds.stratified(y, 5, new MersenneTwister(7))))
        .isEqualTo("42010011224312031433024");
    assertThat(text(Folds.plain(23, 4, new MersenneTwister(42))))
        .isEqualTo("01122133003101302023122");
  }

  private static String text(int[] folds) {
    StringBuilder text = new StringBuilder();
    for (int fold : folds) {
      text.append(fold);
    }
    return text.toString();
  }

  /** A random set of tracks: classes of uneven size, tags, or numbers; groups or none. */
  private static Corpus random(Random random) {
    int tracks = 20 + random.nextInt(180);
    int classes = 1 + random.nextInt(12);
    int groups = 3 + random.nextInt(30);
    int kind = random.nextInt(3);
    boolean grouped = random.nextBoolean();
    List<Track> list = new ArrayList<>();
    for (int i = 0; i < tracks; i++) {
      Target target;
      if (kind == 0) {
        target = new Target.Label("c" + (int) (classes * Math.pow(random.nextDouble(), 2)));
      } else if (kind == 1) {
        Set<String> tags = new TreeSet<>();
        for (int c = 0; c < classes; c++) {
          if (random.nextDouble() < 1.0 / (c + 1.5)) {
            tags.add("t" + c);
          }
        }
        target = new Target.Tags(tags);
      } else {
        target = new Target.Values(List.of(random.nextDouble()));
      }
      list.add(
          new Track(
              "id" + i,
              new Nothing("n" + i),
              target,
              grouped ? Optional.of("g" + random.nextInt(groups)) : Optional.empty()));
    }
    Task task =
        kind == 0
            ? Task.named("anything")
            : Task.named(kind == 1 ? "autotagging" : "some_regression");
    return Corpus.of(task, list, List.of(), List.of());
  }

  @Test
  void everySplitterIsDisjointCompleteAndKeepsGroupsOnThousandSets() {
    Random random = new Random(11);
    int divided = 0;
    for (int i = 0; i < 1000; i++) {
      Corpus corpus = random(random);
      for (Splitter splitter :
          List.of(
              Splitters.SINGLE,
              new Splitters.KFold(3 + random.nextInt(4)),
              new StratifiedGroups(),
              new StratifiedGroups(0.6, 0.2, 0.2, Optional.of(3L)),
              new RepeatedSplits(2, new StratifiedGroups()),
              new Splitters.KFold(4, Optional.empty(), true, false, false))) {
        Splitter.Division division;
        try {
          division = splitter.divide(corpus, i);
        } catch (IllegalArgumentException e) {
          assertThat(e.getMessage()).isNotBlank();
          continue;
        }
        divided++;
        assertThat(splitter.divide(corpus, i)).isEqualTo(division);
        for (Split split : division.splits()) {
          check(corpus, split, corpus.tracks().get(0).group().isPresent());
        }
      }
    }
    assertThat(divided).isGreaterThan(5000);
  }

  private static void check(Corpus corpus, Split split, boolean grouped) {
    Set<String> all = new HashSet<>();
    Map<String, Integer> partOf = new HashMap<>();
    Map<String, Track> tracks = new HashMap<>();
    corpus.tracks().forEach(track -> tracks.put(track.id(), track));
    List<List<String>> parts = List.of(split.train(), split.validation(), split.test());
    Groups groups = Groups.of(corpus.tracks());
    for (int p = 0; p < 3; p++) {
      assertThat(parts.get(p)).isNotEmpty();
      for (String id : parts.get(p)) {
        assertThat(all.add(id)).isTrue();
        if (grouped && !groups.areTheClasses()) {
          String group = tracks.get(id).group().orElseThrow();
          assertThat(partOf.computeIfAbsent(group, key -> 0) | 1 << p).isEqualTo(1 << p);
          partOf.put(group, 1 << p);
        }
      }
    }
    assertThat(all).hasSize(corpus.tracks().size());
  }

  @Test
  void everyClassIsInEveryPartThatItCanBeIn() {
    Random random = new Random(21);
    int checked = 0;
    for (int i = 0; i < 1000; i++) {
      Corpus corpus = random(random);
      if (!(corpus.tracks().get(0).target() instanceof Target.Label)
          || corpus.tracks().get(0).group().isPresent()) {
        continue;
      }
      Map<String, List<String>> members = new HashMap<>();
      for (Track track : corpus.tracks()) {
        members
            .computeIfAbsent(((Target.Label) track.target()).name(), key -> new ArrayList<>())
            .add(track.id());
      }
      for (Split split : new Splitters.KFold(4).divide(corpus, i).splits()) {
        for (List<String> own : members.values()) {
          if (own.size() >= 8) {
            for (List<String> part : List.of(split.train(), split.validation(), split.test())) {
              assertThat(part).containsAnyElementsOf(own);
            }
            checked++;
          }
        }
      }
      try {
        Split split = new Splitters.Stratified().divide(corpus, i).splits().get(0);
        for (List<String> own : members.values()) {
          assertThat(split.train()).containsAnyElementsOf(own);
          if (own.size() >= 20) {
            assertThat(split.validation()).containsAnyElementsOf(own);
            assertThat(split.test()).containsAnyElementsOf(own);
            checked++;
          }
        }
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @Test
  void tagsAreSpreadAndARareOneReachesEveryPartItCan() {
    List<Track> tracks = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      Set<String> tags = new TreeSet<>();
      for (int t = 0; t < 20; t++) {
        if (random.nextDouble() < 1.0 / (t + 2)) {
          tags.add("t" + t);
        }
      }
      if (i % 100 == 0) {
        tags.add("rare");
      }
      tracks.add(new Track("id" + i, new Nothing("n" + i), new Target.Tags(tags)));
    }
    Corpus corpus = Corpus.of(Task.named("autotagging"), tracks, List.of(), List.of());
    Split split = new Splitters.Stratified().divide(corpus, 1).splits().get(0);
    Map<String, Target> targets = new HashMap<>();
    tracks.forEach(track -> targets.put(track.id(), track.target()));

    assertThat(split.test()).hasSizeBetween(95, 105);
    for (String tag : corpus.task().labels()) {
      long all = tracks.stream().filter(track -> has(track.target(), tag)).count();
      long test = split.test().stream().filter(id -> has(targets.get(id), tag)).count();
      assertThat(Math.abs(test - all / 10.0)).as(tag).isLessThanOrEqualTo(2);
    }
    assertThat(split.test().stream().filter(id -> has(targets.get(id), "rare")).count())
        .isEqualTo(1);
    List<Split> folds = new Splitters.KFold(5).divide(corpus, 1).splits();
    for (Split fold : folds) {
      assertThat(fold.test().stream().filter(id -> has(targets.get(id), "rare")).count())
          .isEqualTo(2);
    }
  }

  private static boolean has(Target target, String tag) {
    return ((Target.Tags) target).names().contains(tag);
  }

  private static Corpus threeSingers(int singers) {
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tracks.add(
          new Track(
              "id" + i,
              new Nothing("n" + i),
              new Target.Label(i % 2 == 0 ? "a" : "b"),
              Optional.of("s" + i % singers)));
    }
    return Corpus.of(Task.named("anything"), tracks, List.of(), List.of());
  }

  @Test
  void oneGroupIsLeftOutAtATime() {
    List<Split> splits = new LeaveOneGroupOut().divide(threeSingers(5), 1).splits();

    assertThat(splits)
        .extracting(Split::name)
        .containsExactly("without_s0", "without_s1", "without_s2", "without_s3", "without_s4");
    assertThat(splits.get(0).test()).contains("id0", "id5").hasSize(6);
    assertThat(splits.get(0).validation()).contains("id1").hasSize(6);
    assertThat(splits.get(4).validation()).contains("id0");
    assertThatThrownBy(() -> new LeaveOneGroupOut().divide(threeSingers(2), 1))
        .hasMessageContaining("there must be at least 3 groups, but there are 2");
  }

  @Test
  void repeatsDifferAndWhatCannotDifferIsRefused() {
    Corpus corpus = threeSingers(10);
    List<Split> splits = new RepeatedSplits(3, new StratifiedGroups()).divide(corpus, 5).splits();

    assertThat(splits)
        .extracting(Split::name)
        .containsExactly("repeat0_split0", "repeat1_split0", "repeat2_split0");
    assertThat(splits.get(0).test())
        .isEqualTo(new StratifiedGroups().divide(corpus, 5).splits().get(0).test());
    assertThat(splits.get(2).test())
        .isEqualTo(new StratifiedGroups().divide(corpus, 7).splits().get(0).test());
    assertThatThrownBy(() -> new RepeatedSplits(2, new LeaveOneGroupOut()).divide(corpus, 5))
        .hasMessageContaining("'leave_one_group_out' divides alike 2 times");
  }

  @Test
  void fewGroupsAreRepeatedWhateverChanceSays() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(
              new RepeatedSplits(8, new Splitters.Grouped()).divide(threeSingers(3), seed).splits())
          .hasSize(8);
    }
  }

  @Test
  void splitsGoThroughFilesOfBothKinds() throws IOException {
    Corpus corpus = threeSingers(6);
    List<Split> splits = new Splitters.KFold(3).divide(corpus, 1).splits();
    for (String name : List.of("s.json", "s.csv")) {
      Path file = folder.resolve(name);
      SplitFile.write(file, "mine", "anything", splits);
      assertThat(new SplitFile(file).divide(corpus, 9).splits()).isEqualTo(splits);
      assertThat(new SplitFile(file).divide(corpus, 9).notes()).isEmpty();
    }
    Path changed = folder.resolve("changed.json");
    Files.writeString(
        changed, Files.readString(folder.resolve("s.json")).replaceFirst("\"id0\",?", ""));
    assertThat(new SplitFile(changed).divide(corpus, 1).notes())
        .anyMatch(note -> note.contains("was changed after it was written"));
  }

  @Test
  void foldNumbersRunsAndFaultsInSplitFiles() throws IOException {
    Corpus corpus = threeSingers(6);
    Path folds = folder.resolve("folds.csv");
    StringBuilder text = new StringBuilder("id,part\n");
    for (int i = 0; i < 29; i++) {
      text.append("id").append(i).append(",fold").append(i % 4).append('\n');
    }
    Files.writeString(folds, text);
    Splitter.Division division = new SplitFile(folds).divide(corpus, 1);
    assertThat(division.splits()).hasSize(4);
    assertThat(division.notes())
        .containsExactly("1 tracks are in no part of folds.csv and are not used");

    Path run = folder.resolve("splits.json");
    Files.writeString(
        run, "{\"e\": {\"d1\": {\"x\": {\"train\": [\"id0\"], \"test\": [\"id1\"]}}, \"d2\": {}}}");
    assertThatThrownBy(() -> new SplitFile(run).divide(corpus, 1))
        .hasMessageContaining("name one with 'section': e/d1, e/d2");
    assertThat(new SplitFile(run, "e/d1").divide(corpus, 1).splits().get(0).name()).isEqualTo("x");

    Files.writeString(folds, "id,part\nid0,0\nid1,fold0\nid2,01\nid3,1\nid4,2\n");
    assertThat(new SplitFile(folds).divide(corpus, 1).splits().get(0).validation())
        .containsExactly("id0", "id1");
    Files.writeString(folds, "id,part\n");
    assertThatThrownBy(() -> new SplitFile(folds).divide(corpus, 1))
        .hasMessageContaining("has no split");
    Files.writeString(folds, "id,part\nnobody,train\nid1,test\n");
    assertThatThrownBy(() -> new SplitFile(folds).divide(corpus, 1))
        .hasMessageContaining("names 1 tracks that the dataset does not have: nobody");
    Files.writeString(folds, "id,part\nid1,trian\n");
    assertThatThrownBy(() -> new SplitFile(folds).divide(corpus, 1))
        .hasMessageContaining("folds.csv:2: 'trian' is no part of a split");
    assertThatThrownBy(() -> new SplitFile(folder.resolve("none.json")).divide(corpus, 1))
        .hasMessageContaining("there is no split file");
    Files.writeString(folder.resolve("broken.json"), "{");
    assertThatThrownBy(() -> new SplitFile(folder.resolve("broken.json")).divide(corpus, 1))
        .hasMessageContaining("is no readable JSON object");
  }
}
