package org.sonoprobe.fakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sonoprobe.api.DownstreamModel;
import org.sonoprobe.api.Examples;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Predictor;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.TrainingContext;
import org.sonoprobe.api.Vectors;

/** Says the last label above a threshold and the first below it. */
public record Threshold(
    @Parameter(flat = true) Where where,
    List<String> units,
    @Parameter(none = {"auto", "False"}) Optional<Mode> mode)
    implements DownstreamModel {

  /** Where it is. */
  public record Where(@Parameter(name = "at_level") double at, int epochs) {}

  /** Ways to say it. */
  public enum Mode {
    SURE,
    NOT_SO_SURE
  }

  public Threshold() {
    this(new Where(0.5, 2), List.of(), Optional.empty());
  }

  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public Predictor train(Task task, Examples train, Examples validation, TrainingContext context) {
    for (int epoch = 1; epoch <= where.epochs; epoch++) {
      context.epochs().epoch(epoch, Map.of("loss", 1.0 / epoch));
    }
    return new Trained(task.labels().size(), where.at);
  }

  @Override
  public Predictor restore(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Trained(Integer.parseInt(lines.get(0)), Double.parseDouble(lines.get(1)));
  }

  private record Trained(int labels, double at) implements Predictor {

    @Override
    public double[][] predict(Vectors tracks) {
      double[][] rows = new double[tracks.rowCount()][labels];
      for (int row = 0; row < rows.length; row++) {
        boolean above = tracks.values()[row * tracks.dimension()] > at;
        rows[row][above ? labels - 1 : 0] = 1;
      }
      return tracks.meanPerTrack(rows);
    }

    @Override
    public void save(Path file) throws IOException {
      Files.write(file, List.of(Integer.toString(labels), Double.toString(at)));
    }
  }
}
