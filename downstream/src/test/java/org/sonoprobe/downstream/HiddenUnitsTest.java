package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenUnitsTest {

  // The tables of the thesis's released toolkit, computed with its formula.
  @ParameterizedTest
  @CsvSource({
    "128, 50, '90', '102 76', '108 90 70', '70 128 226'",
    "128, 24, '76', '94 58', '102 76 50', '50 128 258'",
    "128, 14, '72', '90 52', '100 72 42', '42 128 270'",
    "128, 12, '70', '90 50', '100 70 42', '42 128 274'",
    "200, 50, '126', '150 100', '162 126 88', '88 200 388'",
    "200, 14, '108', '138 76', '154 108 60', '60 200 432'",
    "512, 50, '282', '358 204', '396 282 166', '166 512 1090'",
    "512, 20, '266', '348 184', '390 266 144', '144 512 1128'",
    "768, 50, '410', '528 290', '588 410 230', '230 768 1666'",
    "768, 24, '396', '520 272', '582 396 210', '210 768 1698'",
    "1280, 50, '666', '870 460', '972 666 358', '358 1280 2818'",
    "1280, 10, '646', '856 434', '962 646 328', '328 1280 2868'"
  })
  void inferredSizesAreTheThesiss(
      int d, int c, String one, String two, String three, String power) {
    assertThat(sizes("infer", 1, d, c)).isEqualTo(one);
    assertThat(sizes("infer", 2, d, c)).isEqualTo(two);
    assertThat(sizes("infer", 3, d, c)).isEqualTo(three);
    assertThat(sizes("power_infer_released", 3, d, c)).isEqualTo(power);
  }

  private static String sizes(String rule, int layers, int dimension, int classes) {
    int[] sizes =
        HiddenUnits.resolve(java.util.Collections.nCopies(layers, rule), dimension, classes);
    return String.join(" ", Arrays.stream(sizes).mapToObj(Integer::toString).toList());
  }

  @Test
  void powerInferredSizesDecreaseOnAParabola() {
    // C + (3 - i)^2 (d - C) / 9 with d = 128, C = 50: 50 + 4 * 78 / 9 = 84.7, 50 + 78 / 9 = 58.7
    assertThat(sizes("power_infer", 2, 128, 50)).isEqualTo("84 58");
  }

  @Test
  void rulesAndNumbersMix() {
    assertThat(HiddenUnits.resolve(List.of("infer", "64"), 512, 50)).containsExactly(358, 64);
    assertThatThrownBy(() -> new Classifier(List.of("infre")))
        .hasMessage(
            "hidden_units must be positive whole numbers or one of infer, power_infer, power_infer_released, but one is"
                + " 'infre'");
  }
}
