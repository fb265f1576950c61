package org.sonoprobe.run;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sonoprobe.results.Skipped;
import org.sonoprobe.run.work.RunListener;

/**
 * Shows the progress of a run as lines of text: at most one a second, with the time that is left,
 * and every track that is skipped.
 */
public final class ConsoleProgress implements RunListener {

  private static final class Count {
    final int units;
    final long start = System.nanoTime();
    int done;
    int found;

    /** When the first line was written, and how many were computed by then. */
    long firstLine;

    int computedByThen;

    Count(int units) {
      this.units = units;
    }
  }

  private final PrintStream out;
  private final Map<Phase, Count> counts = new EnumMap<>(Phase.class);
  private long lastLine = System.nanoTime();

  /** Progress on a stream, usually standard error. */
  public ConsoleProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void started(String experiment, Phase phase, int units) {
    counts.put(phase, new Count(units));
    lastLine = System.nanoTime();
  }

  @Override
  public synchronized void advanced(Unit unit, boolean fresh) {
    Count count = counts.computeIfAbsent(unit.phase(), phase -> new Count(0));
    count.done++;
    count.found += fresh ? 0 : 1;
    long now = System.nanoTime();
    if (now - lastLine > 1_000_000_000L && unit.phase() != Phase.EVALUATE) {
      lastLine = now;
      out.printf(
          Locale.ROOT,
          "%s: %s %d of %d%s%n",
          unit.experiment(),
          words(unit.phase()),
          count.done,
          count.units,
          left(count, now));
    }
  }

  /**
   * The time that is left by the pace since the first line: before it, much went into beginning.
   */
  private static String left(Count count, long now) {
    int computed = count.done - count.found;
    if (count.firstLine == 0) {
      count.firstLine = now;
      count.computedByThen = computed;
      return "";
    }
    if (computed == count.computedByThen) {
      return "";
    }
    double each = (now - count.firstLine) / 1e9 / (computed - count.computedByThen);
    return ", about " + duration(each * (count.units - count.done)) + " left";
  }

  @Override
  public synchronized void skipped(Skipped skipped) {
    out.printf(
        "%s: skipped %s at %s: %s%n",
        skipped.where().experiment(),
        skipped.where().track().isEmpty()
            ? String.join(
                " / ",
                Stream.of(skipped.where().dataset(), skipped.where().embedding())
                    .filter(part -> !part.isEmpty())
                    .toList())
            : skipped.where().track(),
        skipped.stage().word(),
        skipped.reason());
  }

  @Override
  public synchronized void noted(String name, String note) {
    out.printf("%s: note: %s%n", name, note);
  }

  @Override
  public synchronized void finished(String experiment, Phase phase) {
    Count count = counts.computeIfAbsent(phase, unknown -> new Count(0));
    if (phase != Phase.EVALUATE) {
      out.printf(
          Locale.ROOT,
          "%s: %s %d of %d done in %s (%d found done)%n",
          experiment,
          words(phase),
          count.done,
          count.units,
          duration((System.nanoTime() - count.start) / 1e9),
          count.found);
    }
  }

  private static String words(Phase phase) {
    return switch (phase) {
      case EXTRACT -> "tracks";
      case TRAIN -> "trials";
      case EVALUATE -> "evaluations";
    };
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
