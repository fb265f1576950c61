package org.sonoprobe.deform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.component.Components;
import org.sonoprobe.testsupport.ReferenceData;
import org.sonoprobe.testsupport.SharedFiles;

/** Every transform beside audiomentations 0.43.1, SciPy 1.10.1 and libebur128 on the same input. */
class GoldensTest {
  private static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(SharedFiles.path("goldens/deform/" + file).toFile());
  }

  private static Audio wav(String name) throws IOException {
    return AudioFiles.read(SharedFiles.path("goldens/deform/wav/" + name + ".wav"));
  }

  private static Deformation component(JsonNode each, Map<String, String> words) {
    Deformation component = Components.named(Deformation.class, each.get("transform").asText());
    List<Map.Entry<String, JsonNode>> params = new ArrayList<>(each.get("params").properties());
    // what a bound means may depend on the others
    for (boolean bounds : new boolean[] {false, true}) {
      for (Map.Entry<String, JsonNode> param : params) {
        String name = words.getOrDefault(param.getKey(), param.getKey());
        JsonNode given = param.getValue();
        Object value =
            name.endsWith("_path")
                ? SharedFiles.path("goldens/deform/" + given.asText())
                : given.isNumber() ? given.numberValue() : given.asText();
        boolean isBound = name.startsWith("min_") || name.startsWith("max_");
        if (isBound == bounds) {
          component = Components.with(component, isBound ? name.substring(4) : name, value);
        }
      }
    }
    return component;
  }

  private static void compare(
      SoftAssertions all, String id, float[] actual, JsonNode golden, double tolerance) {
    JsonNode excerpt = golden.get("excerpt");
    double worst = 0;
    JsonNode first = excerpt.get("first32");
    for (int i = 0; i < first.size(); i++) {
      worst = Math.max(worst, Math.abs(actual[i] - first.get(i).asDouble()));
    }
    JsonNode last = excerpt.path("last32");
    for (int i = 0; i < last.size(); i++) {
      double own = actual[actual.length - last.size() + i];
      worst = Math.max(worst, Math.abs(own - last.get(i).asDouble()));
    }
    JsonNode sparse = excerpt.path("every331");
    for (int i = 0; i < sparse.size(); i++) {
      worst = Math.max(worst, Math.abs(actual[331 * i] - sparse.get(i).asDouble()));
    }
    all.assertThat(worst).as("largest distance of %s", id).isLessThanOrEqualTo(tolerance);
  }

  private static double tolerance(JsonNode each) {
    String text = each.get("tolerance").asText();
    if (text.equals("exact")) {
      return 1e-7;
    }
    return text.startsWith("1e-") ? Double.parseDouble(text.split(" ", -1)[0]) : 1e-3;
  }

  @Test
  @ReferenceData
  void everyFixedCaseAgrees() throws IOException {
    Audio clean = wav("clean");
    int count = 0;
    SoftAssertions all = new SoftAssertions();
    for (JsonNode each : read("invariants.json").get("cases")) {
      String id = each.get("id").asText();
      Audio input = clean;
      float[] actual;
      if (id.equals("timemask_mid")) {
        actual = clean.channel(0);
        TimeMask.silence(actual, 40000, 13230, 220);
      } else if (id.equals("gain_transition")) {
        actual = clean.channel(0);
        GainTransition.ramp(actual, 22050, 44100, -12, 3);
      } else if (id.startsWith("repeat_")) {
        JsonNode p = each.get("params");
        RepeatPart part =
            Components.with(
                Components.with(new RepeatPart(), "mode", p.get("mode").asText()),
                "crossfade_duration",
                p.get("crossfade_duration").asDouble());
        actual =
            part.repeated(clean, 30000, 22050, new Change[] {Change.NONE, Change.NONE}).channel(0);
      } else {
        if (id.equals("trim")) {
          float[] padded = new float[20000 + clean.frameCount() + 30000];
          System.arraycopy(clean.channel(0), 0, padded, 20000, clean.frameCount());
          input = Audio.wrap(44100, padded);
        }
        actual =
            component(each, Map.of("new_sample_rate", "sample_rate"))
                .apply(input, new SplittableRandom(1))
                .channel(0);
      }
      int length = each.get("stats").get("length").asInt();
      all.assertThat(actual.length).as("length of %s", id).isEqualTo(length);
      if (actual.length == length && each.get("excerpt") != null) {
        compare(all, id, actual, each, tolerance(each));
      }
      count++;
    }
    assertThat(count).isEqualTo(68);
    all.assertAll();
  }

  @Test
  @ReferenceData
  void everyFilterAgreesInItsResponseAndOnSound() throws IOException {
    Audio clean = wav("clean");
    SoftAssertions all = new SoftAssertions();
    JsonNode file = read("filters.json");
    for (JsonNode each : file.get("filters")) {
      String id = each.get("id").asText();
      Deformation filter = component(each, Map.of("q_factor", "q"));
      float[] actual = filter.apply(clean, new SplittableRandom(1)).channel(0);
      compare(all, id, actual, each.get("out"), 2e-6);
      all.assertThat(SampleMath.rms(actual))
          .as("level of %s", id)
          .isCloseTo(each.get("out").get("rms").asDouble(), Offset.offset(1e-6));
    }
    assertThat(file.get("filters")).hasSize(178);
    all.assertAll();
  }

  @Test
  @ReferenceData
  void sevenBandsAgreeInTheirResponse() throws IOException {
    JsonNode file = read("random.json").get("seven_band_eq");
    for (JsonNode each : file.get("cases")) {
      List<Sections> filters = new ArrayList<>();
      for (int b = 0; b < 7; b++) {
        JsonNode band = each.get("bands").get(b);
        double angle = Sections.angle(band.get("center_freq").asDouble(), 44100);
        double gain = band.get("gain_db").asDouble();
        double q = band.get("q_factor").asDouble();
        filters.add(
            b == 0
                ? Sections.lowShelf(angle, gain, q)
                : b == 6 ? Sections.highShelf(angle, gain, q) : Sections.peak(angle, gain, q));
      }
      Sections eq = Sections.cascade(filters);
      for (int f = 0; f < file.get("freqs").size(); f++) {
        double angle = 2 * Math.PI * file.get("freqs").get(f).asDouble() / 44100;
        assertThat(20 * Math.log10(eq.magnitude(angle)))
            .isCloseTo(each.get("response_db").get(f).asDouble(), Offset.offset(1e-6));
      }
    }
  }

  @Test
  @ReferenceData
  void loudnessIsThatOfLibebur128() throws IOException {
    int count = 0;
    for (JsonNode each : read("loudness.json").get("cases")) {
      String name = each.get("signal").asText();
      Path file = SharedFiles.path("goldens/deform/wav").resolve(name + ".wav");
      if (!Files.exists(file)) {
        continue;
      }
      double lufs = IntegratedLoudness.integrated(AudioFiles.read(file));
      assertThat(lufs).as(name).isCloseTo(each.get("lufs").asDouble(), Offset.offset(0.01));
      count++;
    }
    assertThat(count).isGreaterThan(4);
    Audio silence = Audio.wrap(44100, new float[44100]);
    assertThat(IntegratedLoudness.integrated(silence)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(IntegratedLoudness.integrated(Audio.wrap(44100, new float[13230])))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** What audiomentations takes, and this does not. */
  private static final Set<String> NOT_TAKEN =
      Set.of(
          "RoomSimulator.ray_tracing_options",
          "Mp3Compression.backend",
          "TimeMask.kwargs",
          "Lambda.transform",
          "Lambda.p",
          "Lambda.kwargs",
          "RepeatPart.part_transform",
          "AddBackgroundNoise.noise_transform",
          "AddShortNoises.noise_transform");

  @Test
  @ReferenceData
  void everyParameterOfAudiomentationsHasItsNameAndDefault() throws IOException {
    SoftAssertions all = new SoftAssertions();
    String transform = "";
    int count = 0;
    for (String line : Files.readAllLines(SharedFiles.path("spec/DEFORMATIONS.md"))) {
      if (line.startsWith("## ") && line.substring(3).matches("[A-Z][A-Za-z0-9]+")) {
        transform = line.substring(3);
      } else if (line.startsWith("## ") || line.startsWith("### ")) {
        transform = "";
      }
      String[] cells = line.split("\\|", -1);
      String name = cells.length > 4 ? cells[1].strip() : "";
      boolean isRow =
          !transform.isEmpty() && name.matches("[a-z0-9_]+") && !name.equals("parameter");
      if (!isRow || NOT_TAKEN.contains(transform + "." + name)) {
        continue;
      }
      Deformation component = Components.named(Deformation.class, transform);
      Optional<Components.ParameterText> own =
          Components.explain(component).stream()
              .filter(each -> each.name().equals(name) || each.aliases().contains(name))
              .findFirst();
      all.assertThat(own).as(transform + " " + name).isPresent();
      count++;
      String expected = cells[2].strip().replace("'", "");
      // acts always unless told otherwise; files may be left out; caches are ours
      boolean other =
          name.equals("p")
              || expected.equals("required")
              || expected.equals("None")
              || name.equals("lru_cache_size");
      if (own.isPresent() && !other) {
        String actual = own.get().value();
        boolean same =
            actual.equalsIgnoreCase(expected)
                || number(actual) != null && number(actual).equals(number(expected));
        boolean engine = name.equals("method");
        all.assertThat(same || engine)
            .as("%s %s is %s, not %s", transform, name, actual, expected)
            .isTrue();
      }
    }
    assertThat(count).isGreaterThan(200);
    all.assertAll();
  }

  private static Double number(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
