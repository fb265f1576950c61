package org.sonoprobe.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows the progress of a run as lines of text: at most one a second, with the time that is left,
 * and every track that is skipped.
 */
public final class ConsoleProgress implements RunListener {
  private final PrintStream out;
  private String experiment = "";
  private int units;
  private int done;
  private int found;
  private long start;
  private long lastLine;

  /** Progress on a stream, usually standard error. */
  public ConsoleProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void started(String name, Stage stage, int count) {
    experiment = name;
    units = count;
    done = 0;
    found = 0;
    start = System.nanoTime();
    lastLine = start;
  }

  @Override
  public synchronized void advanced(Stage stage, String what, boolean fresh) {
    done++;
    found += fresh ? 0 : 1;
    long now = System.nanoTime();
    if (now - lastLine > 1_000_000_000L) {
      lastLine = now;
      double elapsed = (now - start) / 1e9;
      int fresh0 = Math.max(1, done - found);
      double left = elapsed / fresh0 * (units - done);
      out.printf(
          Locale.ROOT,
          "%s: %s %d of %d, about %s left%n",
          experiment,
          words(stage),
          done,
          units,
          duration(left));
    }
  }

  @Override
  public synchronized void skipped(Skipped skipped) {
    out.printf(
        "%s: skipped %s at %s: %s%n",
        skipped.experiment(),
        skipped.track().isEmpty() ? skipped.embedding() + skipped.dataset() : skipped.track(),
        skipped.stage(),
        skipped.reason());
  }

  @Override
  public synchronized void noted(String name, String note) {
    out.printf("%s: note: %s%n", name, note);
  }

  @Override
  public synchronized void finished(Stage stage) {
    out.printf(
        Locale.ROOT,
        "%s: %s %d of %d done in %s (%d found done)%n",
        experiment,
        words(stage),
        done,
        units,
        duration((System.nanoTime() - start) / 1e9),
        found);
  }

  private static String words(Stage stage) {
    return stage == Stage.EXTRACT ? "tracks" : "trials";
  }

  private static String duration(double seconds) {
    if (seconds < 90) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 5400
        ? Math.round(seconds / 60) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
