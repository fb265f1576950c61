package org.sonoprobe.audio;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Decodes FLAC of one to eight channels and 4 to 24 bits to float samples. The samples are exact: a
 * float holds every 24-bit value. All checksums of the file, including the MD5 sum of the samples,
 * are verified; a stream that is damaged or shorter than it says is an error.
 */
final class FlacDecoder {

  private static final int[] CRC8 = crcTable(8, 0x07);
  private static final int[] CRC16 = crcTable(16, 0x8005);
  private static final int[] RATES = {
    0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000
  };
  private static final int[] WIDTHS = {0, 8, 12, 0, 16, 20, 24, 32};
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 16;

  private final byte[] data;
  private long bit;
  private final long endBit;

  private int sampleRate;
  private int channels;
  private int width;
  private long total;
  private final byte[] md5 = new byte[16];

  private int[][] block = new int[0][0];
  private float[][] out = new float[0][0];
  private int length;

  private FlacDecoder(byte[] data) {
    this.data = data;
    this.endBit = 8L * data.length;
  }

  /**
   * Reads a stream to its end and decodes it.
   *
   * @param in the stream; not closed
   * @return the samples
   * @throws IOException if reading fails, or the data are not an intact FLAC file
   */
  public static DecodedAudio decode(InputStream in) throws IOException {
    return decode(in.readAllBytes());
  }

  /**
   * Decodes a whole FLAC file.
   *
   * @param data the content of the file
   * @return the samples
   * @throws IOException if the data are not an intact FLAC file
   */
  public static DecodedAudio decode(byte[] data) throws IOException {
    return new FlacDecoder(data).run();
  }

  private DecodedAudio run() throws IOException {
    int start = skipId3();
    if (!startsWith(start, "fLaC")) {
      throw new IOException(
          startsWith(start, "OggS")
              ? "FLAC in an Ogg container is not supported"
              : "not a FLAC file: the signature fLaC is missing");
    }
    bit = 8L * (start + 4);
    readMetadata();
    // a damaged length must not make us allocate more than the file may hold
    int capacity = (int) Math.min(total > 0 ? total : 1 << 16, 64L + 16L * data.length);
    out = new float[channels][capacity];
    MessageDigest digest = digest();
    while (total > 0 ? length < total : hasFrame()) {
      int count = readFrame();
      append(count);
      update(digest, count);
    }
    if (!Arrays.equals(md5, new byte[16]) && !Arrays.equals(md5, digest.digest())) {
      throw new IOException("the FLAC file is damaged: the MD5 sum of its samples is wrong");
    }
    for (int c = 0; c < channels; c++) {
      out[c] = out[c].length == length ? out[c] : Arrays.copyOf(out[c], length);
    }
    return new DecodedAudio(out, sampleRate);
  }

  private int skipId3() {
    if (!startsWith(0, "ID3") || data.length < 10) {
      return 0;
    }
    int size =
        (data[6] & 0x7f) << 21 | (data[7] & 0x7f) << 14 | (data[8] & 0x7f) << 7 | data[9] & 0x7f;
    return (int) Math.min(data.length, 10L + size + ((data[5] & 0x10) != 0 ? 10 : 0));
  }

