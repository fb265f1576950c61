package org.sonoprobe.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/** Reads a file of Hadoop, from anywhere in it. */
final class ReadChannel implements SeekableByteChannel {
  private final FSDataInputStream in;
  private final long size;
  private boolean open = true;

  ReadChannel(HadoopPath path) throws IOException {
    try {
      FileStatus status = path.system().hadoop().getFileStatus(path.hadoop());
      if (status.isDirectory()) {
        throw new FileSystemException(path.toString(), null, "is a folder");
      }
      this.size = status.getLen();
      this.in = path.system().hadoop().open(path.hadoop());
    } catch (FileNotFoundException e) {
      throw HadoopFileSystemProvider.missing(path, e);
    }
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (in.getPos() >= size) {
      return -1;
    }
    byte[] bytes = new byte[(int) Math.min(into.remaining(), size - in.getPos())];
    in.readFully(bytes);
    into.put(bytes);
    return bytes.length;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return in.getPos();
  }

  @Override
  public synchronized SeekableByteChannel position(long position) throws IOException {
    checkOpen();
    in.seek(Math.min(position, size));
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    open = false;
    in.close();
  }
}
