package org.sonoprobe.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sonoprobe.component.Components;

/**
 * Tables of scores, by presets or as one likes: some variables are rows, some columns, some are
 * held at a value. Nothing is ever averaged to fit: a variable that is neither and differs makes a
 * table of each of its values. Immutable.
 *
 * <pre>{@code
 * AutoTable.of(Cells.of(results))
 *     .rows(Variable.EMBEDDING).columns(Variable.SCENARIO)
 *     .freeze(Variable.METRIC, "f1_macro").freeze(Variable.DOWNSTREAM, "M1")
 *     .tables();
 * }</pre>
 */
public final class AutoTable {

  /** A layout by name. */
  private record Preset(String name, String what, List<Variable> rows, List<Variable> columns) {}

  /** The preset of the thesis's tables 4 to 9. */
  public static final String ALL = "all_deform_all_models";

  private static final List<Preset> PRESETS =
      List.of(
          new Preset(
              ALL,
              "a table for each dataset: embedding models and probes down, metrics and scenarios"
                  + " across, as in the thesis",
              List.of(Variable.EMBEDDING, Variable.AGGREGATION, Variable.DOWNSTREAM),
              List.of(Variable.METRIC, Variable.SCENARIO)),
          new Preset(
              "by_deformation",
              "a table for each dataset, metric and probe: scenarios down, embedding models across",
              List.of(Variable.SCENARIO),
              List.of(Variable.EMBEDDING, Variable.AGGREGATION)),
          new Preset(
              "by_downstream_model",
              "a table for each dataset, metric and scenario: probes down, embedding models across",
              List.of(Variable.DOWNSTREAM),
              List.of(Variable.EMBEDDING, Variable.AGGREGATION)),
          new Preset(
              "by_dataset",
              "a table for each probe and scenario: embedding models down, datasets and metrics"
                  + " across",
              List.of(Variable.EMBEDDING, Variable.AGGREGATION),
              List.of(Variable.TASK, Variable.DATASET, Variable.METRIC)));

  /** Shown on an axis only if they differ in the table. */
  private static final Set<Variable> QUIET =
      EnumSet.of(
          Variable.SOURCE,
          Variable.EXPERIMENT,
          Variable.TASK,
          Variable.DATASET,
          Variable.AGGREGATION);

  private final List<Cell> cells;
  private final List<Variable> rows;
  private final List<Variable> columns;
  private final Map<Variable, Set<String>> frozen;

  private AutoTable(
      List<Cell> cells,
      List<Variable> rows,
      List<Variable> columns,
      Map<Variable, Set<String>> frozen) {
    this.cells = cells;
    this.rows = rows;
    this.columns = columns;
    this.frozen = frozen;
  }

  /** Tables of these numbers, in the layout {@value #ALL} until another is asked for. */
  public static AutoTable of(Collection<Cell> cells) {
    AutoTable all =
        new AutoTable(
            Cells.probesToldApart(aligned(cells)),
            List.of(),
            List.of(),
            new EnumMap<>(Variable.class));
    return all.preset(ALL);
  }

  /**
   * Numbers from elsewhere that do not say their task or how frames became vectors: those of the
   * others, where all others on their dataset agree.
   */
  static List<Cell> aligned(Collection<Cell> cells) {
    List<Cell> aligned = List.copyOf(cells);
    for (Variable variable : List.of(Variable.TASK, Variable.AGGREGATION)) {
      Map<String, Set<String>> known = new LinkedHashMap<>();
      for (Cell cell : aligned) {
        if (!cell.at(variable).isEmpty()) {
          known
              .computeIfAbsent(cell.at(Variable.DATASET), key -> new LinkedHashSet<>())
              .add(cell.at(variable));
        }
      }
      List<Cell> filled = new ArrayList<>();
      for (Cell cell : aligned) {
        Set<String> others = known.getOrDefault(cell.at(Variable.DATASET), Set.of());
        boolean fill = cell.at(variable).isEmpty() && others.size() == 1;
        filled.add(fill ? cell.with(variable, others.iterator().next()) : cell);
      }
      aligned = List.copyOf(filled);
    }
    return aligned;
  }

  /** The names of all presets with what each is, in words. */
  public static Map<String, String> presets() {
    Map<String, String> presets = new LinkedHashMap<>();
    PRESETS.forEach(preset -> presets.put(preset.name, preset.what));
    return presets;
  }

