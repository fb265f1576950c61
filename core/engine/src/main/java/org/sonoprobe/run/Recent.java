package org.sonoprobe.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things that are kept as long as somebody uses them, and the one asked for last also beyond that.
 * Thread-safe.
 */
final class Recent<K, V> {

  private static final class Entry<V> {
    final V value;
    int users;

    Entry(V value) {
      this.value = value;
    }
  }

  private final Map<K, Entry<V>> entries = new HashMap<>();
  private @Nullable K last;

  /** A thing, made if there is none, which is kept until {@link #release}. */
  synchronized V take(K key, Function<K, V> make) {
    Entry<V> entry = entries.get(key);
    if (entry == null) {
      last = key;
      entries.values().removeIf(known -> known.users == 0);
      entry = new Entry<>(make.apply(key));
      entries.put(key, entry);
    }
    entry.users++;
    return entry.value;
  }

  /** Says that a thing that was taken is no longer used. */
  synchronized void release(K key) {
    Entry<V> entry = entries.get(key);
    if (entry != null) {
      entry.users--;
      if (entry.users == 0 && !key.equals(last)) {
        entries.remove(key);
      }
    }
  }

  /** How many are kept. */
  synchronized int size() {
    return entries.size();
  }
}
