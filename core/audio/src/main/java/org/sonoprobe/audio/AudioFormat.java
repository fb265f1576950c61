package org.sonoprobe.audio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A format of audio files that can be read, with the endings that its files have. What a file is is
 * told by its content ({@link AudioFiles}); endings say which files of a folder are taken for
 * audio.
 */
public enum AudioFormat {
  WAV("WAV", false, "wav", "wave"),
  AIFF("AIFF", false, "aif", "aiff", "aifc"),
  FLAC("FLAC", false, "flac"),
  MP3("MP3", true, "mp3"),
  OGG("Ogg", true, "ogg", "oga", "opus"),
  M4A("M4A", true, "m4a", "mp4"),
  AAC("AAC", true, "aac"),
  WMA("WMA", true, "wma"),
  CAF("CAF", false, "caf"),
  MATROSKA("Matroska", true, "mka", "webm");

  private final String title;
  private final boolean lossy;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<String> endings;

  AudioFormat(String title, boolean lossy, String... endings) {
    this.title = title;
    this.lossy = lossy;
    this.endings = List.of(endings);
  }

  /** The format's usual name. */
  public String title() {
    return title;
  }

  /** Whether what such files hold has most often lost something. */
  public boolean isLossy() {
    return lossy;
  }

  /** The format that files with the ending of this one have, whatever the case of its letters. */
  public static Optional<AudioFormat> byEnding(String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    String ending = lower.substring(dot + 1);
    return Stream.of(values())
        .filter(format -> dot >= 0 && format.endings.contains(ending))
        .findFirst();
  }

  /** All endings, sorted. */
  public static List<String> allEndings() {
    return Stream.of(values()).flatMap(format -> format.endings.stream()).sorted().toList();
  }

  /** The names of all formats, for people. */
  public static String titles() {
    return Stream.of(values()).map(AudioFormat::title).collect(Collectors.joining(", "));
  }
}
