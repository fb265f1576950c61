package org.sonoprobe.assets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.DatasetFile;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.audio.AudioFile;
import org.sonoprobe.audio.AudioFormat;
import org.sonoprobe.component.Hashes;

/**
 * The result of a check that the files of a dataset are there and right: those with a published
 * checksum have it, audio without one can be decoded to its end.
 *
 * @param files how many there should be
 * @param checked how many were compared with a published checksum
 * @param faults what is wrong, in the order of the dataset
 */
public record Validation(int files, int checked, List<Fault> faults) {

  /** The kind of fault that a file may have. */
  public enum Problem {
    /** It is not there. */
    MISSING,
    /** It has another checksum than is published. */
    INVALID,
    /** It cannot be decoded. */
    UNREADABLE
  }

  /**
   * A file that is not as it should be.
   *
   * @param owner the track it belongs to; empty for the whole dataset
   * @param place where it should be
   * @param problem what is wrong
   * @param reason in words
   */
  public record Fault(String owner, String place, Problem problem, String reason) {}

  /** Hears how far it is. */
  public interface Listener {
    /** So many of so many files are looked at. */
    void advanced(int done, int of);
  }

  public Validation {
    faults = List.copyOf(faults);
  }

  private record Check(String owner, String place, Asset.Checksum checksum, AudioSource audio) {}

  /**
   * Looks at every file.
   *
   * @param task for a dataset that does not list its files: whose tracks are looked at
   * @throws IOException if the dataset cannot say what its files are
   */
  public static Validation of(Dataset dataset, Optional<Task> task, int threads, Listener listener)
      throws IOException {
    List<Check> checks = new ArrayList<>();
    for (DatasetFile file : dataset.files()) {
      checks.add(
          new Check(
              file.owner(), file.path().toString(), file.checksum(), new AudioFile(file.path())));
    }
    if (checks.isEmpty()) {
      Task wanted =
          task.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "dataset '"
                          + dataset.name()
                          + "' does not list its files; say for which task its tracks are checked"));
      for (Track track : dataset.load(wanted).tracks()) {
        checks.add(
            new Check(track.id(), track.audio().location(), Asset.Checksum.NONE, track.audio()));
      }
    }
    List<Optional<Fault>> found =
        new ArrayList<>(java.util.Collections.nCopies(checks.size(), Optional.empty()));
    ForkJoinPool pool = new ForkJoinPool(threads);
    java.util.concurrent.atomic.AtomicInteger done =
        new java.util.concurrent.atomic.AtomicInteger();
    try {
      pool.submit(
              () ->
                  IntStream.range(0, checks.size())
                      .parallel()
                      .forEach(
                          i -> {
                            found.set(i, fault(checks.get(i)));
                            listener.advanced(done.incrementAndGet(), checks.size());
                          }))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the validation was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the validation failed: " + e.getCause(), e);
    } finally {
      pool.shutdown();
    }
    List<Fault> faults = new ArrayList<>();
    Assets assets = Assets.standard();
    for (Asset asset : dataset.home().isPresent() ? dataset.assets() : List.<Asset>of()) {
      if (asset.use().unpacked() && Files.exists(assets.receipt(dataset, asset))) {
        assets
            .problem(dataset, asset)
            .ifPresent(reason -> faults.add(new Fault("", asset.path(), Problem.MISSING, reason)));
      }
    }
    found.stream().flatMap(Optional::stream).forEach(faults::add);
    int checked = (int) checks.stream().filter(check -> check.checksum.isPublished()).count();
    return new Validation(checks.size(), checked, faults);
  }

  private static Optional<Fault> fault(Check check) {
    Optional<String> missing = check.audio.missing();
    if (missing.isPresent()) {
      return Optional.of(new Fault(check.owner, check.place, Problem.MISSING, missing.get()));
    }
    try {
      if (check.checksum.isPublished()) {
        String hash = Hashes.file(Path.of(check.place), check.checksum.algorithm());
        return hash.equals(check.checksum.hex())
            ? Optional.empty()
            : Optional.of(
                new Fault(
                    check.owner,
                    check.place,
                    Problem.INVALID,
                    "%s has the %s %s instead of the published %s"
                        .formatted(
                            check.place, check.checksum.algorithm(), hash, check.checksum.hex())));
      }
      if (!(check.audio instanceof AudioFile) || AudioFormat.byEnding(check.place).isPresent()) {
        check.audio.recording();
      } else if (Files.size(Path.of(check.place)) == 0) {
        throw new IOException(check.place + " is empty");
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          new Fault(check.owner, check.place, Problem.UNREADABLE, String.valueOf(e.getMessage())));
    }
  }

  /** Whether everything is there and right. */
  public boolean passed() {
    return faults.isEmpty();
  }

  /** The faults of a kind. */
  public List<Fault> of(Problem problem) {
    return faults.stream().filter(fault -> fault.problem() == problem).toList();
  }

  /** As plain data, in the shape that mirdata's validation has: owner to paths. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("files", files);
    data.put("checked", checked);
    for (Problem problem : Problem.values()) {
      Map<String, List<String>> owners = new LinkedHashMap<>();
      for (Fault fault : of(problem)) {
        owners
            .computeIfAbsent(
                fault.owner.isEmpty() ? "metadata" : fault.owner, key -> new ArrayList<>())
            .add(fault.place);
      }
      data.put(problem.name().toLowerCase(Locale.ROOT), owners);
    }
    return data;
  }
}
