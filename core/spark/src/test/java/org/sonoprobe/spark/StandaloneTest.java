package org.sonoprobe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serial;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.run.work.Job;
import org.sonoprobe.run.work.RunListener;
import org.sonoprobe.run.work.Supervisor;

/**
 * A master and two workers, processes on two hosts of this machine, which start slow tasks again.
 */
class StandaloneTest {
  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path folder;

  /** Takes long for one number. */
  record Slow() implements Job.Work<Integer, Integer> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public Job.Worker<Integer, Integer> open(Job.Here here) {
      return new Job.Worker<>() {
        @Override
        public Integer carryOut(Integer number, Supervisor supervisor) {
          try {
            Thread.sleep(number == 5 ? 4000 : 100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return -number;
        }

        @Override
        public void close() {
          // nothing is open
        }
      };
    }
  }

  private void start(String type, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                Path.of(System.getenv("SPARK_HOME"), "jars") + "/*",
                type));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().remove("SPARK_LOCAL_IP");
    builder.redirectOutput(folder.resolve(type + processes.size() + ".log").toFile());
    processes.add(builder.start());
  }

  @AfterEach
  void stop() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void eachOutcomeIsToldOnceHoweverOftenItsTaskWasStarted() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String master = "spark://127.0.0.1:" + port;
    String deploy = "org.apache.spark.deploy.";
    start(
        deploy + "master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
    for (String host : List.of("127.0.0.1", "127.0.0.2")) {
      start(
          deploy + "worker.Worker",
          "--host",
          host,
          "--cores",
          "1",
          "--memory",
          "1024m",
          "--webui-port",
          "0",
          "--work-dir",
          folder.resolve(host).toString(),
          master);
    }
    SparkContext spark =
        new SparkContext(
            new SparkConf()
                .setMaster(master)
                .setAppName("speculation")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "600m")
                .set("spark.scheduler.minRegisteredResourcesRatio", "1")
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "50ms")
                .set("spark.speculation.efficiency.enabled", "false")
                .set("spark.speculation.quantile", "0.2")
                .set("spark.speculation.minTaskRuntime", "100ms")
                .set("spark.speculation.multiplier", "1.1"));
    try {
      AtomicInteger again = new AtomicInteger();
      spark.addSparkListener(
          new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart started) {
              if (started.taskInfo().speculative()) {
                again.incrementAndGet();
              }
            }
          });
      Map<Integer, Integer> outcomes = new TreeMap<>();
      SparkBackend.of(spark)
          .run(
              new Job<>("slow", new Slow(), Map.of(), IntStream.range(0, 24).boxed().toList()),
              new Supervisor(new RunListener() {}, () -> false),
              (unit, outcome) ->
                  assertThat(outcomes.put(unit, outcome)).as("told before").isNull());

      assertThat(outcomes).hasSize(24).containsEntry(5, -5);
      assertThat(again).as("started a second time").hasPositiveValue();
    } finally {
      spark.stop();
    }
  }
}
