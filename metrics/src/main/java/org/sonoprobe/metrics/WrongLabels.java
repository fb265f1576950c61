package org.sonoprobe.metrics;

import java.util.List;
import java.util.Locale;
import org.sonoprobe.api.Predictions;
import org.sonoprobe.api.TaskType;
import org.sonoprobe.api.TaskTypes;

/**
 * Shares of what is wrong: {@code hamming_loss}, the share of wrong labels among all labels of all
 * tracks, which for classes is the share of wrong tracks; {@code zero_one_loss}, the share of
 * tracks that are not right in every label. As in scikit-learn.
 *
 * @param of which share; {@code hamming_loss} unless set
 */
public record WrongLabels(Of of) implements PerTrack {
  /** The share that is counted. */
  public enum Of {
    /** Of labels. */
    HAMMING_LOSS,
    /** Of tracks. */
    ZERO_ONE_LOSS
  }

  /** The share of wrong labels. */
  public WrongLabels() {
    this(Of.HAMMING_LOSS);
  }

  @Override
  public String name() {
    return of.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<WrongLabels> variants() {
    return List.of(new WrongLabels(Of.ZERO_ONE_LOSS));
  }

  @Override
  public boolean supports(TaskType type) {
    return TaskTypes.CLASSIFICATION.contains(type);
  }

  @Override
  public boolean greaterIsBetter() {
    return false;
  }

  @Override
  public Range range() {
    return Range.UNIT;
  }

  @Override
  public double[] perTrack(Predictions predictions) {
    CountedAnswers answers = CountedAnswers.of(predictions);
    double[] wrong = new double[answers.tracks()];
    for (int i = 0; i < wrong.length; i++) {
      boolean share = of == Of.HAMMING_LOSS && answers.areTags();
      wrong[i] =
          share
              ? (double) (answers.actual(i) + answers.predicted(i) - 2 * answers.hits(i))
                  / answers.classes()
              : answers.isRight(i) ? 0 : 1;
    }
    return wrong;
  }
}
