package org.sonoprobe.downstream;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import org.sonoprobe.api.TrainingContext;

/**
 * Minimises a smooth convex function by limited-memory BFGS (J. Nocedal, 1980; D. Liu, J. Nocedal,
 * 1989) with a line search for the strong Wolfe conditions (Nocedal and Wright, Numerical
 * Optimization, 2006, algorithms 3.5 and 3.6), in double precision.
 */
final class Descender {
  private static final int MEMORY = 12;
  private static final double SUFFICIENT = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int SEARCHES = 40;
  private static final int FEW = 5;
  private static final double ENOUGH = 1e-12;
  private static final double NEARLY = 1e-8;

  private Descender() {}

  /** A function with its derivatives. */
  @FunctionalInterface
  interface Objective {
    /**
     * The value at a place.
     *
     * @param gradient gets the derivative by each variable
     */
    double at(double[] place, double[] gradient);
  }

  /**
   * The end of a descent.
   *
   * @param place the variables
   * @param value of the function there
   * @param converged whether the gradient is as small as asked
   * @param iterations how many there were
   */
  record Minimum(double[] place, double value, boolean converged, int iterations) {}

  private record Step(double[] difference, double[] change, double product) {}

  /**
   * Goes down from a place.
   *
   * <p>It has converged where the decrease that the last steps' curvature promises is a 1e-12th
   * part of the value, or where none can be had and no more than a 1e-8th part is promised.
   *
   * @param start not changed
   * @param scales how much each variable matters, the root of its curvature roughly; variables are
   *     measured in these, so that none is lost beside another
   * @param most iterations
   * @param cancelled asked once per iteration
   */
  static Minimum minimise(
      Objective objective,
      double[] start,
      double[] scales,
      int most,
      TrainingContext.Cancellation cancelled) {
    int size = start.length;
    double[] actual = new double[size];
    Objective scaled =
        (place, gradient) -> {
          for (int i = 0; i < size; i++) {
            actual[i] = place[i] / scales[i];
          }
          double value = objective.at(actual, gradient);
          for (int i = 0; i < size; i++) {
            gradient[i] /= scales[i];
          }
          return value;
        };
    double[] from = new double[size];
    for (int i = 0; i < size; i++) {
      from[i] = start[i] * scales[i];
    }
    Minimum minimum = minimise(scaled, from, most, cancelled);
    double[] place = minimum.place;
    for (int i = 0; i < size; i++) {
      place[i] /= scales[i];
    }
    return minimum;
  }

  private static Minimum minimise(
      Objective objective, double[] start, int most, TrainingContext.Cancellation cancelled) {
    int size = start.length;
    double[] place = start.clone();
    double[] gradient = new double[size];
    double value = objective.at(place, gradient);
    ArrayDeque<Step> steps = new ArrayDeque<>();
    for (int iteration = 0; iteration < most; iteration++) {
      if (cancelled.requested()) {
        throw new CancellationException("training was cancelled");
      }
      double[] direction = direction(gradient, steps);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        steps.clear();
        direction = direction(gradient, steps);
        slope = dot(direction, gradient);
      }
      boolean curved = steps.size() >= Math.min(FEW, size) || iteration == 0;
      if (slope == 0 || curved && iteration > 0 && -slope <= ENOUGH * Math.abs(value)) {
        return new Minimum(place, value, true, iteration);
      }
      double first = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
      Line line = new Line(objective, place, direction, value, slope);
      if (!line.search(first)) {
        return new Minimum(place, value, -slope <= NEARLY * Math.abs(value), iteration);
      }
      double[] difference = new double[size];
      double[] change = new double[size];
      for (int i = 0; i < size; i++) {
        difference[i] = line.place[i] - place[i];
        change[i] = line.gradient[i] - gradient[i];
      }
      double product = dot(difference, change);
      if (product > 1e-300) {
        steps.addFirst(new Step(difference, change, product));
        if (steps.size() > MEMORY) {
          steps.removeLast();
        }
      }
      System.arraycopy(line.place, 0, place, 0, size);
      System.arraycopy(line.gradient, 0, gradient, 0, size);
      value = line.value;
    }
    double[] direction = direction(gradient, steps);
    return new Minimum(place, value, -dot(direction, gradient) <= NEARLY * Math.abs(value), most);
  }

  /** Minus the gradient times the inverse Hessian as the last steps have it. */
  private static double[] direction(double[] gradient, ArrayDeque<Step> steps) {
    double[] direction = gradient.clone();
    double[] factors = new double[steps.size()];
    int at = 0;
    for (Step step : steps) {
      factors[at] = dot(step.difference, direction) / step.product;
      add(direction, step.change, -factors[at]);
      at++;
    }
    Step last = steps.peekFirst();
    double scale = last == null ? 1 : last.product / dot(last.change, last.change);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    Iterator<Step> oldestFirst = steps.descendingIterator();
    while (oldestFirst.hasNext()) {
      Step step = oldestFirst.next();
      at--;
      double factor = dot(step.change, direction) / step.product;
      add(direction, step.difference, factors[at] - factor);
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  /** The function along a direction. */
  private static final class Line {
    private final Objective objective;
    private final double[] start;
    private final double[] direction;
    private final double startValue;
    private final double startSlope;
    final double[] place;
    final double[] gradient;
    double value;
    private double slope;

    Line(
        Objective objective,
        double[] start,
        double[] direction,
        double startValue,
        double startSlope) {
      this.objective = objective;
      this.start = start;
      this.direction = direction;
      this.startValue = startValue;
      this.startSlope = startSlope;
      this.place = new double[start.length];
      this.gradient = new double[start.length];
    }

    private void go(double length) {
      for (int i = 0; i < start.length; i++) {
        place[i] = start[i] + length * direction[i];
      }
      value = objective.at(place, gradient);
      slope = dot(direction, gradient);
    }

    private boolean isLow(double length) {
      return value <= startValue + SUFFICIENT * length * startSlope + Math.ulp(startValue);
    }

    private boolean isFlat() {
      return Math.abs(slope) <= -CURVATURE * startSlope;
    }

    /** Whether a place was found that is lower and flatter; it is where this line then stands. */
    boolean search(double first) {
      double previous = 0;
      double previousValue = startValue;
      double length = first;
      for (int i = 0; i < SEARCHES; i++) {
        go(length);
        if (!Double.isFinite(value) || !isLow(length) || i > 0 && value >= previousValue) {
          return zoom(previous, previousValue, length);
        }
        if (isFlat()) {
          return true;
        }
        if (slope >= 0) {
          return zoom(length, value, previous);
        }
        previous = length;
        previousValue = value;
        length *= 2;
      }
      return false;
    }

    private boolean zoom(double lowEnd, double lowEndValue, double highEnd) {
      double low = lowEnd;
      double lowValue = lowEndValue;
      double high = highEnd;
      for (int i = 0; i < SEARCHES; i++) {
        double middle = (low + high) / 2;
        go(middle);
        if (!Double.isFinite(value) || !isLow(middle) || value >= lowValue) {
          high = middle;
        } else {
          if (isFlat()) {
            return true;
          }
          if (slope * (high - low) >= 0) {
            high = low;
          }
          low = middle;
          lowValue = value;
        }
        if (Math.abs(high - low) <= 1e-16 * Math.max(1, Math.abs(low))) {
          break;
        }
      }
      if (low == 0) {
        return false;
      }
      go(low);
      return value < startValue;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
