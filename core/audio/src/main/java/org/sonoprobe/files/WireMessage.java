package org.sonoprobe.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers, field by field in the order they are given: all
 * that files of TensorBoard and ONNX need. Not thread-safe.
 */
public final class WireMessage {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Its bytes. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void key(int field, int type) {
    varint((long) field << 3 | type);
  }

  /** A whole number: int32, int64, bool or enum. */
  public WireMessage number(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** A number of double precision. */
  public WireMessage doubles(int field, double value) {
    key(field, EIGHT_BYTES);
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  /** A number of single precision. */
  public WireMessage floats(int field, double value) {
    key(field, FOUR_BYTES);
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) value).array());
    return this;
  }

  /** Bytes. */
  public WireMessage bytes(int field, byte[] value) {
    key(field, LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** A text. */
  public WireMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message within this one. */
  public WireMessage message(int field, WireMessage value) {
    return bytes(field, value.toBytes());
  }
}