  private boolean startsWith(int pos, String text) {
    if (pos + text.length() > data.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (data[pos + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void readMetadata() throws IOException {
    boolean last = false;
    boolean first = true;
    while (!last) {
      last = read(1) == 1;
      int type = read(7);
      int size = read(24);
      long next = bit + 8L * size;
      if (next > endBit) {
        throw truncated();
      }
      if (first && (type != 0 || size < 34)) {
        throw new IOException("not a usable FLAC file: its STREAMINFO is missing");
      }
      if (first) {
        readStreamInfo();
      }
      first = false;
      bit = next;
    }
  }

  private void readStreamInfo() throws IOException {
    bit += 80; // sizes of blocks and frames
    sampleRate = read(20);
    channels = read(3) + 1;
    width = read(5) + 1;
    total = (long) read(4) << 32 | read(32) & 0xffffffffL;
    for (int i = 0; i < md5.length; i++) {
      md5[i] = (byte) read(8);
    }
    if (sampleRate < 1 || width < 4 || width > 24) {
      throw new IOException(
          "unsupported FLAC file: " + sampleRate + " Hz, " + width + " bits per sample");
    }
    if (total > MAX_LENGTH) {
      throw new IOException("the FLAC file is too long to decode into memory");
    }
  }

  // ---- frames

  /** Whether another frame follows in a file that does not state its length. */
  private boolean hasFrame() {
    int pos = (int) (bit >>> 3);
    return pos + 2 <= data.length && data[pos] == -1 && (data[pos + 1] & 0xfc) == 0xf8;
  }

  private int readFrame() throws IOException {
    int start = (int) (bit >>> 3);
    if (read(15) != 0x7ffc) {
      throw damaged("a frame is missing");
    }
    read(1);
    int sizeCode = read(4);
    int rateCode = read(4);
    int assignment = read(4);
    int widthCode = read(3);
    read(1);
    skipUtf8();
    int count = blockSize(sizeCode);
    int rate = frameRate(rateCode);
    int checked = (int) (bit >>> 3);
    if (read(8) != crc(CRC8, 8, start, checked)) {
      throw damaged("the checksum of a frame header is wrong");
    }
    int frameChannels = assignment < 8 ? assignment + 1 : 2;
    if (assignment > 10 || widthCode == 3) {
      throw damaged("a frame header is not valid");
    }
    if (frameChannels != channels
        || rate != sampleRate
        || (widthCode == 0 ? width : WIDTHS[widthCode]) != width) {
      throw new IOException("the format changes within the FLAC file near sample " + length);
    }
    if (total > 0 && length + (long) count > total) {
      throw damaged("it is longer than the " + total + " samples it states");
    }
    if (block.length != channels || block[0].length < count) {
      block = new int[channels][Math.max(count, 4096)];
    }
    for (int c = 0; c < channels; c++) {
      boolean side = assignment == 9 ? c == 0 : assignment >= 8 && c == 1;
      readSubframe(block[c], count, side ? width + 1 : width);
    }
    bit = bit + 7 & ~7L;
    checked = (int) (bit >>> 3);
    if (read(16) != crc(CRC16, 16, start, checked)) {
      throw damaged("the checksum of a frame is wrong");
    }
    undoStereo(assignment, count);
    return count;
  }

  private void skipUtf8() throws IOException {
    int first = read(8);
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    if (ones == 1 || ones > 7) {
      throw damaged("the number of a frame is not valid");
    }
    for (int i = 1; i < ones; i++) {
      if (read(8) >>> 6 != 2) {
        throw damaged("the number of a frame is not valid");
      }
    }
  }

  private int blockSize(int code) throws IOException {
    if (code == 0) {
      throw damaged("a frame header is not valid");
    } else if (code == 1) {
      return 192;
    } else if (code < 6) {
      return 576 << (code - 2);
    } else if (code == 6) {
      return read(8) + 1;
    } else if (code == 7) {
      return read(16) + 1;
    }
    return 256 << (code - 8);
  }

  private int frameRate(int code) throws IOException {
    return switch (code) {
      case 0 -> sampleRate;
      case 12 -> read(8) * 1000;
      case 13 -> read(16);
      case 14 -> read(16) * 10;
      case 15 -> throw damaged("a frame header is not valid");
      default -> RATES[code];
    };
  }

  private void undoStereo(int assignment, int count) {
    if (assignment < 8) {
      return;
    }
    int[] first = block[0];
    int[] second = block[1];
    for (int i = 0; i < count; i++) {
      int a = first[i];
      int b = second[i];
      if (assignment == 8) {
        second[i] = a - b;
      } else if (assignment == 9) {
        first[i] = a + b;
      } else {
        int sum = a << 1 | b & 1;
        first[i] = (sum + b) >> 1;
        second[i] = (sum - b) >> 1;
      }
    }
  }

  // ---- subframes

  private void readSubframe(int[] to, int count, int fullWidth) throws IOException {
    if (read(1) != 0) {
      throw damaged("a subframe is not valid");
    }
    int type = read(6);
    int wasted = read(1) == 1 ? 1 + readUnary() : 0;
    int bits = fullWidth - wasted;
    if (bits < 1) {
      throw damaged("a subframe is not valid");
    }
    if (type == 0) {
      Arrays.fill(to, 0, count, readSigned(bits));
    } else if (type == 1) {
      for (int i = 0; i < count; i++) {
        to[i] = readSigned(bits);
      }
    } else if (type >= 8 && type <= 12) {
      readFixed(to, count, bits, type - 8);
    } else if (type >= 32) {
      readLinear(to, count, bits, type - 31);
    } else {
      throw damaged("a subframe is not valid");
    }
    if (wasted > 0) {
      for (int i = 0; i < count; i++) {
        to[i] <<= wasted;
      }
    }
  }

  private void readWarmUp(int[] to, int count, int bits, int order) throws IOException {
    if (order > count) {
      throw damaged("a subframe is not valid");
    }
    for (int i = 0; i < order; i++) {
      to[i] = readSigned(bits);
    }
  }

  private void readFixed(int[] to, int count, int bits, int order) throws IOException {
    readWarmUp(to, count, bits, order);
    readResidual(to, count, order);
    for (int i = order; i < count; i++) {
      switch (order) {
        case 1 -> to[i] += to[i - 1];
        case 2 -> to[i] += 2 * to[i - 1] - to[i - 2];
        case 3 -> to[i] += 3 * (to[i - 1] - to[i - 2]) + to[i - 3];
        case 4 -> to[i] += 4 * (to[i - 1] + to[i - 3]) - 6 * to[i - 2] - to[i - 4];
        default -> {}
      }
    }
  }

  private void readLinear(int[] to, int count, int bits, int order) throws IOException {
    readWarmUp(to, count, bits, order);
    int precision = read(4) + 1;
    int shift = readSigned(5);
    if (precision == 16 || shift < 0) {
      throw damaged("a subframe is not valid");
    }
    int[] weights = new int[order];
    for (int i = 0; i < order; i++) {
      weights[i] = readSigned(precision);
    }
    readResidual(to, count, order);
    for (int i = order; i < count; i++) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += (long) weights[j] * to[i - 1 - j];
      }
      to[i] += (int) (sum >> shift);
    }
  }

  private void readResidual(int[] to, int count, int order) throws IOException {
    int method = read(2);
    if (method > 1) {
      throw damaged("a residual is not valid");
    }
    int parameterBits = method == 0 ? 4 : 5;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = read(4);
    int size = count >> partitionOrder;
    if (size << partitionOrder != count || size < order) {
      throw damaged("a residual is not valid");
    }
    int pos = order;
    for (int p = 0; p < 1 << partitionOrder; p++) {
      int end = (p + 1) * size;
      int k = read(parameterBits);
      if (k == escape) {
        int bits = read(5);
        for (; pos < end; pos++) {
          to[pos] = bits == 0 ? 0 : readSigned(bits);
        }
      } else {
        for (; pos < end; pos++) {
          int u = readUnary() << k | read(k);
          to[pos] = u >>> 1 ^ -(u & 1);
        }
      }
    }
  }

  // ---- samples

  private void append(int count) throws IOException {
    long needed = (long) length + count;
    if (needed > MAX_LENGTH) {
      throw new IOException("the FLAC file is too long to decode into memory");
    }
    if (needed > out[0].length) {
      int size = (int) Math.min(MAX_LENGTH, Math.max(needed, out[0].length * 2L));
      for (int c = 0; c < channels; c++) {
        out[c] = Arrays.copyOf(out[c], size);
      }
    }
    float scale = 1f / (1 << (width - 1));
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < count; i++) {
        out[c][length + i] = block[c][i] * scale;
      }
    }
    length += count;
  }

