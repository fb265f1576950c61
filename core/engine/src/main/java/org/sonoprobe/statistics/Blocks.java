package org.sonoprobe.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.component.Internal;

/**
 * Tracks in blocks of independent units, of which one after the other is left out or counted twice;
 * and draws of units with replacement. Tracks of one unit come and go together. The same blocks and
 * draws each time for equal units, so that scores of several models can be compared.
 */
@Internal
public final class Blocks {
  /** Each unit is a block where there are no more. */
  private static final int MOST = 200;

  private static final long SEED = 0x50b10c5L;

  private final int[] unitOfTrack;
  private final int[] blockOfUnit;
  private final int blocks;

  private Blocks(int[] unitOfTrack, int[] blockOfUnit, int blocks) {
    this.unitOfTrack = unitOfTrack;
    this.blockOfUnit = blockOfUnit;
    this.blocks = blocks;
  }

  /**
   * Blocks of tracks, at random of equal size.
   *
   * @param unitOfTrack the unit of each track
   */
  public static Blocks of(List<String> unitOfTrack) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] units = new int[unitOfTrack.size()];
    for (int i = 0; i < units.length; i++) {
      Integer known = numbers.putIfAbsent(unitOfTrack.get(i), numbers.size());
      units[i] = known == null ? numbers.size() - 1 : known;
    }
    int blocks = Math.min(MOST, numbers.size());
    int[] blockOfUnit = new int[numbers.size()];
    for (int u = 0; u < blockOfUnit.length; u++) {
      blockOfUnit[u] = u % blocks;
    }
    if (blockOfUnit.length > blocks) {
      // tracks are often sorted by class
      SplittableRandom random = new SplittableRandom(SEED);
      for (int u = blockOfUnit.length - 1; u > 0; u--) {
        int other = random.nextInt(u + 1);
        int kept = blockOfUnit[u];
        blockOfUnit[u] = blockOfUnit[other];
        blockOfUnit[other] = kept;
      }
    }
    return new Blocks(units, blockOfUnit, blocks);
  }

  /** Number of units. */
  public int units() {
    return blockOfUnit.length;
  }

  /** Number of tracks. */
  public int tracks() {
    return unitOfTrack.length;
  }

  /** Number of blocks. */
  public int count() {
    return blocks;
  }

  /** Hears how often each track counts. */
  @FunctionalInterface
  public interface Weighing {
    /**
     * One weighing.
     *
     * @param weights one per track; the same array each time, with other numbers in it
     */
    void of(int number, double[] weights);
  }

  /** Counts one block so often, and all others once, block after block. */
  void withBlock(double times, Weighing weighing) {
    double[] weights = new double[unitOfTrack.length];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = blockOfUnit[unitOfTrack[i]] == block ? times : 1;
      }
      weighing.of(block, weights);
    }
  }

  /** Draws units with replacement, as many as there are. */
  void draw(int draws, long seed, Weighing weighing) {
    SplittableRandom random = new SplittableRandom(seed);
    int units = units();
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
      weighing.of(number, weights);
    }
  }
}
