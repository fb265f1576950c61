package org.sonoprobe.audio;

import de.sciss.jump3r.mp3.Tables;
import java.util.Arrays;

/**
 * Checks frames of an MP3 stream before jump3r decodes them. jump3r writes to {@code System.err}
 * when the Huffman codes of a granule take more bits than the granule has; frames for which that
 * would happen are recognised here.
 *
 * <p>An instance follows one stream and is given its frames in order, since the codes of a frame
 * may begin in the frames before it.
 */
final class Mp3FrameCheck {

  private static final int MAX_RESERVOIR = 511;

  /** Bounds of the long scale factor bands, for the sample rates in the order of the header. */
  private static final int[][] BANDS_MPEG1 = {
    {
      0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 52, 62, 74, 90, 110, 134, 162, 196, 238, 288, 342, 418,
      576
    },
    {
      0, 4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384,
      576
    },
    {
      0, 4, 8, 12, 16, 20, 24, 30, 36, 44, 54, 66, 82, 102, 126, 156, 194, 240, 296, 364, 448, 550,
      576
    },
  };

  private static final int[] BANDS_16K = {
    0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 116, 140, 168, 200, 238, 284, 336, 396, 464, 522,
    576
  };
  private static final int[] BANDS_24K = {
    0, 6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 114, 136, 162, 194, 232, 278, 332, 394, 464, 540,
    576
  };
  private static final int[] BANDS_8K = {
    0, 12, 24, 36, 48, 60, 72, 88, 108, 132, 160, 192, 232, 280, 336, 400, 476, 566, 568, 570, 572,
    574, 576
  };

  /** Bits per scale factor of the lower and the upper bands, MPEG-1. */
  private static final int[] LOW_BITS = {0, 0, 0, 0, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4};

  private static final int[] HIGH_BITS = {0, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 3};

  /** Numbers of scale factors of the four groups, MPEG-2: long, short and mixed blocks. */
  private static final int[][][] GROUPS = {
    {{6, 5, 5, 5}, {6, 5, 7, 3}, {11, 10, 0, 0}, {7, 7, 7, 0}, {6, 6, 6, 3}, {8, 8, 5, 0}},
    {{9, 9, 9, 9}, {9, 9, 12, 6}, {18, 18, 0, 0}, {12, 12, 12, 0}, {12, 9, 9, 6}, {15, 12, 9, 0}},
    {{6, 9, 9, 9}, {6, 9, 12, 6}, {15, 18, 0, 0}, {6, 15, 12, 0}, {6, 12, 9, 6}, {6, 18, 9, 0}},
  };

