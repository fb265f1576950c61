package org.sonoprobe.run;

import java.io.Serial;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Seconds that threads have spent on each part of the work, added up over threads. A value. */
public final class Timing implements Serializable {

  @Serial private static final long serialVersionUID = 2;

  /** The parts of the work. */
  public enum Part {
    DECODE,
    DEFORM,
    RESAMPLE,
    EMBED,
    STORE,
    TRAIN,
    EVALUATE
  }

  /** Nothing yet. */
  public static final Timing ZERO = new Timing(new EnumMap<>(Part.class));

  private final EnumMap<Part, Double> seconds;

  private Timing(EnumMap<Part, Double> seconds) {
    this.seconds = seconds;
  }

  /** Seconds spent on a part. */
  public double seconds(Part part) {
    return seconds.getOrDefault(part, 0.0);
  }

  /** The same with the time since {@code start}, as {@link System#nanoTime} gave it, added. */
  Timing since(long start, Part part) {
    EnumMap<Part, Double> sum = new EnumMap<>(seconds);
    sum.merge(part, (System.nanoTime() - start) / 1e9, Double::sum);
    return new Timing(sum);
  }

  /** The sum of both. */
  public Timing plus(Timing other) {
    EnumMap<Part, Double> sum = new EnumMap<>(seconds);
    other.seconds.forEach((part, value) -> sum.merge(part, value, Double::sum));
    return new Timing(sum);
  }

  /** All parts by name, for files. */
  Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      data.put(part.name().toLowerCase(Locale.ROOT), seconds(part));
    }
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timing timing && seconds.equals(timing.seconds);
  }

  @Override
  public int hashCode() {
    return seconds.hashCode();
  }

  @Override
  public String toString() {
    return toData().toString();
  }
}
