package org.sonoprobe.results;

import java.util.List;
import org.sonoprobe.files.Table;

/**
 * One of the tables that results are.
 *
 * @param <T> the record of a row
 */
public final class ResultTable<T extends Record> {
  /** Scores of each training on each split. */
  public static final ResultTable<ScoreRow> SCORES = new ResultTable<>("scores", ScoreRow.class);

  /** Where each model stands. */
  public static final ResultTable<Rank> RANKS = new ResultTable<>("ranks", Rank.class);

  /** What each model loses under each scenario. */
  public static final ResultTable<Drop> DROPS = new ResultTable<>("drops", Drop.class);

  /** What each model keeps over the levels of each sweep. */
  public static final ResultTable<Robustness> CURVES =
      new ResultTable<>("curves", Robustness.class);

  /** What random deformations drew for each track. */
  public static final ResultTable<DrawnChange> DRAWS =
      new ResultTable<>("draws", DrawnChange.class);

  /** What was measured on embeddings without a probe. */
  public static final ResultTable<MeasuredRow> MEASURES =
      new ResultTable<>("measures", MeasuredRow.class);

  /** What is missing. */
  public static final ResultTable<Skipped> SKIPPED = new ResultTable<>("skipped", Skipped.class);

  /** All of them, in the order in which they are written. */
  public static final List<ResultTable<?>> ALL =
      List.of(SCORES, RANKS, DROPS, CURVES, DRAWS, MEASURES, SKIPPED);

  private final String name;
  private final Table<T> columns;

  private ResultTable(String name, Class<T> row) {
    this.name = name;
    this.columns = Table.of(row);
  }

  /** What it is called in JSON. */
  public String name() {
    return name;
  }

  /** The name of its file. */
  public String file() {
    return name + ".csv";
  }

  /** Its columns. */
  public Table<T> columns() {
    return columns;
  }

  @Override
  public String toString() {
    return file();
  }
}
