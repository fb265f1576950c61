package org.sonoprobe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.ModelCard;

/** A sound model passes, and each way of being broken is caught by the check made for it. */
class ModelValidationTest {
  private static final int RATE = 8000;
  private static final int WINDOW = 2000;

  private static final double[][] COSINES = table(Math.PI / 2);
  private static final double[][] SINES = table(0);

  private static double[][] table(double phase) {
    double[][] table = new double[16][WINDOW];
    for (int band = 0; band < 16; band++) {
      for (int i = 0; i < WINDOW; i++) {
        table[band][i] = Math.sin(2 * Math.PI * 80 * Math.pow(2, band / 3.0) / RATE * i + phase);
      }
    }
    return table;
  }

  /** Energies of sixteen bands of a window, which is all a good model needs to be here. */
  private static float[][] bands(float[] samples) {
    int frames = Math.max(1, samples.length / WINDOW);
    float[][] rows = new float[frames][16];
    for (int t = 0; t < frames; t++) {
      for (int band = 0; band < 16; band++) {
        double re = 0;
        double im = 0;
        for (int i = t * WINDOW; i < Math.min(samples.length, (t + 1) * WINDOW); i++) {
          re += samples[i] * COSINES[band][i % WINDOW];
          im += samples[i] * SINES[band][i % WINDOW];
        }
        rows[t][band] = (float) Math.log(1e-6 + (re * re + im * im) / WINDOW);
      }
    }
    return rows;
  }

  private static Embedding sound(Audio audio) {
    for (float sample : audio.samples()) {
      if (!Float.isFinite(sample)) {
        throw new IllegalArgumentException("a sample is " + sample);
      }
    }
    return Embedding.ofFrames(bands(audio.samples()), (double) WINDOW / RATE);
  }

  private record Model(
      String name, Input input, List<String> layers, LoadedModel loaded, int declared)
      implements EmbeddingModel {

    Model(String name, LoadedModel loaded) {
      this(name, Input.mono(RATE), List.of("output"), loaded, 16);
    }

    @Override
    public LoadedModel load(Loading loading) {
      return loaded;
    }

    @Override
    public java.util.Optional<ModelCard> card() {
      return java.util.Optional.of(
          new ModelCard(
              name,
              new ModelCard.Design("bank", "none", "waveform", 0),
              List.of(),
              declared,
              new ModelCard.Origin("MIT", "", "")));
    }
  }

  private static Arguments broken(ModelCheck.Kind check, String name, Embedder embedder) {
    return Arguments.of(check, new Model(name, LoadedModel.of(embedder)));
  }

  private static Embedding with(Embedding embedding, float change) {
    float[] values = embedding.values();
    values[0] += change;
    return Embedding.wrap(
        values,
        embedding.layerCount(),
        embedding.frameCount(),
        embedding.dimension(),
        embedding.hopSeconds());
  }

