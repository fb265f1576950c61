package org.sonoprobe.run.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.sonoprobe.component.Internal;

/**
 * Things of which each is used by one thread at a time: opened when none is free, and not used
 * again after a failure.
 */
@Internal
public final class Pool<T> implements AutoCloseable {

  /** Opens one more. */
  public interface Opening<T> {
    T open() throws IOException;
  }

  /** Uses one. */
  public interface Use<T, R> {
    R with(T thing) throws IOException;
  }

  private final Opening<T> opening;
  private final Consumer<T> closing;
  private final ConcurrentLinkedQueue<T> free = new ConcurrentLinkedQueue<>();

  public Pool(Opening<T> opening, Consumer<T> closing) {
    this.opening = opening;
    this.closing = closing;
  }

  public <R> R use(Use<T, R> use) throws IOException {
    T thing = free.poll();
    if (thing == null) {
      thing = opening.open();
    }
    boolean done = false;
    try {
      R result = use.with(thing);
      done = true;
      return result;
    } finally {
      if (done) {
        free.add(thing);
      } else {
        closing.accept(thing);
      }
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>();
    for (T thing = free.poll(); thing != null; thing = free.poll()) {
      T own = thing;
      all.add(() -> closing.accept(own));
    }
    Closing.all(all);
  }
}
