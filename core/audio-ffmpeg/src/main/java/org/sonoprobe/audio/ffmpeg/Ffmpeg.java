package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_callback;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.Callback_Pointer_int_BytePointer_Pointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** The common part of all calls of FFmpeg: its version, its errors and its log. */
final class Ffmpeg {
  /** {@code AVERROR(EAGAIN)}: give more input first. */
  static final int AGAIN = -11;

  /** Errors that the calling thread's decoders have logged; they run on the thread that calls. */
  private static final ThreadLocal<int[]> ERRORS = ThreadLocal.withInitial(() -> new int[1]);

  /**
   * The one log callback of the process: FFmpeg reports some damage in its log alone. JavaCPP keeps
   * no more than ten callbacks alive, so this one is never made again.
   */
  private static final Callback_Pointer_int_BytePointer_Pointer LOG = new Log();

  private static final class Log extends Callback_Pointer_int_BytePointer_Pointer {
    @Override
    public void call(Pointer source, int level, BytePointer format, Pointer arguments) {
      if (level <= AV_LOG_ERROR) {
        ERRORS.get()[0]++;
      }
    }
  }

  static {
    av_log_set_callback(LOG);
  }

  private Ffmpeg() {}

  static String version() {
    return "FFmpeg " + av_version_info().getString();
  }

  /** Errors logged on this thread so far. */
  static int loggedErrors() {
    return ERRORS.get()[0];
  }

  /** FFmpeg's words for an error code. */
  static String words(int code) {
    byte[] text = new byte[128];
    av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A context for a codec; to be freed with {@link #free}. */
  static AVCodecContext context(AVCodec codec) {
    AVCodecContext context = avcodec_alloc_context3(codec);
    if (context == null) {
      throw new OutOfMemoryError("FFmpeg has no memory for a codec");
    }
    return context;
  }

  static void free(AVCodecContext context) {
    avcodec_free_context(context);
  }

  /** Throws for a negative code. */
  static void check(int code, String what) throws IOException {
    if (code < 0) {
      throw new IOException(what + ": " + words(code));
    }
  }
}
