package org.sonoprobe.embeddings.networks;

import java.io.IOException;

/**
 * The preparation that an engine needs before it can be started, such as laying out its native
 * library; found with {@link java.util.ServiceLoader} by the artifacts that bring engines.
 */
public interface NativeLibrary {

  /** The engine's name in DJL. */
  String engine();

  /**
   * Makes it ready; called before each network is loaded, by any thread.
   *
   * @throws IOException if that cannot be done, saying why
   */
  void prepare() throws IOException;
}
