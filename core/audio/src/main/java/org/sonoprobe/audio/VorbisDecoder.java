package org.sonoprobe.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Decodes Ogg Vorbis to float samples, which are not clipped.
 *
 * <p>The length is exactly that of the encoded original, as stated by the last page. A file that
 * ends early gives the samples up to there, provided that its three headers are complete. Other
 * logical streams multiplexed with the first Vorbis stream are ignored; files of several streams
 * one after the other (chained) are an error.
 */
final class VorbisDecoder {

  private static final int CHUNK = 8192;

  private final byte[] data;
  private int read;

  private final SyncState sync = new SyncState();
  private final StreamState stream = new StreamState();
  private final Page page = new Page();
  private final Packet packet = new Packet();
  private final Info info = new Info();
  private final Comment comment = new Comment();
  private final DspState dsp = new DspState();

  @SuppressWarnings("NullAway.Init") // set when the headers have been read
  private Block block;

  private int headers;
  private float[][] out = new float[0][0];
  private int length;

  private VorbisDecoder(byte[] data) {
    this.data = data;
  }

  /**
   * Reads a stream to its end and decodes it.
   *
   * @param in the stream; not closed
   * @return the samples
   * @throws IOException if reading fails, or the data are not Ogg Vorbis
   */
  public static DecodedAudio decode(InputStream in) throws IOException {
    return decode(in.readAllBytes());
  }

  /**
   * Decodes a whole Ogg Vorbis file.
   *
   * @param data the content of the file
   * @return the samples
   * @throws IOException if the data are not Ogg Vorbis, or are several chained streams
   */
  public static DecodedAudio decode(byte[] data) throws IOException {
    if (data.length < 4 || data[0] != 'O' || data[1] != 'g' || data[2] != 'g' || data[3] != 'S') {
      throw new IOException("not an Ogg file: the signature OggS is missing");
    }
    try {
      return new VorbisDecoder(data).run();
    } catch (RuntimeException e) {
      throw new IOException("the Ogg Vorbis file is damaged: " + e, e);
    }
  }

  private DecodedAudio run() throws IOException {
    sync.init();
    info.init();
    comment.init();
    boolean open = false;
    boolean headPassed = false;
    int serial = 0;
    long end = -1;
    boolean complete = false;
    while (nextPage()) {
      if (page.bos() != 0) {
        if (headPassed) {
          throw new IOException("chained Ogg streams are not supported");
        }
        if (!open && isVorbis()) {
          open = true;
          serial = page.serialno();
          stream.init(serial);
        }
      } else {
        headPassed = true;
      }
      if (!open || page.serialno() != serial) {
        continue;
      }
      if (stream.pagein(page) < 0) {
        throw new IOException("the Ogg Vorbis file is damaged");
      }
      long granule = page.eos() != 0 ? page.granulepos() : -1;
      readPackets();
      end = granule;
      complete = page.eos() != 0;
    }
    if (!open) {
      throw new IOException("not an Ogg Vorbis file: it holds no Vorbis stream");
    }
    if (headers < 3) {
      throw new IOException("the Ogg Vorbis file is truncated within its headers");
    }
    if (!complete) {
      throw new IOException("the Ogg Vorbis file is cut short: its last page is missing");
    }
    int frames = end >= 0 && end < length ? (int) end : length;
    for (int c = 0; c < out.length; c++) {
      out[c] = Arrays.copyOf(out[c], frames);
    }
    return new DecodedAudio(out, info.rate);
  }

  /** Finds the next intact page, or returns false at the end of the data. */
  private boolean nextPage() {
    while (true) {
      int result = sync.pageout(page);
      if (result == 1) {
        return true;
      }
      if (result == 0) {
        int count = Math.min(CHUNK, data.length - read);
        if (count == 0) {
          return false;
        }
        int offset = sync.buffer(count);
        System.arraycopy(data, read, sync.data, offset, count);
        sync.wrote(count);
        read += count;
      }
      // otherwise some bytes between pages were skipped
    }
  }

  private boolean isVorbis() {
    byte[] body = page.body_base;
    int p = page.body;
    return page.body_len >= 7
        && body[p] == 1
        && body[p + 1] == 'v'
        && body[p + 2] == 'o'
        && body[p + 3] == 'r'
        && body[p + 4] == 'b'
        && body[p + 5] == 'i'
        && body[p + 6] == 's';
  }

  private void readPackets() throws IOException {
    while (true) {
      int result = stream.packetout(packet);
      if (result == 0) {
        return;
      }
      if (result < 0) {
        throw new IOException("the Ogg Vorbis file is damaged: a page is missing");
      }
      if (headers < 3) {
        readHeader();
      } else {
        synthesize();
      }
    }
  }

  private void readHeader() throws IOException {
    if (info.synthesis_headerin(comment, packet) < 0) {
      throw new IOException(
          "the headers of the Ogg Vorbis file are damaged, or of a kind jorbis cannot read ("
              + info.channels
              + " channels)");
    }
    headers++;
    if (headers == 3) {
      if (info.channels < 1 || info.rate < 1) {
        throw new IOException("the headers of the Ogg Vorbis file are damaged");
      }
      dsp.synthesis_init(info);
      block = new Block(dsp);
      out = new float[info.channels][1 << 14];
    }
  }

  private void synthesize() throws IOException {
    if (block.synthesis(packet) != 0) {
      return; // not an audio packet
    }
    dsp.synthesis_blockin(block);
    float[][][] pcm = new float[1][][];
    int[] offsets = new int[info.channels];
    int count = dsp.synthesis_pcmout(pcm, offsets);
    while (count > 0) {
      reserve(count);
      for (int c = 0; c < out.length; c++) {
        System.arraycopy(pcm[0][c], offsets[c], out[c], length, count);
      }
      length += count;
      dsp.synthesis_read(count);
      count = dsp.synthesis_pcmout(pcm, offsets);
    }
  }

  private void reserve(int count) throws IOException {
    long needed = (long) length + count;
    if (needed > Integer.MAX_VALUE - 16) {
      throw new IOException("the Ogg Vorbis file is too long to decode into memory");
    }
    if (needed > out[0].length) {
      int size = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, out[0].length * 2L));
      for (int c = 0; c < out.length; c++) {
        out[c] = Arrays.copyOf(out[c], size);
      }
    }
  }
}
