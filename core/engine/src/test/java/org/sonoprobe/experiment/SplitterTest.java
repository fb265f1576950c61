package org.sonoprobe.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class SplitterTest {
  private static Corpus corpus(List<String> labels) {
    return corpus(labels, Collections.nCopies(labels.size(), ""));
  }

  /** Tracks t00, t01, … with a group each, or none where that is empty. */
  private static Corpus corpus(List<String> labels, List<String> groups) {
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      tracks.add(
          new Track(
              String.format(Locale.ROOT, "t%02d", i),
              new AudioFile("none"),
              new Target.Label(labels.get(i)),
              Optional.of(groups.get(i)).filter(group -> !group.isEmpty())));
    }
    return Corpus.of(Task.named("any"), tracks, List.of(), List.of());
  }

  private static List<String> labels(Object... nameAndCount) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < nameAndCount.length; i += 2) {
      labels.addAll(Collections.nCopies((Integer) nameAndCount[i + 1], (String) nameAndCount[i]));
    }
    return labels;
  }

  /** Groups g0 to g9 in turn. */
  private static List<String> tenGroups(int count) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      groups.add("g" + i % 10);
    }
    return groups;
  }

  private static Set<String> groups(Corpus corpus, List<String> ids) {
    Set<String> groups = new TreeSet<>();
    for (Track track : corpus.tracks()) {
      if (ids.contains(track.id())) {
        groups.add(track.group().orElse(""));
      }
    }
    return groups;
  }

  private static void assertThatNoGroupIsTorn(Corpus corpus, Split split) {
    assertThat(groups(corpus, split.train())).isNotEmpty();
    assertThat(groups(corpus, split.test())).isNotEmpty();
    assertThat(groups(corpus, split.train()))
        .doesNotContainAnyElementsOf(groups(corpus, split.validation()))
        .doesNotContainAnyElementsOf(groups(corpus, split.test()));
    assertThat(groups(corpus, split.validation()))
        .doesNotContainAnyElementsOf(groups(corpus, split.test()));
  }

  private static List<String> ids(String text) {
    return List.of(text.split(" "));
  }

  // Golden values of scikit-learn 1.2.1: two calls of train_test_split(..., stratify=y,
  // random_state=seed).
  @Test
  void theDefaultSplitIsScikitLearns() {
    Split split =
        Splitters.SINGLE.divide(corpus(labels("a", 20, "b", 12, "c", 8)), 42).splits().get(0);

    assertThat(split.train())
        .isEqualTo(
            ids(
                "t13 t16 t36 t31 t05 t20 t39 t22 t29 t00 t37 t03 t09 t12 t30 t02 t04 t17 t34 t23 t19 t01 t27 t32 t18 t28"
                    + " t11 t26 t08 t15 t25 t38"));
    assertThat(split.validation()).isEqualTo(ids("t10 t21 t33 t14"));
    assertThat(split.test()).isEqualTo(ids("t35 t07 t24 t06"));
  }

  @Test
  void otherSharesAndSeedsAreScikitLearnsToo() {
    Split split =
        new Splitters.Stratified(0.6, 0.2, 0.2, Optional.of(7L))
            .divide(corpus(labels("a", 20, "b", 12, "c", 8)), 42)
            .splits()
            .get(0);

    assertThat(split.train())
        .isEqualTo(
            ids(
                "t37 t02 t13 t20 t18 t35 t21 t11 t00 t26 t14 t34 t30 t22 t39 t05 t19 t10 t06 t24 t38 t01 t17 t31"));
    assertThat(split.validation()).isEqualTo(ids("t12 t08 t25 t07 t09 t29 t23 t36"));
    assertThat(split.test()).isEqualTo(ids("t33 t28 t15 t16 t27 t32 t04 t03"));
  }

  @Test
  void oddSizesAreScikitLearnsToo() {
    Split split = Splitters.SINGLE.divide(corpus(labels("x", 9, "y", 14)), 42).splits().get(0);

    assertThat(split.train())
        .isEqualTo(ids("t20 t22 t08 t10 t12 t09 t04 t00 t05 t16 t21 t13 t14 t02 t18 t17 t07 t01"));
    assertThat(split.validation()).isEqualTo(ids("t19 t03"));
    assertThat(split.test()).isEqualTo(ids("t11 t15 t06"));
  }

  // numpy.random.RandomState(42): permutation(10), permutation(5), choice([3, 5, 9], 2,
  // replace=False).
  @Test
  void theGeneratorIsNumPys() {
    MersenneTwister random = new MersenneTwister(42);

    assertThat(random.permutation(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
    assertThat(random.permutation(5)).containsExactly(1, 0, 3, 4, 2);
    assertThat(random.choice(new int[] {3, 5, 9}, 2)).containsExactly(9, 5);
  }

  @Test
  @ReferenceData
  void classCountsOfManyCutsAreScikitLearns() throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(SharedFiles.path("goldens/probes/splitters.json").toFile());
    int cases = 0;
    for (JsonNode each : golden.get("stratified")) {
      if (!each.has("n_test")) {
        continue;
      }
      List<String> labels = new ArrayList<>();
      each.get("y").forEach(y -> labels.add(String.format(Locale.ROOT, "%03d", y.asInt())));
      StratifiedShuffle cut = StratifiedShuffle.cut(labels, each.get("test_size").asDouble(), 42);
      List<String> names = labels.stream().distinct().sorted().toList();
      assertThat(cut.second()).as(each.get("id").asText()).hasSize(each.get("n_test").asInt());
      assertThat(cut.first()).hasSize(each.get("n_train").asInt());
      for (int c = 0; c < names.size(); c++) {
        String name = names.get(c);
        long count = cut.second().stream().filter(i -> labels.get(i).equals(name)).count();
        assertThat(Math.abs(count - each.get("test_counts").get(c).asInt()))
            .as("%s class %s: equal remainders are drawn at random", each.get("id"), name)
            .isLessThanOrEqualTo(1);
      }
      cases++;
    }
    assertThat(cases).isGreaterThan(150);
  }

  @Test
  void aClassTooSmallToDivideStaysInTheTrainingPartWithANote() {
    Splitter.Division division =
        Splitters.SINGLE.divide(corpus(labels("a", 100, "b", 97, "c", 2, "d", 1)), 42);
    Split split = division.splits().get(0);

    assertThat(split.train()).contains("t199");
    assertThat(division.notes()).singleElement().asString().contains("t199").contains("too small");
    assertThat(split.train().size() + split.validation().size() + split.test().size())
        .isEqualTo(200);
  }

  @Test
  void sharesThatAFloatCannotSumExactlyAreAccepted() {
    assertThat(
            new Splitters.Stratified(0.7, 0.2, 0.1, Optional.empty())
                .divide(corpus(labels("a", 50, "b", 50)), 42)
                .splits()
                .get(0)
                .test())
        .hasSize(11);
    assertThatThrownBy(() -> new Splitters.Stratified(0.7, 0.2, 0.2, Optional.empty()))
        .hasMessage(
            "the shares of train, validation and test must be positive and sum to 1, but are 0.7, 0.2 and 0.2");
  }

  @Test
  void groupsAreNeverTornApart() {
    Corpus corpus = corpus(labels("a", 100), tenGroups(100));

    assertThatNoGroupIsTorn(
        corpus,
        new Splitters.Grouped(0.6, 0.2, 0.2, Optional.of(3L)).divide(corpus, 42).splits().get(0));
  }

  @Test
  void tracksWithGroupsAreDividedByGroupUnlessTheConfigurationSaysOtherwise() {
    Corpus corpus = corpus(labels("a", 60, "b", 40), tenGroups(100));
    Splitter.Division byDefault = Splitters.SINGLE.divide(corpus, 42);

    assertThatNoGroupIsTorn(corpus, byDefault.splits().get(0));
    assertThat(byDefault.notes())
        .containsExactly(
            "tracks have groups and no official split, so no group is torn apart; 'stratified' would"
                + " ignore them");
    assertThat(new Splitters.Stratified().divide(corpus, 42).splits())
        .isEqualTo(
            new Splitters.Stratified().divide(corpus(labels("a", 60, "b", 40)), 42).splits());
  }

  @Test
  void foldsKeepGroupsTogetherAndClassesEven() {
    Corpus corpus = corpus(labels("a", 60, "b", 40), tenGroups(100));
    List<Split> splits = new Splitters.KFold(5).divide(corpus, 42).splits();
    List<Split> torn = new Splitters.KFold(5).ignoringGroups().divide(corpus, 42).splits();

    for (Split split : splits) {
      assertThatNoGroupIsTorn(corpus, split);
      // Each group has 6 of a and 4 of b, so a fold of two groups has 12 and 8.
      assertThat(split.test()).hasSize(20);
      assertThat(split.test().stream().filter(id -> id.compareTo("t60") < 0)).hasSize(12);
    }
    assertThat(groups(corpus, torn.get(0).train())).hasSize(10);
    assertThatThrownBy(() -> new Splitters.KFold(11).divide(corpus, 42))
        .hasMessage(
            "11 folds that keep groups together need as many groups, but there are 10; give fewer"
                + " folds, or keep_groups: false");
  }

  @Test
  void whereEachClassIsOneGroupTheyAreTornAsTheyMustBe() {
    List<String> singers = labels("ann", 30, "bob", 30, "cat", 30);
    Corpus corpus = corpus(singers, singers);

    assertThat(Splitters.SINGLE.divide(corpus, 42).splits())
        .isEqualTo(Splitters.SINGLE.divide(corpus(singers), 42).splits());
    assertThat(groups(corpus, new Splitters.KFold(5).divide(corpus, 42).splits().get(0).train()))
        .hasSize(3);
  }

  @Test
  void validationTakesAboutATenthOfTheTracksHoweverUnevenTheGroups() {
    List<String> groups = new ArrayList<>(Collections.nCopies(40, "large"));
    groups.addAll(Collections.nCopies(2, "small"));
    groups.addAll(Collections.nCopies(8, "test"));
    Corpus made = corpus(labels("a", 25, "b", 25), groups);
    List<String> ids = made.tracks().stream().map(Track::id).toList();
    Corpus official =
        new Corpus(
            made.task(),
            made.tracks(),
            List.of(new Split("s", ids.subList(0, 42), List.of(), ids.subList(42, 50))),
            List.of());

    for (long seed = 0; seed < 10; seed++) {
      assertThat(Splitters.SINGLE.divide(official, seed).splits().get(0).validation()).hasSize(2);
    }
  }

  @Test
  void unevenGroupsThatLeaveAPartSmallAreNoted() {
    List<String> groups = new ArrayList<>(Collections.nCopies(98, "large"));
    groups.add("one");
    groups.add("two");
    Corpus corpus = corpus(labels("a", 50, "b", 50), groups);
    List<String> notes = new Splitters.Grouped().divide(corpus, 42).notes();

    assertThat(notes)
        .isNotEmpty()
        .allSatisfy(note -> assertThat(note).startsWith("groups are of uneven size: the "));
  }

  @Test
  void aTrackWithoutAGroupIsOneByItself() {
    List<String> groups = new ArrayList<>(tenGroups(100));
    Collections.fill(groups.subList(0, 50), "");
    Corpus corpus = corpus(labels("a", 60, "b", 40), groups);
    Split split = Splitters.SINGLE.divide(corpus, 42).splits().get(0);

    Set<String> train = groups(corpus, split.train());
    train.remove("");
    assertThat(train).doesNotContainAnyElementsOf(groups(corpus, split.test()));
    assertThat(split.train().size() + split.validation().size() + split.test().size())
        .isEqualTo(100);
  }

  @Test
  void splitsFollowTheExperimentsSeedUnlessTheyHaveTheirOwn() {
    Corpus corpus = corpus(labels("a", 60, "b", 40));

    assertThat(Splitters.SINGLE.divide(corpus, 7).splits())
        .isNotEqualTo(Splitters.SINGLE.divide(corpus, 42).splits());
    assertThat(new Splitters.KFold(5, 3).divide(corpus, 7).splits())
        .isEqualTo(new Splitters.KFold(5, 3).divide(corpus, 42).splits());
    assertThat(new Splitters.KFold(5).divide(corpus, 7).splits())
        .isEqualTo(new Splitters.KFold(5, 7).divide(corpus, 42).splits());
  }

  @Test
  void foldsRotate() {
    List<Split> splits =
        new Splitters.KFold(5, 1).divide(corpus(labels("a", 30, "b", 20)), 42).splits();

    assertThat(splits).hasSize(5);
    for (int k = 0; k < 5; k++) {
      assertThat(splits.get(k).test()).isEqualTo(splits.get((k + 1) % 5).validation());
      assertThat(splits.get(k).train()).hasSize(30);
      assertThat(splits.get(k).test().stream().filter(id -> id.compareTo("t30") >= 0)).hasSize(4);
    }
  }

  @Test
  void noTrainingTrackIsLostWhenAValidationPartIsMade() {
    Corpus plain = corpus(labels("a", 20, "rare", 1, "z", 9));
    List<String> ids = plain.tracks().stream().map(Track::id).toList();
    Split official = new Split("official", ids.subList(0, 21), List.of(), ids.subList(21, 30));
    Corpus corpus = new Corpus(plain.task(), plain.tracks(), List.of(official), List.of());

    Split split = Splitters.SINGLE.divide(corpus, 42).splits().get(0);

    assertThat(split.train().size() + split.validation().size()).isEqualTo(21);
    assertThat(split.train()).contains("t20");
  }

  @Test
  void anOfficialSplitWithoutValidationGetsOne() {
    Corpus plain = corpus(labels("a", 30, "b", 30));
    List<String> ids = plain.tracks().stream().map(Track::id).toList();
    Corpus official =
        new Corpus(
            plain.task(),
            plain.tracks(),
            List.of(new Split("official", ids.subList(0, 50), List.of(), ids.subList(50, 60))),
            List.of());

    Splitter.Division division = Splitters.SINGLE.divide(official, 42);

    assertThat(division.splits().get(0).validation()).hasSize(5);
    assertThat(division.splits().get(0).train()).hasSize(45);
    assertThat(division.notes()).singleElement().asString().contains("no validation part");
  }
}
