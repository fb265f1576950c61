package org.sonoprobe.audio;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A small lossless FLAC encoder for samples of 16 or 24 bits.
 *
 * <p>Blocks of 4096 samples, fixed predictors of order 0 to 4, partitioned Rice coding and, for two
 * channels, the best of the four stereo modes. STREAMINFO carries the MD5 sum of the samples.
 */
final class FlacEncoder {

  private static final int BLOCK = 4096;
  private static final int MAX_ORDER = 4;
  private static final int MAX_PARTITION_ORDER = 6;
  private static final int[] CRC8 = crcTable(8, 0x07);
  private static final int[] CRC16 = crcTable(16, 0x8005);

  private final int[][] samples;
  private final int sampleRate;
  private final int bits;
  private final int frames;
  private final BitBuffer out = new BitBuffer();
  private int minFrame = Integer.MAX_VALUE;
  private int maxFrame;

  private FlacEncoder(int[][] samples, int sampleRate, int bits) {
    this.samples = samples;
    this.sampleRate = sampleRate;
    this.bits = bits;
    this.frames = samples[0].length;
  }

  /**
   * Encodes float samples, rounded to the nearest integer and clipped at full scale.
   *
   * @param channels one to eight channels of equal length, full scale 1.0
   * @param sampleRate sample rate in Hz, 1 to 655350
   * @param bits 16 or 24
   * @return the content of a FLAC file
   */
  public static byte[] encode(float[][] channels, int sampleRate, int bits) {
    double scale = 1L << (bits - 1);
    int[][] samples = new int[channels.length][];
    for (int c = 0; c < channels.length; c++) {
      samples[c] = new int[channels[c].length];
      for (int i = 0; i < samples[c].length; i++) {
        double x = Math.rint(channels[c][i] * scale);
        samples[c][i] = (int) Math.max(-scale, Math.min(scale - 1, x));
      }
    }
    return encode(samples, sampleRate, bits);
  }

  /**
   * Encodes integer samples.
   *
   * @param channels one to eight channels of equal length
   * @param sampleRate sample rate in Hz, 1 to 655350
   * @param bits 16 or 24
   * @return the content of a FLAC file
   * @throws IllegalArgumentException if an argument or a sample is out of its range
   */
  public static byte[] encode(int[][] channels, int sampleRate, int bits) {
    if (channels.length < 1 || channels.length > 8) {
      throw new IllegalArgumentException("FLAC has 1 to 8 channels, not " + channels.length);
    }
    if (bits != 16 && bits != 24) {
      throw new IllegalArgumentException("only 16 and 24 bits are supported, not " + bits);
    }
    if (sampleRate < 1 || sampleRate > 655350) {
      throw new IllegalArgumentException("FLAC has no sample rate of " + sampleRate + " Hz");
    }
    int limit = 1 << (bits - 1);
    for (int[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException("the channels differ in length");
      }
      for (int x : channel) {
        if (x < -limit || x >= limit) {
          throw new IllegalArgumentException("sample " + x + " does not fit in " + bits + " bits");
        }
      }
    }
    return new FlacEncoder(channels, sampleRate, bits).run();
  }

  private byte[] run() {
    for (int pos = 0, number = 0; pos < frames; pos += BLOCK, number++) {
      int start = out.size();
      writeFrame(pos, Math.min(BLOCK, frames - pos), number);
      minFrame = Math.min(minFrame, out.size() - start);
      maxFrame = Math.max(maxFrame, out.size() - start);
    }
    byte[] body = out.toByteArray();
    byte[] head = streamInfo();
    byte[] file = new byte[head.length + body.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(body, 0, file, head.length, body.length);
    return file;
  }

  private byte[] streamInfo() {
    BitBuffer head = new BitBuffer();
    head.write('f', 8);
    head.write('L', 8);
    head.write('a', 8);
    head.write('C', 8);
    head.write(0x80, 8); // the last block of metadata, type STREAMINFO
    head.write(34, 24);
    head.write(BLOCK, 16);
    head.write(BLOCK, 16);
    head.write(frames == 0 ? 0 : minFrame, 24);
    head.write(maxFrame, 24);
    head.write(sampleRate, 20);
    head.write(samples.length - 1, 3);
    head.write(bits - 1, 5);
    head.write(0, 4); // upper bits of the 36 bits of the length
    head.write(frames >>> 16, 16);
    head.write(frames & 0xffff, 16);
    for (byte b : md5()) {
      head.write(b & 0xff, 8);
    }
    return head.toByteArray();
  }

  private byte[] md5() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    int width = bits / 8;
    byte[] buffer = new byte[BLOCK * samples.length * width];
    for (int pos = 0; pos < frames; pos += BLOCK) {
      int count = Math.min(BLOCK, frames - pos);
      int p = 0;
      for (int i = pos; i < pos + count; i++) {
        for (int[] channel : samples) {
          for (int b = 0; b < width; b++) {
            buffer[p++] = (byte) (channel[i] >> (8 * b));
          }
        }
      }
      digest.update(buffer, 0, p);
    }
    return digest.digest();
  }

