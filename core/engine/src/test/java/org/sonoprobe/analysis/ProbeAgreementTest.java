package org.sonoprobe.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbeAgreementTest {

  @Test
  void equalOrdersAgreeAndOppositeOnesDoNot() {
    double[] up = {.1, .2, .3, .4};
    double[] down = {.9, .8, .7, .1};

    assertThat(ProbeAgreement.tau(up, new double[] {.5, .6, .61, .9})).isEqualTo(1);
    assertThat(ProbeAgreement.tau(up, down)).isEqualTo(-1);
    assertThat(ProbeAgreement.tau(up, new double[] {.2, .1, .3, .4}))
        .isCloseTo(4 / 6.0, within(1e-12));
    assertThat(ProbeAgreement.tau(up, new double[] {.5, .5, .6, .7}))
        .isCloseTo(5 / 6.0, within(1e-12));
    assertThat(ProbeAgreement.tau(new double[] {1}, new double[] {1})).isNaN();
  }
}
