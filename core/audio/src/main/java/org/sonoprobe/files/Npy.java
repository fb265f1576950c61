package org.sonoprobe.files;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonoprobe.component.RegularFiles;

/**
 * An array in NumPy's NPY format, version 1 to 3, of either byte order, in C or Fortran order.
 *
 * @param shape sizes of the axes, the last one varying fastest; empty for a single value
 * @param values the elements as floats
 */
public record Npy(int[] shape, float[] values) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "'descr':\\s*'([^']+)'.*'fortran_order':\\s*(True|False).*'shape':\\s*\\(([^)]*)\\)",
          Pattern.DOTALL);

  public Npy {
    long count = 1;
    for (int size : shape) {
      count *= size;
      if (size < 0) {
        throw new IllegalArgumentException(
            "a size is negative in the shape " + Arrays.toString(shape));
      }
    }
    if (count != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
  }

  /**
   * Reads float16, float32, float64, integer or bool elements; C order comes out whatever the
   * file's.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  public static Npy read(Path file) throws IOException {
    RegularFiles.require(file);
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new IOException(file + " is not a readable NPY file: " + e.getMessage(), e);
    }
  }

  /** Reads an array from where the buffer stands and leaves it behind the last element. */
  public static Npy parse(ByteBuffer buffer) throws IOException {
    try {
      return parseChecked(buffer.order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      throw new IOException("it is cut short or damaged", e);
    }
  }

  private static Npy parseChecked(ByteBuffer buffer) throws IOException {
    Header header = Header.parse(buffer);
    float[] values = elements(buffer, header.type, header.count());
    return new Npy(header.shape, header.fortran ? inCOrder(values, header.shape) : values);
  }

  /** Values of which the first axis runs fastest, so that the last does. */
  private static float[] inCOrder(float[] values, int[] shape) {
    float[] ordered = new float[values.length];
    int[] at = new int[shape.length];
    for (float value : values) {
      int place = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        place = place * shape[axis] + at[axis];
      }
      ordered[place] = value;
      for (int axis = 0; axis < shape.length; axis++) {
        at[axis]++;
        if (at[axis] < shape[axis]) {
          break;
        }
        at[axis] = 0;
      }
    }
    return ordered;
  }

  /**
   * Reads a one-dimensional array of texts (NumPy's unicode type).
   *
   * @throws IOException naming the file and what is wrong with it
   */
  public static List<String> texts(Path file) throws IOException {
    RegularFiles.require(file);
    try {
      return texts(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new IOException(file + " is not a readable NPY file of texts: " + e.getMessage(), e);
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file + " is cut short or damaged", e);
    }
  }

  private static List<String> texts(ByteBuffer buffer) throws IOException {
    Header header = Header.parse(buffer);
    if (!header.type.matches("<U\\d{1,5}")) {
      throw new IOException("its elements are of type '" + header.type + "', not unicode texts");
    }
    int length = Integer.parseInt(header.type.substring(2));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < header.count(); i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < length; c++) {
        int codePoint = buffer.getInt();
        if (codePoint != 0) {
          text.appendCodePoint(codePoint);
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private record Header(String type, boolean fortran, int[] shape) {

    static Header parse(ByteBuffer buffer) throws IOException {
      byte[] magic = new byte[MAGIC.length];
      buffer.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException("it does not begin as an NPY file does");
      }
      int major = buffer.get();
      buffer.get();
      int length = major == 1 ? buffer.getShort() & 0xffff : buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        throw new IOException("it is cut short");
      }
      byte[] header = new byte[length];
      buffer.get(header);
      Matcher fields = HEADER.matcher(new String(header, StandardCharsets.ISO_8859_1));
      if (!fields.find()) {
        throw new IOException("its header cannot be understood");
      }
      int[] shape =
          Arrays.stream(fields.group(3).split(","))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      if (Arrays.stream(shape).anyMatch(size -> size < 0)) {
        throw new IOException("its shape has a negative size: " + Arrays.toString(shape));
      }
      return new Header(fields.group(1), fields.group(2).equals("True"), shape);
    }

    int count() {
      return Math.toIntExact(Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact));
    }
  }

  private static float[] elements(ByteBuffer buffer, String type, int count) throws IOException {
    int size = Math.max(1, type.charAt(type.length() - 1) - '0');
    if ((long) count * size > buffer.remaining()) {
      throw new IOException(
          "it is cut short: " + count + " elements of " + size + " bytes do not fit");
    }
    float[] values = new float[count];
    if (type.equals("<f4")) {
      buffer.asFloatBuffer().get(values);
      buffer.position(buffer.position() + 4 * count);
      return values;
    }
    boolean big = type.charAt(0) == '>';
    buffer.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    try {
      switch (type.substring(1)) {
        case "f2" -> fill(values, () -> half(buffer.getShort()));
        case "f4" -> fill(values, buffer::getFloat);
        case "f8" -> fill(values, () -> (float) buffer.getDouble());
        case "i1" -> fill(values, buffer::get);
        case "i2" -> fill(values, buffer::getShort);
        case "i4" -> fill(values, buffer::getInt);
        case "i8" -> fill(values, buffer::getLong);
        case "u1" -> fill(values, () -> buffer.get() & 0xff);
        case "u2" -> fill(values, () -> buffer.getShort() & 0xffff);
        case "u4" -> fill(values, () -> buffer.getInt() & 0xffffffffL);
        case "u8" -> fill(values, () -> Float.parseFloat(Long.toUnsignedString(buffer.getLong())));
        case "b1" -> fill(values, buffer::get);
        default ->
            throw new IOException(
                "its elements are of type '"
                    + type
                    + "'; known are float16, float32, float64, int8 to int64, uint8 to uint64 and bool");
      }
    } finally {
      buffer.order(ByteOrder.LITTLE_ENDIAN);
    }
    return values;
  }

  /** IEEE 754 half precision. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 31
                ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                : Math.scalb(1 + fraction / 1024f, exponent - 15);
    return bits < 0 ? -magnitude : magnitude;
  }

  private interface Next {
    float value();
  }

  private static void fill(float[] values, Next next) {
    for (int i = 0; i < values.length; i++) {
      values[i] = next.value();
    }
  }

  /** The array as the bytes of an NPY file of version 1 with float32 elements. */
  public byte[] toBytes() {
    StringBuilder header = new StringBuilder("{'descr': '<f4', 'fortran_order': False, 'shape': (");
    for (int size : shape) {
      header.append(size).append(shape.length == 1 ? "," : ", ");
    }
    if (shape.length > 1) {
      header.setLength(header.length() - 2);
    }
    header.append("), }");
    int unpadded = MAGIC.length + 4 + header.length() + 1;
    header.append(" ".repeat((64 - unpadded % 64) % 64)).append('\n');
    ByteBuffer out =
        ByteBuffer.allocate(MAGIC.length + 4 + header.length() + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
    out.put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.asFloatBuffer().put(values);
    return out.array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Npy npy
        && Arrays.equals(npy.shape, shape)
        && Arrays.equals(npy.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Npy" + Arrays.toString(shape);
  }
}
