package org.sonoprobe.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small reference values that are part of the tests; {@code goldens/make.py} says whose. */
public final class Goldens {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private Goldens() {}

  /** All numbers under a name, row after row. */
  public static double[] numbers(String name) {
    String text = text("goldens/reference.json");
    int begin = text.indexOf('"' + name + '"');
    if (begin < 0) {
      throw new IllegalArgumentException("there is no golden '" + name + "'");
    }
    begin += name.length() + 2;
    int next = text.indexOf('"', begin);
    Matcher numbers = NUMBER.matcher(text.substring(begin, next < 0 ? text.length() : next));
    List<Double> values = new ArrayList<>();
    while (numbers.find()) {
      values.add(Double.valueOf(numbers.group()));
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The signal that {@code make.py} makes too. */
  public static float[] signal() {
    float[] samples = new float[1200];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(0.05 * i) + 0.3 * Math.sin(0.31 * i + 0.001 * i * i));
    }
    return samples;
  }

  /**
   * A file of numbers that is part of the tests, a smaller likeness of one in the reference data.
   */
  public static Path likeness(String relative) {
    try {
      Path file = Files.createTempFile("golden", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String resource) {
    try (InputStream in = Goldens.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
