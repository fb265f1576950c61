package org.sonoprobe.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.component.Internal;

/**
 * Draws of tracks with replacement, unit by unit: tracks of one unit come and go together. The same
 * draws each time for equal units, number and seed, so that scores of several models can be
 * compared draw by draw.
 */
@Internal
public final class Resampling {
  private final int[] unitOfTrack;
  private final int units;
  private final int draws;
  private final long seed;

  private Resampling(int[] unitOfTrack, int units, int draws, long seed) {
    this.unitOfTrack = unitOfTrack;
    this.units = units;
    this.draws = draws;
    this.seed = seed;
  }

  /**
   * Draws of tracks.
   *
   * @param unitOfTrack the unit of each track
   * @param draws how many
   */
  public static Resampling of(List<String> unitOfTrack, int draws, long seed) {
    if (draws < 1) {
      throw new IllegalArgumentException("there must be at least one draw, not " + draws);
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] units = new int[unitOfTrack.size()];
    for (int i = 0; i < units.length; i++) {
      Integer known = numbers.putIfAbsent(unitOfTrack.get(i), numbers.size());
      units[i] = known == null ? numbers.size() - 1 : known;
    }
    return new Resampling(units, numbers.size(), draws, seed);
  }

  /** Number of units. */
  public int units() {
    return units;
  }

  /** Number of tracks. */
  public int tracks() {
    return unitOfTrack.length;
  }

  /** Number of draws. */
  public int draws() {
    return draws;
  }

  /** Hears how often each track was drawn. */
  @FunctionalInterface
  public interface Draw {
    /**
     * One draw.
     *
     * @param weights one per track; the same array each time, with other numbers in it
     */
    void of(int number, double[] weights);
  }

  /** Makes all draws, one after the other. */
  public void forEach(Draw draw) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] counts = new int[units];
    double[] weights = new double[unitOfTrack.length];
    for (int number = 0; number < draws; number++) {
      Arrays.fill(counts, 0);
      for (int i = 0; i < units; i++) {
        // the high half of a product: at most a 2^32th part from uniform, and no division
        counts[(int) ((random.nextInt() & 0xffffffffL) * units >>> 32)]++;
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] = counts[unitOfTrack[i]];
      }
      draw.of(number, weights);
    }
  }

  /**
   * Leaves out one block of units after the other.
   *
   * @param most how many blocks at most; each unit is one where there are no more
   */
  void leaveOut(int most, Draw draw) {
    int blocks = Math.min(most, units);
    double[] weights = new double[unitOfTrack.length];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = unitOfTrack[i] % blocks == block ? 0 : 1;
      }
      draw.of(block, weights);
    }
  }
}
