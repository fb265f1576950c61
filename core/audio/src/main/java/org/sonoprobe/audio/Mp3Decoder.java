package org.sonoprobe.audio;

import de.sciss.jump3r.mp3.VBRTag;
import de.sciss.jump3r.mpg.Common;
import de.sciss.jump3r.mpg.Interface;
import de.sciss.jump3r.mpg.MPGLib;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes MP3 (MPEG-1, 2 and 2.5 layer III) from memory to float samples.
 *
 * <p>The frames are located here and handed one by one to jump3r's mpglib, so that jump3r never has
 * to search for a frame itself. Decoding is done in float and is not clipped: samples of a file
 * encoded close to full scale may exceed 1.0.
 *
 * <p>If the file starts with a Xing/Info frame, that frame is not decoded as audio. If the frame
 * carries the encoder delay and padding (LAME, libavcodec), the encoder delay plus 529 samples of
 * decoder delay are removed at the start and the padding at the end, so that the length is that of
 * the encoded original. Without such data all frames are returned in full: the result then starts
 * with the delay of the codec (1105 samples for LAME) and its length is a multiple of the frame
 * size.
 *
 * <p>An incomplete last frame is dropped; bytes between frames are skipped. A frame that is
 * damaged, or cut off from the bit reservoir before it as at the start of an excerpt, becomes
 * silence of the same length; a file with more than ten of them and more than one in twenty is
 * refused.
 */
final class Mp3Decoder {

  /** Delay in samples of the decoder's filter bank, as counted by LAME and ffmpeg. */
  static final int DECODER_DELAY = 529;

  /** jump3r's full scale is 32767, as measured against ffmpeg's float decoder. */
  private static final float SCALE = 1f / 32767f;

  /** Frames that may be damaged in any file: an excerpt loses up to nine at its start. */
  private static final int TOLERATED = 10;

  private static final int MAX_FRAME_SAMPLES = 1152;
  private static final int MAX_FRAME_BYTES = 2881;

