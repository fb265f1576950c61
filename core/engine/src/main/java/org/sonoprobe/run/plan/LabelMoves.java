package org.sonoprobe.run.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;

/**
 * The adjustment of the truth where a deformation moves pitches or times: keys, pitch classes,
 * notes and registers are transposed, tempi are multiplied; all other labels stay. What a label is
 * about is told by the name of the task.
 */
final class LabelMoves {
  private static final Pattern PITCHED =
      Pattern.compile("([A-Ga-g])([#b\u266f\u266d]{0,2})(.*)", Pattern.DOTALL);

  /** What a task asks for, as the field names such tasks. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?:.*_)?(pitch_register|register|octave|tempo|bpm|pitch_class|chroma|chord|key|tonic"
              + "|pitch|note)"
              + "(?:_(?:classification|identification|recognition|estimation|detection|regression))?");

  private static final int[] LETTERS = {9, 11, 0, 2, 4, 5, 7};
  private static final int OCTAVE = 12;
  private static final double WHOLE = 1e-6;

  private enum About {
    NOTHING,
    PITCH_CLASS,
    NOTE,
    REGISTER,
    TEMPO
  }

  /**
   * A label that begins with the name of a pitch.
   *
   * @param height semitones above C, which an accidental may bring below 0 or above 11
   * @param small whether the letter is small, as minor keys may be written
   * @param rest what follows
   */
  private record Pitched(int height, boolean small, String rest) {
    int pitchClass() {
      return Math.floorMod(height, OCTAVE);
    }
  }

  private final Task task;
  private final About about;

  LabelMoves(Task task) {
    this.task = task;
    this.about = about(task.name());
  }

  private static About about(String name) {
    Matcher known = ASKED.matcher(name);
    if (!known.matches()) {
      return About.NOTHING;
    }
    return switch (known.group(1)) {
      case "register", "pitch_register", "octave" -> About.REGISTER;
      case "tempo", "bpm" -> About.TEMPO;
      case "pitch", "note" -> About.NOTE;
      default -> About.PITCH_CLASS;
    };
  }

  /** Whether such labels can be moved at all. */
  boolean concerned() {
    return about != About.NOTHING;
  }

  /**
   * The truth after a move.
   *
   * @throws IllegalArgumentException saying why there is none
   */
  Target moved(Target target, Change.Move move) {
    boolean isTempo = about == About.TEMPO;
    double amount = isTempo ? move.speed() : move.semitones();
    if (!concerned() || amount == (isTempo ? 1 : 0)) {
      return target;
    }
    if (Double.isNaN(amount)) {
      throw new IllegalArgumentException(
          "it moves " + (isTempo ? "tempi" : "pitches") + " by an amount that nobody has told");
    }
    if (isTempo) {
      if (!(target instanceof Target.Values values)) {
        throw new IllegalArgumentException("it makes tempi " + amount + " times as fast");
      }
      return new Target.Values(values.values().stream().map(value -> value * amount).toList());
    }
    if (!(target instanceof Target.Label label)) {
      throw new IllegalArgumentException("it transposes by " + words(amount) + " semitones");
    }
    if (Math.abs(amount - Math.rint(amount)) > WHOLE) {
      throw new IllegalArgumentException(
          "it transposes by " + words(amount) + " semitones, which is no label; give whole ones");
    }
    int semitones = (int) Math.rint(amount);
    return moved(label.name(), semitones)
        .map(Target.Label::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("it transposes by %s semitones, and '%s' then is none of the %s labels of the "
                            + "task")
                        .formatted(semitones, label.name(), task.labels().size())));
  }

  private static String words(double amount) {
    return amount == Math.rint(amount) ? String.valueOf((long) amount) : String.valueOf(amount);
  }

  private Optional<String> moved(String label, int semitones) {
    if (about == About.REGISTER) {
      return semitones % OCTAVE != 0
          ? Optional.empty()
          : number(label).map(octave -> octave + semitones / OCTAVE).flatMap(this::numbered);
    }
    if (about == About.NOTE && number(label).isPresent()) {
      return number(label).map(note -> note + semitones).flatMap(this::numbered);
    }
    Optional<Pitched> before = pitched(label);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (semitones % OCTAVE == 0 && about != About.NOTE) {
      return Optional.of(label); // however it is spelt
    }
    List<String> fitting =
        task.labels().stream()
            .filter(
                each -> pitched(each).filter(own -> fits(before.get(), semitones, own)).isPresent())
            .toList();
    if (fitting.size() > 1) {
      throw new IllegalArgumentException(
          "it transposes by " + semitones + " semitones, to which several labels fit: " + fitting);
    }
    return fitting.stream().findFirst();
  }

  private boolean fits(Pitched before, int semitones, Pitched after) {
    if (before.small != after.small) {
      return false;
    }
    if (about != About.NOTE) {
      return after.pitchClass() == Math.floorMod(before.height + semitones, OCTAVE)
          && after.rest.equals(before.rest);
    }
    Optional<Integer> octave = number(before.rest);
    Optional<Integer> other = number(after.rest);
    return octave.isPresent()
        && other.isPresent()
        && OCTAVE * octave.get() + before.height + semitones == OCTAVE * other.get() + after.height;
  }

  private static Optional<Integer> number(String text) {
    return text.strip().matches("-?\\d{1,6}")
        ? Optional.of(Integer.valueOf(text.strip()))
        : Optional.empty();
  }

  private Optional<String> numbered(int number) {
    return task.labels().stream()
        .filter(each -> number(each).filter(own -> own == number).isPresent())
        .findFirst();
  }

  private static Optional<Pitched> pitched(String label) {
    Matcher parts = PITCHED.matcher(label.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    char letter = parts.group(1).charAt(0);
    int height = LETTERS[Character.toUpperCase(letter) - 'A'];
    for (char accidental : parts.group(2).toCharArray()) {
      height += accidental == '#' || accidental == '\u266f' ? 1 : -1;
    }
    return Optional.of(new Pitched(height, Character.isLowerCase(letter), parts.group(3)));
  }

  /** Whether all of the task's labels are of the kind that its name promises. */
  boolean understood() {
    List<String> labels = task.labels();
    return switch (about) {
      case NOTHING -> true;
      case TEMPO -> task.type().equals(TaskTypes.REGRESSION);
      case REGISTER -> labels.stream().allMatch(label -> number(label).isPresent());
      case NOTE ->
          labels.stream()
              .allMatch(
                  label ->
                      number(label).isPresent()
                          || pitched(label).flatMap(each -> number(each.rest)).isPresent());
      case PITCH_CLASS -> labels.stream().allMatch(label -> pitched(label).isPresent());
    };
  }
}
