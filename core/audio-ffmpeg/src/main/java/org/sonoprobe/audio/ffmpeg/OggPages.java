package org.sonoprobe.audio.ffmpeg;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Checks the pages of an Ogg file (RFC 3533): none damaged, missing, cut short or left over. */
final class OggPages {
  private static final int[] CRC = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
      }
      CRC[i] = crc;
    }
  }

  private OggPages() {}

  /**
   * Checks all pages.
   *
   * @return the number of samples that the file states, if it is one stream whose audio lies in one
   *     page, else -1
   * @throws IOException saying where which is wrong
   */
  static long check(byte[] bytes) throws IOException {
    int starts = 0;
    int audioPages = 0;
    long granule = -1;
    Map<Integer, Integer> next = new HashMap<>();
    int at = 0;
    while (at < bytes.length) {
      if (at + 27 > bytes.length) {
        throw new IOException(
            "it is cut short: a page ends after " + (bytes.length - at) + " bytes");
      }
      if (number(bytes, at) != 0x5367674f || bytes[at + 4] != 0) {
        throw new IOException("it is damaged: no page begins at byte " + at);
      }
      int segments = bytes[at + 26] & 0xff;
      int size = 27 + segments;
      for (int i = 0; i < segments && at + 27 + i < bytes.length; i++) {
        size += bytes[at + 27 + i] & 0xff;
      }
      if (at + size > bytes.length) {
        throw new IOException(
            "it is cut short: its last page has " + (bytes.length - at) + " of " + size + " bytes");
      }
      if (crc(bytes, at, size) != number(bytes, at + 22)) {
        throw new IOException("it is damaged: the page at byte " + at + " has a wrong checksum");
      }
      int stream = number(bytes, at + 14);
      int sequence = number(bytes, at + 18);
      boolean last = (bytes[at + 5] & 4) != 0;
      Integer expected = next.get(stream);
      if (expected != null && expected != sequence) {
        throw new IOException("it is damaged: page " + expected + " is missing before byte " + at);
      }
      starts += bytes[at + 5] >> 1 & 1;
      long position = number(bytes, at + 6) & 0xffffffffL | (long) number(bytes, at + 10) << 32;
      if (position > 0) {
        audioPages++;
        granule = position;
      }
      if (last) {
        next.remove(stream);
      } else {
        next.put(stream, sequence + 1);
      }
      at += size;
    }
    if (!next.isEmpty()) {
      throw new IOException("it is cut short: its last page is not marked as the last");
    }
    return starts == 1 && audioPages == 1 ? granule : -1;
  }

  private static int crc(byte[] bytes, int at, int size) {
    int crc = 0;
    for (int i = 0; i < size; i++) {
      int value = i >= 22 && i < 26 ? 0 : bytes[at + i] & 0xff;
      crc = crc << 8 ^ CRC[crc >>> 24 ^ value];
    }
    return crc;
  }

  /** Four bytes, the lowest first. */
  private static int number(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }
}
