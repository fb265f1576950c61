package org.sonoprobe.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.RunListener;

/**
 * The result of a task.
 *
 * @param from the position of its first unit in the job
 * @param units how many it was given
 * @param outcomes of its units, in order; fewer if it is broken
 * @param told what the listener would have heard, in order
 * @param seconds that it took
 * @param broken what broke the unit after those; null if nothing did
 */
record Answer(
    int from,
    int units,
    List<Serializable> outcomes,
    List<Told> told,
    double seconds,
    @Nullable RunException broken)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The event that a listener would have heard of.
   *
   * @param epoch of a training; 0 for a unit that is done
   * @param values of the epoch
   * @param fresh whether the unit that is done was not found done
   */
  record Told(RunListener.Unit unit, int epoch, Map<String, Double> values, boolean fresh)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    void to(RunListener listener) {
      if (epoch > 0) {
        listener.epoch(unit, epoch, values);
      } else {
        listener.advanced(unit, fresh);
      }
    }
  }

  /**
   * Keeps what it hears.
   *
   * @param told gets it
   */
  record Keeping(List<Told> told) implements RunListener {
    @Override
    public void epoch(Unit unit, int epoch, Map<String, Double> values) {
      told.add(new Told(unit, epoch, Map.copyOf(values), true));
    }

    @Override
    public void advanced(Unit unit, boolean fresh) {
      told.add(new Told(unit, 0, Map.of(), fresh));
    }
  }
}
