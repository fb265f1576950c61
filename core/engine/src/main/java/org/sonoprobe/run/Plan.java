package org.sonoprobe.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Scenario;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Track;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.experiment.Splitter;
import org.sonoprobe.experiment.UnavailableDataset;

/**
 * What an experiment would do, found out from annotations alone.
 *
 * @param experiment the experiment
 * @param datasets one for each of its datasets
 * @param unavailable for each embedding model that cannot be used, its name and why
 * @param scenarioProblems what keeps scenarios from being heard; no run can do without them
 */
public record Plan(
    Experiment experiment,
    List<PlannedDataset> datasets,
    Map<String, String> unavailable,
    List<String> scenarioProblems) {

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
      String problem) {}

  /** Loads the annotations of all datasets; what cannot be loaded is in the plan as a problem. */
  public static Plan of(Experiment experiment) {
    List<PlannedDataset> datasets = new ArrayList<>();
    for (Experiment.DatasetChoice choice : experiment.datasets()) {
      datasets.add(dataset(experiment, choice));
    }
    Map<String, String> unavailable = new java.util.LinkedHashMap<>();
    for (Experiment.EmbeddingChoice choice : experiment.embeddings()) {
      choice.model().unavailable().ifPresent(reason -> unavailable.put(choice.label(), reason));
    }
    List<String> scenarioProblems = new ArrayList<>();
    for (Scenario scenario : experiment.scenarios()) {
      for (Deformation step : scenario.steps()) {
        step.unavailable()
            .ifPresent(
                reason ->
                    scenarioProblems.add(
                        "scenario '"
                            + scenario.name()
                            + "', deformation '"
                            + step.name()
                            + "': "
                            + reason));
      }
    }
    return new Plan(experiment, datasets, unavailable, scenarioProblems);
  }

  private static PlannedDataset dataset(Experiment experiment, Experiment.DatasetChoice choice) {
    if (choice.dataset() instanceof UnavailableDataset unavailable) {
      return new PlannedDataset(
          choice, Optional.empty(), List.of(), List.of(), unavailable.reason());
    }
    try {
      Corpus corpus = choice.dataset().load(experiment.task());
      for (Track track : corpus.tracks()) {
        corpus.task().encode(track.target());
      }
      Splitter.Division division = choice.splitter().divide(corpus);
      List<String> notes = new ArrayList<>(corpus.notes());
      notes.addAll(division.notes());
      return new PlannedDataset(choice, Optional.of(corpus), division.splits(), notes, "");
    } catch (IOException | IllegalArgumentException e) {
      return new PlannedDataset(
          choice, Optional.empty(), List.of(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Trainings: splits x embedding models x downstream models; a dataset that cannot be loaded
   * counts as one split.
   */
  public int trials() {
    int splits = 0;
    for (PlannedDataset dataset : datasets) {
      splits += dataset.corpus().isPresent() ? dataset.splits().size() : 1;
    }
    return splits * experiment.embeddings().size() * experiment.downstream().size();
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
    Map<String, Track> tracks = new HashMap<>();
    corpus.tracks().forEach(track -> tracks.put(track.id(), track));
    List<Extraction> extractions = new ArrayList<>();
    for (String id : used) {
      Track track = tracks.get(id);
      List<Extraction.Wanted> wanted = new ArrayList<>();
      int scenarios = tested.contains(id) ? experiment.scenarios().size() + 1 : 1;
      for (int scenario = 0; scenario < scenarios; scenario++) {
        for (int embedding = 0; embedding < experiment.embeddings().size(); embedding++) {
          if (!unavailable.containsKey(experiment.embeddings().get(embedding).label())) {
            wanted.add(new Extraction.Wanted(scenario, embedding));
          }
        }
      }
      if (track != null) {
        extractions.add(new Extraction(dataset.choice().label(), id, track.audio(), wanted));
      }
    }
    return extractions;
  }
}
