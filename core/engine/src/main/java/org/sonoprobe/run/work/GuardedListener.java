package org.sonoprobe.run.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.component.Internal;
import org.sonoprobe.results.Skipped;

/**
 * Passes on what happens to listeners, one thread at a time, and counts it. A listener's own
 * failure is kept apart from those of the work.
 */
@Internal
public final class GuardedListener implements RunListener {

  /** The wrapper of an exception that a listener threw. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final RuntimeException thrown;

    public Broken(RuntimeException thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    public RuntimeException thrown() {
      return thrown;
    }
  }

  private final RunListener listener;
  private final List<RunListener.Progress> progress = new ArrayList<>();
  private @Nullable Broken broken;

  public GuardedListener(RunListener listener) {
    this.listener = listener;
  }

  /** The phases begun so far, with how far they have come. */
  public synchronized List<RunListener.Progress> progress() {
    return List.copyOf(progress);
  }

  /** What a listener threw, if one did. */
  public synchronized Optional<RuntimeException> failure() {
    return broken == null ? Optional.empty() : Optional.of(broken.thrown());
  }

  private synchronized void pass(Consumer<RunListener> call) {
    if (broken != null) {
      throw broken;
    }
    try {
      call.accept(listener);
    } catch (RuntimeException e) {
      broken = new Broken(e);
      throw broken;
    }
  }

  @Override
  public synchronized void started(String experiment, Phase phase, int units) {
    progress.add(new RunListener.Progress(experiment, phase, 0, units));
    pass(to -> to.started(experiment, phase, units));
  }

  @Override
  public synchronized void advanced(Unit unit, boolean fresh) {
    progress.replaceAll(
        known ->
            known.phase() == unit.phase() && known.experiment().equals(unit.experiment())
                ? known.advanced()
                : known);
    pass(to -> to.advanced(unit, fresh));
  }

  @Override
  public void epoch(Unit unit, int epoch, Map<String, Double> values) {
    pass(to -> to.epoch(unit, epoch, values));
  }

  @Override
  public void failed(Unit unit, String reason) {
    pass(to -> to.failed(unit, reason));
  }

  @Override
  public void skipped(Skipped skipped) {
    pass(to -> to.skipped(skipped));
  }

  @Override
  public void noted(String experiment, String note) {
    pass(to -> to.noted(experiment, note));
  }

  @Override
  public void finished(String experiment, Phase phase) {
    pass(to -> to.finished(experiment, phase));
  }
}
