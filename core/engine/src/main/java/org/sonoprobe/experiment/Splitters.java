package org.sonoprobe.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Splitter.Division;
import org.sonoprobe.api.Track;

/** The splitters that are always there. */
public final class Splitters {

  /** The first official split, or 80-10-10 by group or class where there is none. */
  public static final Splitter SINGLE = new Single();

  /** All official splits, or the one of {@link #SINGLE} where there is none. */
  public static final Splitter ALL = new All();

  private Splitters() {}

  /**
   * The first split that comes with the dataset; one made where there is none.
   *
   * <p>Where there is none, tracks with groups are divided as {@link Grouped} does, unless each
   * class has one group alone, and others as {@link Stratified} does. An official split without a
   * validation part has about a tenth of its training part set aside for validation, whole groups
   * or stratified alike.
   *
   * @param seed of the MT19937 generator, where something is drawn; the experiment's unless set
   */
  public record Single(Optional<Long> seed) implements Splitter {

    /** With the experiment's seed. */
    public Single() {
      this(Optional.empty());
    }

    @Override
    public String name() {
      return "single";
    }

    @Override
    public Division divide(Corpus corpus, long experimentSeed) {
      return official(corpus, 1, seed.orElse(experimentSeed));
    }
  }

  /**
   * All splits that come with the dataset; one made where there are none, and parts for validation
   * set aside, as {@link Single} does.
   *
   * @param seed of the MT19937 generator, where something is drawn; the experiment's unless set
   */
  public record All(Optional<Long> seed) implements Splitter {

    /** With the experiment's seed. */
    public All() {
      this(Optional.empty());
    }

    @Override
    public String name() {
      return "all";
    }

    @Override
    public Division divide(Corpus corpus, long experimentSeed) {
      return official(corpus, corpus.splits().size(), seed.orElse(experimentSeed));
    }
  }

  private static Division official(Corpus corpus, int count, long seed) {
    if (corpus.splits().isEmpty()) {
      return made(corpus, seed);
    }
    List<String> notes = new ArrayList<>();
    List<Split> splits = new ArrayList<>();
    for (Split split : corpus.splits().subList(0, count)) {
      splits.add(withValidation(corpus, split, seed, notes));
    }
    return new Division(splits, notes);
  }

  /** The split of a corpus that brings none: by group where that can be. */
  private static Division made(Corpus corpus, long seed) {
    Groups groups = Groups.of(corpus.tracks());
    if (groups.areKnown() && !groups.areTheClasses() && groups.count() >= 3) {
      Division division = new Grouped().divide(groups.corpus(corpus), seed);
      List<String> notes = new ArrayList<>(division.notes());
      notes.add(
          "tracks have groups and no official split, so no group is torn apart; 'stratified' would"
              + " ignore them");
      return new Division(division.splits(), notes);
    }
    return new Stratified().divide(corpus, seed);
  }

  private static Split withValidation(Corpus corpus, Split split, long seed, List<String> notes) {
    if (!split.validation().isEmpty() || split.train().size() < 2) {
      return split;
    }
    Map<String, Track> byId = new HashMap<>();
    corpus.tracks().forEach(track -> byId.put(track.id(), track));
    List<Track> train = split.train().stream().map(byId::get).toList();
    Cut cut = validationCut(train, seed);
    if (cut.second().isEmpty()) {
      return split;
    }
    List<String> training = new ArrayList<>(cut.first());
    training.addAll(cut.undivided());
    notes.add(
        ("split '%s' has no validation part; %s tracks of its training part were set "
                + "aside for validation")
            .formatted(split.name(), cut.second().size()));
    return new Split(split.name(), training, cut.second(), split.test());
  }

  /** A tenth for validation: whole groups where tracks have them, else by class. */
  private static Cut validationCut(List<Track> train, long seed) {
    Groups groups = Groups.of(train);
    if (!groups.areKnown() || groups.areTheClasses() || groups.count() < 2) {
      return Cut.of(train, 0.1, seed);
    }
    Set<String> set = groups.about(0.1, new MersenneTwister(seed));
    List<String> kept = new ArrayList<>();
    List<String> aside = new ArrayList<>();
    for (Track track : train) {
      (set.contains(Groups.of(track)) ? aside : kept).add(track.id());
    }
    return new Cut(kept, aside, List.of());
  }

