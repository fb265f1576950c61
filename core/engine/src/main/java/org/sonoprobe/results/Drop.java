package org.sonoprobe.results;

import org.sonoprobe.files.ColumnOrder;
import org.sonoprobe.files.Title;
import org.sonoprobe.statistics.Interval;

/**
 * The score that an embedding model with a downstream model loses under a scenario against clean
 * audio, by the mean over splits and trainings.
 *
 * @param place which model, under which scenario, by which metric
 * @param sweep the sweep that the scenario is part of; empty if it is part of none
 * @param level its level in the sweep; NaN if it is part of none
 * @param clean the score on clean audio
 * @param deformed the score under the scenario
 * @param drop how much worse that is, positive for a loss whichever way is better
 * @param interval where the drop lies with 95 % confidence, over the same test tracks or, where
 *     splits share test tracks, by the corrected t distribution over splits
 * @param relative the drop as a share of what the clean score is better than chance; NaN for a
 *     model that is no better than chance, which has nothing to lose
 * @param relativeInterval where that lies with 95 % confidence, as that of a ratio
 */
@ColumnOrder({
  "experiment",
  "task",
  "dataset",
  "metric",
  "scenario",
  "sweep",
  "level",
  "embedding",
  "variant",
  "aggregation",
  "downstream",
  "clean",
  "deformed",
  "drop",
  "low",
  "high",
  "relative",
  "relative_low",
  "relative_high"
})
public record Drop(
    Place place,
    String sweep,
    double level,
    double clean,
    double deformed,
    double drop,
    Interval interval,
    double relative,
    @Title("relative_") Interval relativeInterval)
    implements Placed {}
