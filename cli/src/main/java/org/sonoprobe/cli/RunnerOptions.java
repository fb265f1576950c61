package org.sonoprobe.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.assets.Downloads;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.results.RunDirectory;
import org.sonoprobe.run.ConsoleProgress;
import org.sonoprobe.run.Runner;
import org.sonoprobe.run.work.Backend;
import org.sonoprobe.run.work.BackendProvider;
import org.sonoprobe.run.work.Policy;
import picocli.CommandLine.Option;

/** The options for how experiments are run. */
final class RunnerOptions {
  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description = "Keeps embeddings from run to run (${DEFAULT-VALUE}).")
  private Path store = Path.of("store");

  @Option(
      names = "--online",
      description = "Keep embeddings in memory only; nothing is written to a store.")
  private boolean online;

  @Option(
      names = "--runs",
      paramLabel = "FOLDER",
      description = "Gets a folder for each run (${DEFAULT-VALUE}).")
  private Path runs = Path.of("runs");

  @Option(
      names = {"--run_id", "--run-id"},
      paramLabel = "ID",
      description =
          "Name of the run; the time unless given. A run of that name that was interrupted is taken up again.")
  private String runId = "";

  @Option(
      names = {"--threads", "--n_jobs"},
      paramLabel = "N",
      description =
          "Threads at work at once; as many as there are processors unless given. Results do not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--lenient",
      description = "Leave out tracks that fail and go on (exit code 3), instead of stopping.")
  private boolean lenient;

  @Option(
      names = "--overwrite",
      description = "Let a run of the same name but another configuration be replaced.")
  private boolean overwrite;

  @Option(
      names = "--keep-frames",
      paramLabel = "MB",
      description =
          "Frames of one embedding that are stored at most (${DEFAULT-VALUE}); of larger ones only what the"
              + " aggregations of the experiment make of them is, and another aggregation extracts them again. 'prediction' needs frames"
              + " and keeps them.")
  private int keepFrames = 64;

  @Option(
      names = "--audit",
      description =
          "Audit the data first: leaks between parts, doubles, labels, damage. Decodes every track once more.")
  private boolean audit;

  @Option(
      names = "--download",
      description =
          "Fetch first what the configuration needs and is not here: datasets, weights. Nothing is fetched without.")
  private boolean download;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "With --download: a place of your own to be tried first, at URL/NAME/file.")
  private List<URI> mirrors = new ArrayList<>();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "Where the work is carried out: 'local', on threads of this process (${DEFAULT-VALUE}), or 'spark', on the executors"
              + " of a cluster, which share store, runs and audio; results do not depend on it.")
  private String backend = "local";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "With --backend spark: the cluster, such as 'local-cluster[2,1,2048]' or 'spark://host:7077'; that of spark-submit"
              + " unless given.")
  private String master = "";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "With --backend spark: a setting of Spark; may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Makes settings known that say how configurations on other file systems are reached. */
  void prepare() {
    settings.forEach(System::setProperty);
  }

  /** The backend that was asked for; closed after the run. */
  BackendProvider.Opened backend() {
    if (backend.equals("local")) {
      if (!master.isEmpty() || !settings.isEmpty()) {
        throw new IllegalArgumentException("--master and --conf go with --backend spark");
      }
      checkThreads(threads);
      return new BackendProvider.Opened(Backend.local(threads), () -> {});
    }
    return BackendProvider.named(backend).open(master, settings);
  }

  /** Fetches what experiments need, if that is wanted. */
  void fetch(List<Experiment> experiments) throws IOException {
    if (download) {
      Downloads.Builder downloads = Downloads.builder();
      mirrors.forEach(downloads::mirror);
      DownloadCommand.fetch(experiments, downloads, false);
    }
  }

  /** The id of the run that is about to begin, after saying it. */
  String begin() throws IOException {
    checkThreads(threads);
    String id = runId.isEmpty() ? RunDirectory.newId(runs) : runId;
    System.err.println("run " + id + "; if it is interrupted, go on with --run_id " + id);
    return id;
  }

  static void checkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("--threads must be at least 1, but is " + threads);
    }
  }

  boolean overwrite() {
    return overwrite;
  }

  Path runs() {
    return runs;
  }

  String runId() {
    return runId;
  }

  Runner runner(String id, BackendProvider.Opened where) {
    Runner.Builder builder =
        Runner.builder()
            .keepFrames(keepFrames)
            .runs(runs)
            .runId(id)
            .overwrite(overwrite)
            .audit(audit)
            .threads(threads)
            .backend(where.backend())
            .policy(lenient ? Policy.LENIENT : Policy.STRICT)
            .listener(new ConsoleProgress(System.err));
    if (!online) {
      builder.store(store);
    }
    return builder.build();
  }
}
