package org.sonoprobe.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An array of bytes that FFmpeg reads as a file.
 *
 * <p>JavaCPP keeps no more than ten callbacks of a type alive and never calls later ones, so there
 * is one of each, which finds its array by the address it is called with.
 */
final class MemoryInput implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;
  private static final int FORCE = 0x20000;
  private static final Map<Long, MemoryInput> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT = new AtomicLong(1);
  private static final Read READ = new Read();
  private static final Seek SEEK = new Seek();

  private final byte[] bytes;
  private final Handle handle = new Handle(NEXT.getAndIncrement());
  private final AVIOContext context;
  private long position;

  MemoryInput(byte[] bytes) {
    this.bytes = bytes;
    OPEN.put(handle.address(), this);
    context =
        avio_alloc_context(
            new BytePointer(av_malloc(BUFFER)),
            BUFFER,
            0,
            handle,
            READ,
            (Write_packet_Pointer_BytePointer_int) null,
            SEEK);
  }

  AVIOContext context() {
    return context;
  }

  @Override
  public void close() {
    OPEN.remove(handle.address());
    av_free(context.buffer());
    avio_context_free(context);
  }

  private int read(BytePointer to, int wanted) {
    int count = (int) Math.min(wanted, bytes.length - position);
    if (count <= 0) {
      return AVERROR_EOF;
    }
    to.capacity(count).put(bytes, (int) position, count);
    position += count;
    return count;
  }

  private long seek(long offset, int whence) {
    int from = whence & ~FORCE;
    if (from == AVSEEK_SIZE) {
      return bytes.length;
    }
    long target =
        from == SEEK_SET
            ? offset
            : from == SEEK_CUR ? position + offset : from == SEEK_END ? bytes.length + offset : -1;
    if (target < 0 || target > bytes.length) {
      return -1;
    }
    position = target;
    return position;
  }

  /** A number that travels as an address. */
  private static final class Handle extends Pointer {
    Handle(long number) {
      address = number;
    }
  }

  private static final class Read extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer handle, BytePointer to, int wanted) {
      MemoryInput input = OPEN.get(handle.address());
      return input == null ? AVERROR_EOF : input.read(to, wanted);
    }
  }

  private static final class Seek extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer handle, long offset, int whence) {
      MemoryInput input = OPEN.get(handle.address());
      return input == null ? -1 : input.seek(offset, whence);
    }
  }
}
