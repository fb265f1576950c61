package org.sonoprobe.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.dsp.FrontEnd;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Execution;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.embeddings.networks.Reading;
import org.sonoprobe.files.Npy;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** Every output of the six real networks, from the waveform on. */
class ReferenceOutputsTest {

  @ParameterizedTest
  @CsvSource({
    "msd-musicnn, activations embeddings penultimate mean_pool max_pool, librosa, 1e-5",
    "msd-musicnn, activations embeddings penultimate mean_pool max_pool, essentia, 1e-4",
    "mtt-musicnn, activations embeddings penultimate mean_pool max_pool, librosa, 1e-5",
    "mtt-musicnn, activations embeddings penultimate mean_pool max_pool, essentia, 1e-4",
    "msd-vgg, activations embeddings, librosa, 1e-5",
    "msd-vgg, activations embeddings, essentia, 1e-4",
    "mtt-vgg, activations embeddings, librosa, 1e-5",
    "mtt-vgg, activations embeddings, essentia, 1e-4"
  })
  @ReferenceData
  void taggersGiveWhatTheReferenceGives(
      String weights, String outputs, String form, double tolerance) throws IOException {
    FrontEnd frontEnd =
        Components.named(FrontEnd.class, form.equals("librosa") ? "musicnn" : "musicnn-essentia");
    for (String output : outputs.split(" ", -1)) {
      check(
          weights,
          output,
          output + "_" + form,
          Hearing.of(frontEnd),
          Cutting.as(Layout.NTF),
          Reading.PATCHES,
          tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"activations, 1e-5", "embeddings, 1e-5"})
  @ReferenceData
  void crepeGivesWhatTheReferenceGives(String output, double tolerance) throws IOException {
    check(
        "crepe-tiny",
        output,
        output,
        Hearing.of(new FrontEnds.Crepe()),
        Cutting.as(Layout.NT).batch(64, false),
        Reading.PATCHES,
        tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulPartitionedCall:1, note",
    "StatefulPartitionedCall:2, onset",
    "StatefulPartitionedCall:0, contour"
  })
  @ReferenceData
  void basicPitchGivesWhatTheReferenceGives(String output, String golden) throws IOException {
    check(
        "basic-pitch-nmp",
        output,
        golden,
        Hearing.of(new FrontEnds.BasicPitch()),
        Cutting.as(Layout.NT1).batch(4, false),
        new Reading("ntd", 0, Optional.empty(), 15),
        1e-4);
  }

  private static void check(
      String weights,
      String output,
      String golden,
      Hearing hearing,
      Cutting cutting,
      Reading reading,
      double tolerance)
      throws IOException {
    OnnxModel model =
        new OnnxModel(
            SharedFiles.path("weights/" + weights + ".onnx"),
            Ports.of(output),
            hearing,
            cutting,
            reading,
            Execution.CPU);
    String folder = weights.equals("basic-pitch-nmp") ? "basic-pitch" : weights;
    float[] expected =
        Npy.read(SharedFiles.path("goldens/outputs/" + folder + "/" + golden + ".npy")).values();
    try (Embedder embedder = model.open()) {
      float[] actual =
          embedder
              .embed(
                  AudioFiles.read(
                      SharedFiles.path("goldens/waveform/synth_" + hearing.rate() + ".wav")))
              .values();
      // basic-pitch's own end is within two of its frames of 11.6 ms
      assertThat(actual.length).isBetween(expected.length, expected.length + 2 * 264);
      double worst = 0;
      double largest = 0;
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        largest = Math.max(largest, Math.abs(expected[i]));
      }
      assertThat(worst / largest).as("%s of %s", golden, List.of(weights)).isLessThan(tolerance);
    }
  }
}
