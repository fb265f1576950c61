package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.SharedFiles;

class PcaTest {

  // scikit-learn 1.2.1 PCA on the digits.
  @Test
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
