package org.sonoprobe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
  enum Colour {
    DARK_RED,
    BLUE
  }

  record Range(double low, double high) {}

  record Grade(int number) {
    public static Grade valueOf(String text) {
      return new Grade(text.isEmpty() ? 0 : Integer.parseInt(text.substring(1)));
    }

    @Override
    public String toString() {
      return "g" + number;
    }
  }

  record Where(String town, String street) {}

  record Row(
      Where where,
      int houseNumber,
      double value,
      Range range,
      @Title("other_") Range other,
      @Title("hue") Colour colour,
      boolean isOpen,
      Grade grade) {}

  @ColumnOrder({"value", "street", "name"})
  record Short(String name, Where where, double value) {}

  private static final Row ROW =
      new Row(
          new Where("=A1", "Main, \"old\""),
          7,
          0.1,
          new Range(Double.NaN, 1e-300),
          new Range(-1, Double.POSITIVE_INFINITY),
          Colour.DARK_RED,
          true,
          new Grade(3));

  @Test
  void recordsInARecordAreLaidFlat() {
    assertThat(Table.of(Row.class).titles())
        .containsExactly(
            "town",
            "street",
            "house_number",
            "value",
            "low",
            "high",
            "other_low",
            "other_high",
            "hue",
            "is_open",
            "grade");
    assertThat(Table.of(Row.class).data(ROW))
        .containsEntry("town", "=A1")
        .containsEntry("house_number", 7)
        .containsEntry("low", Double.NaN)
        .containsEntry("hue", "dark_red")
        .containsEntry("is_open", true)
        .containsEntry("grade", "g3");
  }

  @Test
  void rowsComeBackFromCsvWhateverTheOrderOfItsColumns() throws IOException {
    Table<Row> table = Table.of(Row.class);
    String csv = table.csv(List.of(ROW, ROW));

    assertThat(csv).contains("\n'=A1,\"Main, \"\"old\"\"\",7,0.1,NaN,1.0E-300,-1.0,Infinity,");
    assertThat(table.parse(csv, "rows.csv")).containsExactly(ROW, ROW);
    assertThat(Table.of(Range.class).parse("high,more,low\n2,x,1\n", "r"))
        .containsExactly(new Range(1, 2));
  }

  @Test
  void anOrderMayLeaveOutPartsOfRecordsInARecord() throws IOException {
    Table<Short> table = Table.of(Short.class);
    String csv = table.csv(List.of(new Short("x", new Where("Ulm", "High"), 2)));

    assertThat(csv).isEqualTo("value,street,name\n2.0,High,x\n");
    assertThat(table.parse(csv, "s")).containsExactly(new Short("x", new Where("", "High"), 2));
  }

  @Test
  void aDamagedCellNamesItsLineAndColumn() {
    assertThatThrownBy(() -> Table.of(Range.class).parse("low,high\n1,2\n3,\n", "r.csv"))
        .isInstanceOf(IOException.class)
        .hasMessage("r.csv:3: '' is no double for high");
    assertThatThrownBy(() -> Table.of(Range.class).parse("low,hihg\n1,2\n", "r.csv"))
        .hasMessageContaining("r.csv has no column 'high'; did you mean 'hihg'?");
    assertThatThrownBy(() -> Table.of(Row.class).parse(csvOf("hue", "green"), "r.csv"))
        .hasMessage("r.csv:2: 'green' is no Colour for hue");
    assertThatThrownBy(() -> Table.of(Row.class).parse(csvOf("is_open", "yes"), "r.csv"))
        .hasMessage("r.csv:2: 'yes' is no boolean for is_open");
  }

  private static String csvOf(String title, String text) {
    Map<String, Object> cells = Table.of(Row.class).data(ROW);
    cells.put(title, text);
    return Csv.line(List.copyOf(cells.keySet())) + Csv.line(List.copyOf(cells.values()));
  }

  record Twice(Range one, Range other) {}

  record Strange(List<String> names) {}

  @ColumnOrder({"low", "hihg"})
  record Misspelt(double low, double high) {}

  @ColumnOrder("low")
  record Forgotten(double low, double high) {}

  @Test
  void whatIsNoTableIsRefused() {
    assertThatThrownBy(() -> Table.of(Twice.class)).hasMessageContaining("has two columns 'low'");
    assertThatThrownBy(() -> Table.of(Strange.class))
        .hasMessageEndingWith("is no cell of a table: List has no valueOf(String)");
    assertThatThrownBy(() -> Table.of(Misspelt.class))
        .hasMessageEndingWith("has no columns [hihg], or names one twice");
    assertThatThrownBy(() -> Table.of(Forgotten.class))
        .hasMessageEndingWith("lacks 'high' among its columns");
  }
}
