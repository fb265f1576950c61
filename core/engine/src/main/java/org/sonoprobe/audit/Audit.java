package org.sonoprobe.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Split;
import org.sonoprobe.audit.Finding.Kind;
import org.sonoprobe.audit.Finding.Severity;

/**
 * The faults of a dataset, found before anything is trained on it: leaks between the parts of its
 * splits, doubles, labels that cannot be meant, audio that is damaged or silent.
 *
 * <p>Doubles are found in three steps: equal bytes, equal samples, and the same recording in
 * another form (encoded anew, louder or softer, trimmed, resampled). For the third each track is
 * compared, sample by sample at 8 kHz and at the best alignment, with the few tracks of the nearest
 * mean spectrum. Time stretch and pitch shift are not seen through.
 *
 * @param dataset its name
 * @param tracks how many tracks were looked at
 * @param compared how many pairs were compared sample by sample
 * @param seconds how long all that could be read lasts together
 * @param findings the gravest first
 */
public record Audit(
    String dataset, int tracks, int compared, double seconds, List<Finding> findings) {

  /**
   * Correlation from which two tracks are the same recording. Copies of real notes and pieces at 32
   * kbps, resampled, trimmed or softer have 0.99 and more; different recordings of one note by one
   * player seldom more than 0.95.
   */
  static final double SAME = 0.96;

  /**
   * The scope of an audit.
   *
   * @param audio whether tracks are decoded; else only groups, labels and splits are looked at
   * @param threads at work at once
   */
  public record Options(boolean audio, int threads) {
    public Options {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
      }
    }

    /** Everything, on all processors. */
    public Options() {
      this(true, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Hears how far an audit is. */
  public interface Listener {
    /** So many of so many tracks are read, or pairs compared. */
    void advanced(String what, int done, int of);
  }

  public Audit {
    findings = List.copyOf(findings);
  }

  /**
   * Looks at the tracks that the splits use.
   *
   * @param dataset its name
   * @param splits how its tracks are divided
   */
  public static Audit of(
      String dataset, Corpus corpus, List<Split> splits, Options options, Listener listener) {
    AuditedTracks data = new AuditedTracks(corpus, splits);
    new AnnotationChecks(data).run();
    int compared = 0;
    double seconds = 0;
    if (options.audio()) {
      AudioChecks checks = new AudioChecks(data, options, listener);
      compared = checks.run();
      seconds = checks.seconds();
    }
    return new Audit(dataset, data.tracks.size(), compared, seconds, data.findings());
  }

  /** Whether nothing was found that makes scores wrong. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** The findings of a kind. */
  public List<Finding> of(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** As plain data. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dataset", dataset);
    data.put("tracks", tracks);
    data.put("pairs_compared", compared);
    data.put("seconds", seconds);
    data.put("passed", passed());
    data.put("findings", findings.stream().map(Finding::toData).toList());
    return data;
  }
}