  private void writeFrame(int pos, int count, int number) {
    int start = out.size();
    int[][] block = new int[samples.length][count];
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(samples[c], pos, block[c], 0, count);
    }
    Subframe[] subframes = new Subframe[samples.length];
    for (int c = 0; c < subframes.length; c++) {
      subframes[c] = new Subframe(block[c], bits);
    }
    int assignment = samples.length - 1;
    if (samples.length == 2) {
      int[] mid = new int[count];
      int[] side = new int[count];
      for (int i = 0; i < count; i++) {
        mid[i] = (block[0][i] + block[1][i]) >> 1;
        side[i] = block[0][i] - block[1][i];
      }
      Subframe left = subframes[0];
      Subframe right = subframes[1];
      Subframe m = new Subframe(mid, bits);
      Subframe s = new Subframe(side, bits + 1);
      long best = left.size + right.size;
      if (left.size + s.size < best) {
        best = left.size + s.size;
        assignment = 8;
        subframes = new Subframe[] {left, s};
      }
      if (s.size + right.size < best) {
        best = s.size + right.size;
        assignment = 9;
        subframes = new Subframe[] {s, right};
      }
      if (m.size + s.size < best) {
        assignment = 10;
        subframes = new Subframe[] {m, s};
      }
    }
    writeHeader(start, count, number, assignment);
    for (Subframe subframe : subframes) {
      subframe.write(out);
    }
    out.align();
    out.write(out.crc(CRC16, 16, start), 16);
  }

  private void writeHeader(int start, int count, int number, int assignment) {
    out.write(0xfff8, 16);
    out.write(count == BLOCK ? 12 : 7, 4);
    int rateCode = rateCode();
    out.write(rateCode, 4);
    out.write(assignment, 4);
    out.write(bits == 16 ? 4 : 6, 3);
    out.write(0, 1);
    writeUtf8(number);
    if (count != BLOCK) {
      out.write(count - 1, 16);
    }
    if (rateCode == 12) {
      out.write(sampleRate / 1000, 8);
    } else if (rateCode == 13) {
      out.write(sampleRate, 16);
    } else if (rateCode == 14) {
      out.write(sampleRate / 10, 16);
    }
    out.write(out.crc(CRC8, 8, start), 8);
  }

  private int rateCode() {
    return switch (sampleRate) {
      case 88200 -> 1;
      case 176400 -> 2;
      case 192000 -> 3;
      case 8000 -> 4;
      case 16000 -> 5;
      case 22050 -> 6;
      case 24000 -> 7;
      case 32000 -> 8;
      case 44100 -> 9;
      case 48000 -> 10;
      case 96000 -> 11;
      default -> {
        if (sampleRate < 65536) {
          yield 13;
        }
        if (sampleRate % 1000 == 0 && sampleRate < 256000) {
          yield 12;
        }
        yield sampleRate % 10 == 0 ? 14 : 0; // 0: as in STREAMINFO
      }
    };
  }

  private void writeUtf8(int value) {
    if (value < 0x80) {
      out.write(value, 8);
      return;
    }
    int more = value < 0x800 ? 1 : value < 0x10000 ? 2 : value < 0x200000 ? 3 : 4;
    int lead = 0xff << (7 - more) & 0xff;
    out.write(lead | value >>> (6 * more), 8);
    for (int i = more - 1; i >= 0; i--) {
      out.write(0x80 | value >>> (6 * i) & 0x3f, 8);
    }
  }

  private static int[] crcTable(int width, int polynomial) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << (width - 8);
      for (int b = 0; b < 8; b++) {
        crc = (crc & 1 << (width - 1)) != 0 ? crc << 1 ^ polynomial : crc << 1;
      }
      table[i] = crc & (1 << width) - 1;
    }
    return table;
  }

  /** One channel of a block in its cheapest coding. */
  private static final class Subframe {
    private static final int CONSTANT = -2;
    private static final int VERBATIM = -1;

    private final int[] data;
    private final int width;
    private final int[] residual;

    /** Order of the predictor, or one of the constants. */
    private int order;

    private int partitionOrder;
    private int[] parameters = new int[0];
    private boolean wideParameters;

    /** Size in bits. */
    final long size;

    Subframe(int[] data, int width) {
      this.data = data;
      this.width = width;
      residual = new int[data.length];
      if (isConstant()) {
        order = CONSTANT;
        size = 8L + width;
        return;
      }
      long verbatim = 8L + (long) width * data.length;
      order = bestOrder();
      predict();
      long coded = 8L + (long) width * order + 6 + choosePartitions();
      if (coded >= verbatim) {
        order = VERBATIM;
      }
      size = Math.min(coded, verbatim);
    }

    private boolean isConstant() {
      for (int x : data) {
        if (x != data[0]) {
          return false;
        }
      }
      return true;
    }

    /** Returns the order whose residual has the least sum of magnitudes. */
    private int bestOrder() {
      long[] sums = new long[MAX_ORDER + 1];
      int max = Math.min(MAX_ORDER, data.length - 1);
      int d0 = 0;
      int d1 = 0;
      int d2 = 0;
      int d3 = 0;
      for (int i = 0; i < data.length; i++) {
        int e0 = data[i];
        int e1 = e0 - d0;
        int e2 = e1 - d1;
        int e3 = e2 - d2;
        int e4 = e3 - d3;
        if (i >= max) {
          sums[0] += Math.abs(e0);
          sums[1] += Math.abs(e1);
          sums[2] += Math.abs(e2);
          sums[3] += Math.abs(e3);
          sums[4] += Math.abs(e4);
        }
        d0 = e0;
        d1 = e1;
        d2 = e2;
        d3 = e3;
      }
      int best = 0;
      for (int i = 1; i <= max; i++) {
        if (sums[i] < sums[best]) {
          best = i;
        }
      }
      return best;
    }

    private void predict() {
      int[] work = data.clone();
      for (int o = 0; o < order; o++) {
        for (int i = work.length - 1; i > o; i--) {
          work[i] -= work[i - 1];
        }
      }
      System.arraycopy(work, order, residual, order, work.length - order);
    }

    /** Chooses the partitions and returns the bits they take. */
    private long choosePartitions() {
      long best = Long.MAX_VALUE;
      for (int p = 0; p <= MAX_PARTITION_ORDER; p++) {
        int length = data.length >> p;
        if (length << p != data.length || length <= order) {
          break;
        }
        int[] ks = new int[1 << p];
        long bits = 0;
        boolean wide = false;
        for (int i = 0; i < ks.length; i++) {
          int from = i == 0 ? order : i * length;
          ks[i] = bestParameter(from, (i + 1) * length);
          bits += cost(from, (i + 1) * length, ks[i]);
          wide |= ks[i] > 14;
        }
        bits += (wide ? 5L : 4L) << p;
        if (bits < best) {
          best = bits;
          partitionOrder = p;
          parameters = ks;
          wideParameters = wide;
        }
      }
      return best;
    }

    private int bestParameter(int from, int to) {
      long sum = 0;
      for (int i = from; i < to; i++) {
        sum += zigzag(residual[i]) & 0xffffffffL;
      }
      long mean = sum / (to - from);
      int guess = Math.max(0, 63 - Long.numberOfLeadingZeros(mean + 1));
      int best = guess;
      long bestCost = Long.MAX_VALUE;
      for (int k = Math.max(0, guess - 1); k <= Math.min(30, guess + 1); k++) {
        long cost = cost(from, to, k);
        if (cost < bestCost) {
          bestCost = cost;
          best = k;
        }
      }
      return best;
    }

    private long cost(int from, int to, int k) {
      long bits = (long) (to - from) * (k + 1);
      for (int i = from; i < to; i++) {
        bits += zigzag(residual[i]) >>> k;
      }
      return bits;
    }

    private static int zigzag(int x) {
      return x << 1 ^ x >> 31;
    }

    void write(BitBuffer out) {
      if (order == CONSTANT) {
        out.write(0, 8);
        out.write(data[0], width);
      } else if (order == VERBATIM) {
        out.write(2, 8);
        for (int x : data) {
          out.write(x, width);
        }
      } else {
        out.write((8 | order) << 1, 8);
        for (int i = 0; i < order; i++) {
          out.write(data[i], width);
        }
        writeResidual(out);
      }
    }

    private void writeResidual(BitBuffer out) {
      out.write(wideParameters ? 1 : 0, 2);
      out.write(partitionOrder, 4);
      int length = data.length >> partitionOrder;
      for (int p = 0; p < parameters.length; p++) {
        int k = parameters[p];
        out.write(k, wideParameters ? 5 : 4);
        for (int i = p == 0 ? order : p * length; i < (p + 1) * length; i++) {
          int u = zigzag(residual[i]);
          out.writeZeros(u >>> k);
          out.write(1, 1);
          out.write(u, k);
        }
      }
    }
  }

  /** Collects bits, most significant first. */
  private static final class BitBuffer {
    private byte[] bytes = new byte[1 << 16];
    private int size;
    private long pending;
    private int pendingBits;

    /** Appends the lowest bits of a value. */
    void write(int value, int count) {
      pending = pending << count | value & (1L << count) - 1;
      pendingBits += count;
      while (pendingBits >= 8) {
        pendingBits -= 8;
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) (pending >>> pendingBits);
      }
    }

    void writeZeros(int count) {
      for (int left = count; left > 0; left -= 32) {
        write(0, Math.min(32, left));
      }
    }

    void align() {
      write(0, -pendingBits & 7);
    }

    int size() {
      return size;
    }

    int crc(int[] table, int width, int from) {
      int crc = 0;
      for (int i = from; i < size; i++) {
        crc = (crc << 8 ^ table[(crc >>> (width - 8) ^ bytes[i]) & 0xff]) & (1 << width) - 1;
      }
      return crc;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }
  }
}
