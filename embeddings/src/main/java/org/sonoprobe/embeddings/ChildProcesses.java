package org.sonoprobe.embeddings;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.ModelFault;

/** The processes of a model, shared by all threads. */
final class ChildProcesses implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChildProcesses.class.getName());

  private final ProcessModel recipe;
  private final Semaphore places;
  private final Deque<ChildProcess> idle = new ArrayDeque<>();

  /** Starts the first one. */
  ChildProcesses(ProcessModel recipe) throws IOException {
    this.recipe = recipe;
    this.places = new Semaphore(recipe.running().processes(), true);
    idle.push(ChildProcess.start(recipe));
  }

  /** Asks one that is idle; if it breaks, another one once more. */
  Embedding embed(Audio audio) throws IOException {
    places.acquireUninterruptibly();
    try {
      float[] samples = audio.samples();
      try {
        return ask(samples);
      } catch (ChildProcess.Broken first) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the process of an embedding model failed and is started again: " + first.getMessage());
        try {
          return ask(samples);
        } catch (ChildProcess.Broken second) {
          if (embedsOther()) {
            throw new IOException(
                "its process failed twice on this audio, and on no other: " + second.getMessage(),
                second);
          }
          throw new ModelFault(
              "the process of embedding model 'process' failed twice on the same audio: "
                  + second.getMessage()
                  + "; mend the script and run again, what is done is kept",
              second);
        }
      }
    } finally {
      places.release();
    }
  }

  /** Whether a process of its own embeds a second of silence, so that the audio was to blame. */
  private boolean embedsOther() throws IOException {
    try {
      ask(new float[recipe.hearing().sampleRate()]);
      return true;
    } catch (ChildProcess.Broken e) {
      return false;
    }
  }

  private Embedding ask(float[] samples) throws IOException, ChildProcess.Broken {
    ChildProcess child = borrow();
    boolean sound = false;
    try {
      Embedding embedding = child.embed(samples);
      sound = true;
      return embedding;
    } catch (ChildProcess.Refused e) {
      sound = true;
      throw new IOException(e.getMessage(), e);
    } finally {
      if (sound) {
        giveBack(child);
      } else {
        child.close();
      }
    }
  }

  private ChildProcess borrow() throws ChildProcess.Broken {
    synchronized (idle) {
      ChildProcess child = idle.poll();
      if (child != null) {
        return child;
      }
    }
    try {
      return ChildProcess.start(recipe);
    } catch (IOException e) {
      throw new ChildProcess.Broken(String.valueOf(e.getMessage()));
    }
  }

  private void giveBack(ChildProcess child) {
    synchronized (idle) {
      idle.push(child);
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(ChildProcess::close);
      idle.clear();
    }
  }
}
