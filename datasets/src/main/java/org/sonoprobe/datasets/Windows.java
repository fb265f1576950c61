package org.sonoprobe.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sonoprobe.api.About;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.api.Split;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.Excerpt;

/**
 * The tracks of another dataset cut into windows, each of which is a track with the label of the
 * whole. Scores are given for windows, and for recordings by the mean of what is predicted for
 * their windows. Windows of a recording stay together in every split.
 *
 * <p>To know how long a track is, its header is read (WAV) or the track is decoded. The last window
 * is shorter than the others, and left out if it is less than half as long; a track shorter than a
 * window is one window.
 *
 * @param of the dataset with the recordings
 * @param seconds how long a window is; 10 unless set
 * @param hopSeconds from one window to the next; as long as a window if 0, which it is unless set
 */
public record Windows(@Parameter(required = true) Dataset of, double seconds, double hopSeconds)
    implements Dataset {

  public Windows {
    if (hopSeconds > 0 && hopSeconds < seconds / 100) {
      throw new IllegalArgumentException(
          "hop_seconds must be at least a hundredth of seconds, but is " + hopSeconds);
    }
    if (!(seconds > 0) || !(hopSeconds >= 0)) {
      throw new IllegalArgumentException(
          "seconds must be positive and hop_seconds not negative, but are %s and %s"
              .formatted(seconds, hopSeconds));
    }
  }

  /** A placeholder without a dataset. */
  public Windows() {
    this(new CsvDataset());
  }

  /** Windows of 10 s, one after the other. */
  public Windows(Dataset of) {
    this(of, 10, 0);
  }

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public Set<String> tasks() {
    return of.tasks();
  }

  @Override
  public Optional<About> about() {
    return of.about();
  }

  @Override
  public List<Asset> assets() {
    return of.assets();
  }

  @Override
  public Optional<Path> home() {
    return of.home();
  }

  @Override
  public List<DatasetFile> files() throws IOException {
    return of.files();
  }

  @Override
  public Corpus load(Task task) throws IOException {
    Corpus whole = of.load(task);
    List<Track> windows = new ArrayList<>();
    Map<String, List<String>> ids = new HashMap<>();
    for (Track track : whole.tracks()) {
      List<Track> cut = cut(track);
      windows.addAll(cut);
      ids.put(track.id(), cut.stream().map(Track::id).toList());
    }
    List<Split> splits =
        whole.splits().stream()
            .map(
                split ->
                    new Split(
                        split.name(),
                        all(ids, split.train()),
                        all(ids, split.validation()),
                        all(ids, split.test())))
            .toList();
    List<String> notes = new ArrayList<>(whole.notes());
    notes.add(
        "%s recordings are cut into %s windows of %s s"
            .formatted(whole.tracks().size(), windows.size(), seconds));
    return new Corpus(whole.task(), windows, splits, notes);
  }

  private static List<String> all(Map<String, List<String>> ids, List<String> of) {
    return of.stream().flatMap(id -> ids.getOrDefault(id, List.of()).stream()).toList();
  }

  private List<Track> cut(Track track) throws IOException {
    double hop = hopSeconds == 0 ? seconds : hopSeconds;
    double length = track.audio().missing().isPresent() ? seconds : track.audio().seconds();
    Optional<String> group = Optional.of(track.group().orElse(track.id()));
    Optional<String> recording = Optional.of(track.recording().orElse(track.id()));
    List<Track> windows = new ArrayList<>();
    for (int i = 0; i == 0 || length - i * hop >= seconds / 2; i++) {
      double start = i * hop;
      boolean last = start + seconds >= length;
      AudioSource audio = new Excerpt(track.audio(), start, last ? -1 : start + seconds);
      windows.add(new Track(track.id() + "#" + i, audio, track.target(), group, recording));
      if (last) {
        break;
      }
    }
    return windows;
  }
}
