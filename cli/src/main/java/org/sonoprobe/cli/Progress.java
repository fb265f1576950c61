package org.sonoprobe.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.Component;
import org.sonoprobe.assets.Downloads;
import org.sonoprobe.assets.Receipt;

/** Says how far something is, at most every second. */
final class Progress implements Downloads.Listener {
  private static final long EVERY = 1_000_000_000L;

  private final PrintStream out;
  private long last = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** So many of so many are done. */
  synchronized void advanced(String what, int done, int of) {
    if (System.nanoTime() - last > EVERY) {
      last = System.nanoTime();
      out.println(what + ": " + done + " of " + of);
    }
  }

  @Override
  public void found(Component component, Asset asset) {
    out.println(component.name() + ": " + asset.path() + " is here");
  }

  @Override
  public void begins(Component component, Asset asset, java.nio.file.Path into) {
    out.println(
        "%s: fetching %s into %s; licence: %s"
            .formatted(
                component.name(),
                asset.path(),
                into.toAbsolutePath().getParent(),
                asset.licence().isEmpty() ? "not stated" : asset.licence()));
  }

  @Override
  public synchronized void progress(String source, long bytes, long total) {
    if (System.nanoTime() - last > EVERY) {
      last = System.nanoTime();
      out.printf(
          Locale.ROOT,
          "  %.1f MB%s%n",
          bytes / 1e6,
          total < 0 ? "" : String.format(Locale.ROOT, " of %.1f MB", total / 1e6));
    }
  }

  @Override
  public void troubled(String what) {
    out.println("  " + what);
  }

  @Override
  public void unpacks(Asset asset) {
    out.println("  unpacking " + asset.name());
  }

  @Override
  public void acquired(Component component, Receipt receipt) {
    out.printf(
        Locale.ROOT,
        "  %s: %.1f MB, %s%s%n",
        receipt.asset(),
        receipt.bytes() / 1e6,
        receipt.checked().isEmpty() ? "no checksum is published" : "checksum right",
        receipt.files().isEmpty() ? "" : ", " + receipt.files().size() + " files unpacked");
  }
}
