package org.sonoprobe.statistics;

import org.sonoprobe.component.Internal;

/**
 * The standard error of the mean of independent numbers, such as scores of folds that share no
 * track.
 *
 * @param error NaN if that of one number is unknown
 * @param freedom degrees of freedom (Satterthwaite, 1946)
 */
@Internal
public record MeanError(double error, double freedom) {
  /** Of the standard errors of the numbers, with the degrees of freedom of each. */
  public static MeanError of(double[] errors, double[] freedoms) {
    double variance = 0;
    double parts = 0;
    double all = 0;
    for (int i = 0; i < errors.length; i++) {
      double own = errors[i] * errors[i];
      variance += own;
      parts += own * own / freedoms[i];
      all += freedoms[i];
    }
    return new MeanError(
        Math.sqrt(variance) / errors.length,
        variance == 0 || Double.isNaN(variance) ? all : variance * variance / parts);
  }
}
