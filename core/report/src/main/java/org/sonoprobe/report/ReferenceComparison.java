package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Our scores beside those that somebody published, number by number, as far as the same task,
 * dataset, model, probe, scenario and metric are in both. Names agree if they do without regard to
 * case and punctuation, or by the thesis's names for our networks and scenarios. No test is made:
 * of what was published only the number is known.
 *
 * @param pairs what both have, in the order of ours
 * @param unmatched how many numbers of the reference have no counterpart
 * @param alone how many of ours have none
 * @param example how a number of ours and one of theirs are named
 */
public record ReferenceComparison(List<Pair> pairs, int unmatched, int alone, String example) {

  /** Our number and theirs. */
  public record Pair(Cell ours, Cell theirs) {
    /** Ours less theirs. */
    public double difference() {
      return ours.mean() - theirs.mean();
    }

    /** Whether theirs lies within our 95 % interval; never where we have none. */
    public boolean isWithin() {
      return ours.certainty().interval().contains(theirs.mean());
    }
  }

  /** Names of the thesis, without case and punctuation, with ours. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("musicnnmsd", "msdmusicnn"),
          Map.entry("clmr", "clmrv2"),
          Map.entry("mertv195m03", "mertv195m0123"),
          Map.entry("mertv195m48", "mertv195m45678"),
          Map.entry("mertv195m912", "mertv195m9101112"),
          Map.entry("d1", "snr15db"),
          Map.entry("d2", "snr0db"),
          Map.entry("d3", "mp332kbps"),
          Map.entry("d4", "gain12db"));

  private static final List<Variable> COMMON =
      List.of(
          Variable.TASK,
          Variable.DATASET,
          Variable.EMBEDDING,
          Variable.DOWNSTREAM,
          Variable.SCENARIO,
          Variable.METRIC);

  /** Pairs all that both have. */
  public static ReferenceComparison of(List<Cell> ours, List<Cell> reference) {
    Map<List<String>, Cell> theirs = new HashMap<>();
    List<Cell> both = new ArrayList<>(ours);
    both.addAll(reference);
    for (Cell cell : AutoTable.aligned(both).subList(ours.size(), both.size())) {
      if (theirs.put(key(cell), cell) != null) {
        throw new IllegalArgumentException(
            "the reference has two numbers for "
                + String.join(" / ", COMMON.stream().map(cell::at).toList())
                + ", by names that mean the same; leave one out");
      }
    }
    List<Pair> pairs = new ArrayList<>();
    Set<List<String>> found = new HashSet<>();
    int alone = 0;
    for (Cell cell : ours) {
      List<String> key = key(cell);
      Cell other = theirs.get(key);
      if (other != null && !Double.isNaN(cell.mean())) {
        pairs.add(new Pair(cell, other));
        found.add(key);
      } else {
        alone++;
      }
    }
    return new ReferenceComparison(
        List.copyOf(pairs), theirs.size() - found.size(), alone, example(ours, reference));
  }

  private static String example(List<Cell> ours, List<Cell> reference) {
    return (ours.isEmpty() ? "nothing" : names(ours.get(0)))
        + " and there "
        + (reference.isEmpty() ? "nothing" : names(reference.get(0)));
  }

  private static String names(Cell cell) {
    return String.join(" / ", COMMON.stream().map(cell::at).toList());
  }

  private static List<String> key(Cell cell) {
    return COMMON.stream().map(variable -> plain(cell.at(variable))).toList();
  }

  private static String plain(String name) {
    StringBuilder text = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            point -> {
              int superscript = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(Character.toString(point));
              if (superscript >= 0) {
                text.append(superscript);
              } else if (Character.isLetterOrDigit(point)) {
                text.appendCodePoint(point);
              }
            });
    return NAMES.getOrDefault(text.toString(), text.toString());
  }

  /** A line for each pair, then what they come to. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    double sum = 0;
    int within = 0;
    int known = 0;
    for (Pair pair : pairs) {
      Cell cell = pair.ours;
      sum += Math.abs(pair.difference());
      known += cell.certainty().interval().isKnown() ? 1 : 0;
      within += pair.isWithin() ? 1 : 0;
      lines.add(
          String.format(
              Locale.ROOT,
              "%s%s on %s, %s, %s, %s: %s%s against %s, difference %+.3f%s",
              cell.at(Variable.EXPERIMENT).isEmpty() ? "" : cell.at(Variable.EXPERIMENT) + ": ",
              cell.at(Variable.TASK),
              cell.at(Variable.DATASET),
              Answers.model(cell),
              cell.at(Variable.METRIC),
              cell.at(Variable.SCENARIO),
              TableStyle.USUAL.number(cell),
              TableStyle.USUAL.certainty(cell),
              TableStyle.USUAL.number(pair.theirs),
              pair.difference(),
              pair.isWithin() ? " (within our interval)" : ""));
    }
    lines.add(
        pairs.isEmpty()
            ? ("no number is in both; %s of the reference and %s of ours have no counterpart; "
                    + "names of task, dataset, model, probe, scenario and metric must agree, here %s")
                .formatted(unmatched, alone, example)
            : String.format(
                Locale.ROOT,
                "%d numbers in both, %.3f apart on average; %d of the reference and %d of ours have no"
                    + " counterpart; %d of our %d intervals hold theirs",
                pairs.size(),
                sum / pairs.size(),
                unmatched,
                alone,
                within,
                known));
    return lines;
  }
}
