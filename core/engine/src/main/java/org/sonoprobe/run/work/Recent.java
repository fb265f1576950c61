package org.sonoprobe.run.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.sonoprobe.component.Internal;

/**
 * Things that are kept as long as somebody uses them, and those asked for last also beyond that.
 * Thread-safe.
 */
@Internal
public final class Recent<K, V> {

  private static final class Entry<V> {
    final V value;
    int users;

    Entry(V value) {
      this.value = value;
    }
  }

  private final int kept;
  private final Map<K, Entry<V>> entries = new HashMap<>();
  private final Deque<K> last = new ArrayDeque<>();

  /**
   * Nothing yet.
   *
   * @param kept how many of those asked for last are kept unused
   */
  public Recent(int kept) {
    this.kept = kept;
  }

  /** A thing, made if there is none, which is kept until {@link #release}. */
  public synchronized V take(K key, Function<K, V> make) {
    last.remove(key);
    last.addFirst(key);
    while (last.size() > kept) {
      last.removeLast();
    }
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      entries.entrySet().removeIf(known -> isLetGo(known.getKey(), known.getValue()));
      entry = new Entry<>(make.apply(key));
      entries.put(key, entry);
    }
    entry.users++;
    return entry.value;
  }

  /** Says that a thing that was taken is no longer used. */
  public synchronized void release(K key) {
    Entry<V> entry = entries.get(key);
    if (entry != null) {
      entry.users--;
      if (isLetGo(key, entry)) {
        entries.remove(key);
      }
    }
  }

  private boolean isLetGo(K key, Entry<V> entry) {
    return entry.users == 0 && !last.contains(key);
  }

  /** How many are there. */
  public synchronized int size() {
    return entries.size();
  }
}
