package org.sonoprobe.run;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that cannot go on; the message names track, file, scenario and model where there are such.
 */
public final class RunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 2;

  private final @Nullable Stage stage;
  private final String track;
  private final String component;

  RunException(String message, @Nullable Fault fault, String track) {
    super(message, fault == null ? null : fault.cause().orElse(null));
    this.stage = fault == null ? null : fault.stage();
    this.track = track;
    this.component = fault == null ? "" : fault.component();
  }

  RunException(String message) {
    this(message, null, "");
  }

  /** At which stage it failed; empty if it is not about one. */
  public Optional<Stage> stage() {
    return Optional.ofNullable(stage);
  }

  /** The id of the track; empty if it is not about one. */
  public String track() {
    return track;
  }

  /** The name of the component that failed, as the experiment has it; empty if none did. */
  public String component() {
    return component;
  }
}
