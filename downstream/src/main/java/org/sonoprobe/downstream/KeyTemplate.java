package org.sonoprobe.downstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TaskTypes;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;

/**
 * A floor for key estimation that learns nothing: the key whose profile of pitch classes correlates
 * best with a chroma vector (C. Krumhansl, Cognitive Foundations of Musical Pitch, 1990, with the
 * profiles of Krumhansl and Kessler, 1982). Scores are the correlations, brought between 0 and 1.
 *
 * <p>For embeddings of twelve dimensions, the pitch classes from C upwards, such as those of {@code
 * chroma}, and labels such as {@code C# minor} or {@code Db major}.
 */
public record KeyTemplate() implements DownstreamModel {
  private static final int CLASSES = 12;
  private static final double[] MAJOR = {
    6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88
  };
  private static final double[] MINOR = {
    6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17
  };

  @Override
  public String name() {
    return "key_template";
  }

  @Override
  public Optional<String> problem(Task task) {
    if (!task.type().equals(TaskTypes.MULTICLASS_CLASSIFICATION)) {
      return Optional.of("is for keys, which are classes, not for task '" + task.name() + "'");
    }
    return task.labels().stream()
        .filter(label -> profile(label).isEmpty())
        .findFirst()
        .map(label -> "is for keys such as 'C# minor', and '" + label + "' is none");
  }

  @Override
  public boolean leavesVectorsAlone() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    Refusals.check(this, task, train);
    if (train.dimension() != CLASSES) {
      throw new IllegalArgumentException(
          ("downstream model 'key_template' takes the %s pitch classes of a chroma, not "
                  + "vectors of %s dimensions")
              .formatted(CLASSES, train.dimension()));
    }
    return new Templates(task.labels());
  }

  /** The expected weight of each pitch class from C on in a key. */
  private static Optional<double[]> profile(String label) {
    String[] words = label.strip().split("\\s+", -1);
    if (words.length != 2 || words[0].isEmpty() || words[0].length() > 2) {
      return Optional.empty();
    }
    int tonic = "C D EF G A B".indexOf(words[0].toUpperCase(Locale.ROOT).charAt(0));
    String accidental = words[0].substring(1);
    if (tonic < 0 || !List.of("", "#", "b").contains(accidental)) {
      return Optional.empty();
    }
    double[] mode =
        switch (words[1]) {
          case "major" -> MAJOR;
          case "minor" -> MINOR;
          default -> new double[0];
        };
    int shift = tonic + (accidental.equals("#") ? 1 : accidental.equals("b") ? -1 : 0);
    double[] profile = new double[mode.length];
    for (int i = 0; i < profile.length; i++) {
      profile[Math.floorMod(i + shift, CLASSES)] = mode[i];
    }
    return mode.length == 0 ? Optional.empty() : Optional.of(profile);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    return new Templates(Files.readAllLines(file));
  }

  /** The profiles of some keys. */
  private static final class Templates implements Predictor {
    private final List<String> labels;
    private final List<double[]> profiles = new ArrayList<>();

    Templates(List<String> labels) {
      this.labels = List.copyOf(labels);
      for (String label : labels) {
        profiles.add(
            profile(label)
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is no key")));
      }
    }

    @Override
    public double[][] predict(Vectors tracks) {
      double[][] scores = new double[tracks.rowCount()][labels.size()];
      for (int r = 0; r < scores.length; r++) {
        double[] chroma = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
          chroma[i] = tracks.values()[r * CLASSES + i];
        }
        for (int c = 0; c < scores[r].length; c++) {
          scores[r][c] = (1 + correlation(chroma, profiles.get(c))) / 2;
        }
      }
      return tracks.meanPerTrack(scores);
    }

    private static double correlation(double[] a, double[] b) {
      double meanA = 0;
      double meanB = 0;
      for (int i = 0; i < CLASSES; i++) {
        meanA += a[i] / CLASSES;
        meanB += b[i] / CLASSES;
      }
      double both = 0;
      double squaresA = 0;
      double squaresB = 0;
      for (int i = 0; i < CLASSES; i++) {
        both += (a[i] - meanA) * (b[i] - meanB);
        squaresA += (a[i] - meanA) * (a[i] - meanA);
        squaresB += (b[i] - meanB) * (b[i] - meanB);
      }
      return squaresA == 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
    }

    @Override
    public void save(Path file) throws IOException {
      Files.write(file, labels);
    }
  }
}
