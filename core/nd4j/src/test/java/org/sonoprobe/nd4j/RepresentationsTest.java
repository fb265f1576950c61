package org.sonoprobe.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;
import org.sonoprobe.files.Npy;

/** Golden values were computed with numpy and scipy on the same 60 x 8 inputs. */
class RepresentationsTest {
  private final INDArray x;
  private final INDArray y;

  RepresentationsTest() {
    Random random = new Random(42);
    double[][] first = new double[60][8];
    double[][] second = new double[60][8];
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 8; j++) {
        first[i][j] = random.nextGaussian() + (j == i % 3 ? 1.5 : 0);
      }
    }
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 8; j++) {
        second[i][j] = first[i][j] + 0.5 * random.nextGaussian();
      }
    }
    x = Nd4j.createFromArray(first);
    y = Nd4j.createFromArray(second);
  }

  @Test
  void theInputsAreThoseOfTheGoldenValues() {
    assertThat(x.getDouble(0, 0)).isEqualTo(2.6419053154730547);
    assertThat(y.getDouble(59, 7)).isEqualTo(-0.14250292867917658);
  }

  @Test
  void ckaHasItsGoldenValues() {
    assertThat(Similarity.linearCka(x, y)).isCloseTo(0.847864888479, within(1e-11));
    assertThat(Similarity.biasedLinearCka(x, y)).isCloseTo(0.86699193385, within(1e-11));
  }

  @Test
  void ranksHaveTheirGoldenValues() {
    assertThat(EffectiveRank.of(x)).isCloseTo(7.79137332937, within(1e-10));
    assertThat(EffectiveRank.rankMe(x)).isCloseTo(7.79138022584, within(1e-10));
    assertThat(EffectiveRank.of(x.transpose())).isCloseTo(7.79137332937, within(1e-10));
  }

  @Test
  void rotationAndScaleChangeNoCka() {
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    INDArray rotation = Nd4j.eye(8).castTo(x.dataType());
    rotation.putScalar(2, 2, c).putScalar(2, 5, -s).putScalar(5, 2, s).putScalar(5, 5, c);
    INDArray turned = x.mmul(rotation).mul(3);

    assertThat(Similarity.linearCka(x, turned)).isCloseTo(1, within(1e-12));
    assertThat(Similarity.biasedLinearCka(x, turned)).isCloseTo(1, within(1e-12));
  }

  @Test
  void aMatrixOfRankTwoHasAnEffectiveRankOfAtMostTwo() {
    INDArray thin =
        x.get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 2));

    assertThat(EffectiveRank.of(thin.mmul(thin.transpose()))).isBetween(1.0, 2.0 + 1e-6);
  }

  @Test
  void fewerItemsThanAreNeededAreRefused() {
    assertThatThrownBy(() -> Similarity.linearCka(x, Nd4j.zeros(59, 8)))
        .hasMessage(
            "two arrays [item, dimension] of the same items, at least 4, are needed, but their"
                + " shapes are [60, 8] and [59, 8]");
  }

  @Test
  void embeddingsGoThereAndBack(@TempDir Path folder) throws IOException {
    float[] values = new float[2 * 3 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5f;
    }
    Embedding embedding = Embedding.wrap(values, 2, 3, 4, 0.25);

    INDArray array = Arrays.of(embedding);
    Arrays.write(array, folder.resolve("a.npy"));

    assertThat(array.getFloat(1, 2, 3)).isEqualTo(11.5f);
    assertThat(Arrays.embedding(array, 0.25)).isEqualTo(embedding);
    assertThat(Arrays.embedding(array.permute(0, 2, 1).dup().permute(0, 2, 1), 0.25))
        .isEqualTo(embedding);
    assertThat(Arrays.read(folder.resolve("a.npy"))).isEqualTo(array);
    assertThat(Arrays.means(List.of(embedding, embedding), 1).getDouble(1, 0)).isEqualTo(8);
    assertThatThrownBy(() -> Arrays.means(List.of(embedding), 2)).hasMessageContaining("layer 2");
  }

  @Test
  void examplesBecomeRows() {
    Examples examples =
        Examples.of(
            List.of("a", "b"),
            List.of(new Target.Label("x"), new Target.Label("y")),
            new float[][] {{1, 2}, {3, 4}});

    assertThat(Arrays.of(examples.vectors()).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
  }

  @Test
  void theExampleComparesLayersOfFiles(@TempDir Path folder) throws IOException {
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    float[] one = new float[30 * 4];
    for (int i = 0; i < one.length; i++) {
      one[i] = (float) random.nextGaussian();
    }
    float[] two = new float[2 * 30 * 4];
    for (int i = 0; i < one.length; i++) {
      two[i] = 3 * one[i]; // the same but for a scale, which CKA does not see
      two[one.length + i] = (float) random.nextGaussian();
    }
    Path single = folder.resolve("single.npy");
    Path layered = folder.resolve("layered.npy");
    Files.write(single, new Npy(new int[] {30, 4}, one).toBytes());
    Files.write(layered, new Npy(new int[] {2, 30, 4}, two).toBytes());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CompareLayers.print(
        List.of(single, layered), new PrintStream(bytes, true, StandardCharsets.UTF_8));

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("single.npy, 4, ").contains(", 1.000, 1.000, ");
    assertThat(lines.get(2)).startsWith("layered.npy#0, 4, ");
    double unlike = Double.parseDouble(lines.get(1).split(", ")[5]);
    assertThat(unlike).isLessThan(0.4);
    Files.write(layered, new Npy(new int[] {29, 4}, new float[29 * 4]).toBytes());
    assertThatThrownBy(
            () ->
                CompareLayers.print(
                    List.of(single, layered), new PrintStream(bytes, true, StandardCharsets.UTF_8)))
        .hasMessage("layered.npy has 29 tracks, but single.npy has 30");
  }

  @Test
  void thePageNamesWhatThereIs() throws Exception {
    String page = Files.readString(Path.of("../../docs/representations.md"));
    java.util.regex.Matcher call =
        java.util.regex.Pattern.compile("\\b([A-Z]\\w+)\\.([a-z]\\w+)\\(").matcher(page);
    int count = 0;
    while (call.find()) {
      Class<?> type = Class.forName("org.sonoprobe.nd4j." + call.group(1));
      assertThat(java.util.Arrays.stream(type.getMethods()).map(java.lang.reflect.Method::getName))
          .contains(call.group(2));
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }
}
