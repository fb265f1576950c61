package org.sonoprobe.run.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.api.PrecomputedEmbeddings;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Splitter;
import org.sonoprobe.api.Track;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.AudioFormat;
import org.sonoprobe.component.Components;
import org.sonoprobe.component.Identity;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.internal.UnavailableDataset;
import org.sonoprobe.results.Summary;
import org.sonoprobe.run.work.Fault;

/**
 * The work that an experiment would do, found out from annotations alone.
 *
 * @param experiment the experiment
 * @param datasets one for each of its datasets
 * @param unavailable for each embedding model that cannot be used, its name and why
 * @param problems what no run can do without: deformations that cannot be used, layers that do not
 *     exist, vectors that cannot be told apart
 */
public record Plan(
    Experiment experiment,
    List<PlannedDataset> datasets,
    Map<String, String> unavailable,
    List<String> problems) {

  /** So many missing tracks are named. */
  private static final int NAMED = 5;

  /** The experiment in names and words. */
  public Summary summary() {
    return Summaries.of(this);
  }

  /**
   * A dataset as the experiment will use it.
   *
   * @param choice the dataset
   * @param corpus its tracks; empty if it cannot be loaded
   * @param splits how its tracks are divided
   * @param notes what a reader of the scores should know
   * @param problem why it cannot be loaded; empty if it can
   */
  public record PlannedDataset(
      Experiment.DatasetChoice choice,
      Optional<Corpus> corpus,
      List<Split> splits,
      List<String> notes,
      String problem) {

    /** Its name in the experiment. */
    public String label() {
      return choice.label();
    }

    /** Those numbers of training tracks that are fewer than each training part has. */
    public List<Integer> trainingSizes(Experiment experiment) {
      int smallest = smallestTrainingPart();
      return experiment.trainingSizes().stream().filter(size -> size < smallest).toList();
    }

    private int smallestTrainingPart() {
      return splits.stream().mapToInt(split -> split.train().size()).min().orElse(0);
    }
  }

  /**
   * The datasets of which a track, or another of its unit, is in the test part of several splits.
   */
  Set<String> overlapping() {
    Set<String> overlapping = new HashSet<>();
    for (PlannedDataset dataset : datasets) {
      Map<String, String> units = dataset.corpus().map(Units::of).orElse(Map.of());
      Set<String> tested = new HashSet<>();
      for (Split split : dataset.splits()) {
        Set<String> own = new HashSet<>();
        split.test().forEach(id -> own.add(units.getOrDefault(id, id)));
        if (own.stream().anyMatch(tested::contains)) {
          overlapping.add(dataset.label());
        }
        tested.addAll(own);
      }
    }
    return overlapping;
  }

  /**
   * Loads the annotations of all datasets; what cannot be loaded is in the plan as a problem.
   * Assets are looked for in the standard place.
   */
  public static Plan of(Experiment experiment) {
    return of(experiment, Assets.standard());
  }

  /** Loads the annotations of all datasets, with assets from a place. */
  public static Plan of(Experiment experiment, Assets assets) {
    List<PlannedDataset> datasets = new ArrayList<>();
    for (Experiment.DatasetChoice choice : experiment.datasets()) {
      datasets.add(dataset(experiment, choice, assets));
    }
    Map<String, String> unavailable = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      EmbeddingModel model = choice.model();
      model
          .unavailable()
          .or(() -> assets.problem(model))
          .ifPresentOrElse(
              reason -> unavailable.put(choice.label(), reason),
              () -> checkLayers(choice, unavailable, problems));
      if (model instanceof PrecomputedEmbeddings vectors && !vectors.distinguishesDatasets()) {
        sharedId(datasets)
            .ifPresent(
                shared ->
                    problems.add(
                        "embedding model '%s' looks vectors up by track id alone, but %s"
                            .formatted(choice.label(), shared)));
      }
    }
    for (Scenario scenario : experiment.scenarios()) {
      for (Deformation step : scenario.steps()) {
        step.unavailable()
            .or(() -> assets.problem(step))
            .ifPresent(
                reason ->
                    problems.add(
                        "scenario '%s', deformation '%s': %s"
                            .formatted(scenario.name(), step.name(), reason)));
      }
    }
    if (problems.isEmpty()) {
      checkLabels(experiment, datasets, problems);
    }
    return new Plan(experiment, datasets, unavailable, problems);
  }

  /** Labels that would be wrong under a scenario, and cannot be moved. */
  private static void checkLabels(
      Experiment experiment, List<PlannedDataset> datasets, List<String> problems) {
    if (!new LabelMoves(experiment.task()).concerned()) {
      return;
    }
    try {
      Scenarios scenarios = new Scenarios(experiment, new Identity());
      for (PlannedDataset dataset : datasets) {
        if (dataset.corpus().isPresent()) {
          Truths truths = new Truths(dataset.corpus().get(), scenarios);
          Set<String> tested = new LinkedHashSet<>();
          dataset.splits().forEach(split -> tested.addAll(split.test()));
          Set<String> all = new LinkedHashSet<>(tested);
          dataset.splits().forEach(split -> all.addAll(split.train()));
          dataset.splits().forEach(split -> all.addAll(split.validation()));
          for (Scenario scenario : experiment.scenarios()) {
            boolean trained =
                experiment.downstream().stream()
                    .anyMatch(choice -> choice.trainedOn().contains(scenario.name()));
            if (scenario.labels() == Scenario.Labels.MOVED) {
              truths.problem(trained ? all : tested, scenario).ifPresent(problems::add);
            }
          }
        }
      }
    } catch (IOException e) {
      problems.add(Fault.words(e));
    }
  }

  private static void checkLayers(
      Experiment.EmbeddingChoice choice, Map<String, String> unavailable, List<String> problems) {
    try {
      LayerChoice.positions(choice.layers(), choice.model().layers());
    } catch (IOException e) {
      unavailable.put(choice.label(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      problems.add("embedding model '" + choice.label() + "': " + e.getMessage());
    }
  }

  /** A track id that two datasets share, in words. */
  private static Optional<String> sharedId(List<PlannedDataset> datasets) {
    Map<String, String> owners = new HashMap<>();
    for (PlannedDataset dataset : datasets) {
      for (Track track : dataset.corpus().map(Corpus::tracks).orElse(List.of())) {
        String label = dataset.label();
        String owner = owners.putIfAbsent(track.id(), label);
        if (owner != null) {
          return Optional.of(
              "datasets '%s' and '%s' both have a track '%s'".formatted(owner, label, track.id()));
        }
      }
    }
    return Optional.empty();
  }

  private static PlannedDataset dataset(
      Experiment experiment, Experiment.DatasetChoice choice, Assets assets) {
    if (choice.dataset() instanceof UnavailableDataset unavailable) {
      return new PlannedDataset(
          choice, Optional.empty(), List.of(), List.of(), unavailable.reason());
    }
    Optional<String> missing =
        choice.dataset().home().isPresent() ? Optional.empty() : assets.problem(choice.dataset());
    if (missing.isPresent()) {
      return new PlannedDataset(choice, Optional.empty(), List.of(), List.of(), missing.get());
    }
    try {
      Corpus corpus = choice.dataset().load(experiment.task());
      if (corpus == null) {
        throw new IllegalArgumentException("dataset '" + choice.label() + "' gave null");
      }
      if (corpus.tracks().isEmpty()) {
        throw new IllegalArgumentException(
            "it has no tracks for the task '" + experiment.task().name() + "'");
      }
      for (Track track : corpus.tracks()) {
        corpus.task().encode(track.target());
      }
      Splitter.Division division = division(choice.splitter(), corpus, experiment.seed());
      List<String> notes = new ArrayList<>(corpus.notes());
      notes.addAll(division.notes());
      notes.addAll(new SplitNotes(corpus).of(division.splits()));
      PlannedDataset planned =
          new PlannedDataset(choice, Optional.of(corpus), division.splits(), notes, "");
      for (int size : experiment.trainingSizes()) {
        if (!planned.trainingSizes(experiment).contains(size)) {
          notes.add(
              "no training on %s tracks, because a training part has no more than %s"
                  .formatted(size, planned.smallestTrainingPart()));
        }
      }
      return planned;
    } catch (IOException | RuntimeException e) {
      return new PlannedDataset(choice, Optional.empty(), List.of(), List.of(), Fault.words(e));
    }
  }

  /** The splits that a splitter makes, of which each must test something that is there. */
  private static Splitter.Division division(Splitter splitter, Corpus corpus, long seed) {
    Splitter.Division division = splitter.divide(corpus, seed);
    String name = "splitter '" + splitter.name() + "' gave ";
    if (division == null || division.splits().isEmpty()) {
      throw new IllegalArgumentException(name + "no split");
    }
    Corpus divided =
        new Corpus(corpus.task(), corpus.tracks(), division.splits(), division.notes());
    for (Split split : divided.splits()) {
      if (split.train().isEmpty() || split.test().isEmpty()) {
        throw new IllegalArgumentException(
            "%ssplit '%s' without %s"
                .formatted(
                    name,
                    split.name(),
                    split.test().isEmpty() ? "a test part" : "a training part"));
      }
    }
    return division;
  }

  /** How many tracks are compressed files, where a scenario compresses them once more. */
  private void addRecoding(List<String> notes) {
    List<String> codecs =
        experiment.scenarios().stream()
            .filter(
                scenario ->
                    scenario.steps().stream().anyMatch(step -> step.name().endsWith("Compression")))
            .map(scenario -> "'" + scenario.name() + "'")
            .toList();
    if (codecs.isEmpty()) {
      return;
    }
    for (PlannedDataset dataset : datasets) {
      List<Track> tracks = dataset.corpus().map(Corpus::tracks).orElse(List.of());
      long lossy =
          tracks.stream()
              .filter(
                  track ->
                      AudioFormat.byEnding(track.audio().location())
                          .filter(AudioFormat::isLossy)
                          .isPresent())
              .count();
      if (lossy > 0) {
        notes.add(
            ("%s: %s of %s tracks are compressed files already, which %s%s compress once "
                    + "more; where their own bit rate is no higher, little is left to lose, and no "
                    + "model is shown to be robust by it")
                .formatted(
                    dataset.label(),
                    lossy,
                    tracks.size(),
                    codecs.size() == 1 ? "scenario " : "scenarios ",
                    String.join(", ", codecs)));
      }
    }
  }

  /** What a reader of the scores should know about the experiment itself. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    addRecoding(notes);
    notes.addAll(IdleSweeps.notes(experiment));
    for (Scenario scenario : experiment.scenarios()) {
      for (Deformation step : scenario.steps()) {
        for (Components.ParameterText parameter : Components.explain(step)) {
          if (parameter.name().equals("p") && !parameter.value().matches("1(\\.0*)?")) {
            notes.add(
                ("scenario '%s': '%s' acts with a probability of %s only, so its scores mix "
                        + "tracks that it changed with some that it did not")
                    .formatted(scenario.name(), step.name(), parameter.value()));
          }
        }
      }
    }
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      choice.model().notes().forEach(note -> notes.add(choice.label() + ": " + note));
      choice.model().card().ifPresent(card -> addNotes(choice.label(), card, notes));
    }
    return notes;
  }

  /** What a model's card says against its use here. */
  private void addNotes(String label, ModelCard card, List<String> notes) {
    if (card.nonCommercial()) {
      notes.add(
          "%s: the weights are not for commercial use (%s, %s)"
              .formatted(label, card.origin().licence(), card.origin().source()));
    }
    for (Experiment.DatasetChoice choice : experiment.datasets()) {
      if (card.isTrainedOn(choice.dataset().name()) || card.isTrainedOn(choice.label())) {
        notes.add(
            ("%s: %s was trained on %s, so its scores on '%s' are contaminated: it may have "
                    + "heard the test tracks")
                .formatted(
                    label, card.title(), String.join(" and ", card.trainedOn()), choice.label()));
      }
    }
  }

  /**
   * A track of which audio or vectors are not there.
   *
   * @param dataset the dataset's name in the experiment
   * @param track its id
   * @param reason what is not there
   */
  public record MissingTrack(String dataset, String track, String reason) {}

  /** The tracks that a run would fail on, as far as can be told without reading any. */
  public List<MissingTrack> missing() {
    Map<String, EmbeddingModel> models = new HashMap<>();
    experiment.embeddings().forEach(choice -> models.put(choice.label(), choice.model()));
    List<MissingTrack> missing = new ArrayList<>();
    for (Extraction extraction : extractions()) {
      Set<String> reasons = new LinkedHashSet<>();
      for (Extraction.Wanted wanted : extraction.wanted()) {
        Optional<String> reason =
            models.get(wanted.embedding()) instanceof PrecomputedEmbeddings vectors
                ? vectors.missing(
                    new PrecomputedEmbeddings.Address(
                        extraction.dataset(), extraction.trackId(), wanted.scenario()))
                : extraction.audio().missing();
        reason.ifPresent(reasons::add);
      }
      reasons.forEach(
          reason ->
              missing.add(new MissingTrack(extraction.dataset(), extraction.trackId(), reason)));
    }
    return missing;
  }

  /** What is missing in a sentence, with the first few named; empty if nothing is. */
  public Optional<String> missingInWords() {
    List<MissingTrack> missing = missing();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    long tracks =
        missing.stream().map(each -> each.dataset() + "/" + each.track()).distinct().count();
    return Optional.of(
        tracks
            + " of "
            + extractions().size()
            + " tracks lack something: "
            + String.join(
                "; ",
                missing.stream()
                    .limit(NAMED)
                    .map(
                        each ->
                            "'" + each.track() + "' of '" + each.dataset() + "': " + each.reason())
                    .toList())
            + (missing.size() > NAMED ? "; …" : ""));
  }

  /**
   * Trainings: splits x embedding models x aggregations x downstream models x repeats x training
   * sizes; a dataset that cannot be loaded counts as one split.
   */
  public int trials() {
    int trainings = 0;
    for (PlannedDataset dataset : datasets) {
      boolean loaded = dataset.corpus().isPresent();
      int sizes =
          loaded ? dataset.trainingSizes(experiment).size() : experiment.trainingSizes().size();
      trainings += (loaded ? dataset.splits().size() : 1) * (1 + sizes);
    }
    return trainings
        * experiment.repeats()
        * experiment.embeddings().size()
        * experiment.aggregations().size()
        * experiment.downstream().size();
  }

  /**
   * Embeddings to be in the store: tracks x scenarios x embedding models, over the datasets that
   * can be loaded.
   */
  public int embeddings() {
    return extractions().stream().mapToInt(extraction -> extraction.wanted().size()).sum();
  }

  /**
   * The extractions for the datasets that can be loaded and the embedding models that can be used.
   */
  public List<Extraction> extractions() {
    List<Extraction> extractions = new ArrayList<>();
    for (PlannedDataset dataset : datasets) {
      dataset.corpus().ifPresent(corpus -> extractions.addAll(extractions(dataset, corpus)));
    }
    return extractions;
  }

  private List<Extraction> extractions(PlannedDataset dataset, Corpus corpus) {
    Set<String> used = new LinkedHashSet<>();
    Set<String> tested = new HashSet<>();
    for (Split split : dataset.splits()) {
      used.addAll(split.train());
      used.addAll(split.validation());
      used.addAll(split.test());
      tested.addAll(split.test());
    }
    Set<String> trained = new HashSet<>();
    dataset
        .splits()
        .forEach(
            split -> {
              trained.addAll(split.train());
              trained.addAll(split.validation());
            });
    Set<String> forTraining = new HashSet<>(List.of(Scenario.CLEAN.name()));
    experiment.downstream().forEach(choice -> forTraining.addAll(choice.trainedOn()));
    Map<String, Track> tracks = new HashMap<>();
    corpus.tracks().forEach(track -> tracks.put(track.id(), track));
    List<Extraction> extractions = new ArrayList<>();
    for (String id : used) {
      Track track = tracks.get(id);
      List<Extraction.Wanted> wanted = new ArrayList<>();
      for (Scenario scenario : experiment.allScenarios()) {
        boolean needed =
            scenario.isClean()
                || tested.contains(id)
                || trained.contains(id) && forTraining.contains(scenario.name());
        if (!needed) {
          continue;
        }
        for (Experiment.EmbeddingChoice embedding : experiment.embeddings()) {
          if (!unavailable.containsKey(embedding.label())) {
            wanted.add(new Extraction.Wanted(scenario.name(), embedding.label()));
          }
        }
      }
      if (track != null) {
        extractions.add(new Extraction(dataset.label(), id, track.audio(), wanted));
      }
    }
    return extractions;
  }
}
