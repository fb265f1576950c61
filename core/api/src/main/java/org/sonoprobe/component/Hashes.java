package org.sonoprobe.component;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files and texts. */
public final class Hashes {
  private Hashes() {}

  /** SHA-256 of a file's bytes in hex. */
  public static String file(Path file) throws IOException {
    return file(file, "SHA-256");
  }

  /** A hash of a file's bytes in hex. */
  public static String file(Path file, String algorithm) throws IOException {
    RegularFiles.require(file);
    MessageDigest digest = digest(algorithm);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file.toAbsolutePath(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of a text's UTF-8 bytes in hex. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of a long text that comes in pieces; equal to that of the pieces put together. */
  public static final class OfPieces {
    private final MessageDigest digest = sha256();

    /** Adds a piece, which ends no surrogate pair in the middle. */
    public OfPieces add(String piece) {
      digest.update(piece.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    /** The hash in hex; to be asked for once. */
    public String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  /** SHA-256 of bytes in hex. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    return digest("SHA-256");
  }

  /** A digest of that name, which every JDK has. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }
}
