package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Recording;

/**
 * Decodes MP3 frame by frame. What is missing or damaged becomes silence of the same length and a
 * note, up to a limit; beyond it the file is refused.
 */
final class Mp3Decoder {
  /** Samples by which a decoder delays, beside what the encoder does. */
  static final int DELAY = 529;

  /** FFmpeg may read a little past the end of what it is given. */
  private static final int SLACK = 64;

  /** So many frames may be damaged in any file, in longer ones one in {@link #SHARE}. */
  private static final int TOLERATED = 10;

  private static final int SHARE = 20;

  /** A frame borrows at most 511 bytes from those before it: those that come before the excerpt. */
  private static final int BORROWED = 511;

  private Mp3Decoder() {}

  static Recording decode(byte[] bytes) throws IOException {
    MpegFrames frames = MpegFrames.of(bytes);
    int total = frames.count() + lost(frames);
    check(lost(frames), total); // before any silence is made: a tag may claim what it likes
    Samples samples = new Samples();
    Damage damage = decode(bytes, frames, samples);
    int damaged = damage.frames();
    List<String> notes = new ArrayList<>();
    if (frames.count() == 0 || samples.channelCount() == 0) {
      throw new IOException("not a usable MP3 file: it contains no frame that can be decoded");
    }
    check(damaged, total);
    if (damaged > 0 || damage.startIsSilent()) {
      notes.add("an MP3 file has damaged or missing frames, which became silence");
    }
    if (frames.checksumDiffers()) {
      notes.add("the audio of an MP3 file has another checksum than its tag states");
    }
    int from = 0;
    int length = samples.length();
    if (frames.delay() >= 0) {
      from = Math.min(length, frames.delay() + DELAY);
      length = Math.max(0, Math.min(length - from, length - frames.delay() - frames.padding()));
    } else {
      notes.add(
          "an MP3 file does not state its encoder's delay: its audio begins late, by 1105 samples"
              + " if LAME made it");
    }
    return new Recording(Audio.wrap(samples.sampleRate(), samples.channels(from, length)), notes);
  }

  private static void check(int damaged, int total) throws IOException {
    if (damaged > TOLERATED && damaged > total / SHARE) {
      throw new IOException(
          "%s of its %s frames are damaged or missing; up to %s would become silence"
              .formatted(damaged, total, Math.max(TOLERATED, total / SHARE)));
    }
  }

  /**
   * The part of a file that could not be decoded.
   *
   * @param frames that are damaged or missing
   * @param startIsSilent whether the first frames need bytes of frames before the excerpt
   */
  private record Damage(int frames, boolean startIsSilent) {}

  private static int lost(MpegFrames frames) {
    int lost = frames.missingAfter();
    for (int i = 0; i < frames.count(); i++) {
      lost += frames.missingBefore(i);
    }
    return lost;
  }

  private static Damage decode(byte[] bytes, MpegFrames frames, Samples samples)
      throws IOException {
    int damaged = lost(frames);
    boolean startIsSilent = false;
    int pending = 0;
    try (Frames decoder = new Frames(bytes)) {
      for (int i = 0; i < frames.count(); i++) {
        if (frames.missingBefore(i) > 0) {
          pending += frames.missingBefore(i);
          decoder.forget();
        }
        boolean good =
            decoder.decode(frames.offset(i), frames.size(bytes, i), samples, pending, frames);
        boolean borrows = frames.offset(i) - frames.offset(0) <= BORROWED;
        if (good) {
          pending = 0;
        } else {
          pending++;
          damaged += borrows ? 0 : 1;
          startIsSilent |= borrows;
        }
      }
    }
    if (samples.channelCount() > 0) {
      samples.addSilence(
          Math.multiplyExact(pending + frames.missingAfter(), frames.frameSamples()));
    }
    return new Damage(damaged, startIsSilent);
  }

  /** A decoder with the bytes of one file. */
  private static final class Frames implements AutoCloseable {
    private final BytePointer data;
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();

    Frames(byte[] bytes) throws IOException {
      data = new BytePointer((long) bytes.length + SLACK);
      data.put(bytes, 0, bytes.length);
      AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_MP3);
      context = Ffmpeg.context(codec);
      context.thread_count(1);
      Ffmpeg.check(
          avcodec_open2(context, codec, (AVDictionary) null), "the MP3 decoder does not start");
    }

    void forget() {
      avcodec_flush_buffers(context);
    }

    /** Decodes one frame behind as much silence as is pending; false if it is damaged. */
    boolean decode(int offset, int size, Samples samples, int pending, MpegFrames frames)
        throws IOException {
      int errors = Ffmpeg.loggedErrors();
      packet.data(data.getPointer(offset));
      packet.size(size);
      int code = avcodec_send_packet(context, packet);
      if (code >= 0) {
        code = avcodec_receive_frame(context, frame);
      }
      if (code < 0 || Ffmpeg.loggedErrors() != errors || frame.nb_samples() == 0) {
        return false;
      }
      if (pending > 0) {
        if (samples.channelCount() == 0) {
          samples.open(frames.channelCount(), frames.sampleRate());
        }
        samples.addSilence(Math.multiplyExact(pending, frames.frameSamples()));
      }
      samples.add(frame);
      return true;
    }

    @Override
    public void close() {
      packet.data(null);
      packet.size(0);
      av_packet_free(packet);
      av_frame_free(frame);
      Ffmpeg.free(context);
      data.close();
    }
  }
}
