package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.statistics.Interval;

/** One number of the results. A value. */
public final class ScoreRow implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** Behind the name of a metric whose score is about recordings, by the mean of their tracks. */
  public static final String PER_RECORDING = " per recording";

  /** That a model was trained on its training part as it is. */
  static final String WHOLE = "whole";

  /** That a model was trained on a resample of its training part. */
  static final String RESAMPLED = "resampled";

  /** Before the number of tracks, that a model was trained on some of its training part. */
  static final String SUBSET = "subset of ";

  /** The columns of every table of scores, in their order. */
  public enum Column {
    EXPERIMENT,
    TASK,
    DATASET,
    SPLIT,
    EMBEDDING,
    VARIANT,
    AGGREGATION,
    DOWNSTREAM,
    REPEAT,
    TRAINING,
    SCENARIO,
    DEFORMATIONS,
    SWEEP,
    LEVEL,
    METRIC,
    PART,
    VALUE,
    LOW,
    HIGH,
    CHANCE,
    SCORED,
    TOTAL,
    TRAINED;

    /** Its name in files. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> titles() {
      return Stream.of(values()).map(Column::title).toList();
    }
  }

  private final EnumMap<Column, Object> cells;

  private ScoreRow(EnumMap<Column, Object> cells) {
    this.cells = cells;
  }

  /**
   * A row of which each cell is read from a text.
   *
   * @throws IllegalArgumentException if a number is none
   */
  static ScoreRow read(Function<Column, String> texts) {
    EnumMap<Column, Object> cells = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      String text = texts.apply(column);
      cells.put(
          column,
          switch (column) {
            case VALUE, LOW, HIGH, CHANCE -> (Object) Double.valueOf(text);
            case REPEAT, SCORED, TOTAL, TRAINED -> Integer.valueOf(text);
            default -> text;
          });
    }
    return new ScoreRow(cells);
  }

  /** A row about nothing yet: no texts, NaN, no tracks. */
  static ScoreRow empty() {
    EnumMap<Column, Object> cells = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      cells.put(
          column,
          switch (column) {
            case VALUE, LOW, HIGH, CHANCE -> (Object) Double.NaN;
            case REPEAT -> 1;
            case TRAINING -> WHOLE;
            case SCORED, TOTAL, TRAINED -> 0;
            default -> "";
          });
    }
    return new ScoreRow(cells);
  }

  /** This row with another cell. */
  ScoreRow with(Column column, Object value) {
    EnumMap<Column, Object> changed = new EnumMap<>(cells);
    changed.put(column, value);
    return new ScoreRow(changed);
  }

  /** A cell: a text, a double for the value and what goes with it, an integer for counts. */
  public Object get(Column column) {
    Object value = cells.get(column);
    if (value == null) {
      throw new IllegalStateException("a row has a value in each column");
    }
    return value;
  }

  /** All cells in the order of the columns. */
  List<Object> cells() {
    return List.copyOf(cells.values());
  }

  /** All cells by the title of their column. */
  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    cells.forEach((column, value) -> data.put(column.title(), value));
    return data;
  }

  private String text(Column column) {
    return (String) get(column);
  }

  /** The experiment's name. */
  public String experiment() {
    return text(Column.EXPERIMENT);
  }

  /** The task's name. */
  public String task() {
    return text(Column.TASK);
  }

  /** The dataset's name in the experiment. */
  public String dataset() {
    return text(Column.DATASET);
  }

  /** The split's name. */
  public String split() {
    return text(Column.SPLIT);
  }

  /** The embedding model's name in the experiment. */
  public String embedding() {
    return text(Column.EMBEDDING);
  }

  /** What tells the embedding model from others of its grid; empty if it stands alone. */
  public String variant() {
    return text(Column.VARIANT);
  }

  /** How frames became vectors, in words. */
  public String aggregation() {
    return text(Column.AGGREGATION);
  }

  /** The downstream model's name in the experiment. */
  public String downstream() {
    return text(Column.DOWNSTREAM);
  }

  /** Which training it is about, from 1 on. */
  public int repeat() {
    return (Integer) get(Column.REPEAT);
  }

  /**
   * Whether the downstream model was trained on a resample of its training part, as models are in
   * which nothing depends on a seed when trainings are repeated: such a score tells how far scores
   * spread, and is no estimate of its own.
   */
  public boolean isResampled() {
    return text(Column.TRAINING).equals(RESAMPLED);
  }

  /**
   * Whether the downstream model was trained on some tracks of its training part, of which {@link
   * #trained} is the number: how scores grow with data.
   */
  public boolean isSubset() {
    return text(Column.TRAINING).startsWith(SUBSET);
  }

  /** How many tracks such a subset was to have; 0 for none. */
  public int subset() {
    return isSubset() ? Integer.parseInt(text(Column.TRAINING).substring(SUBSET.length())) : 0;
  }

  /** Whether the downstream model was trained on its training part as it is. */
  public boolean isWhole() {
    return text(Column.TRAINING).equals(WHOLE);
  }

  /** {@code clean} or the name of a scenario. */
  public String scenario() {
    return text(Column.SCENARIO);
  }

  /** The sweep that the scenario is part of; empty if it is part of none. */
  public String sweep() {
    return text(Column.SWEEP);
  }

  /** The level of the scenario in its sweep; NaN if it is part of none. */
  public double level() {
    String level = text(Column.LEVEL);
    return level.isEmpty() ? Double.NaN : Double.parseDouble(level);
  }

  /** What the scenario does, with all parameters; empty for the clean audio. */
  public String deformations() {
    return text(Column.DEFORMATIONS);
  }

  /** The metric's name. */
  public String metric() {
    return text(Column.METRIC);
  }

  /** The class or cell it is about; empty for the metric's one value. */
  public String part() {
    return text(Column.PART);
  }

  /** The number; NaN where undefined. */
  public double value() {
    return (Double) get(Column.VALUE);
  }

  /**
   * Between which values the score lies if other tracks of the kind had been tested, with 95 %
   * confidence; NaN at both ends where nothing is known of that, as for parts.
   */
  public Interval interval() {
    return new Interval((Double) get(Column.LOW), (Double) get(Column.HIGH));
  }

  /**
   * The score of an answer that knows how often each label is right among the tracks scored and
   * nothing of the audio; NaN where there is none, as for parts.
   */
  public double chance() {
    return (Double) get(Column.CHANCE);
  }

  /** Tracks that the number rests on; for a class those that are of it. */
  public int scored() {
    return (Integer) get(Column.SCORED);
  }

  /** Tracks in the test part of the split; for a class those that are of it. */
  public int total() {
    return (Integer) get(Column.TOTAL);
  }

  /** Tracks that the downstream model was trained on. */
  public int trained() {
    return (Integer) get(Column.TRAINED);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScoreRow row && cells.equals(row.cells);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }

  @Override
  public String toString() {
    return String.join(
            " / ",
            experiment(),
            dataset(),
            split(),
            embedding(),
            aggregation(),
            downstream(),
            scenario(),
            metric())
        + (part().isEmpty() ? "" : " of " + part())
        + " = "
        + value()
        + " ("
        + scored()
        + " of "
        + total()
        + " tracks)";
  }
}