  /** Extra bits of a value of 15, per Huffman table. */
  private static final int[] LINBITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13
  };

  private static final int[][] HUFFMAN = huffmanTables();

  private final boolean mpeg1;
  private final boolean mono;
  private final int[] bands;
  private final boolean rate8k;

  /** Main data: those of earlier frames, then those of the current one, then zeros. */
  private final byte[] main = new byte[MAX_RESERVOIR + 2900];

  /** Bytes available of earlier frames, and those of them the current frame begins with. */
  private int reservoir;

  private int begin;

  /** The current frame. */
  private byte[] frame = new byte[0];

  /** The array the side information or the codes are read from, and the position in bits. */
  private byte[] bits = new byte[0];

  private int pos;

  /**
   * Starts a stream.
   *
   * @param header header of a frame of the stream
   */
  Mp3FrameCheck(int header) {
    int version = header >>> 19 & 3;
    int rate = header >>> 10 & 3;
    mpeg1 = version == 3;
    mono = (header >>> 6 & 3) == 3;
    rate8k = version == 0 && rate == 2;
    if (mpeg1) {
      bands = BANDS_MPEG1[rate];
    } else if (rate8k) {
      bands = BANDS_8K;
    } else {
      bands = version == 2 && rate == 1 ? BANDS_24K : BANDS_16K;
    }
  }

  /** Forgets the frames so far. */
  void reset() {
    reservoir = 0;
  }

  /** Returns the size of the side information of a frame. */
  int sideInfoBytes() {
    if (mpeg1) {
      return mono ? 17 : 32;
    }
    return mono ? 9 : 17;
  }

  /**
   * Checks a frame. If jump3r could not decode it, its side information is replaced by that of a
   * silent frame, which keeps its main data for the frames after it.
   *
   * @param frame the frame, from its header on
   * @param bytes size of the frame
   * @return whether the frame was left as it is
   */
  boolean check(byte[] frame, int bytes) {
    this.frame = frame;
    int side = (frame[1] & 1) == 0 ? 6 : 4;
    int mainBytes = bytes - side - sideInfoBytes();
    if (mainBytes < 0) {
      Arrays.fill(frame, Math.min(side, bytes), bytes, (byte) 0);
      return false;
    }
    System.arraycopy(frame, bytes - mainBytes, main, reservoir, mainBytes);
    int end = reservoir + mainBytes;
    Arrays.fill(main, end, Math.min(main.length, end + 8), (byte) 0);
    bits = frame;
    pos = side * 8;
    boolean valid = checkGranules(end);
    if (!valid) {
      begin = Math.min(reservoir, mpeg1 ? 511 : 255);
      Arrays.fill(frame, side, side + sideInfoBytes(), (byte) 0);
      if (mpeg1) {
        frame[side] = (byte) (begin >>> 1);
        frame[side + 1] = (byte) (begin << 7);
      } else {
        frame[side] = (byte) begin;
      }
    }
    // jump3r keeps no more than the frame itself referred to
    int keep = Math.min(begin + mainBytes, MAX_RESERVOIR);
    System.arraycopy(main, end - keep, main, 0, keep);
    reservoir = keep;
    return valid;
  }

  private boolean checkGranules(int end) {
    begin = read(mpeg1 ? 9 : 8);
    if (begin > reservoir) {
      return false;
    }
    int channels = mono ? 1 : 2;
    int[] reuse = new int[2];
    if (mpeg1) {
      read(mono ? 5 : 3);
      for (int c = 0; c < channels; c++) {
        reuse[c] = read(4);
      }
    } else {
      read(mono ? 1 : 2);
    }
    boolean intensity = (frame[3] >>> 6 & 3) == 1 && (frame[3] >>> 4 & 1) == 1;
    int from = 8 * reservoir - 8 * begin;
    for (int g = 0; g < (mpeg1 ? 2 : 1); g++) {
      for (int c = 0; c < channels; c++) {
        int length = read(12);
        if (from + length > 8 * end) {
          return false;
        }
        if (!checkGranule(from, length, g == 1 ? reuse[c] : 0, intensity && c == 1)) {
          return false;
        }
        from += length;
      }
    }
    return true;
  }

  /** Reads the rest of a granule's side information and checks its codes against its length. */
  private boolean checkGranule(int from, int length, int reuse, boolean intensity) {
    int bigValues = read(9);
    read(8);
    int scale = read(mpeg1 ? 4 : 9);
    boolean switched = read(1) == 1;
    int type = 0;
    boolean mixed = false;
    int[] tables = new int[3];
    int region1;
    int region2;
    boolean valid = bigValues <= 288;
    if (switched) {
      type = read(2);
      mixed = read(1) == 1;
      tables[0] = read(5);
      tables[1] = read(5);
      read(9);
      valid &= type != 0;
      region1 = mpeg1 || type == 2 ? 18 : 27;
      region1 = rate8k ? 2 * region1 : region1;
      region2 = 288;
    } else {
      tables[0] = read(5);
      tables[1] = read(5);
      tables[2] = read(5);
      int first = read(4) + 1;
      int second = first + read(3) + 1;
      valid &= second < bands.length;
      region1 = bands[Math.min(first, 22)] / 2;
      region2 = bands[Math.min(second, 22)] / 2;
    }
    read(mpeg1 ? 3 : 2);
    if (!valid) {
      return false;
    }
    int side = pos;
    bits = main;
    pos =
        from
            + (mpeg1
                ? scaleBits1(scale, type, mixed, reuse)
                : scaleBits2(scale, type, mixed, intensity));
    int limit = from + length;
    boolean fits =
        skipPairs(tables[0], Math.min(bigValues, region1), limit)
            && skipPairs(tables[1], Math.min(bigValues, region2) - region1, limit)
            && skipPairs(tables[2], bigValues - region2, limit);
    bits = frame;
    pos = side;
    return fits;
  }

  private static int scaleBits1(int scale, int type, boolean mixed, int reuse) {
    int low = LOW_BITS[scale];
    int high = HIGH_BITS[scale];
    if (type == 2) {
      return 18 * (low + high) - (mixed ? low : 0);
    }
    return ((reuse & 8) == 0 ? 6 * low : 0)
        + ((reuse & 4) == 0 ? 5 * low : 0)
        + ((reuse & 2) == 0 ? 5 * high : 0)
        + ((reuse & 1) == 0 ? 5 * high : 0);
  }

  private static int scaleBits2(int scale, int type, boolean mixed, boolean intensity) {
    int[] width;
    int row;
    if (intensity) {
      int s = scale >> 1;
      if (s < 180) {
        width = new int[] {s / 36, s % 36 / 6, s % 6, 0};
        row = 3;
      } else if (s < 244) {
        s -= 180;
        width = new int[] {s >> 4, s >> 2 & 3, s & 3, 0};
        row = 4;
      } else {
        s -= 244;
        width = new int[] {s / 3, s % 3, 0, 0};
        row = 5;
      }
    } else if (scale < 400) {
      width = new int[] {(scale >> 4) / 5, (scale >> 4) % 5, scale >> 2 & 3, scale & 3};
      row = 0;
    } else if (scale < 500) {
      int s = scale - 400;
      width = new int[] {(s >> 2) / 5, (s >> 2) % 5, s & 3, 0};
      row = 1;
    } else {
      int s = scale - 500;
      width = new int[] {s / 3, s % 3, 0, 0};
      row = 2;
    }
    int[] counts = GROUPS[type == 2 ? (mixed ? 2 : 1) : 0][row];
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += width[i] * counts[i];
    }
    return sum;
  }

  /** Skips pairs of values and returns whether they end before a limit. */
  private boolean skipPairs(int table, int pairs, int limit) {
    int[] tree = HUFFMAN[table];
    if (tree == null || pairs <= 0) {
      return pos <= limit;
    }
    int linbits = LINBITS[table];
    int p = pos;
    for (int i = 0; i < pairs && p <= limit; i++) {
      int node = tree[next8(p)];
      while (node < 0) {
        p += 8;
        node = tree[-node + next8(p)];
      }
      p += (node & 0xff) + (node >>> 8) * linbits;
    }
    pos = p;
    return p <= limit;
  }

  private int next8(int p) {
    int i = p >>> 3;
    return ((main[i] & 0xff) << 8 | main[i + 1] & 0xff) >>> (8 - (p & 7)) & 0xff;
  }

  private int read(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, pos++) {
      value = value << 1 | bits[pos >>> 3] >>> (7 - (pos & 7)) & 1;
    }
    return value;
  }

  // ---- Huffman tables

  private static int[][] huffmanTables() {
    int[][] codes = {
      null,
      Tables.t1HB,
      Tables.t2HB,
      Tables.t3HB,
      null,
      Tables.t5HB,
      Tables.t6HB,
      Tables.t7HB,
      Tables.t8HB,
      Tables.t9HB,
      Tables.t10HB,
      Tables.t11HB,
      Tables.t12HB,
      Tables.t13HB,
      null,
      Tables.t15HB,
      Tables.t16HB,
      Tables.t24HB
    };
    int[][] lengths = {
      null,
      Tables.t1l,
      Tables.t2l,
      Tables.t3l,
      null,
      Tables.t5l,
      Tables.t6l,
      Tables.t7l,
      Tables.t8l,
      Tables.t9l,
      Tables.t10l,
      Tables.t11l,
      Tables.t12l,
      Tables.t13l,
      null,
      Tables.t15l,
      Tables.t16l,
      Tables.t24l
    };
    int[][] tables = new int[32][];
    for (int i = 0; i < 16; i++) {
      tables[i] = codes[i] == null ? null : tree(codes[i], lengths[i]);
    }
    int[] small = tree(codes[16], lengths[16]);
    int[] large = tree(codes[17], lengths[17]);
    for (int i = 16; i < 32; i++) {
      tables[i] = i < 24 ? small : large;
    }
    return tables;
  }

  /**
   * Builds a tree that is walked eight bits at a time. A leaf is the number of bits to skip from
   * its node on, signs included, plus 256 for each value of 15; an inner entry is the negative
   * index of the next node.
   */
  private static int[] tree(int[] codes, int[] lengths) {
    int side = (int) Math.round(Math.sqrt(codes.length));
    int[] tree = new int[256];
    for (int i = 0; i < codes.length; i++) {
      int x = i / side;
      int y = i % side;
      int signs = (x > 0 ? 1 : 0) + (y > 0 ? 1 : 0);
      int escapes = (x == 15 ? 1 : 0) + (y == 15 ? 1 : 0);
      int length = lengths[i] - signs; // jump3r's lengths include the signs
      int node = 0;
      while (length > 8) {
        int at = node + (codes[i] >>> (length - 8) & 0xff);
        if (tree[at] == 0) {
          tree[at] = -tree.length;
          tree = Arrays.copyOf(tree, tree.length + 256);
        }
        node = -tree[at];
        length -= 8;
      }
      int first = node + (codes[i] << (8 - length) & 0xff);
      Arrays.fill(tree, first, first + (1 << (8 - length)), length + signs + 256 * escapes);
    }
    return tree;
  }
}
