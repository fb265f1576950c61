package org.sonoprobe.results;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Seconds that threads have spent on each part of the work, added up over threads. A value. */
public final class Timing implements Serializable {

  @Serial private static final long serialVersionUID = 3;

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

  /**
   * The time and the work of an embedding model.
   *
   * @param seconds of threads, for embedding alone
   * @param audioSeconds of audio that it embedded
   * @param tracks how many times it was asked, one for each track and scenario
   * @param dimension of its last embedding, values a frame and layer
   */
  public record Cost(double seconds, double audioSeconds, int tracks, int dimension)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private Cost plus(Cost other) {
      return new Cost(
          seconds + other.seconds,
          audioSeconds + other.audioSeconds,
          tracks + other.tracks,
          other.dimension);
    }

    public Map<String, Object> toData() {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("seconds", seconds);
      data.put("audio_seconds", audioSeconds);
      data.put("tracks", tracks);
      data.put("dimension", dimension);
      return data;
    }
  }

  /** Nothing yet. */
  public static final Timing ZERO = new Timing(new EnumMap<>(Part.class), new TreeMap<>());

  private final EnumMap<Part, Double> seconds;
  private final Map<String, Cost> models;

  private Timing(EnumMap<Part, Double> seconds, Map<String, Cost> models) {
    this.seconds = seconds;
    this.models = models;
  }

  /** Seconds spent on a part. */
  public double seconds(Part part) {
    return seconds.getOrDefault(part, 0.0);
  }

  /** The same with the time since {@code start}, as {@link System#nanoTime} gave it, added. */
  public Timing since(long start, Part part) {
    EnumMap<Part, Double> sum = new EnumMap<>(seconds);
    sum.merge(part, (System.nanoTime() - start) / 1e9, Double::sum);
    return new Timing(sum, models);
  }

  /** The same with what a model took for one more track. */
  public Timing and(String model, Cost cost) {
    Map<String, Cost> sum = new TreeMap<>(models);
    sum.merge(model, cost, Cost::plus);
    return new Timing(seconds, sum);
  }

  /** What each embedding model took that computed anything, by its name in the experiment. */
  public Map<String, Cost> models() {
    return Collections.unmodifiableMap(models);
  }

  /** The sum of both. */
  public Timing plus(Timing other) {
    EnumMap<Part, Double> sum = new EnumMap<>(seconds);
    other.seconds.forEach((part, value) -> sum.merge(part, value, Double::sum));
    Map<String, Cost> costs = new TreeMap<>(models);
    other.models.forEach((model, cost) -> costs.merge(model, cost, Cost::plus));
    return new Timing(sum, costs);
  }

  /** All parts by name, for files. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      data.put(part.name().toLowerCase(Locale.ROOT), seconds(part));
    }
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timing timing
        && seconds.equals(timing.seconds)
        && models.equals(timing.models);
  }

  @Override
  public int hashCode() {
    return 31 * seconds.hashCode() + models.hashCode();
  }

  @Override
  public String toString() {
    return toData().toString();
  }
}
