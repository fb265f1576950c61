package org.sonoprobe.downstream;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of hidden layers, each a number or a rule that depends on the embedding's dimension d, the
 * number of classes C and the number of hidden layers L.
 *
 * <ul>
 *   <li>{@code infer}: on the straight line from d down to C: {@code floor(C + (L - i) (d - C) / (L
 *       + 1))} for layer i = 0, 1, …
 *   <li>{@code power_infer}: on the parabola through C and d: {@code floor(C + (L - i)^2 (d - C) /
 *       (L + 1)^2)}, smaller than {@code infer} and decreasing.
 *   <li>{@code power_infer_released}: what the released toolkit of the thesis computes under that
 *       name, growing towards the output: {@code floor(C + (i + 1)^2 (d - C) / (L + 1))}.
 * </ul>
 *
 * Odd results of a rule are made even by adding one.
 */
public final class HiddenUnits {
  static final List<String> RULES = List.of("infer", "power_infer", "power_infer_released");

  private HiddenUnits() {}

  /** The sizes for an embedding of {@code dimension} and {@code classes} outputs. */
  public static int[] resolve(List<String> units, int dimension, int classes) {
    int layers = units.size();
    int[] sizes = new int[layers];
    for (int i = 0; i < layers; i++) {
      double span = dimension - classes;
      sizes[i] =
          switch (units.get(i)) {
            case "infer" -> even(classes + (layers - i) * (span / (layers + 1)));
            case "power_infer" ->
                even(
                    classes + (layers - i) * (layers - i) * (span / ((layers + 1) * (layers + 1))));
            case "power_infer_released" ->
                even(span / (layers + 1) * ((i + 1) * (i + 1)) + classes);
            default -> Integer.parseInt(units.get(i));
          };
    }
    return sizes;
  }

  private static int even(double size) {
    int floor = Math.max(1, (int) Math.floor(size));
    return floor + floor % 2;
  }

  /**
   * Numbers and rules as texts.
   *
   * @throws IllegalArgumentException naming what is neither
   */
  static List<String> check(List<?> units) {
    List<String> texts = new ArrayList<>();
    for (Object unit : units) {
      String text = String.valueOf(unit);
      boolean number = text.matches("\\d{1,7}") && Integer.parseInt(text) > 0;
      if (!number && !RULES.contains(text)) {
        throw new IllegalArgumentException(
            "hidden_units must be positive whole numbers or one of %s, but one is '%s'"
                .formatted(String.join(", ", RULES), text));
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }
}
