package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sonoprobe.api.Scenario;

/**
 * The coordinates of a number: what was predicted on which tracks, by which model, under which
 * scenario, judged by which metric. What a number is not particular to is empty: a mean over splits
 * has no split.
 *
 * @param experiment the experiment's name
 * @param task the task's name
 * @param dataset the dataset's name in the experiment
 * @param split the split's name
 * @param model what was embedded and trained
 * @param training how it was trained
 * @param scenario {@code clean} or the name of a scenario
 * @param metric the metric's label, with {@link #PER_RECORDING} behind it where its score is about
 *     recordings
 */
public record Place(
    String experiment,
    String task,
    String dataset,
    String split,
    Model model,
    Repetition training,
    String scenario,
    String metric)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Behind the name of a metric whose score is about recordings, by the mean of their tracks. */
  public static final String PER_RECORDING = " per recording";

  /**
   * An embedding model with a downstream model on its vectors.
   *
   * @param embedding the embedding model's name in the experiment
   * @param variant what tells the embedding model from others of its grid; empty if it stands alone
   * @param aggregation how frames became vectors, in words
   * @param downstream the downstream model's name in the experiment; empty where none is asked
   */
  public record Model(String embedding, String variant, String aggregation, String downstream)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /** This model whatever its variant, which its name in the experiment tells too. */
    public Model ofAnyVariant() {
      return new Model(embedding, "", aggregation, downstream);
    }

    /**
     * What it is called where models stand beside each other: embedding model, probe and
     * aggregation, which goes without saying where it is the mean.
     */
    public String words() {
      return Stream.of(embedding, downstream, aggregation.equals("mean") ? "" : aggregation)
          .filter(part -> !part.isEmpty() && !part.equals(Summary.GIVEN))
          .collect(Collectors.joining(" / "));
    }

    /** No model. */
    public static final Model NONE = new Model("", "", "", "");
  }

  /** Nowhere: all is empty. */
  public static final Place NOWHERE = new Place("", "", "", "", Model.NONE, Repetition.ANY, "", "");

  /** This place on another split. */
  public Place onSplit(String name) {
    return new Place(experiment, task, dataset, name, model, training, scenario, metric);
  }

  /** This place for another model. */
  public Place of(Model other) {
    return new Place(experiment, task, dataset, split, other, training, scenario, metric);
  }

  /** This place for another training. */
  public Place after(Repetition other) {
    return new Place(experiment, task, dataset, split, model, other, scenario, metric);
  }

  /** This place under another scenario. */
  public Place under(String name) {
    return new Place(experiment, task, dataset, split, model, training, name, metric);
  }

  /** This place on clean audio. */
  public Place clean() {
    return under(Scenario.CLEAN.name());
  }

  /** Whether it is about clean audio. */
  public boolean isClean() {
    return scenario.equals(Scenario.CLEAN.name());
  }

  /** This place by another metric. */
  public Place by(String label) {
    return new Place(experiment, task, dataset, split, model, training, scenario, label);
  }

  /** This place of recordings, by the same metric. */
  public Place perRecording() {
    return by(metric + PER_RECORDING);
  }

  /** This place for the mean over splits and trainings. */
  public Place overTrainings() {
    return onSplit("").after(Repetition.ANY);
  }

  /** The predictions that scores here are computed from, in words that tell them from others. */
  public String predictions() {
    return String.join(
        " / ",
        experiment,
        dataset,
        split,
        model.embedding,
        model.aggregation,
        model.downstream
            + (training.repeat() == 1 ? "" : " / training " + training.repeat())
            + (training.isSubset() ? " / " + training.data() : ""),
        scenario);
  }

  @Override
  public String toString() {
    return String.join(
        " / ",
        experiment,
        dataset,
        split,
        model.embedding,
        model.aggregation,
        model.downstream,
        scenario,
        metric);
  }
}