  /**
   * One random split that keeps the proportions of the classes, or of tags by iterative
   * stratification; tracks with values are divided at random.
   *
   * <p>Bit-compatible with two scikit-learn stratified cuts, first into train and rest, then the
   * rest into validation and test, wherever those are defined. Members of a class that is too small
   * for a cut (fewer than two) stay in the training part, with a note.
   *
   * @param train share of the training part; the three shares sum to 1 within 1e-6
   * @param validation share of the validation part
   * @param test share of the test part
   * @param seed of the MT19937 generator; the experiment's unless set
   */
  public record Stratified(double train, double validation, double test, Optional<Long> seed)
      implements Splitter {
    public Stratified {
      checkShares(train, validation, test);
    }

    /** 80-10-10 with the experiment's seed. */
    public Stratified() {
      this(0.8, 0.1, 0.1, Optional.empty());
    }

    @Override
    public String name() {
      return "stratified";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("random");
    }

    @Override
    public Division divide(Corpus corpus, long experimentSeed) {
      long own = seed.orElse(experimentSeed);
      List<String> notes = new ArrayList<>();
      Cut outer = Cut.of(corpus.tracks(), 1 - train, own);
      Map<String, Track> byId = new HashMap<>();
      corpus.tracks().forEach(track -> byId.put(track.id(), track));
      List<Track> rest = outer.second().stream().map(byId::get).toList();
      Cut inner = Cut.of(rest, test / (validation + test), own);
      List<String> training = new ArrayList<>(outer.first());
      training.addAll(outer.undivided());
      training.addAll(inner.undivided());
      Set<String> kept = new LinkedHashSet<>(outer.undivided());
      kept.addAll(inner.undivided());
      if (!kept.isEmpty()) {
        notes.add(
            kept.size()
                + " tracks stay in the training part because their class is too small to be divided: "
                + String.join(", ", kept));
      }
      Split split = new Split("split0", training, inner.first(), inner.second());
      if (split.test().isEmpty() || split.validation().isEmpty()) {
        throw new IllegalArgumentException(
            "%s tracks are too few to be divided %s / %s / %s"
                .formatted(corpus.tracks().size(), train, validation, test));
      }
      return new Division(List.of(split), notes);
    }
  }

