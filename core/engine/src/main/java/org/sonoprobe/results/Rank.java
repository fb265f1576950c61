package org.sonoprobe.results;

import org.sonoprobe.files.ColumnOrder;
import org.sonoprobe.files.Title;
import org.sonoprobe.statistics.Interval;

/**
 * The standing of an embedding model with a downstream model among those of its experiment, under
 * one metric and scenario, by the mean over splits and trainings.
 *
 * @param place which model, and among whom
 * @param value the mean
 * @param rank 1 for the best; equal values share the best of theirs; 0 for a model that was scored
 *     on other tracks or splits than most, which has no place among them
 * @param highest the best rank that it may have: one more than models are told from it as better,
 *     which holds for all models at once with 95 % confidence; 0 where nothing was tested
 * @param lowest the worst: that of all models but those that are told from it as worse
 * @param group 1 for the best and all that cannot be told from it: the difference, over the same
 *     test tracks or, where splits share test tracks, by the corrected t test over splits, is not
 *     significant at 5 % after Holm's adjustment for all pairs of models. 2 for the best of the
 *     rest and all that cannot be told from that, and so on; 0 where nothing was tested
 * @param behind how much worse it is than the best, positive whichever way is better; 0 for the
 *     best and NaN where they cannot be compared
 * @param behindInterval where that lies with 95 % confidence; unknown for the best
 * @param p how likely a difference from the best as large is where there is none, after Holm's
 *     adjustment for all pairs of models, because the best is chosen by the same scores; NaN for
 *     the best
 */
@ColumnOrder({
  "experiment",
  "task",
  "dataset",
  "metric",
  "scenario",
  "embedding",
  "variant",
  "aggregation",
  "downstream",
  "value",
  "rank",
  "rank_high",
  "rank_low",
  "group",
  "behind",
  "behind_low",
  "behind_high",
  "p"
})
public record Rank(
    Place place,
    double value,
    int rank,
    @Title("rank_high") int highest,
    @Title("rank_low") int lowest,
    int group,
    double behind,
    @Title("behind_") Interval behindInterval,
    double p)
    implements Placed {}
