package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The properties of the terminal that is written to. */
final class Terminal {
  private static final int USUAL = 120;
  private static final int SECONDS = 1;

  private Terminal() {}

  /** Characters a line: {@code COLUMNS}, else what the terminal says, else {@value #USUAL}. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{0,3}")) {
      return Integer.parseInt(columns);
    }
    return colour() ? asked() : USUAL;
  }

  /** Whether bold and dim text may be used: on a terminal that knows them. */
  static boolean colour() {
    return CommandLine.Help.Ansi.AUTO.enabled();
  }

  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
        String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String columns = size.strip().replaceFirst("^\\d+ ", "");
        return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL;
      }
      stty.destroy();
      return USUAL;
    } catch (IOException e) {
      return USUAL; // there is no stty here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }
}
