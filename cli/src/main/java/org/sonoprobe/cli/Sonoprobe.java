package org.sonoprobe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.sonoprobe.component.ComponentException;
import org.sonoprobe.component.Locations;
import org.sonoprobe.config.ConfigException;
import org.sonoprobe.run.work.RunException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code sonoprobe <command> [options]}. */
@Command(
    name = "sonoprobe",
    mixinStandardHelpOptions = true,
    versionProvider = Sonoprobe.Version.class,
    description = "What does a music embedding know, and how robustly?",
    subcommands = {
      QuickstartCommand.class,
      RunCommands.Run.class,
      RunCommands.Deform.class,
      RunCommands.Extract.class,
      RunCommands.Train.class,
      RunCommands.Evaluate.class,
      ReportCommand.class,
      AutoTableCommand.class,
      LeaderboardCommand.class,
      IllustrateCommand.class,
      CompareCommand.class,
      ScoreCommand.class,
      TensorBoardCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      PlanCommand.class,
      DownloadCommand.class,
      ValidateCommand.class,
      ValidateModelCommand.class,
      DescribeCommand.class,
      AuditCommand.class,
      SplitsCommand.class,
      ListCommand.class,
      SchemaCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 the run failed; 2 wrong usage or configuration; 3 done, but something is missing or left out;"
          + " 130 interrupted."
    })
public final class Sonoprobe implements Runnable {
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;
  static final int PARTIAL = 3;
  static final int INTERRUPTED = 130;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Tells the version in the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Sonoprobe.class.getPackage().getImplementationVersion();
      return new String[] {"sonoprobe " + (version == null ? "development" : version)};
    }
  }

  @Option(
      names = "--plugins",
      paramLabel = "JAR|FOLDER",
      split = ",",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Jars, or folders of jars, with further components.")
  void plugins(List<Path> paths) {
    try {
      List<URL> urls = new ArrayList<>();
      for (Path path : paths) {
        if (!Files.exists(path)) {
          throw new CommandLine.ParameterException(
              spec.commandLine(), "there is no plugin " + path.toAbsolutePath());
        }
        if (Files.isDirectory(path) && !Files.isDirectory(path.resolve("META-INF"))) {
          List<Path> jars;
          try (Stream<Path> files = Files.list(path)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
          }
          if (jars.isEmpty()) {
            throw new CommandLine.ParameterException(
                spec.commandLine(), "the plugin folder " + path.toAbsolutePath() + " holds no jar");
          }
          for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
          }
        } else if (Files.isRegularFile(path) && !path.toString().endsWith(".jar")) {
          throw new CommandLine.ParameterException(
              spec.commandLine(), "the plugin " + path.toAbsolutePath() + " is no jar");
        } else {
          urls.add(path.toUri().toURL());
        }
      }
      ClassLoader parent = Thread.currentThread().getContextClassLoader();
      Thread.currentThread()
          .setContextClassLoader(new URLClassLoader(urls.toArray(URL[]::new), parent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command; the exit codes are those of the help text. */
  public static int execute(String... arguments) {
    return new CommandLine(new Sonoprobe())
        .setExecutionExceptionHandler((e, line, result) -> report(e, line))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Locations::path)
        .setAbbreviatedOptionsAllowed(false)
        .execute(arguments);
  }

  /** The message, with what went wrong where the system says no more than a path. */
  private static String words(Exception e) {
    Throwable thrown = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return thrown instanceof FileSystemException
            || thrown.getStackTrace().length > 0
                && thrown.getStackTrace()[0].getClassName().startsWith("sun.nio")
        ? thrown.getClass().getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2")
            + ": "
            + thrown.getMessage()
        : String.valueOf(thrown.getMessage());
  }

  private static int report(Exception e, CommandLine line) {
    if (e instanceof CancellationException) {
      line.getErr().println("interrupted: " + e.getMessage());
      return INTERRUPTED;
    }
    if (e instanceof ConfigException
        || e instanceof ComponentException
        || e instanceof IllegalArgumentException
        || e instanceof CommandLine.ParameterException) {
      line.getErr().println(e.getMessage());
      return WRONG_INPUT;
    }
    if (e instanceof RunException
        || e instanceof IOException
        || e instanceof UncheckedIOException) {
      line.getErr().println("failed: " + words(e));
      return FAILED;
    }
    line.getErr().println("failed unexpectedly; please report this:");
    e.printStackTrace(line.getErr());
    return FAILED;
  }
}