  private static final int[] KBPS_MPEG1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0
  };
  private static final int[] KBPS_MPEG2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0
  };
  private static final int[] RATES_MPEG1 = {44100, 48000, 32000};

  /** Bits of a header that must not change: sync, version, layer, sample rate. */
  private static final int STREAM_MASK = 0xfffe0c00;

  private static final int MODE_MONO = 3;

  private final byte[] data;
  private int start;
  private int end;

  private int streamHeader;
  private boolean mpeg1;
  private boolean mono;
  private int sampleRate;
  private int frameSamples;

  private int[] offsets = new int[256];
  private int frameCount;

  private boolean hasGaplessInfo;
  private int encoderDelay;
  private int encoderPadding;
  private int taggedFrames = -1;

  @SuppressWarnings("NullAway.Init") // set with the first frame
  private MPGLib mpglib;

  @SuppressWarnings("NullAway.Init") // set with the first frame
  private MPGLib.mpstr_tag state;

  @SuppressWarnings("NullAway.Init") // set with the first frame
  private Mp3FrameCheck check;

  private final byte[] scratch = new byte[MAX_FRAME_BYTES];
  private final float[] left = new float[MAX_FRAME_SAMPLES];
  private final float[] right = new float[MAX_FRAME_SAMPLES];

  private Mp3Decoder(byte[] data) {
    this.data = data;
  }

  /**
   * Decodes a whole MP3 file.
   *
   * @param data the content of the file
   * @return the samples of one or two channels
   * @throws IOException if the data hold no MP3 stream, or one whose sample rate or channel count
   *     changes midway
   */
  public static DecodedAudio decode(byte[] data) throws IOException {
    return new Mp3Decoder(data).run();
  }

  private DecodedAudio run() throws IOException {
    if (data.length == 0) {
      throw new IOException("not an MP3 file: it is empty");
    }
    end = data.length;
    skipLeadingTags();
    skipTrailingTags();
    int first = findFirstFrame();
    initStream(header(first));
    if (parseInfoFrame(first)) {
      first += frameBytes(header(first));
    }
    collectFrames(first);
    if (frameCount == 0) {
      throw new IOException("not a usable MP3 file: it contains no complete audio frame");
    }
    return decodeFrames();
  }

  // ---- tags around the stream

  private void skipLeadingTags() {
    boolean found = true;
    while (found) {
      found = false;
      if (end - start >= 10 && startsWith(start, "ID3")) {
        long size = 10L + syncsafe(start + 6) + ((data[start + 5] & 0x10) != 0 ? 10 : 0);
        start = (int) Math.min(end, start + size);
        found = true;
      } else if (end - start >= 32 && startsWith(start, "APETAGEX")) {
        long size = 32L + littleEndian(start + 12);
        start = (int) Math.min(end, start + size);
        found = true;
      }
    }
  }

  private void skipTrailingTags() {
    boolean found = true;
    while (found) {
      found = false;
      if (end - start >= 128 && startsWith(end - 128, "TAG")) {
        end -= 128;
        found = true;
      } else if (end - start >= 32 && startsWith(end - 32, "APETAGEX")) {
        boolean hasHeader = (data[end - 32 + 23] & 0x80) != 0;
        long size = littleEndian(end - 32 + 12) + (hasHeader ? 32L : 0L);
        if (size >= 32 && size <= end - start) {
          end -= (int) size;
          found = true;
        }
      } else if (end - start >= 15 && startsWith(end - 9, "LYRICS200")) {
        long size = decimal(end - 15, 6) + 15;
        if (size > 15 && size <= end - start) {
          end -= (int) size;
          found = true;
        }
      }
    }
  }

  private boolean startsWith(int pos, String text) {
    if (pos < 0 || pos + text.length() > data.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (data[pos + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int syncsafe(int pos) {
    return (data[pos] & 0x7f) << 21
        | (data[pos + 1] & 0x7f) << 14
        | (data[pos + 2] & 0x7f) << 7
        | (data[pos + 3] & 0x7f);
  }

  private long littleEndian(int pos) {
    return (data[pos] & 0xff)
        | (data[pos + 1] & 0xff) << 8
        | (data[pos + 2] & 0xff) << 16
        | (data[pos + 3] & 0xffL) << 24;
  }

  private long decimal(int pos, int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = data[pos + i] - '0';
      if (digit < 0 || digit > 9) {
        return -1000;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  // ---- frame headers

  /** Returns the four bytes at a position, or 0 (never a valid header) past the end. */
  private int header(int pos) {
    if (pos < start || pos + 4 > end) {
      return 0;
    }
    return (data[pos] & 0xff) << 24
        | (data[pos + 1] & 0xff) << 16
        | (data[pos + 2] & 0xff) << 8
        | (data[pos + 3] & 0xff);
  }

  /** Whether four bytes form a header of a layer III frame with a bitrate of the table. */
  private static boolean isFrame(int header) {
    int bitrate = header >>> 12 & 15;
    return (header & 0xffe00000) == 0xffe00000
        && (header >>> 19 & 3) != 1
        && (header >>> 17 & 3) == 1
        && bitrate != 0
        && bitrate != 15
        && (header >>> 10 & 3) != 3
        && (header & 3) != 2;
  }

  private static boolean isMono(int header) {
    return (header >>> 6 & 3) == MODE_MONO;
  }

  private static boolean sameStream(int a, int b) {
    return (a & STREAM_MASK) == (b & STREAM_MASK) && isMono(a) == isMono(b);
  }

  private static int rate(int header) {
    int rate = RATES_MPEG1[header >>> 10 & 3];
    int version = header >>> 19 & 3;
    return version == 3 ? rate : version == 2 ? rate / 2 : rate / 4;
  }

  private static int frameBytes(int header) {
    boolean first = (header >>> 19 & 3) == 3;
    int kbps = (first ? KBPS_MPEG1 : KBPS_MPEG2)[header >>> 12 & 15];
    return kbps * (first ? 144000 : 72000) / rate(header) + (header >>> 9 & 1);
  }

  /** Whether a frame at a position is followed by the given number of frames of its stream. */
  private boolean confirmed(int pos, int followers) {
    int header = header(pos);
    if (!isFrame(header)) {
      return false;
    }
    int p = pos;
    int h = header;
    for (int i = 0; i < followers; i++) {
      p += frameBytes(h);
      if (p == end) {
        return true;
      }
      h = header(p);
      if (!isFrame(h) || !sameStream(h, header)) {
        return false;
      }
    }
    return true;
  }

  private int findFirstFrame() throws IOException {
    if (confirmed(start, 1)) {
      return start;
    }
    boolean freeFormat = false;
    boolean otherLayer = false;
    for (int p = start; p + 4 <= end; p++) {
      if (data[p] == -1) {
        int header = header(p);
        if (confirmed(p, 2)) {
          return p;
        }
        if (p == start && (header & 0xffe00000) == 0xffe00000 && (header >>> 19 & 3) != 1) {
          freeFormat = (header >>> 17 & 3) == 1 && (header >>> 12 & 15) == 0;
          otherLayer = (header >>> 17 & 3) > 1 && (header >>> 12 & 15) != 15;
        }
      }
    }
    if (freeFormat) {
      throw new IOException("free-format MP3 streams are not supported");
    }
    if (otherLayer) {
      throw new IOException("not an MP3 file: it may be MPEG layer I or II, but not layer III");
    }
    throw new IOException("not an MP3 file: no MPEG layer III frame found");
  }

  private void initStream(int header) {
    streamHeader = header;
    mpeg1 = (header >>> 19 & 3) == 3;
    mono = isMono(header);
    sampleRate = rate(header);
    frameSamples = mpeg1 ? 1152 : 576;
    check = new Mp3FrameCheck(header);
  }

  // ---- Xing, Info and VBRI frames

  private boolean parseInfoFrame(int pos) {
    int limit = Math.min(end, pos + frameBytes(header(pos)));
    if (pos + 36 + 26 <= limit && startsWith(pos + 36, "VBRI")) {
      taggedFrames = bigEndian(pos + 36 + 14);
      return true;
    }
    int tag = pos + 4 + check.sideInfoBytes();
    if (!isInfoTag(tag)) {
      tag += 2; // behind a checksum
    }
    if (tag + 8 > limit || !isInfoTag(tag)) {
      return false;
    }
    int flags = bigEndian(tag + 4);
    int p = tag + 8;
    if ((flags & 1) != 0) {
      taggedFrames = p + 4 <= limit ? bigEndian(p) : -1;
      p += 4;
    }
    p += (flags & 2) != 0 ? 4 : 0;
    p += (flags & 4) != 0 ? 100 : 0;
    p += (flags & 8) != 0 ? 4 : 0;
    if (p + 24 <= limit && isKnownEncoder(p)) {
      // behind 21 bytes of other data: 12 bits of delay, 12 bits of padding
      int value = (data[p + 21] & 0xff) << 16 | (data[p + 22] & 0xff) << 8 | (data[p + 23] & 0xff);
      encoderDelay = value >>> 12;
      encoderPadding = value & 0xfff;
      hasGaplessInfo = true;
    }
    return true;
  }

  private boolean isInfoTag(int pos) {
    return startsWith(pos, "Xing") || startsWith(pos, "Info");
  }

  private boolean isKnownEncoder(int pos) {
    String name = new String(data, pos, 4, StandardCharsets.ISO_8859_1);
    return name.equals("LAME")
        || name.equals("Lavf")
        || name.equals("Lavc")
        || name.startsWith("L3.");
  }

  private int bigEndian(int pos) {
    return (data[pos] & 0xff) << 24
        | (data[pos + 1] & 0xff) << 16
        | (data[pos + 2] & 0xff) << 8
        | (data[pos + 3] & 0xff);
  }

  // ---- the list of frames

  private void collectFrames(int first) throws IOException {
    int p = first;
    while (p + 4 <= end) {
      int header = header(p);
      if (isFrame(header) && sameStream(header, streamHeader)) {
        int next = p + frameBytes(header);
        if (next > end) {
          return; // incomplete last frame
        }
        addFrame(p);
        p = next;
      } else {
        p = resync(p);
      }
    }
  }

  /** Returns the next frame of the stream, or the end of the data if there is none. */
  private int resync(int from) throws IOException {
    for (int p = from; p + 4 <= end; p++) {
      if (data[p] != -1) {
        continue;
      }
      int header = header(p);
      if (!isFrame(header)) {
        continue;
      }
      if (sameStream(header, streamHeader)) {
        if (p > from && confirmed(p, 1)) {
          return p;
        }
      } else if (confirmed(p, 3)) {
        if (rate(header) != sampleRate) {
          throw new IOException(
              "the sample rate changes within the MP3 file, from "
                  + sampleRate
                  + " Hz to "
                  + rate(header)
                  + " Hz");
        }
        if (isMono(header) != mono) {
          throw new IOException("the number of channels changes within the MP3 file");
        }
      }
    }
    return end;
  }

  private void addFrame(int offset) {
    if (frameCount == offsets.length) {
      offsets = Arrays.copyOf(offsets, frameCount * 2);
    }
    offsets[frameCount++] = offset;
  }

  // ---- decoding

  private DecodedAudio decodeFrames() throws IOException {
    long total = (long) frameCount * frameSamples;
    long from = 0;
    long to = total;
    if (hasGaplessInfo) {
      from = Math.min(total, encoderDelay + DECODER_DELAY);
      int tagged = taggedFrames > 0 ? taggedFrames : frameCount;
      if (tagged > frameCount + 2 + tagged / 100) {
        throw new IOException(
            "it is cut short: its tag claims "
                + tagged
                + " frames, but only "
                + frameCount
                + " are there");
      }
      if (frameCount <= tagged) {
        to = Math.min(total, (long) tagged * frameSamples - encoderPadding + DECODER_DELAY);
        to = Math.max(from, to);
      }
    }
    if (to - from > Integer.MAX_VALUE - 16) {
      throw new IOException("the MP3 file is too long to decode into memory");
    }
    int length = (int) (to - from);
    float[][] out = new float[mono ? 1 : 2][length];

    mpglib = newDecoder();
    resetState();
    int good = 0;
    for (int i = 0; i < frameCount; i++) {
      boolean ok = decodeFrame(offsets[i]);
      good += ok ? 1 : 0;
      long pos = (long) i * frameSamples - from;
      int a = (int) Math.max(0, -pos);
      int b = (int) Math.min(frameSamples, length - pos);
      if (ok) {
        for (int j = a; j < b; j++) {
          out[0][(int) pos + j] = left[j] * SCALE;
        }
        if (!mono) {
          for (int j = a; j < b; j++) {
            out[1][(int) pos + j] = right[j] * SCALE;
          }
        }
      }
    }
    if (good == 0) {
      throw new IOException("not a usable MP3 file: none of its frames could be decoded");
    }
    int damaged = frameCount - good;
    if (damaged > Math.max(TOLERATED, frameCount / 20)) {
      throw new IOException(
          damaged
              + " of its "
              + frameCount
              + " frames are damaged; replace it or leave the track out");
    }
    return new DecodedAudio(out, sampleRate);
  }

  private static MPGLib newDecoder() {
    MPGLib lib = new MPGLib();
    Interface decoder = new Interface();
    Common common = new Common();
    lib.setModules(decoder, common);
    decoder.setModules(new VBRTag(), common);
    return lib;
  }

  /**
   * Starts a new decoder state with one frame of silence, which is dropped. jump3r looks for a Xing
   * header in the first 194 bytes and complains of a missing bit reservoir in the first frame;
   * neither happens after this.
   */
  private void resetState() {
    state = mpglib.hip_decode_init();
    int header = streamHeader | 1 << 16; // no checksum
    header = header & ~0xf200 | (mpeg1 ? 9 : 10) << 12;
    int bytes = frameBytes(header);
    Arrays.fill(scratch, 0, bytes, (byte) 0);
    scratch[0] = (byte) (header >>> 24);
    scratch[1] = (byte) (header >>> 16);
    scratch[2] = (byte) (header >>> 8);
    scratch[3] = (byte) header;
    feed(bytes);
    check.reset();
  }

  /** Feeds the scratch buffer, one whole frame, and returns the number of samples obtained. */
  private int feed(int bytes) {
    int samples = mpglib.hip_decode1_unclipped(state, scratch, 0, bytes, left, right);
    for (int i = 0; i < 2 && samples == 0; i++) {
      samples = mpglib.hip_decode1_unclipped(state, scratch, 0, 0, left, right);
    }
    return samples;
  }

  private boolean decodeFrame(int offset) {
    int header = header(offset);
    int bytes = frameBytes(header);
    System.arraycopy(data, offset, scratch, 0, bytes);
    boolean intact = check.check(scratch, bytes);
    try {
      if (feed(bytes) == frameSamples) {
        return intact;
      }
    } catch (RuntimeException | AssertionError e) {
      // the frame is damaged: jump3r ran out of one of its tables
    }
    resetState();
    return false;
  }
}
