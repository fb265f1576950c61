package org.sonoprobe.api;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A file that a component needs and does not bring, or an archive that holds such files.
 *
 * @param name its file name; no two assets of a component have the same name in the same folder
 * @param parts where it can be had; more than one if it is published in parts, which are joined in
 *     this order
 * @param licence under which it is given, such as {@code CC BY-NC-SA 4.0}
 * @param use what becomes of it
 */
public record Asset(String name, List<Part> parts, String licence, Use use) {

  /**
   * One file to be fetched.
   *
   * @param sources where it can be had, the first to be tried first
   * @param bytes its length; negative if it is not published
   * @param checksum of its bytes; {@link Checksum#NONE} if none is published
   */
  public record Part(List<URI> sources, long bytes, Checksum checksum) {
    public Part {
      sources = List.copyOf(sources);
    }

    /** A part in one place, of which neither length nor checksum is published. */
    public Part(String source) {
      this(List.of(URI.create(source)), -1, Checksum.NONE);
    }
  }

  /**
   * A published checksum.
   *
   * @param algorithm {@code MD5}, {@code SHA-1}, {@code SHA-256} or {@code SHA-512}
   * @param hex its value in lower-case hex; empty if none is published
   */
  public record Checksum(String algorithm, String hex) {

    /** None is published. */
    public static final Checksum NONE = new Checksum("SHA-256", "");

    public Checksum {
      hex = hex.toLowerCase(Locale.ROOT);
      int digits =
          switch (algorithm) {
            case "MD5" -> 32;
            case "SHA-1" -> 40;
            case "SHA-256" -> 64;
            case "SHA-512" -> 128;
            default ->
                throw new IllegalArgumentException(
                    "a checksum is MD5, SHA-1, SHA-256 or SHA-512, not '" + algorithm + "'");
          };
      if (!hex.isEmpty() && !hex.matches("[0-9a-f]{" + digits + "}")) {
        throw new IllegalArgumentException(
            algorithm + " must be " + digits + " hex digits, but is '" + hex + "'");
      }
    }

    /** An MD5 checksum. */
    public static Checksum md5(String hex) {
      return new Checksum("MD5", hex);
    }

    /** A SHA-256 checksum. */
    public static Checksum sha256(String hex) {
      return new Checksum("SHA-256", hex);
    }

    /** Whether there is one. */
    public boolean isPublished() {
      return !hex.isEmpty();
    }
  }

  /**
   * The treatment of an asset once it is fetched.
   *
   * @param folder where it belongs below the folder of its component's assets, {@code /} between
   *     names; empty for that folder itself
   * @param unpacked whether it is an archive (zip, tar, tar.gz or gz, told by its name) that is
   *     unpacked into the folder and then removed
   * @param annotations whether it holds annotations only, so that it is fetched too when audio is
   *     not wanted
   * @param inner of an archive: a folder at its top that its files are taken out of, as if they lay
   *     beside it; empty for none
   */
  public record Use(String folder, boolean unpacked, boolean annotations, String inner) {

    /** A file that lies with the others as it is. */
    public static final Use PLAIN = new Use("", false, false);

    /** An archive whose files keep their places, or a file. */
    public Use(String folder, boolean unpacked, boolean annotations) {
      this(folder, unpacked, annotations, "");
    }

    public Use {
      for (String each : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
        requirePlain(each, "a folder");
      }
    }
  }

  public Asset {
    parts = List.copyOf(parts);
    requirePlain(name, "an asset");
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("asset '" + name + "' can be had nowhere");
    }
  }

  /** A file in one part that lies in its folder as it is. */
  public Asset(String name, List<URI> sources, long bytes, Checksum checksum, String licence) {
    this(name, List.of(new Part(sources, bytes, checksum)), licence, Use.PLAIN);
  }

  private static void requirePlain(String name, String what) {
    if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new IllegalArgumentException(what + " needs a plain file name, but has '" + name + "'");
    }
  }

  /** Its folder and name, {@code /} between them; unique within its component. */
  public String path() {
    return use.folder().isEmpty() ? name : use.folder() + "/" + name;
  }

  /** The same, put to another use. */
  public Asset withUse(Use other) {
    return new Asset(name, parts, licence, other);
  }

  /** Its length; negative if it is not published. */
  public long bytes() {
    long sum = 0;
    for (Part part : parts) {
      if (part.bytes() < 0) {
        return -1;
      }
      sum += part.bytes();
    }
    return sum;
  }

  /** The checksum of the whole; {@link Checksum#NONE} if it comes in several parts. */
  public Checksum checksum() {
    return parts.size() == 1 ? parts.get(0).checksum() : Checksum.NONE;
  }
}
