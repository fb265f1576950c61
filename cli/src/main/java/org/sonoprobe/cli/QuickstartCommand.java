package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first thing to try. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = {
      "The whole design on notes that are made in memory; needs no data and no network.",
      "1,200 short notes, 600 cadences, 600 mixtures, four deformations, three embedding models, five probes, four tasks; prints the tables and writes"
          + " a report."
    })
final class QuickstartCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write (${DEFAULT-VALUE}).")
  private Path out = Path.of("sonoprobe-quickstart");

  @Option(
      names = "--tracks",
      paramLabel = "N",
      description = "Notes per task, and half as many cadences and mixtures (${DEFAULT-VALUE}).")
  private int tracks = 1200;

  @Override
  public Integer call() throws IOException {
    Quickstart.run(out, tracks, System.out, System.err, Terminal.width(), Terminal.colour());
    return 0;
  }
}
