package org.sonoprobe.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file, in memory or not. */
interface FileBytes {

  long size();

  /** That many bytes from a position on, in an array-backed buffer of their own. */
  ByteBuffer read(long position, int count) throws IOException;

  /** Bytes in an array. */
  record InMemory(byte[] bytes) implements FileBytes {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public ByteBuffer read(long position, int count) {
      return ByteBuffer.wrap(bytes, Math.toIntExact(position), count).slice();
    }
  }

  /** Bytes on disk. */
  record OnDisk(FileChannel channel, long size) implements FileBytes {
    @Override
    public ByteBuffer read(long position, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new EOFException("the file ends at byte " + (position + buffer.position()));
        }
      }
      return buffer.flip();
    }
  }
}
