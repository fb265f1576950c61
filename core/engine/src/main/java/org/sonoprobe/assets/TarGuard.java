package org.sonoprobe.assets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A tar stream whose headers are looked at as they pass: names and attributes that claim to be
 * larger than any are refused before a reader takes them into memory.
 */
final class TarGuard extends FilterInputStream {
  private static final int BLOCK = 512;
  private static final int TYPE = 156;
  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final long MOST = 1 << 20;

  private final String name;
  private final byte[] header = new byte[BLOCK];
  private int filled;
  private long content;

  TarGuard(InputStream in, String name) {
    super(in);
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    int at = 0;
    while (at < count) {
      if (content > 0) {
        int step = (int) Math.min(content, count - at);
        content -= step;
        at += step;
      } else {
        int step = Math.min(BLOCK - filled, count - at);
        System.arraycopy(bytes, from + at, header, filled, step);
        filled += step;
        at += step;
        if (filled == BLOCK) {
          filled = 0;
          content = (size() + BLOCK - 1) / BLOCK * BLOCK;
        }
      }
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] bytes = new byte[(int) Math.min(count, 1 << 16)];
    return Math.max(0, read(bytes, 0, bytes.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The bytes that follow a header, which for names and attributes must not be many. */
  private long size() throws IOException {
    long size;
    if ((header[SIZE] & 0x80) != 0) {
      size = 0;
      for (int i = 1; i < SIZE_LENGTH; i++) {
        size =
            size > Long.MAX_VALUE >> 8 ? Long.MAX_VALUE >> 1 : size << 8 | header[SIZE + i] & 0xff;
      }
    } else {
      String text =
          new String(header, SIZE, SIZE_LENGTH, StandardCharsets.ISO_8859_1)
              .replaceAll("[^0-7]", "");
      size = text.isEmpty() ? 0 : Long.parseLong(text, 8);
    }
    boolean special = "LKxgXN".indexOf(header[TYPE]) >= 0;
    if (special && size > MOST) {
      throw new IOException(
          name + " is refused: it has a name or attributes of " + size + " bytes");
    }
    return Math.min(size, Long.MAX_VALUE >> 1);
  }
}