  /**
   * Folds; split i validates on fold i, tests on fold i + 1 and trains on the rest.
   *
   * <p>The folds are those of scikit-learn, bit for bit with the same seed: {@code StratifiedKFold}
   * where tracks have a class and no group counts, {@code GroupKFold} where groups count and
   * classes do not, {@code KFold} where neither does. Where both do, no group (singer, artist,
   * song) is torn apart: groups go, the most uneven first, to the fold that keeps the classes most
   * even (after {@code StratifiedGroupKFold}); unless each class is a group. Tags are spread by
   * iterative stratification.
   *
   * @param folds at least 3; 5 unless set
   * @param seed of the MT19937 generator that shuffles each class, or the groups, before they are
   *     dealt out; the experiment's unless set
   * @param keepGroups whether tracks of a group stay together; true unless set
   * @param stratify whether folds keep the proportions of the classes; true unless set
   * @param shuffle whether tracks are shuffled at all; true unless set
   */
  public record KFold(
      int folds, Optional<Long> seed, boolean keepGroups, boolean stratify, boolean shuffle)
      implements Splitter {
    public KFold {
      if (folds < 3) {
        throw new IllegalArgumentException(
            "cross-validation needs at least 3 folds, but is given " + folds);
      }
    }

    /** Five folds with the experiment's seed. */
    public KFold() {
      this(5);
    }

    /** So many folds with the experiment's seed. */
    public KFold(int folds) {
      this(folds, Optional.empty(), true, true, true);
    }

    /** So many folds with a seed of their own. */
    public KFold(int folds, long seed) {
      this(folds, Optional.of(seed), true, true, true);
    }

    /** The same, but tracks of a group may be torn apart. */
    public KFold ignoringGroups() {
      return new KFold(folds, seed, false, stratify, shuffle);
    }

    @Override
    public String name() {
      return "k_fold";
    }

    @Override
    public Division divide(Corpus corpus, long experimentSeed) {
      List<Track> tracks = corpus.tracks();
      if (tracks.size() < folds) {
        throw new IllegalArgumentException(
            folds + " folds need as many tracks, but there are " + tracks.size());
      }
      MersenneTwister random = shuffle ? new MersenneTwister(seed.orElse(experimentSeed)) : null;
      Groups groups = Groups.of(tracks);
      if (!keepGroups || !groups.areKnown() || stratify && groups.areTheClasses()) {
        return new Division(Split.ofFolds(dealt(tracks, ofTracks(tracks, random))));
      }
      if (groups.count() < folds) {
        throw new IllegalArgumentException(
            ("%s folds that keep groups together need as many groups, but there are %s; "
                    + "give fewer folds, or keep_groups: false")
                .formatted(folds, groups.count()));
      }
      List<List<String>> kept =
          stratify
              ? groups.deal(folds, random)
              : dealt(tracks, Folds.grouped(tracks.stream().map(Groups::of).toList(), folds));
      return new Division(
          Split.ofFolds(kept),
          List.of("folds keep the " + groups.count() + " groups of the tracks together"));
    }

    private int[] ofTracks(List<Track> tracks, @Nullable MersenneTwister random) {
      if (stratify && tracks.stream().allMatch(track -> track.target().onlyClass().isPresent())) {
        return Folds.stratified(tracks.stream().map(Cut::stratum).toList(), folds, random);
      }
      if (stratify && tracks.stream().allMatch(track -> track.target().hasClasses())) {
        double[] shares = new double[folds];
        Arrays.fill(shares, 1.0 / folds);
        return IterativeStratification.divide(Cut.tags(tracks), shares, random);
      }
      return Folds.plain(tracks.size(), folds, random);
    }

    private List<List<String>> dealt(List<Track> tracks, int[] fold) {
      List<List<String>> dealt = new ArrayList<>();
      for (int k = 0; k < folds; k++) {
        dealt.add(new ArrayList<>());
      }
      for (int i = 0; i < fold.length; i++) {
        dealt.get(fold[i]).add(tracks.get(i).id());
      }
      return dealt;
    }
  }

