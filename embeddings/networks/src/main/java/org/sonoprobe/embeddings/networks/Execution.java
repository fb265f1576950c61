package org.sonoprobe.embeddings.networks;

/**
 * The device and the threads that a network runs on.
 *
 * @param device {@code cpu}, {@code gpu} for the first graphics processor, or {@code gpu1} and so
 *     on; {@code cpu} unless set. Another device may give other bits
 * @param networkThreads threads that one call of the network uses; 1 unless set. Tracks run side by
 *     side anyhow; more pay off for one long track alone. PyTorch and TensorFlow have one number
 *     for all networks of a process, that of the first
 */
public record Execution(String device, int networkThreads) {

  /** One thread of the processor. */
  public static final Execution CPU = new Execution("cpu", 1);

  public Execution {
    if (!device.matches("cpu|gpu\\d{0,2}")) {
      throw new IllegalArgumentException(
          "device must be cpu, gpu or gpu1 ..., but is '" + device + "'");
    }
    if (networkThreads <= 0) {
      throw new IllegalArgumentException(
          "network_threads must be positive, but is " + networkThreads);
    }
  }
}
