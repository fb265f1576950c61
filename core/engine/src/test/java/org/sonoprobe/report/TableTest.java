package org.sonoprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void rowsThatTieAreAllBest() {
    Table table = table(true, 0.5, 0.9, Double.NaN, 0.9);

    assertThat(best(table)).containsExactly(false, true, false, true);
  }

  @Test
  void theLowestErrorIsBest() {
    assertThat(best(table(false, 0.5, 0.9, Double.NaN))).containsExactly(true, false, false);
  }

  @Test
  void nothingIsBestWhereNothingIsDefined() {
    assertThat(best(table(true, Double.NaN, Double.NaN))).containsExactly(false, false);
  }

  private static List<Boolean> best(Table table) {
    return IntStream.range(0, table.rows().size()).mapToObj(row -> table.isBest(row, 0)).toList();
  }

  private static Table table(boolean greaterIsBetter, double... means) {
    List<Table.Row> rows =
        Arrays.stream(means)
            .mapToObj(
                mean ->
                    new Table.Row("e", "mean", "p", List.of(new Table.Cell(mean, 0, 1, 10, 10))))
            .toList();
    return new Table(
        "x", "t", "d", 1, List.of(new Table.Column("m", "clean", greaterIsBetter)), rows);
  }
}
