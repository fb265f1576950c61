package org.sonoprobe.run.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sonoprobe.component.Internal;

/**
 * Makes daemon threads with names, which inherit the class loader of the thread that asks, and ends
 * them.
 */
@Internal
public final class Threads {
  private Threads() {}

  /**
   * Ends a pool: what has not begun never begins, what has begun is finished, and nothing is
   * interrupted, because libraries and file channels treat an interrupt as they please.
   */
  public static void finish(ExecutorService pool) {
    if (pool instanceof ThreadPoolExecutor executor) {
      executor.getQueue().clear();
    }
    pool.shutdown();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }
}
