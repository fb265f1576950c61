package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sonoprobe.report.Cell;
import org.sonoprobe.report.Leaderboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One page of all runs in a folder. */
@Command(
    name = "leaderboard",
    mixinStandardHelpOptions = true,
    description = {
      "Write one page with the scores of all runs in a folder: models down, tasks and datasets across.",
      "Numbers of different protocols stand beside each other, marked, and do not compete."
    })
final class LeaderboardCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "FOLDER",
      description = "The folder with the runs (${DEFAULT-VALUE}).")
  private Path runs = Path.of("runs");

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description = "Scores from elsewhere as CSV, as for autotable; again for more.")
  private List<Path> imports = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the page goes (${DEFAULT-VALUE}).")
  private Path out = Path.of("leaderboard");

  @Override
  public Integer call() throws IOException {
    List<Cell> published = new ArrayList<>();
    for (Path file : imports) {
      published.addAll(Published.read(file));
    }
    Leaderboard board = Leaderboard.of(runs, published);
    board
        .unfinished()
        .forEach(
            id ->
                System.err.println(
                    "run %s is left out: it is not finished, or an earlier version wrote it; run it once more with its run id"
                        .formatted(id)));
    board.writeTo(out);
    System.out.println("Leaderboard: " + out.resolve("index.html").toAbsolutePath());
    return 0;
  }
}