  static Stream<Arguments> broken() {
    List<Arguments> models = new ArrayList<>();
    models.add(
        broken(
            ModelCheck.Kind.DETERMINISM,
            "dropout left on",
            audio -> with(sound(audio), ThreadLocalRandom.current().nextFloat())));
    float[] before = {0};
    models.add(
        broken(
            ModelCheck.Kind.ORDER,
            "keeps the length of the last track",
            audio -> {
              // constant as long as equal lengths follow each other
              float last = before[0];
              before[0] = audio.frameCount();
              return with(sound(audio), last == audio.frameCount() || last == 0 ? 0 : last);
            }));
    float[][] buffer = {new float[0]};
    models.add(
        broken(
            ModelCheck.Kind.THREADS,
            "a buffer shared by threads",
            audio -> {
              buffer[0] = audio.samples().clone();
              Thread.yield();
              sound(audio); // time for another thread
              return sound(Audio.wrap(RATE, buffer[0]));
            }));
    models.add(
        broken(
            ModelCheck.Kind.BATCH,
            "the largest of the batch is subtracted",
            new Embedder() {
              @Override
              public Embedding embed(Audio audio) {
                return sound(audio);
              }

              @Override
              public List<Embedding> embed(List<Audio> tracks) {
                return tracks.stream().map(each -> with(sound(each), tracks.size())).toList();
              }
            }));
    models.add(
        broken(
            ModelCheck.Kind.ARGUMENT,
            "normalises in place",
            audio -> {
              Embedding embedding = sound(audio);
              float[] samples = audio.samples();
              if (samples.length > 100) {
                samples[50] = 0.123f;
              }
              return embedding;
            }));
    models.add(
        broken(
            ModelCheck.Kind.SILENCE,
            "the logarithm of nothing",
            audio -> {
              double energy = 0;
              for (float sample : audio.samples()) {
                energy += Math.abs(sample);
              }
              return with(sound(audio), energy == 0 ? Float.NEGATIVE_INFINITY : 0);
            }));
    models.add(
        broken(
            ModelCheck.Kind.SHORT,
            "needs a window",
            audio -> {
              if (audio.frameCount() > 1 && audio.frameCount() < 400) {
                throw new IllegalStateException("kernel larger than input");
              }
              return sound(audio);
            }));
    models.add(
        broken(
            ModelCheck.Kind.EXTREMES,
            "overflows",
            audio -> {
              float peak = 0;
              for (float sample : audio.samples()) {
                peak = Math.max(peak, Math.abs(sample));
              }
              return with(sound(audio), peak > 10 ? Float.NaN : 0);
            }));
    models.add(
        broken(
            ModelCheck.Kind.LONG,
            "attention over a minute",
            audio -> {
              if (audio.durationSeconds() > 100) {
                throw new IOException("only 60 s");
              }
              return sound(audio);
            }));
    models.add(
        broken(
            ModelCheck.Kind.TIME,
            "milliseconds for seconds",
            audio -> Embedding.ofFrames(bands(audio.samples()), 250)));
    models.add(
        broken(
            ModelCheck.Kind.COLLAPSE,
            "weights were never read",
            audio -> {
              float[][] rows = bands(audio.samples());
              for (float[] row : rows) {
                float first = row[0];
                Arrays.fill(row, 1);
                row[0] = 1 + 1e-4f * first;
              }
              return Embedding.ofFrames(rows, 0.25);
            }));
    models.add(
        broken(
            ModelCheck.Kind.DUPLICATES,
            "hears the first sample only, of the lower tones",
            audio -> {
              float[][] rows = bands(audio.samples());
              for (float[] row : rows) {
                int loudest = 0;
                for (int band = 0; band < 16; band++) {
                  loudest = row[band] > row[loudest] ? band : loudest;
                }
                Arrays.fill(row, 0);
                row[loudest / 5] = 1;
              }
              return Embedding.ofFrames(new float[][] {majority(rows)}, 0);
            }));
    Embedder three =
        audio -> {
          float[] row = sound(audio).vector(0, 0);
          float[] values = new float[48];
          for (int layer = 0; layer < 3; layer++) {
            System.arraycopy(row, 0, values, 16 * layer, 16);
          }
          return Embedding.wrap(values, 3, 1, 16, 0);
        };
    models.add(
        Arguments.of(ModelCheck.Kind.LAYERS, new Model("three layers", LoadedModel.of(three))));
    models.add(
        Arguments.of(
            ModelCheck.Kind.DIMENSION,
            new Model(
                "says 512",
                Input.mono(RATE),
                List.of("output"),
                LoadedModel.of(ModelValidationTest::sound),
                512)));
    models.add(
        Arguments.of(
            ModelCheck.Kind.LOADS,
            new Model(
                "a resampler of its own",
                Input.mono(RATE).resampledBy("kaizer"),
                List.of("output"),
                LoadedModel.of(ModelValidationTest::sound),
                16)));
    int[] opened = {0};
    models.add(
        Arguments.of(
            ModelCheck.Kind.CLOSING,
            new Model(
                "runs out of handles",
                () -> {
                  opened[0]++;
                  if (opened[0] > 15) {
                    throw new IOException("too many open files");
                  }
                  return ModelValidationTest::sound;
                })));
    models.add(
        broken(
            ModelCheck.Kind.NOT_A_NUMBER,
            "a filter that never recovers",
            new Embedder() {
              private float state;

              @Override
              public Embedding embed(Audio audio) {
                for (float sample : audio.samples()) {
                  state = Float.isFinite(sample) ? state : 1;
                }
                float[] samples = audio.samples().clone();
                for (int i = 0; i < samples.length; i++) {
                  samples[i] = Float.isFinite(samples[i]) ? samples[i] : 0;
                }
                return with(sound(Audio.wrap(RATE, samples)), state);
              }
            }));
    return models.stream();
  }

  private static float[] majority(float[][] rows) {
    float[] sums = new float[16];
    for (float[] row : rows) {
      for (int d = 0; d < 16; d++) {
        sums[d] += row[d];
      }
    }
    int largest = 0;
    for (int d = 0; d < 16; d++) {
      largest = sums[d] > sums[largest] ? d : largest;
    }
    float[] result = new float[16];
    result[largest] = 1;
    return result;
  }

  private static Set<ModelCheck.Kind> failures(ModelValidation validation) {
    return validation.checks().stream()
        .filter(check -> check.verdict() == ModelCheck.Verdict.FAIL)
        .map(ModelCheck::kind)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ModelCheck.Kind.class)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("broken")
  void eachWayOfBeingBrokenIsCaughtByTheCheckMadeForIt(
      ModelCheck.Kind check, EmbeddingModel model) {
    ModelValidation validation = ModelValidation.of(model, new ModelValidation.Options(true));

    assertThat(validation.passed()).isFalse();
    assertThat(failures(validation)).as("%s", validation.checks()).containsExactly(check);
  }

  @Test
  void aSoundModelPassesEveryCheck() {
    ModelValidation validation =
        ModelValidation.of(
            new Model("sound", LoadedModel.of(ModelValidationTest::sound)),
            new ModelValidation.Options(true));

    assertThat(validation.checks())
        .extracting(ModelCheck::kind)
        .containsExactlyInAnyOrder(ModelCheck.Kind.values());
    assertThat(validation.checks())
        .allSatisfy(
            check ->
                assertThat(check.verdict())
                    .as(check.toString())
                    .isEqualTo(ModelCheck.Verdict.PASS));
    assertThat(validation.toData().get("passed")).isEqualTo(true);
    assertThat(validation.toMarkdown()).contains("No check failed").contains("| time | PASS |");
  }

  @Test
  void aModelWithoutItsWeightsSaysSoAndNothingElseIsTried() {
    ModelValidation validation =
        ModelValidation.of(new Missing(), new ModelValidation.Options(false));
    assertThat(validation.checks()).hasSize(1);
    assertThat(validation.checks().get(0).text()).isEqualTo("get it from there");
  }

  private record Missing() implements EmbeddingModel {
    @Override
    public String name() {
      return "missing";
    }

    @Override
    public Input input() {
      return Input.mono(RATE);
    }

    @Override
    public java.util.Optional<String> unavailable() {
      return java.util.Optional.of("get it from there");
    }

    @Override
    public LoadedModel load(Loading loading) {
      throw new IllegalStateException();
    }
  }
}
