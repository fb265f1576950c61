package org.sonoprobe.hadoop;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import org.apache.hadoop.fs.FSDataOutputStream;

/**
 * Collects what is written, and hands it to Hadoop in one go when it is closed: so nothing appears
 * of a file whose writer gave up before.
 */
final class WriteChannel implements SeekableByteChannel {
  private final HadoopPath path;
  private final boolean onlyNew;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private boolean open = true;

  WriteChannel(HadoopPath path, byte[] before, boolean onlyNew) {
    this.path = path;
    this.onlyNew = onlyNew;
    collected.writeBytes(before);
  }

  @Override
  public int read(ByteBuffer into) {
    throw new NonReadableChannelException();
  }

  @Override
  public synchronized int write(ByteBuffer from) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    collected.writeBytes(bytes);
    return bytes.length;
  }

  @Override
  public synchronized long position() {
    return collected.size();
  }

  @Override
  public SeekableByteChannel position(long position) {
    if (position != position()) {
      throw new UnsupportedOperationException("files of Hadoop are written from front to end");
    }
    return this;
  }

  @Override
  public synchronized long size() {
    return collected.size();
  }

  @Override
  public SeekableByteChannel truncate(long length) {
    throw new UnsupportedOperationException("files of Hadoop are not cut");
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    FSDataOutputStream out;
    try {
      out = path.system().hadoop().create(path.hadoop(), !onlyNew);
    } catch (FileNotFoundException e) {
      throw HadoopFileSystemProvider.missing(path, e);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(path.toString());
    }
    boolean whole = false;
    try {
      collected.writeTo(out);
      whole = true;
    } finally {
      if (!whole && out.hasCapability("fs.capability.outputstream.abortable")) {
        out.abort();
      }
      out.close();
    }
  }
}