  /**
   * One random split that never tears a group (singer, artist, song) apart; groups are drawn at
   * random until each part has its share of the groups.
   *
   * @param train share of the groups in the training part; 0.8 unless set; the three sum to 1
   * @param validation share of the groups in the validation part; 0.1 unless set
   * @param test share of the groups in the test part; 0.1 unless set
   * @param seed of the MT19937 generator; the experiment's unless set
   */
  public record Grouped(double train, double validation, double test, Optional<Long> seed)
      implements Splitter {
    public Grouped {
      checkShares(train, validation, test);
    }

    /** 80-10-10 of the groups with the experiment's seed. */
    public Grouped() {
      this(0.8, 0.1, 0.1, Optional.empty());
    }

    @Override
    public String name() {
      return "grouped";
    }

    @Override
    public Division divide(Corpus corpus, long experimentSeed) {
      Map<String, List<String>> groups = new LinkedHashMap<>();
      for (Track track : corpus.tracks()) {
        String group =
            track
                .group()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "a grouped split needs a group for every track, but '"
                                + track.id()
                                + "' has none"));
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(track.id());
      }
      List<String> names = new ArrayList<>(new TreeSet<>(groups.keySet()));
      if (names.size() < 3) {
        throw new IllegalArgumentException(
            "a grouped split into three parts needs at least 3 groups, but there are "
                + names.size());
      }
      int testCount = Math.max(1, (int) Math.ceil(test * names.size() - 1e-9));
      int validationCount = Math.max(1, (int) Math.ceil(validation * names.size() - 1e-9));
      validationCount = Math.min(validationCount, Math.max(1, names.size() - testCount - 1));
      int[] order = new MersenneTwister(seed.orElse(experimentSeed)).permutation(names.size());
      List<String> training = new ArrayList<>();
      List<String> validating = new ArrayList<>();
      List<String> testing = new ArrayList<>();
      for (int i = 0; i < order.length; i++) {
        List<String> part =
            i < testCount ? testing : i < testCount + validationCount ? validating : training;
        part.addAll(groups.get(names.get(order[i])));
      }
      List<String> notes = new ArrayList<>();
      noteSmall(notes, "test", testing.size(), test * corpus.tracks().size());
      noteSmall(notes, "validation", validating.size(), validation * corpus.tracks().size());
      noteSmall(notes, "training", training.size(), train * corpus.tracks().size());
      return new Division(List.of(new Split("grouped", training, validating, testing)), notes);
    }

    private static void noteSmall(List<String> notes, String part, int tracks, double expected) {
      if (tracks < expected / 2) {
        notes.add(
            ("groups are of uneven size: the %s part has %s tracks where its share would be "
                    + "about %s")
                .formatted(part, tracks, Math.round(expected)));
      }
    }
  }

  static void checkShares(double train, double validation, double test) {
    if (!(train > 0)
        || !(validation > 0)
        || !(test > 0)
        || Math.abs(train + validation + test - 1) > 1e-6) {
      throw new IllegalArgumentException(
          ("the shares of train, validation and test must be positive and sum to 1, but "
                  + "are %s, %s and %s")
              .formatted(train, validation, test));
    }
  }

  /** A cut of tracks in two, by class where they have one. */
  private record Cut(List<String> first, List<String> second, List<String> undivided) {

    static Cut of(List<Track> tracks, double fraction, long seed) {
      boolean labelled = tracks.stream().allMatch(track -> track.target().onlyClass().isPresent());
      if (!labelled) {
        return tracks.stream().allMatch(track -> track.target().hasClasses())
            ? byTags(tracks, fraction, seed)
            : atRandom(tracks, fraction, seed);
      }
      Map<String, Integer> counts = new HashMap<>();
      tracks.forEach(track -> counts.merge(stratum(track), 1, Integer::sum));
      List<Track> divisible =
          tracks.stream().filter(track -> counts.getOrDefault(stratum(track), 0) > 1).toList();
      StratifiedShuffle cut =
          StratifiedShuffle.cut(divisible.stream().map(Cut::stratum).toList(), fraction, seed);
      Set<String> taken = new HashSet<>(divisible.stream().map(Track::id).toList());
      return new Cut(
          cut.first().stream().map(i -> divisible.get(i).id()).toList(),
          cut.second().stream().map(i -> divisible.get(i).id()).toList(),
          tracks.stream().map(Track::id).filter(id -> !taken.contains(id)).toList());
    }

    private static Cut atRandom(List<Track> tracks, double fraction, long seed) {
      int second = (int) Math.ceil(fraction * tracks.size());
      List<String> order =
          Arrays.stream(new MersenneTwister(seed).permutation(tracks.size()))
              .mapToObj(i -> tracks.get(i).id())
              .toList();
      return new Cut(order.subList(second, order.size()), order.subList(0, second), List.of());
    }

    private static Cut byTags(List<Track> tracks, double fraction, long seed) {
      int[] part =
          IterativeStratification.divide(
              tags(tracks), new double[] {1 - fraction, fraction}, new MersenneTwister(seed));
      List<String> first = new ArrayList<>();
      List<String> second = new ArrayList<>();
      for (int i = 0; i < part.length; i++) {
        (part[i] == 0 ? first : second).add(tracks.get(i).id());
      }
      return new Cut(first, second, List.of());
    }

    static List<Set<String>> tags(List<Track> tracks) {
      return tracks.stream().map(track -> track.target().classes()).toList();
    }

    static String stratum(Track track) {
      return track.target().onlyClass().orElse("");
    }
  }
}
