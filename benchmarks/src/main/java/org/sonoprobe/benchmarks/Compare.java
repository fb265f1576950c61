package org.sonoprobe.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;
import org.sonoprobe.audio.AudioFiles;
import org.sonoprobe.audio.Resampler;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.dsp.Framing;
import org.sonoprobe.dsp.MelFilterbank;
import org.sonoprobe.dsp.MelScale;
import org.sonoprobe.dsp.Stft;
import org.sonoprobe.files.Npy;

/**
 * The same work as the reference programs do, for a comparison in one interleaved run: {@code mel},
 * {@code decode FILE…}, {@code probe FOLDER A|B}. Prints one line of numbers.
 */
public final class Compare {
  private Compare() {}

  /** Runs one comparison. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "mel" -> mel();
      case "decode" -> decode(Arrays.copyOfRange(arguments, 1, arguments.length));
      case "probe" -> probe(Path.of(arguments[1]), arguments[2]);
      default -> throw new IllegalArgumentException("mel, decode FILE… or probe FOLDER A|B");
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void mel() {
    Stft stft = new Stft(512, 512, false, 256, Framing.CENTRED_REFLECT);
    MelFilterbank filterbank =
        new MelFilterbank(
            16000, 512, 96, 0, 8000, MelScale.SLANEY, MelFilterbank.Shape.SLANEY_AREA);
    double[] bands = new double[96];
    float[] samples = new float[30 * 16000];
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          (float) (0.3 * Math.sin(2 * Math.PI * 200 * i / 16000) + 0.05 * random.nextGaussian());
    }
    double[] seconds = new double[5];
    for (int rep = -2; rep < seconds.length; rep++) {
      long start = System.nanoTime();
      for (int track = 0; track < 120; track++) {
        float[][] mel = new float[stft.frameCount(samples.length)][96];
        stft.power(
            samples,
            (frame, power) -> {
              filterbank.apply(power, bands);
              for (int band = 0; band < 96; band++) {
                mel[frame][band] = (float) bands[band];
              }
            });
      }
      if (rep >= 0) {
        seconds[rep] = (System.nanoTime() - start) / 1e9;
      }
    }
    System.out.printf(Locale.ROOT, "mel: %.0f x realtime%n", 3600 / median(seconds));
  }

  private static void decode(String[] files) throws IOException {
    for (String file : files) {
      for (String name : new String[] {"polyphase", "polyphase_fast"}) {
        Resampler resampler = Resampler.named(name);
        double[] seconds = new double[5];
        double[] decoding = new double[5];
        double length = 0;
        for (int rep = -2; rep < seconds.length; rep++) {
          long start = System.nanoTime();
          Audio audio = AudioFiles.read(Path.of(file));
          long middle = System.nanoTime();
          resampler.resample(audio.toMono(), 16000);
          length = audio.durationSeconds();
          if (rep >= 0) {
            decoding[rep] = (middle - start) / 1e9;
            seconds[rep] = (System.nanoTime() - start) / 1e9;
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%s, %s to 16 kHz mono: %.0f x realtime (decoding alone %.0f)%n",
            file,
            name,
            length / median(seconds),
            length / median(decoding));
      }
    }
  }

  private static Examples examples(Path folder, String data, String part, Task task)
      throws IOException {
    Npy x = Npy.read(folder.resolve("probe" + data + "_X_" + part + ".npy"));
    Npy y = Npy.read(folder.resolve("probe" + data + "_y_" + part + ".npy"));
    int rows = x.shape()[0];
    int classes = task.labels().size();
    List<String> ids = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    int[] owners = new int[rows];
    for (int i = 0; i < rows; i++) {
      ids.add("t" + i);
      owners[i] = i;
      if (task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
        targets.add(new Target.Label(task.labels().get((int) y.values()[i])));
      } else {
        Set<String> tags = new TreeSet<>();
        for (int c = 0; c < classes; c++) {
          if (y.values()[i * classes + c] > 0) {
            tags.add(task.labels().get(c));
          }
        }
        targets.add(new Target.Tags(tags));
      }
    }
    return new Examples(new Vectors(ids, owners, x.values(), x.shape()[1], 0), targets);
  }

  private static void probe(Path folder, String data) throws IOException {
    int classes = data.equals("A") ? 50 : 14;
    List<String> labels = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      labels.add(String.format(Locale.ROOT, "c%02d", c));
    }
    Task task =
        new Task(
            "perf",
            data.equals("A")
                ? TaskTypes.MULTILABEL_CLASSIFICATION
                : TaskTypes.MULTICLASS_CLASSIFICATION,
            labels);
    Examples train = examples(folder, data, "train", task);
    Examples validation = examples(folder, data, "val", task);
    List<List<?>> probes =
        List.of(
            List.of(),
            List.of(128),
            List.of(256, 128),
            List.of("infer"),
            List.of("infer", "infer"));
    for (int rep = 0; rep < 3; rep++) {
      StringBuilder line = new StringBuilder("probe " + data + ":");
      double total = 0;
      for (List<?> units : probes) {
        int[] epochs = {0};
        long start = System.nanoTime();
        new Classifier(units)
            .train(
                task,
                train,
                validation,
                new TrainingContext(rep, (epoch, values) -> epochs[0] = epoch, () -> false));
        double seconds = (System.nanoTime() - start) / 1e9;
        total += seconds;
        line.append(
            String.format(
                Locale.ROOT,
                " %s %.1f ms/epoch (%.2f s, %d)",
                units,
                1000 * seconds / epochs[0],
                seconds,
                epochs[0]));
      }
      System.out.println(line + String.format(Locale.ROOT, " all %.2f s", total));
    }
  }
}
