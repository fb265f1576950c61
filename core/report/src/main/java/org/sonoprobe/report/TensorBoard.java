package org.sonoprobe.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.sonoprobe.files.WireMessage;
import org.sonoprobe.results.Results;
import org.sonoprobe.results.ScoreRow;

/**
 * Training curves, scores and settings of a run as event files that TensorBoard reads: a folder per
 * model that was trained on its whole training part, in it {@code train} and {@code validation}
 * with a scalar per epoch, and {@code test} with the scores and what was trained (its HParams
 * page).
 *
 * <p>Files are records of TFRecord (length, masked CRC-32C of it, data, masked CRC-32C of that),
 * each an {@code Event} in Protocol Buffers' wire format. The same bytes for the same run: times
 * are the number of the epoch.
 */
public final class TensorBoard {
  private static final String FILE = "events.out.tfevents.0.sonoprobe";
  private static final String VALIDATION = "val_";
  private static final int MASK = 0xa282ead8;

  private TensorBoard() {}

  /**
   * Writes the event files of a run.
   *
   * @param folder for {@code tensorboard --logdir}
   * @return how many models there are
   * @throws IOException if a file cannot be read or written
   */
  public static int write(Results results, Path folder) throws IOException {
    Map<List<String>, ScoreRow> models = new LinkedHashMap<>();
    Map<List<String>, Map<String, Double>> scores = new LinkedHashMap<>();
    for (ScoreRow row : results.wholeScores()) {
      if (!row.isWhole()) {
        continue; // its scores are none of a model's own
      }
      List<String> name =
          List.of(
              row.experiment(),
              row.dataset(),
              row.split(),
              row.embedding(),
              row.aggregation(),
              row.downstream(),
              "training " + row.repeat());
      models.putIfAbsent(name, row);
      scores
          .computeIfAbsent(name, key -> new LinkedHashMap<>())
          .put(row.metric() + "/" + row.scenario(), row.value());
    }
    Set<Path> taken = new LinkedHashSet<>();
    for (Map.Entry<List<String>, ScoreRow> model : models.entrySet()) {
      Path place = place(folder, model.getKey(), taken);
      write(
          place,
          results.curve(model.getValue()),
          scores.getOrDefault(model.getKey(), Map.of()),
          settings(results, model.getValue()));
    }
    return models.size();
  }

  /** A folder of its own, named in letters that every file system takes. */
  private static Path place(Path folder, List<String> name, Set<Path> taken) {
    Path plain = folder;
    for (String part : name) {
      String word = part.replaceAll("[^A-Za-z0-9._=-]+", "_");
      plain = plain.resolve(word.isBlank() || word.startsWith(".") ? "_" + word : word);
    }
    Path place = plain;
    for (int i = 2; !taken.add(place); i++) {
      place = plain.resolveSibling(plain.getFileName() + "_" + i);
    }
    return place;
  }

  private static Map<String, String> settings(Results results, ScoreRow row) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("experiment", row.experiment());
    settings.put("task", row.task());
    settings.put("dataset", row.dataset());
    settings.put("split", row.split());
    settings.put("embedding", row.embedding());
    settings.put("aggregation", row.aggregation());
    settings.put("downstream", row.downstream());
    settings.put("training", String.valueOf(row.repeat()));
    results.experiments().stream()
        .filter(experiment -> experiment.name().equals(row.experiment()))
        .flatMap(experiment -> experiment.downstream().stream())
        .filter(part -> part.name().equals(row.downstream()))
        .forEach(part -> settings.put("downstream_parameters", part.text()));
    return settings;
  }

  private static void write(
      Path folder,
      List<Map<String, Double>> curve,
      Map<String, Double> scores,
      Map<String, String> settings)
      throws IOException {
    Events train = new Events();
    Events validation = new Events();
    for (Map<String, Double> epoch : curve) {
      long step = epoch.getOrDefault("epoch", 0.0).longValue();
      for (Map.Entry<String, Double> value : epoch.entrySet()) {
        boolean held = value.getKey().startsWith(VALIDATION);
        String tag = held ? value.getKey().substring(VALIDATION.length()) : value.getKey();
        if (!tag.equals("epoch")) {
          (held ? validation : train).scalar(step, "epoch_" + tag, value.getValue());
        }
      }
    }
    Events test = new Events();
    test.settings(settings);
    scores.forEach((tag, value) -> test.scalar(curve.size(), tag, value));
    if (!curve.isEmpty()) {
      train.writeTo(folder.resolve("train"));
      validation.writeTo(folder.resolve("validation"));
    }
    test.writeTo(folder.resolve("test"));
  }

  /** The records of one file. */
  private static final class Events {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private boolean any;

    Events() {
      record(new WireMessage().doubles(1, 0).text(3, "brain.Event:2"));
    }

    void scalar(long step, String tag, double value) {
      any = true;
      WireMessage summary =
          new WireMessage().message(1, new WireMessage().text(1, tag).floats(2, value));
      record(new WireMessage().doubles(1, (double) step).number(2, step).message(5, summary));
    }

    /** What the HParams page shows. */
    void settings(Map<String, String> settings) {
      WireMessage start = new WireMessage();
      settings.forEach(
          (name, value) ->
              start.message(
                  1, new WireMessage().text(1, name).message(2, new WireMessage().text(3, value))));
      plugin("_hparams_/session_start_info", new WireMessage().number(1, 0).message(3, start));
      plugin(
          "_hparams_/session_end_info",
          new WireMessage().number(1, 0).message(4, new WireMessage().number(1, 1)));
    }

    private void plugin(String tag, WireMessage content) {
      any = true;
      WireMessage data = new WireMessage().text(1, "hparams").message(2, content);
      WireMessage value =
          new WireMessage().text(1, tag).message(9, new WireMessage().message(1, data));
      record(new WireMessage().doubles(1, 0).message(5, new WireMessage().message(1, value)));
    }

    private void record(WireMessage event) {
      byte[] data = event.toBytes();
      byte[] length =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
      file.writeBytes(length);
      file.writeBytes(crc(length));
      file.writeBytes(data);
      file.writeBytes(crc(data));
    }

    private static byte[] crc(byte[] data) {
      CRC32C crc = new CRC32C();
      crc.update(data);
      int value = (int) crc.getValue();
      int masked = (value >>> 15 | value << 17) + MASK;
      return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
    }

    void writeTo(Path folder) throws IOException {
      if (any) {
        Files.createDirectories(folder);
        Files.write(folder.resolve(FILE), file.toByteArray());
      }
    }
  }
}
