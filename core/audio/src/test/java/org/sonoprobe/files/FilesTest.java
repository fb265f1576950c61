package org.sonoprobe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

  @TempDir Path folder;

  @Test
  void valuesInQuotesMayHoldAnything() throws IOException {
    Csv csv =
        Csv.parse(
            "\uFEFFid, name \r\n1,\"a,b\"\r\n\r\n2,\"line\none\"\n3,\"say \"\"hi\"\"\"",
            "t.csv",
            ',');

    assertThat(csv.columns()).containsExactly("id", "name");
    assertThat(csv.rows())
        .containsExactly(
            List.of("1", "a,b"), List.of("2", "line\none"), List.of("3", "say \"hi\""));
    assertThat(csv.lines()).containsExactly(2, 4, 6);
    assertThat(csv.column("name", "t.csv")).isEqualTo(1);
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    List<String> values = List.of("a", "b,c", "d\"e", "f\ng", "", " h ");

    Csv csv = Csv.parse(Csv.line(List.of(1, 2, 3, 4, 5, 6)) + Csv.line(values), "t.csv", ',');

    assertThat(csv.rows()).containsExactly(values);
  }

  @Test
  void mistakesInTablesAreSaidWithTheirLine() throws IOException {
    assertThatThrownBy(() -> Csv.parse("a,b\n1,2\n3\n", "t.csv", ','))
        .hasMessage("t.csv:3: 1 values for 2 columns");
    assertThatThrownBy(() -> Csv.parse("a,b\n1,\"2\n", "t.csv", ','))
        .hasMessage("t.csv:2: a quote is opened and never closed");
    assertThatThrownBy(() -> Csv.parse("", "t.csv", ',')).hasMessageContaining("t.csv is empty");
    assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv"), ','))
        .hasMessageContaining("there is no file");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, new byte[] {'a', (byte) 0xe4});
    assertThatThrownBy(() -> Csv.read(latin, ','))
        .hasMessageContaining("is not a text file in UTF-8");
    assertThatThrownBy(() -> Csv.parse("path,label\n", "t.csv", ',').column("lable", "t.csv"))
        .hasMessage("t.csv has no column 'lable'; did you mean 'label'?; it has: path, label");
  }

  /** As NumPy writes it: a header padded to 64 bytes, then the data. */
  private Path npy(String header, byte[] data) throws IOException {
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file =
        ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    file.putShort((short) text.length).put(text).put(data);
    return Files.write(folder.resolve("x.npy"), file.array());
  }

  private static String header(String type, boolean fortran, String shape) {
    return "{'descr': '"
        + type
        + "', 'fortran_order': "
        + (fortran ? "True" : "False")
        + ", 'shape': "
        + shape
        + ", }";
  }

  @Test
  void theTypesThatNumPyWritesAreRead() throws IOException {
    ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(1.5).putDouble(-2);
    assertThat(Npy.read(npy(header("<f8", false, "(2,)"), doubles.array())))
        .isEqualTo(new Npy(new int[] {2}, new float[] {1.5f, -2}));
    ByteBuffer floats = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    assertThat(Npy.read(npy(header("<f4", false, "(2, 2)"), floats.array())).values())
        .containsExactly(1, 2, 3, 4);
    ByteBuffer whole = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN);
    whole.putLong(7).putLong(-1);
    assertThat(Npy.read(npy(header(">u8", false, "(2,)"), whole.array())).values())
        .containsExactly(7, 1.8446744e19f);
    assertThat(Npy.read(npy(header(">i8", false, "(2,)"), whole.array())).values())
        .containsExactly(7, -1);
    ByteBuffer halves = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort((short) 0x3555).putShort((short) 0x0001).putShort((short) 0xfbff);
    assertThat(Npy.read(npy(header("<f2", false, "(3,)"), halves.array())).values())
        .containsExactly(0.33325195f, 0x1p-24f, -65504);
    assertThat(Npy.read(npy(header("<f4", true, "(2, 2)"), floats.array())).values())
        .containsExactly(1, 3, 2, 4);
    Npy array = new Npy(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});
    Path written = Files.write(folder.resolve("w.npy"), array.toBytes());
    assertThat(Npy.read(written)).isEqualTo(array).hasSameHashCodeAs(array);
    assertThat(array.toString()).contains("2");
  }

  @Test
  void damagedArraysAreErrorsThatNameTheFile() throws IOException {
    Path written = folder.resolve("w.npy");
    byte[] whole = new Npy(new int[] {4}, new float[4]).toBytes();
    for (int length : new int[] {0, 5, 20, whole.length - 1}) {
      Files.write(written, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(written))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("w.npy");
    }
    assertThatThrownBy(() -> Npy.read(npy(header("<c8", false, "(1,)"), new byte[8])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("c8");
    assertThatThrownBy(() -> new Npy(new int[] {3}, new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shapesThatNoArrayHasAreErrorsThatNameTheFile() throws IOException {
    for (String shape : new String[] {"(-1, -4)", "(-4,)", "(65536, 65536, 65536, 65536)"}) {
      assertThatThrownBy(() -> Npy.read(npy(header("<f4", false, shape), new byte[16])))
          .as(shape)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(".npy is not a readable NPY file: ");
    }
    assertThatThrownBy(() -> new Npy(new int[] {-2, -2}, new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a size is negative in the shape [-2, -2]");
  }

  @Test
  void archivesThatUnpackWithoutEndOrHaveNoNamesAreRefused() throws IOException {
    Path bomb = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      for (int i = 0; i < 64; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    assertThatThrownBy(() -> Npz.read(bomb))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bomb.npz cannot be read as NPZ: it unpacks to more than 200 times");
    Path named = folder.resolve("n.npz");
    Npz.write(named, new Npz.Content(Map.of("ab", new Npy(new int[] {1}, new float[1])), Map.of()));
    byte[] bytes = Files.readAllBytes(named);
    bytes[30] = (byte) 0xff; // the first letter of the first entry's name
    Files.write(named, bytes);
    assertThatThrownBy(() -> Npz.read(named))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("n.npz cannot be read as NPZ");
  }

  @Test
  void namesInAHeaderAndLineEndsInCellsStayAsTheyAre() throws IOException {
    List<String> header = List.of("a ", " b", "c");
    List<String> row = List.of("x\ry", "x\r\ny", " z ");
    Csv read = Csv.parse(Csv.line(header) + Csv.line(row) + "1,2,3\r4,5,6\r\n7,8,9", "t", ',');

    assertThat(read.columns()).isEqualTo(header);
    assertThat(read.rows().get(0)).isEqualTo(row);
    assertThat(read.rows()).hasSize(4);
    assertThat(Csv.parse(" a , b \n1,2\n", "t", ',').columns()).containsExactly("a", "b");
    assertThatThrownBy(() -> Csv.parse("a,b,a\n1,2,3\n", "t", ',').column("a", "t.csv"))
        .isInstanceOf(IOException.class)
        .hasMessage("t.csv has more than one column 'a'; rename all but one");
    assertThat(Csv.plain("'=x")).isEqualTo("=x");
    assertThat(Csv.safeLine(List.of("=x", "'=x", "-", -1.5))).isEqualTo("'=x,''=x,'-,-1.5\n");
  }

  @Test
  void anArchiveKeepsArraysAndTexts() throws IOException {
    Path file = folder.resolve("m.npz");
    Npz.Content content =
        new Npz.Content(
            Map.of("a", new Npy(new int[] {2}, new float[] {1, 2})), Map.of("t.txt", "hello\n"));
    Npz.write(file, content);
    byte[] once = Files.readAllBytes(file);
    Npz.write(file, content);

    assertThat(Files.readAllBytes(file)).isEqualTo(once);
    assertThat(Npz.read(file)).isEqualTo(content);
    Files.write(file, Arrays.copyOf(once, once.length / 2));
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("m.npz");
    Files.writeString(file, "no archive");
    assertThatThrownBy(() -> Npz.read(file)).hasMessageContaining("is not an NPZ file");
  }
}
