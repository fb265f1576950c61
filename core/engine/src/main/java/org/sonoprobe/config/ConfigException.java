package org.sonoprobe.config;

import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that says something wrong; knows all that is wrong and where. */
public final class ConfigException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param line counted from 1; 0 for an override given outside the file
   * @param column counted from 1
   * @param message what was asked, what there is, what to do
   */
  public record Problem(int line, int column, String message) {}

  ConfigException(String source, List<Problem> problems) {
    super(
        (problems.size() == 1 ? "1 problem in " : problems.size() + " problems in ")
            + source
            + problems.stream()
                .map(
                    p ->
                        "\n  "
                            + (p.line() == 0 ? "--set" : source + ":" + p.line() + ":" + p.column())
                            + ": "
                            + p.message())
                .collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
