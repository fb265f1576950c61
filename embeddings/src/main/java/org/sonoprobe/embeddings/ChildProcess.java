package org.sonoprobe.embeddings;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sonoprobe.api.Embedding;

/**
 * A process that embeds. It says {@code SONOPROBE 1\n} when it is ready; then, all numbers
 * little-endian:
 *
 * <pre>
 * question  "SPQ1"  int32 sample rate  int32 n  n x float32
 * answer    "SPA1"  int32 layers  int32 frames  int32 dimension  float64 hop in seconds  values x float32
 * refusal   "SPE1"  int32 bytes  message in UTF-8
 * </pre>
 *
 * It ends when its standard input does. Used by one thread at a time.
 */
final class ChildProcess implements AutoCloseable {
  static final String GREETING = "SONOPROBE 1";

  /** Values of one answer: 2 GB. */
  private static final long MOST_VALUES = 1L << 29;

  private static final int MOST_TEXT = 1 << 16;
  private static final int LINES_KEPT = 20;

  private static final int LONGEST_LINE = 1000;

  /** What reads and writes, so that a process that hangs leaves it behind and not who asked. */
  private static final ExecutorService TALK =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "sonoprobe-process");
            thread.setDaemon(true);
            return thread;
          });

  /** The process is of no use any more. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message);
    }
  }

  /** The process says what is wrong with the audio, and goes on. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private final ProcessModel recipe;
  private final Process process;
  private final DataInputStream in;
  private final OutputStream out;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread listener;

  private ChildProcess(ProcessModel recipe, Process process) {
    this.recipe = recipe;
    this.process = process;
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.out = process.getOutputStream();
    this.listener = new Thread(this::listen, "sonoprobe-process-errors");
    listener.setDaemon(true);
    listener.start();
  }

  /** Starts a process and waits until it is ready. */
  static ChildProcess start(ProcessModel recipe) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(recipe.words()).start();
    } catch (IOException e) {
      throw new IOException(
          "'command' " + recipe.command() + " cannot be run: " + e.getMessage(), e);
    }
    ChildProcess child = new ChildProcess(recipe, process);
    boolean ready = false;
    try {
      child.within(
          recipe.running().startSeconds(),
          "was not ready",
          () -> {
            StringBuilder line = new StringBuilder();
            for (int next = child.in.read();
                next != '\n' && line.length() < 200;
                next = child.in.read()) {
              if (next < 0) {
                throw new EOFException();
              }
              line.append((char) next);
            }
            if (!line.toString().trim().equals(GREETING)) {
              throw new Broken(
                  "it said '" + line + "' instead of '" + GREETING + "' when it started");
            }
            return line;
          });
      ready = true;
      return child;
    } catch (Broken | Refused e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      if (!ready) {
        child.close();
      }
    }
  }

  /** What the process makes of mono samples at the recipe's rate. */
  Embedding embed(float[] samples) throws Broken, Refused {
    return within(
        recipe.running().trackSeconds(),
        "did not answer",
        () -> {
          if (in.available() > 0) {
            throw new Broken("it printed something that it was not asked for");
          }
          ask(samples);
          return answer();
        });
  }

  private void ask(float[] samples) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    head.put("SPQ1".getBytes(StandardCharsets.US_ASCII));
    head.putInt(recipe.hearing().sampleRate()).putInt(samples.length);
    out.write(head.array());
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      if (!chunk.hasRemaining()) {
        out.write(chunk.array());
        chunk.clear();
      }
      chunk.putFloat(sample);
    }
    out.write(chunk.array(), 0, chunk.position());
    out.flush();
  }

  private Embedding answer() throws IOException, Broken, Refused {
    byte[] magic = new byte[4];
    in.readFully(magic);
    String kind = new String(magic, StandardCharsets.ISO_8859_1);
    if (kind.equals("SPE1")) {
      int length = Integer.reverseBytes(in.readInt());
      if (length < 0 || length > MOST_TEXT) {
        throw new Broken("its refusal has a length of " + length);
      }
      throw new Refused(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    if (!kind.equals("SPA1")) {
      byte[] more = new byte[Math.min(60, Math.max(0, in.available()))];
      in.readFully(more);
      throw new Broken(
          "it printed what is no answer: '"
              + (kind + new String(more, StandardCharsets.ISO_8859_1)).replaceAll("[^ -~]", ".")
              + "'; a script must not print to standard output, which carries its answers");
    }
    int layers = Integer.reverseBytes(in.readInt());
    int frames = Integer.reverseBytes(in.readInt());
    int dimension = Integer.reverseBytes(in.readInt());
    double hop = Double.longBitsToDouble(Long.reverseBytes(in.readLong()));
    if (layers <= 0
        || frames <= 0
        || dimension <= 0
        || (double) layers * frames * dimension > MOST_VALUES
        || !(hop >= 0 && hop < Double.POSITIVE_INFINITY)) {
      throw new Broken(
          "its answer has " + layers + " x " + frames + " x " + dimension + " values, hop " + hop);
    }
    if (layers != recipe.layerNames().size()) {
      throw new Broken(
          "its answer has " + layers + " layers, but layer_names are " + recipe.layerNames());
    }
    float[] values = values(layers * frames * dimension);
    try {
      return Embedding.wrap(values, layers, frames, dimension, hop);
    } catch (IllegalArgumentException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  /** So many numbers; memory grows with what arrives, not with what a header claims. */
  private float[] values(int total) throws IOException {
    float[] values = new float[Math.min(total, 1 << 20)];
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < total; ) {
      if (at == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(total, 2L * at));
      }
      int count = Math.min(chunk.capacity() / 4, values.length - at);
      in.readFully(chunk.array(), 0, 4 * count);
      chunk.clear();
      chunk.asFloatBuffer().get(values, at, count);
      at += count;
    }
    return values;
  }

  private interface Step<T> {
    T carryOut() throws Exception;
  }

  /** Carries out a step; if it takes too long, the process is killed and the step left behind. */
  private <T> T within(double seconds, String what, Step<T> step) throws Broken, Refused {
    Future<T> future = TALK.submit(step::carryOut);
    try {
      return future.get((long) (seconds * 1000), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
      throw new Broken("it " + what + " within " + seconds + " s" + words());
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a process was embedding");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      if (e.getCause() instanceof Error error) {
        kill();
        throw error; // memory, say, which is neither the process's fault nor the track's
      }
      String reason =
          e.getCause() instanceof Broken broken
              ? String.valueOf(broken.getMessage())
              : e.getCause() instanceof IOException
                  ? "it ended" + exit()
                  : String.valueOf(e.getCause());
      kill();
      throw new Broken(reason + words());
    }
  }

  private String exit() {
    try {
      return process.waitFor(2, TimeUnit.SECONDS)
          ? " with exit code " + process.exitValue()
          : " its output";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The command and what it last said. */
  private String words() {
    try {
      listener.join(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lastLines) {
      return " (command: "
          + String.join(" ", recipe.words())
          + (lastLines.isEmpty()
              ? "; nothing on standard error)"
              : "; last on standard error: " + String.join(" | ", lastLines) + ")");
    }
  }

  private void listen() {
    try (Reader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        if (next == '\n') {
          keep(line.toString());
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) next);
        }
      }
      if (line.length() > 0) {
        keep(line.toString());
      }
    } catch (IOException e) {
      keep(e.toString());
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      lastLines.add(line);
      if (lastLines.size() > LINES_KEPT) {
        lastLines.remove();
      }
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends its input, and it with that; kills it if it does not end. */
  @Override
  public void close() {
    try {
      out.close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
