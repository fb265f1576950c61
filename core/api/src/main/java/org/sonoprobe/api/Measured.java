package org.sonoprobe.api;

import java.util.Arrays;
import java.util.List;

/**
 * A number measured on embeddings: the quotient of two sums over tracks, so that it can be had for
 * other draws of the tracks.
 *
 * @param name what it is
 * @param scenario under which it was measured; empty if it is about a whole sweep
 * @param sweep what it is about if it is no single scenario; empty otherwise
 * @param numerators what each track adds to the sum above
 * @param denominators what each track adds to the sum below; of the same length
 * @param units what each of these tracks shares with those that are not independent of it
 * @param range between which values it lies
 * @param notes what a reader should know
 */
public record Measured(
    String name,
    String scenario,
    String sweep,
    double[] numerators,
    double[] denominators,
    List<String> units,
    Metric.Range range,
    List<String> notes) {

  public Measured {
    numerators = numerators.clone();
    denominators = denominators.clone();
    units = List.copyOf(units);
    notes = List.copyOf(notes);
    if (numerators.length != denominators.length || numerators.length != units.size()) {
      throw new IllegalArgumentException("each track has two numbers and a unit");
    }
  }

  /** The mean of one number per track under a scenario. */
  public static Measured mean(
      String name, Heard.Version version, double[] values, Metric.Range range) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return new Measured(
        name, version.scenario().name(), "", values, ones, version.units(), range, List.of());
  }

  /** The number; NaN where there is nothing to divide by. */
  public double value() {
    double[] ones = new double[numerators.length];
    Arrays.fill(ones, 1);
    return value(ones);
  }

  /** The number with each track counted as often as its weight says. */
  public double value(double[] weights) {
    double above = 0;
    double below = 0;
    for (int i = 0; i < numerators.length; i++) {
      above += weights[i] * numerators[i];
      below += weights[i] * denominators[i];
    }
    return below == 0 ? Double.NaN : above / below;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measured measured
        && measured.name.equals(name)
        && measured.scenario.equals(scenario)
        && measured.sweep.equals(sweep)
        && Arrays.equals(measured.numerators, numerators)
        && Arrays.equals(measured.denominators, denominators)
        && measured.units.equals(units)
        && measured.range.equals(range)
        && measured.notes.equals(notes);
  }

  @Override
  public int hashCode() {
    return name.hashCode() + 31 * Arrays.hashCode(numerators);
  }

  @Override
  public String toString() {
    return name + " " + (scenario.isEmpty() ? sweep : scenario) + " = " + value();
  }
}
