package org.sonoprobe.audio.ffmpeg;

import java.io.IOException;
import java.util.Arrays;

/**
 * The frames of an MP3 stream: where they lie, what is missing between them, and what the first one
 * says about the stream (ISO 11172-3, 13818-3; the tag of LAME and Xing).
 */
final class MpegFrames {
  private static final int[] KBPS_1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] KBPS_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44100, 48000, 32000};

  /** Version, layer, sampling rate: what all frames of a stream share. */
  private static final int STREAM = 0xfffe0c00;

  private int[] offsets = new int[256];
  private int[] missing = new int[256];
  private int count;
  private int missingAfter;
  private int header;
  private boolean tagged;
  private int delay = -1;
  private int padding;
  private long statedFrames = -1;
  private boolean checksumDiffers;

  private MpegFrames() {}

  /** Finds the frames of a file. */
  static MpegFrames of(byte[] bytes) throws IOException {
    MpegFrames frames = new MpegFrames();
    frames.walk(bytes);
    frames.readTag(bytes);
    return frames;
  }

  /** Number of frames with audio. */
  int count() {
    return count;
  }

  int offset(int frame) {
    return offsets[frame];
  }

  /** Frames that are missing before a frame, as many as the bytes skipped would have held. */
  int missingBefore(int frame) {
    return missing[frame];
  }

  /** Frames that are missing after the last. */
  int missingAfter() {
    return missingAfter;
  }

  /** Samples of a channel in a frame. */
  int frameSamples() {
    return isMpeg1(header) ? 1152 : 576;
  }

  int sampleRate() {
    return rate(header);
  }

  int channelCount() {
    return isMono(header) ? 1 : 2;
  }

  /** Samples that the encoder put before the first, or -1 if the file does not say. */
  int delay() {
    return delay;
  }

  /** Samples that the encoder put after the last. */
  int padding() {
    return padding;
  }

  /** Whether the audio has another checksum than the file states. */
  boolean checksumDiffers() {
    return checksumDiffers;
  }

  private void walk(byte[] bytes) throws IOException {
    int at = afterTags(bytes);
    int start = first(bytes, at);
    header = head(bytes, start);
    int mean = Math.max(24, frameBytes(header, 0));
    int gap = start - at;
    at = start;
    int total = 0;
    while (at + 4 <= bytes.length) {
      int head = head(bytes, at);
      if (isFrame(head) && sameStream(head, header)) {
        int size = frameBytes(head, head >>> 9 & 1);
        if (gap == 0 && at + size > bytes.length) {
          missingAfter = 1;
          break;
        }
        if (gap > 0 && (at + size > bytes.length || !follows(bytes, at + size))) {
          at++;
          gap++;
          continue;
        }
        add(at, lost(gap, mean, count == 0));
        total += size;
        mean = Math.max(24, total / count);
        at += size;
        gap = 0;
      } else if (isEnd(bytes, at)) {
        gap = lost(gap, mean, false) * mean;
        break;
      } else {
        at++;
        gap++;
      }
    }
    if (missingAfter == 0) {
      missingAfter = lost(at < bytes.length && !isEnd(bytes, at) ? gap + 1 : gap, mean, false);
    }
  }

  /** How many frames so many bytes are; a piece of a frame before the first does not count. */
  private static int lost(int gap, int mean, boolean atStart) {
    return gap == 0 ? 0 : atStart ? gap / mean : Math.max(1, Math.round((float) gap / mean));
  }

  private void add(int offset, int before) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      missing = Arrays.copyOf(missing, 2 * count);
    }
    offsets[count] = offset;
    missing[count] = before;
    count++;
  }

  /** The position of the first frame that is followed by another or by the end. */
  private static int first(byte[] bytes, int from) throws IOException {
    int limit = Math.min(bytes.length - 4, from + (1 << 20));
    boolean free = false;
    boolean otherLayer = false;
    for (int at = from; at <= limit; at++) {
      int head = head(bytes, at);
      if (head >>> 21 != 0x7ff) {
        continue;
      }
      if (isFrame(head)) {
        int next = at + frameBytes(head, head >>> 9 & 1);
        if (next == bytes.length
            || next + 4 <= bytes.length
                && isFrame(head(bytes, next))
                && sameStream(head, head(bytes, next))
            || next <= bytes.length && isEnd(bytes, next)) {
          return at;
        }
      }
      free |= (head >>> 17 & 3) == 1 && (head >>> 12 & 15) == 0;
      otherLayer |= at == from && (head >>> 17 & 3) > 1;
    }
    if (otherLayer) {
      throw new IOException("not an MP3 file: it is MPEG layer I or II");
    }
    throw new IOException(
        free
            ? "free-format MP3 streams are not supported"
            : "not a usable MP3 file: it has no two frames in a row");
  }

  private boolean follows(byte[] bytes, int at) {
    if (at + 4 > bytes.length) {
      return true;
    }
    int head = head(bytes, at);
    return isFrame(head) && sameStream(head, header) || isEnd(bytes, at);
  }

  private static int afterTags(byte[] bytes) {
    int at = 0;
    while (startsWith(bytes, at, "ID3") && at + 10 <= bytes.length) {
      int size = 0;
      for (int i = 6; i < 10; i++) {
        size = size << 7 | bytes[at + i] & 0x7f;
      }
      long next = (long) at + 10 + size + ((bytes[at + 5] & 0x10) != 0 ? 10 : 0);
      if (next > bytes.length) {
        return at + 10;
      }
      at = (int) next;
    }
    return at;
  }

  private static boolean isEnd(byte[] bytes, int at) {
    return at >= bytes.length
        || startsWith(bytes, at, "TAG") && bytes.length - at <= 128 + 227
        || startsWith(bytes, at, "APETAGEX")
        || startsWith(bytes, at, "LYRICSBEGIN")
        || startsWith(bytes, at, "ID3");
  }

  private static boolean startsWith(byte[] bytes, int at, String text) {
    if (at + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Reads the tag in the first frame, which then is no audio. */
  private void readTag(byte[] bytes) {
    int side = isMpeg1(header) ? isMono(header) ? 17 : 32 : isMono(header) ? 9 : 17;
    int at = offsets[0] + 4 + side;
    boolean xing = startsWith(bytes, at, "Xing") || startsWith(bytes, at, "Info");
    if (!xing && !startsWith(bytes, offsets[0] + 36, "VBRI")) {
      return;
    }
    tagged = true;
    int end = count > 1 ? offsets[1] : bytes.length;
    if (xing) {
      readXing(bytes, at, Math.min(end, bytes.length));
    }
    System.arraycopy(offsets, 1, offsets, 0, count - 1);
    System.arraycopy(missing, 1, missing, 0, count - 1);
    count--;
    if (statedFrames > count) {
      long found = (long) count + missingAfter;
      for (int i = 0; i < count; i++) {
        found += missing[i];
      }
      if (statedFrames > found) {
        missingAfter += (int) Math.min(1 << 20, statedFrames - found);
      }
    }
  }

  private void readXing(byte[] bytes, int tag, int end) {
    int flags = head(bytes, tag + 4);
    int at = tag + 8;
    if ((flags & 1) != 0) {
      statedFrames = head(bytes, at) & 0xffffffffL;
      at += 4;
    }
    at += ((flags & 2) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 100 : 0) + ((flags & 8) != 0 ? 4 : 0);
    boolean encoder = at + 36 <= end && Character.isLetter(bytes[at]);
    if (!encoder) {
      return;
    }
    int both = (bytes[at + 21] & 0xff) << 16 | (bytes[at + 22] & 0xff) << 8 | bytes[at + 23] & 0xff;
    delay = both >>> 12;
    padding = both & 0xfff;
    long length = head(bytes, at + 28) & 0xffffffffL;
    int checksum = (bytes[at + 32] & 0xff) << 8 | bytes[at + 33] & 0xff;
    long audio = offsets[0] + length;
    if (checksum != 0 && length > 0 && count > 1) {
      checksumDiffers = audio > bytes.length || crc(bytes, offsets[1], (int) audio) != checksum;
    }
  }

  /** CRC-16 (polynomial 0x8005, reflected) as LAME computes it. */
  private static int crc(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = crc >>> 8 ^ CRC[(crc ^ bytes[i]) & 0xff];
    }
    return crc;
  }

  private static final int[] CRC = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xa001 : crc >>> 1;
      }
      CRC[i] = crc;
    }
  }

  /** Whether the first frame held a tag. */
  boolean tagged() {
    return tagged;
  }

  private static int head(byte[] bytes, int at) {
    return at + 4 > bytes.length
        ? 0
        : (bytes[at] & 0xff) << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | bytes[at + 3] & 0xff;
  }

  private static boolean isFrame(int head) {
    int bitrate = head >>> 12 & 15;
    return head >>> 21 == 0x7ff
        && (head >>> 19 & 3) != 1
        && (head >>> 17 & 3) == 1
        && bitrate != 0
        && bitrate != 15
        && (head >>> 10 & 3) != 3
        && (head & 3) != 2;
  }

  private static boolean sameStream(int a, int b) {
    return (a & STREAM) == (b & STREAM) && isMono(a) == isMono(b);
  }

  private static boolean isMono(int head) {
    return (head >>> 6 & 3) == 3;
  }

  private static boolean isMpeg1(int head) {
    return (head >>> 19 & 3) == 3;
  }

  private static int rate(int head) {
    return RATES[head >>> 10 & 3] >> (isMpeg1(head) ? 0 : (head >>> 19 & 3) == 2 ? 1 : 2);
  }

  private static int frameBytes(int head, int pad) {
    int kbps = (isMpeg1(head) ? KBPS_1 : KBPS_2)[head >>> 12 & 15];
    return (isMpeg1(head) ? 144 : 72) * kbps * 1000 / rate(head) + pad;
  }

  /** The size of a frame in bytes. */
  int size(byte[] bytes, int frame) {
    int head = head(bytes, offsets[frame]);
    return frameBytes(head, head >>> 9 & 1);
  }
}
