package org.sonoprobe.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sonoprobe.testsupport.SharedFiles;

class DescentTest {

  // Three Adam steps in double precision by the reference. Ours are in single precision: logits of
  // size 1 to 5 carry an
  // error of a few 1e-7, and Adam divides gradients by their own size, so that parameters follow to
  // 1e-6.
  @Test
  void trainingStepsAreThoseOfTheReference() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(SharedFiles.path("goldens/probes/train_steps.json").toFile())
            .get("cases");
    for (JsonNode each : cases) {
      checkSteps(each);
    }
    assertThat(cases).hasSize(12);
  }

  private static void checkSteps(JsonNode each) {
    boolean softmax = each.get("id").asText().contains("softmax");
    JsonNode layers = each.get("weights_out_by_in");
    int[] sizes = new int[layers.size() + 1];
    sizes[0] = layers.get(0).get(0).size();
    for (int l = 0; l < layers.size(); l++) {
      sizes[l + 1] = layers.get(l).size();
    }
    Network network = new Network(sizes);
    for (int l = 0; l < layers.size(); l++) {
      for (int o = 0; o < sizes[l + 1]; o++) {
        network.biases()[l][o] = (float) each.get("biases").get(l).get(o).asDouble();
        for (int i = 0; i < sizes[l]; i++) {
          network.weights()[l][i * sizes[l + 1] + o] =
              (float) layers.get(l).get(o).get(i).asDouble();
        }
      }
    }
    Descent optimizer =
        new Descent(Optimizer.ADAM, each.get("lr").asDouble(), each.get("l2").asDouble(), network);
    int rows = each.get("X").size();
    int classes = sizes[sizes.length - 1];
    float[] input = new float[rows * sizes[0]];
    float[] targets = new float[rows * classes];
    for (int r = 0; r < rows; r++) {
      for (int d = 0; d < sizes[0]; d++) {
        input[r * sizes[0] + d] = (float) each.get("X").get(r).get(d).asDouble();
      }
      for (int c = 0; c < classes; c++) {
        JsonNode y = each.get("y").get(r);
        targets[r * classes + c] = softmax ? (y.asInt() == c ? 1 : 0) : y.get(c).asInt();
      }
    }
    for (JsonNode step : each.get("steps")) {
      String id = each.get("id").asText();
      float[] logits = network.forward(input, rows);
      for (int i = 0; i < rows * classes; i++) {
        assertThat((double) logits[i])
            .as(id)
            .isCloseTo(
                step.get("logits").get(i / classes).get(i % classes).asDouble(), within(3e-6));
      }
      double loss = network.backward(input, targets, rows, softmax);
      assertThat(loss).as(id).isCloseTo(step.get("data_loss").asDouble(), within(2e-6));
      assertThat(loss + each.get("l2").asDouble() * network.squaredNorm())
          .isCloseTo(step.get("loss").asDouble(), within(2e-6));
      JsonNode gradients = step.get("grads");
      for (int l = 0; l < layers.size(); l++) {
        JsonNode golden = gradients.get(2 * l);
        for (int o = 0; o < sizes[l + 1]; o++) {
          for (int i = 0; i < sizes[l]; i++) {
            int at = i * sizes[l + 1] + o;
            double withPenalty =
                network.weightGradients()[l][at]
                    + 2 * each.get("l2").asDouble() * network.weights()[l][at];
            assertThat(withPenalty).as(id).isCloseTo(golden.get(o).get(i).asDouble(), within(1e-6));
          }
        }
      }
      optimizer.step();
    }
  }

  @Test
  void gradientsAreTheSlopesOfTheLoss() {
    for (boolean softmax : new boolean[] {true, false}) {
      SplittableRandom random = new SplittableRandom(3);
      Network network = new Network(5, 7, 4);
      network.initialise(random);
      float[] input = new float[30];
      float[] targets = new float[24];
      for (int i = 0; i < 30; i++) {
        input[i] = (float) random.nextGaussian();
      }
      for (int r = 0; r < 6; r++) {
        targets[r * 4 + r % 4] = 1;
      }
      network.forward(input, 6);
      network.backward(input, targets, 6, softmax);
      float[] gradient = network.weightGradients()[0].clone();
      for (int i = 0; i < gradient.length; i += 3) {
        float before = network.weights()[0][i];
        double step = 1e-3;
        network.weights()[0][i] = (float) (before + step);
        double up =
            Network.crossEntropy(network.forward(input, 6), targets, 6, 4, softmax, new float[24]);
        network.weights()[0][i] = (float) (before - step);
        double down =
            Network.crossEntropy(network.forward(input, 6), targets, 6, 4, softmax, new float[24]);
        network.weights()[0][i] = before;
        assertThat((double) gradient[i]).isCloseTo((up - down) / (2 * step), within(1e-3));
      }
    }
  }
}
