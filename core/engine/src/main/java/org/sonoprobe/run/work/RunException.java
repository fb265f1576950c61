package org.sonoprobe.run.work;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.results.Stage;

/**
 * A run that cannot go on; the message names track, file, scenario and model where there are such.
 */
public final class RunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 2;

  private final @Nullable Stage stage;
  private final String track;
  private final String component;

  public RunException(String message, @Nullable Fault fault, String track) {
    super(message, fault == null ? null : fault.cause().orElse(null));
    this.stage = fault == null ? null : fault.stage();
    this.track = track;
    this.component = fault == null ? "" : fault.component();
  }

  /**
   * A run that cannot go on for a reason that lies where it is carried out.
   *
   * @param cause null if there is none
   */
  public RunException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.stage = null;
    this.track = "";
    this.component = "";
  }

  private RunException(RunException other) {
    super(other.getMessage());
    setStackTrace(other.getStackTrace());
    this.stage = other.stage;
    this.track = other.track;
    this.component = other.component;
  }

  /** Travels without its cause, which other processes may not know. */
  @Serial
  private Object writeReplace() {
    return getCause() == null ? this : new RunException(this);
  }

  public RunException(String message) {
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