  /**
   * The layout of that name; what differs between sources is told apart in the first rows.
   *
   * @throws IllegalArgumentException naming all that there are
   */
  public AutoTable preset(String name) {
    Preset preset =
        PRESETS.stream()
            .filter(each -> each.name.equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no preset '%s'%s; there are %s"
                            .formatted(
                                name,
                                Components.hint(name, presets().keySet()),
                                String.join(", ", presets().keySet()))));
    List<Variable> rows = new ArrayList<>(preset.rows);
    rows.add(rows.indexOf(Variable.EMBEDDING) + 1, Variable.SOURCE);
    if (cells.stream().map(cell -> cell.at(Variable.SOURCE)).distinct().count() > 1) {
      // what different sources call their experiments does not keep them apart
      rows.add(rows.indexOf(Variable.SOURCE) + 1, Variable.EXPERIMENT);
    }
    return new AutoTable(cells, List.copyOf(rows), preset.columns, frozen);
  }

  /** These variables down, the first outermost. */
  public AutoTable rows(Variable... variables) {
    return laid(List.of(variables), columns.stream().filter(not(variables)).toList());
  }

  /** These variables across, the first outermost. */
  public AutoTable columns(Variable... variables) {
    return laid(rows.stream().filter(not(variables)).toList(), List.of(variables));
  }

  private static java.util.function.Predicate<Variable> not(Variable... variables) {
    return variable -> !Arrays.asList(variables).contains(variable);
  }

  private AutoTable laid(List<Variable> down, List<Variable> across) {
    for (List<Variable> axis : List.of(down, across)) {
      if (axis.stream().distinct().count() < axis.size()) {
        throw new IllegalArgumentException(
            "a variable can be on an axis once, but there are "
                + axis.stream().map(Variable::word).collect(Collectors.joining(", ")));
      }
    }
    return new AutoTable(cells, List.copyOf(down), List.copyOf(across), frozen);
  }

  /**
   * Only what has one of these values of a variable.
   *
   * @throws IllegalArgumentException for a value that no number has, naming those that there are
   */
  public AutoTable freeze(Variable variable, String... values) {
    Set<String> known = new LinkedHashSet<>();
    cells.forEach(cell -> known.add(cell.at(variable)));
    for (String value : values) {
      if (!known.contains(value)) {
        throw new IllegalArgumentException(
            "no score has %s '%s'%s; there are %s"
                .formatted(
                    variable.word(),
                    value,
                    Components.hint(value, known),
                    String.join(", ", known)));
      }
    }
    Map<Variable, Set<String>> more = new EnumMap<>(frozen);
    more.put(variable, Set.copyOf(Arrays.asList(values)));
    return new AutoTable(cells, rows, columns, more);
  }

  /**
   * The tables, in the order in which their values appear among the numbers.
   *
   * @throws IllegalArgumentException if two numbers would stand in one place, or none is left
   */
  public List<PivotTable> tables() {
    List<Cell> left =
        cells.stream()
            .filter(
                cell ->
                    frozen.entrySet().stream()
                        .allMatch(each -> each.getValue().contains(cell.at(each.getKey()))))
            .toList();
    if (left.isEmpty()) {
      throw new IllegalArgumentException(
          "no score is left with " + (frozen.isEmpty() ? "nothing frozen" : frozen));
    }
    List<Variable> apart =
        Arrays.stream(Variable.values())
            .filter(variable -> !rows.contains(variable) && !columns.contains(variable))
            .toList();
    Map<List<String>, List<Cell>> tables = new LinkedHashMap<>();
    for (Cell cell : left) {
      tables.computeIfAbsent(key(cell, apart), key -> new ArrayList<>()).add(cell);
    }
    return tables.values().stream().map(own -> table(own, apart)).toList();
  }

  private PivotTable table(List<Cell> own, List<Variable> apart) {
    Map<Variable, String> fixed = new EnumMap<>(Variable.class);
    apart.forEach(variable -> fixed.put(variable, own.get(0).at(variable)));
    List<Variable> down = shown(rows, own, fixed);
    List<Variable> across = shown(columns, own, fixed);
    List<List<String>> lines = keys(floorsLast(own, down), down);
    List<List<String>> heads = keys(own, across);
    Map<List<List<String>>, Cell> placed = new LinkedHashMap<>();
    for (Cell cell : own) {
      Cell other = placed.put(List.of(key(cell, down), key(cell, across)), cell);
      if (other != null) {
        throw new IllegalArgumentException(
            "two scores would stand in one place: %s, and %s%s"
                .formatted(
                    words(other),
                    words(cell),
                    other.place().equals(cell.place()) ? "; one source was given twice" : ""));
      }
    }
    List<List<Cell>> grid = new ArrayList<>();
    for (List<String> line : lines) {
      List<Cell> cellsOfLine = new ArrayList<>();
      for (List<String> head : heads) {
        cellsOfLine.add(placed.getOrDefault(List.of(line, head), PivotTable.NOTHING));
      }
      grid.add(cellsOfLine);
    }
    return new PivotTable(fixed, down, across, lines, heads, grid);
  }

  /** Those variables of an axis that are worth a place there; the others are fixed. */
  private static List<Variable> shown(
      List<Variable> axis, List<Cell> own, Map<Variable, String> fixed) {
    List<Variable> shown = new ArrayList<>();
    for (Variable variable : axis) {
      boolean varies = own.stream().map(cell -> cell.at(variable)).distinct().count() > 1;
      if (varies || !QUIET.contains(variable)) {
        shown.add(variable);
      } else {
        fixed.put(variable, own.get(0).at(variable));
      }
    }
    return shown;
  }

  /** Models that have learnt nothing stand below the others, where models stand in rows. */
  private static List<Cell> floorsLast(List<Cell> own, List<Variable> down) {
    return down.contains(Variable.EMBEDDING)
        ? own.stream().sorted(Comparator.comparing(Cell::floor)).toList()
        : own;
  }

  /**
   * All combinations that occur, sorted by where the values of each variable first appear, so that
   * those of an outer variable stand together.
   */
  private static List<List<String>> keys(List<Cell> own, List<Variable> axis) {
    List<List<String>> orders = new ArrayList<>();
    for (Variable variable : axis) {
      orders.add(own.stream().map(cell -> cell.at(variable)).distinct().toList());
    }
    Comparator<List<String>> order = Comparator.comparing(List::size);
    for (int i = 0; i < axis.size(); i++) {
      int at = i;
      List<String> values = orders.get(i);
      order = order.thenComparing(key -> values.indexOf(key.get(at)));
    }
    return own.stream().map(cell -> key(cell, axis)).distinct().sorted(order).toList();
  }

  private static String words(Cell cell) {
    return cell.place().values().stream()
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining(" / "))
        + " = "
        + cell.mean();
  }

  private static List<String> key(Cell cell, List<Variable> variables) {
    return variables.stream().map(cell::at).toList();
  }
}
