package org.sonoprobe.metrics;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** The same on all cases of the reference data. */
@ReferenceData
class GoldenMetricsOnReferenceDataTest extends GoldenMetricsTest {
  @BeforeEach
  void isThere() {
    golden("prf_multiclass");
  }

  @Override
  Path golden(String file) {
    return SharedFiles.path("goldens/metrics/" + file + ".json");
  }

  @Override
  int cases(int all, int likeness) {
    return all;
  }
}
