package org.sonoprobe.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskType;

/**
 * What becomes of the truth where a deformation moves pitches or times: keys, pitch classes, notes
 * and registers are transposed, tempi are multiplied; all other labels stay. What a label is about
 * is told by the name of the task.
 */
final class LabelMoves {
  private static final Pattern PITCHED =
      Pattern.compile("([A-Ga-g])([#b\u266f\u266d]{0,2})(.*)", Pattern.DOTALL);
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

  private record Pitched(int pitchClass, String rest) {}

  private final Task task;
  private final About about;

  LabelMoves(Task task) {
    this.task = task;
    this.about = about(task.name());
  }

  private static About about(String name) {
    if (name.contains("register") || name.contains("octave")) {
      return About.REGISTER;
    }
    if (name.contains("tempo") || name.contains("bpm")) {
      return About.TEMPO;
    }
    if (name.matches("(.*_)?(pitch_class|chroma|chord|key|tonic)(_.*)?")) {
      return About.PITCH_CLASS;
    }
    return name.matches("(.*_)?(pitch|note)(_.*)?") ? About.NOTE : About.NOTHING;
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
                    "it transposes by "
                        + semitones
                        + " semitones, and '"
                        + label.name()
                        + "' then is none of the "
                        + task.labels().size()
                        + " labels of the task"));
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
    int height = before.get().pitchClass + semitones;
    int pitchClass = Math.floorMod(height, OCTAVE);
    String rest = before.get().rest;
    if (about == About.NOTE) {
      Optional<Integer> octave = number(rest);
      if (octave.isEmpty()) {
        return Optional.empty();
      }
      rest = String.valueOf(octave.get() + Math.floorDiv(height, OCTAVE));
    }
    Pitched after = new Pitched(pitchClass, rest);
    return task.labels().stream()
        .filter(each -> pitched(each).filter(after::equals).isPresent())
        .findFirst();
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
    int pitchClass = LETTERS[Character.toUpperCase(parts.group(1).charAt(0)) - 'A'];
    for (char accidental : parts.group(2).toCharArray()) {
      pitchClass += accidental == '#' || accidental == '\u266f' ? 1 : -1;
    }
    return Optional.of(new Pitched(Math.floorMod(pitchClass, OCTAVE), parts.group(3)));
  }

  /** Whether all of the task's labels are of the kind that its name promises. */
  boolean understood() {
    List<String> labels = task.labels();
    return switch (about) {
      case NOTHING -> true;
      case TEMPO -> task.type() == TaskType.REGRESSION;
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
