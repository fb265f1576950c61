package org.sonoprobe.run.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Makes a {@link Backend} by name, found with {@link ServiceLoader}.
 *
 * <p>{@code local} is always there.
 */
public interface BackendProvider {

  /** The name by which it is asked for, such as {@code spark}. */
  String name();

  /**
   * An open backend.
   *
   * @param place where it works, such as the address of a cluster; empty for its default
   * @param settings of its own
   * @throws IllegalArgumentException saying what to give or do, if it cannot be opened so
   */
  Opened open(String place, Map<String, String> settings);

  /**
   * A backend that is to be closed.
   *
   * @param backend at work until then
   * @param closing lets go of what it holds
   */
  record Opened(Backend backend, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  /** All providers on the class path, threads of this process first. */
  static List<BackendProvider> all() {
    List<BackendProvider> all = new ArrayList<>();
    all.add(
        new BackendProvider() {
          @Override
          public String name() {
            return "local";
          }

          @Override
          public Opened open(String place, Map<String, String> settings) {
            return new Opened(Backend.local(Runtime.getRuntime().availableProcessors()), () -> {});
          }
        });
    ServiceLoader.load(BackendProvider.class).forEach(all::add);
    return all;
  }

  /**
   * The provider of that name.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  static BackendProvider named(String name) {
    List<BackendProvider> all = all();
    for (BackendProvider provider : all) {
      if (provider.name().equals(name)) {
        return provider;
      }
    }
    List<String> known = all.stream().map(BackendProvider::name).toList();
    throw new IllegalArgumentException(
        "no backend is called '%s'; there are: %s%s"
            .formatted(
                name,
                String.join(", ", known),
                name.equals("spark") ? "; sonoprobe-spark on the class path brings it" : ""));
  }
}
