package org.sonoprobe.api;

/** Compares predictions with the truth (extension point). */
public interface Metric extends Component {

  /** Whether it can judge such a task. */
  boolean supports(TaskType type);

  /** Whether larger is better; true unless overridden. */
  default boolean greaterIsBetter() {
    return true;
  }

  /**
   * The score of some predictions; never throws for valid predictions of a supported task, but says
   * NaN and why where it is undefined.
   */
  Score compute(Predictions predictions);
}
