package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.Goldens;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

class PcaTest {

  // scikit-learn 1.2.1; see goldens/make.py for the rows.
  @Test
  void principalComponentsAreScikitLearnsOnAnyClone() {
    float[] rows = new float[40 * 8];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 8; j++) {
        rows[i * 8 + j] =
            (float) (Math.sin(0.7 * i + 1.3 * j * j) * (8 - j) + Math.cos(0.3 * i * j));
      }
    }
    Pca pca = Pca.fit(rows, 40, 8, 3);
    float[] projected = pca.apply(rows, 40);
    double[] variances = Goldens.numbers("pca_variances");
    double[] components = Goldens.numbers("pca_components");
    double[] row0 = Goldens.numbers("pca_row0");

    for (int c = 0; c < 3; c++) {
      assertThat(pca.variances()[c]).isCloseTo(variances[c], within(1e-5));
      assertThat(Math.abs(projected[c])).isCloseTo((float) Math.abs(row0[c]), within(1e-4f));
      double cosine = 0;
      for (int d = 0; d < 8; d++) {
        cosine += pca.components()[c * 8 + d] * components[c * 8 + d];
      }
      assertThat(Math.abs(cosine)).isCloseTo(1, within(1e-6));
    }
  }

  // scikit-learn 1.2.1 PCA on the digits.
  @Test
  @ReferenceData
  void principalComponentsAreScikitLearns() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(SharedFiles.path("goldens/probes/transforms.json").toFile())
            .get("pca");
    for (String name : List.of("digits", "wine", "iris")) {
      Npy data = Npy.read(SharedFiles.path("goldens/probes/data/" + name + "_X.npy"));
      JsonNode expected = golden.get(name + "_raw");
      int d = data.shape()[1];
      int wanted = expected.get("components_first").size();
      Pca pca = Pca.fit(data.values(), data.shape()[0], d, wanted);
      float[] projected = pca.apply(data.values(), data.shape()[0]);
      for (int c = 0; c < wanted; c++) {
        double variance = expected.get("explained_variance").get(c).asDouble();
        assertThat(pca.variances()[c])
            .as(name)
            .isCloseTo(
                variance, within(1e-6 * expected.get("explained_variance").get(0).asDouble()));
        assertThat(Math.abs(projected[c]))
            .isCloseTo((float) expected.get("transform_row0_abs").get(c).asDouble(), within(1e-3f));
        double cosine = 0;
        for (int i = 0; i < d; i++) {
          cosine +=
              pca.components()[c * d + i]
                  * expected.get("components_first").get(c).get(i).asDouble();
        }
        assertThat(Math.abs(cosine)).isCloseTo(1, within(1e-6));
      }
    }
  }
}