  private void update(MessageDigest digest, int count) {
    int bytes = (width + 7) / 8;
    byte[] buffer = new byte[count * channels * bytes];
    int p = 0;
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        int x = block[c][i];
        for (int b = 0; b < bytes; b++) {
          buffer[p++] = (byte) (x >> (8 * b));
        }
      }
    }
    digest.update(buffer);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- bits and checksums

  /** Returns up to 32 bits without a sign. */
  private int read(int count) throws IOException {
    if (bit + count > endBit) {
      throw truncated();
    }
    int pos = (int) (bit >>> 3);
    int have = 8 - (int) (bit & 7);
    long value = count == 0 ? 0 : data[pos] & (1 << have) - 1;
    while (have < count) {
      value = value << 8 | data[++pos] & 0xff;
      have += 8;
    }
    bit += count;
    return (int) (value >>> (have - count));
  }

  private int readSigned(int count) throws IOException {
    return read(count) << (32 - count) >> (32 - count);
  }

  /** Returns the number of zeros before the next one. */
  private int readUnary() throws IOException {
    int zeros = 0;
    while (bit < endBit) {
      int have = 8 - (int) (bit & 7);
      int rest = data[(int) (bit >>> 3)] & (1 << have) - 1;
      if (rest != 0) {
        int skip = have - (32 - Integer.numberOfLeadingZeros(rest));
        bit += skip + 1;
        return zeros + skip;
      }
      zeros += have;
      bit += have;
    }
    throw truncated();
  }

  private int crc(int[] table, int size, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = (crc << 8 ^ table[(crc >>> (size - 8) ^ data[i]) & 0xff]) & (1 << size) - 1;
    }
    return crc;
  }

  private static int[] crcTable(int size, int polynomial) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << (size - 8);
      for (int b = 0; b < 8; b++) {
        crc = (crc & 1 << (size - 1)) != 0 ? crc << 1 ^ polynomial : crc << 1;
      }
      table[i] = crc & (1 << size) - 1;
    }
    return table;
  }

  private IOException truncated() {
    return new IOException(
        "the FLAC file is truncated: it has %s%s samples"
            .formatted(length, total > 0 ? " of " + total : ""));
  }

  private IOException damaged(String reason) {
    return new IOException("the FLAC file is damaged near sample " + length + ": " + reason);
  }
}
