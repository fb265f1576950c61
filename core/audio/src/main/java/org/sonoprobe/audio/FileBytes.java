package org.sonoprobe.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** The bytes of a file, in memory or not. */
interface FileBytes {

  long size();

  /** That many bytes from a position on. */
  byte[] read(long position, int count) throws IOException;

  /** Bytes in an array. */
  record InMemory(byte[] bytes) implements FileBytes {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public byte[] read(long position, int count) {
      int from = Math.toIntExact(position);
      return Arrays.copyOfRange(bytes, from, Math.addExact(from, count));
    }
  }

  /** Bytes of an open file, for one thread at a time. */
  record OnDisk(SeekableByteChannel channel, long size) implements FileBytes {
    @Override
    public byte[] read(long position, int count) throws IOException {
      byte[] bytes = new byte[count];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      channel.position(position);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException("the file ends at byte " + (position + buffer.position()));
        }
      }
      return bytes;
    }
  }
}
