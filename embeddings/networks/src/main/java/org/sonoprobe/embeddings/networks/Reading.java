package org.sonoprobe.embeddings.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The meaning of the axes of an output.
 *
 * @param axes a letter for each: {@code n} patches, {@code t} time within a patch, each of whose
 *     steps becomes a frame of the embedding unless it lies after the end of the audio, {@code l}
 *     layers, {@code d} dimension, of which there may be several, {@code 1} an axis of length 1;
 *     further axes count as dimension. {@code nd} unless set
 * @param layerCount how many layers {@code l} stands for, called 0, 1 ...; 0 without such an axis,
 *     unless set
 * @param timeStep the one step of {@code t} that is kept, such as the class token at 0; all unless
 *     set
 * @param trimmedSteps steps of {@code t} that are left out at either end of each patch, where
 *     patches overlap; 0 unless set
 */
public record Reading(String axes, int layerCount, Optional<Integer> timeStep, int trimmedSteps) {

  /** Patches by dimension. */
  public static final Reading PATCHES = of("nd");

  public Reading {
    if (!axes.matches("[ntld1]+")
        || count(axes, 'n') > 1
        || count(axes, 't') > 1
        || count(axes, 'l') > 1
        || count(axes, 'd') == 0) {
      throw new IllegalArgumentException(
          "axes must be made of d, at most one of each of n, t and l, and 1, but are '"
              + axes
              + "'");
    }
    if (layerCount < 0 || axes.contains("l") != layerCount > 0) {
      throw new IllegalArgumentException(
          ("layer_count says how many layers the axis l of axes has, and is 0 without "
                  + "one, but is %s for '%s'")
              .formatted(layerCount, axes));
    }
    if (timeStep.isPresent() && (!axes.contains("t") || timeStep.get() < 0)) {
      throw new IllegalArgumentException(
          "time_step needs an axis t in axes, and must not be negative, but is " + timeStep.get());
    }
    if (trimmedSteps < 0 || trimmedSteps > 0 && (!axes.contains("t") || timeStep.isPresent())) {
      throw new IllegalArgumentException(
          "trimmed_steps needs an axis t in axes and no time_step, and must not be negative, but is "
              + trimmedSteps);
    }
  }

  private static long count(String text, char letter) {
    return text.chars().filter(c -> c == letter).count();
  }

  /** Axes without layers. */
  public static Reading of(String axes) {
    return new Reading(axes, 0, Optional.empty(), 0);
  }

  /** The layers' names; empty without an axis of layers. */
  List<String> layerNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layerCount; i++) {
      names.add(String.valueOf(i));
    }
    return names;
  }

  /**
   * The rows of one layer, patch by patch and time step by time step.
   *
   * @param values one after the other
   * @param perPatch rows of each patch
   */
  record Rows(float[] values, int perPatch) {}

  /**
   * Reads an output.
   *
   * @param layer position of the layer; 0 without an axis of layers
   * @param patches that were given
   * @param kept of these; the rest were given to fill a batch
   */
  Rows rows(float[] values, long[] shape, int layer, int patches, int kept) {
    String meaning = axes + "d".repeat(Math.max(0, shape.length - axes.length()));
    int layers = 1;
    int times = 1;
    int dimension = 1;
    int given = 1;
    boolean fits = meaning.length() == shape.length;
    for (int axis = 0; axis < shape.length && fits; axis++) {
      int length = Math.toIntExact(shape[axis]);
      switch (meaning.charAt(axis)) {
        case 'n' -> given = length;
        case 't' -> times = length;
        case 'l' -> layers = length;
        case 'd' -> dimension *= length;
        default -> fits = length == 1;
      }
    }
    if (!fits || given != patches || layers != Math.max(1, layerCount) || dimension == 0) {
      throw new IllegalArgumentException(
          "its output has the shape %s for %s patches, which axes '%s%s do not describe"
              .formatted(
                  java.util.Arrays.toString(shape),
                  patches,
                  axes,
                  layerCount > 0 ? "' and layer_count " + layerCount : "'"));
    }
    int from = timeStep.orElse(trimmedSteps);
    int until = timeStep.isPresent() ? from + 1 : times - trimmedSteps;
    if (until > times || until <= from) {
      throw new IllegalArgumentException(
          "its output has only " + times + " steps for such a time_step or trimmed_steps");
    }
    int[] offsets = offsets(meaning, shape, dimension);
    int layerStride = stride(meaning, shape, 'l');
    int patchStride = stride(meaning, shape, 'n');
    int timeStride = stride(meaning, shape, 't');
    float[] rows = new float[kept * (until - from) * dimension];
    int at = 0;
    for (int n = 0; n < kept; n++) {
      for (int t = from; t < until; t++) {
        int start = layer * layerStride + n * patchStride + t * timeStride;
        for (int d = 0; d < dimension; d++) {
          rows[at++] = values[start + offsets[d]];
        }
      }
    }
    return new Rows(rows, until - from);
  }

  /** How far apart in memory neighbours along an axis are; 0 if there is none. */
  private static int stride(String meaning, long[] shape, char letter) {
    int axis = meaning.indexOf(letter);
    return axis < 0 ? 0 : stride(shape, axis);
  }

  private static int stride(long[] shape, int axis) {
    long stride = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      stride *= shape[i];
    }
    return Math.toIntExact(stride);
  }

  /** Where the values of a vector lie, the last of several axes running fastest. */
  private static int[] offsets(String meaning, long[] shape, int dimension) {
    int[] offsets = new int[dimension];
    int repeat = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (meaning.charAt(axis) == 'd') {
        for (int d = 0; d < dimension; d++) {
          offsets[d] += (int) (d / repeat % shape[axis]) * stride(shape, axis);
        }
        repeat *= (int) shape[axis];
      }
    }
    return offsets;
  }
}
