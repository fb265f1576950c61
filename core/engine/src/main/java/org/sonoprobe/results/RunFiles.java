package org.sonoprobe.results;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of all files in the folder of a run.
 *
 * <pre>
 * &lt;runs&gt;/&lt;run id&gt;/
 *   experiment.yml          resolved, with every parameter
 *   run.json                versions, seeds, machine, timing
 *   splits.json             which tracks train, validate and test
 *   log.jsonl               what happened when
 *   results.json            all below as JSON, with hashes
 *   scores.csv ranks.csv drops.csv curves.csv draws.csv measures.csv skipped.csv notes.txt
 *   trials/&lt;experiment&gt;/&lt;dataset&gt;/&lt;split&gt;/&lt;embedding&gt;/&lt;aggregation&gt;/&lt;downstream&gt;/
 *     model.npz curve.csv trial.json
 *     &lt;scenario&gt;.predictions.csv &lt;scenario&gt;.scores.json
 *     training-2/ subset-of-40/   the same of further trainings
 *   clips/ maps/ report/    what was asked for beside the scores
 * </pre>
 */
public final class RunFiles {
  private RunFiles() {}

  /** The resolved configuration. */
  public static final String CONFIGURATION = "experiment.yml";

  /** Versions, seeds, machine, timing. */
  public static final String PROVENANCE = "run.json";

  /** Which tracks train, validate and test. */
  public static final String SPLITS = "splits.json";

  /** What happened when. */
  public static final String LOG = "log.jsonl";

  /** All results as JSON. */
  public static final String RESULTS = "results.json";

  /** What a reader of the scores should know. */
  public static final String NOTES = "notes.txt";

  /** Models and predictions. */
  public static final String TRIALS = "trials";

  /** Sounds of errors. */
  public static final String CLIPS = "clips";

  /** Maps of embeddings. */
  public static final String MAPS = "maps";

  /** The report that a run writes into its own folder. */
  public static final String REPORT = "report";

  /** Held while a run is at work. */
  static final String LOCK = ".lock";

  /** Before the name of a file by which other processes know the folder. */
  public static final String MARK = ".reached-";

  static final String MODEL = "model.npz";
  static final String TRAINING = "trial.json";
  static final String CURVE = "curve.csv";

  /** Behind the name of a scenario. */
  static final String PREDICTIONS = ".predictions.csv";

  /** Behind the name of a scenario. */
  static final String SCORES = ".scores.json";

  /** What a run writes and another one that replaces it removes, in this order. */
  static List<String> written() {
    return Stream.of(
            Stream.of(REPORT, CLIPS, MAPS, RESULTS),
            ResultTable.ALL.stream().map(ResultTable::file),
            Stream.of(NOTES, SPLITS, LOG, PROVENANCE, TRIALS))
        .flatMap(names -> names)
        .toList();
  }
}
