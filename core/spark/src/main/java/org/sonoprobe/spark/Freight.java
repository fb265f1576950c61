package org.sonoprobe.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.sonoprobe.component.Hashes;
import org.sonoprobe.run.work.RunException;
import org.sonoprobe.run.work.Supervisor;

/**
 * The supplies that executors need beside the job and do not have: the jars on this program's class
 * path, and the files of this machine that components name. Each is sent once in a session.
 */
final class Freight {
  private static final Map<String, Freight> BY_SESSION = new HashMap<>();

  private final Set<String> jars = new HashSet<>();
  private final Map<String, String> files = new HashMap<>();

  private Freight() {}

  /** What has been sent in a session, however many backends are made for it. */
  static Freight of(JavaSparkContext spark) {
    synchronized (BY_SESSION) {
      return BY_SESSION.computeIfAbsent(spark.sc().applicationId(), session -> new Freight());
    }
  }

  /** Sends those jars of the class path and of plug-ins that executors do not have. */
  void sendJars(JavaSparkContext spark, Supervisor supervisor) {
    if (spark.isLocal()) {
      return;
    }
    CodeSource own = Freight.class.getProtectionDomain().getCodeSource();
    Set<Path> lacking = classPath();
    synchronized (this) {
      for (String address : sent(spark)) {
        jars.add(address.substring(address.lastIndexOf('/') + 1));
      }
      send(spark, Path.of(URI.create(own.getLocation().toString())));
      lacking.removeIf(place -> jars.contains(name(place)));
    }
    if (lacking.isEmpty()) {
      return;
    }
    Map<String, Long> there = onExecutors(spark, supervisor);
    synchronized (this) {
      for (Path place : lacking) {
        Long size = there.get(name(place));
        if (size == null) {
          send(spark, place);
        } else {
          checkSame(place, size);
          jars.add(name(place));
        }
      }
    }
  }

  private static void checkSame(Path jar, long sizeThere) {
    try {
      if (Files.isRegularFile(jar) && Files.size(jar) != sizeThere) {
        throw new RunException(
            ("executors have another %s (%s bytes) than this program (%s bytes, %s); give "
                    + "both the same")
                .formatted(name(jar), sizeThere, Files.size(jar), jar),
            null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jars that an executor has, one of which must be there: their names with their sizes. */
  private static Map<String, Long> onExecutors(JavaSparkContext spark, Supervisor supervisor) {
    byte[] answer =
        Submitted.of(spark, "look what executors have", List.of(new byte[0]), new Probe())
            .only(supervisor);
    Map<String, Long> there = new HashMap<>();
    for (String line : new String(answer, StandardCharsets.UTF_8).split("\n", -1)) {
      int blank = line.indexOf(' ');
      there.put(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)));
    }
    return there;
  }

  private static Collection<String> sent(JavaSparkContext spark) {
    return scala.jdk.javaapi.CollectionConverters.asJavaCollection(spark.sc().listJars().toSeq());
  }

  private void send(JavaSparkContext spark, Path place) {
    if (!jars.add(name(place))) {
      return;
    }
    Path jar = Files.isDirectory(place) ? packed(place, name(place)) : place;
    spark.addJar(jar.toUri().toString());
  }

  /** What a jar is called; a folder of classes by its place. */
  private static String name(Path place) {
    return Files.isDirectory(place)
        ? Hashes.sha256(place.toString()).substring(0, 12) + "-classes.jar"
        : String.valueOf(place.getFileName());
  }

  /** All jars and folders on the class path of this program and of the loaders of its plug-ins. */
  private static Set<Path> classPath() {
    Set<Path> places = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        for (URL url : known.getURLs()) {
          if (url.getProtocol().equals("file")) {
            open.add(Path.of(URI.create(url.toString())));
          }
        }
      }
    }
    Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .forEach(open::add);
    while (!open.isEmpty()) {
      Path place = open.remove().toAbsolutePath().normalize();
      if (Files.exists(place) && places.add(place) && Files.isRegularFile(place)) {
        open.addAll(named(place));
      }
    }
    places.removeIf(place -> Files.isRegularFile(place) && !place.toString().endsWith(".jar"));
    return places;
  }

  /** The jars that the manifest of a jar names. */
  private static List<Path> named(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null
          ? List.of()
          : Arrays.stream(names.trim().split("\\s+"))
              .map(name -> Path.of(jar.toUri().resolve(name)))
              .toList();
    } catch (IOException e) {
      return List.of(); // no jar, so nothing is loaded from it either
    }
  }

  /**
   * Sends a file or folder of this machine's disk, unless that is not wanted.
   *
   * @return the name under which executors have it; empty if they have to find it themselves
   */
  synchronized String sendFile(JavaSparkContext spark, Path file) {
    boolean wanted = spark.getConf().getBoolean("spark.sonoprobe.sendFiles", true);
    if (!wanted || spark.isLocal() || !Files.exists(file)) {
      return "";
    }
    try {
      Path whole = file.toRealPath();
      String key = whole + "\n" + state(whole);
      String known = files.get(key);
      if (known == null) {
        known =
            sendNew(
                spark,
                whole,
                Hashes.sha256(key).substring(0, 12) + "-" + String.valueOf(file.getFileName()));
        files.put(key, known);
      }
      return known;
    } catch (IOException e) {
      throw new RunException(file + " cannot be sent to other processes: " + e, e);
    }
  }

  /** Times and sizes of a file, or of all files of a folder. */
  private static String state(Path path) throws IOException {
    StringBuilder state = new StringBuilder();
    try (Stream<Path> walk = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      for (Path each : walk.filter(Files::isRegularFile).sorted().toList()) {
        state
            .append(path.relativize(each))
            .append(' ')
            .append(Files.getLastModifiedTime(each))
            .append(' ')
            .append(Files.size(each))
            .append('\n');
      }
    }
    return state.toString();
  }

  private static String sendNew(JavaSparkContext spark, Path file, String name) throws IOException {
    if (Files.isDirectory(file)) {
      Path zip = packed(file, name + ".zip");
      spark.sc().addArchive(zip.toUri().toString());
      return name + ".zip";
    }
    Path named = TemporaryFolder.make().resolve(name);
    try {
      Files.createSymbolicLink(named, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, named);
    }
    spark.addFile(named.toUri().toString());
    return name;
  }

  private static Path packed(Path folder, String name) {
    try {
      Path file = TemporaryFolder.make().resolve(name);
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out);
          // links are followed, as those who read the folder follow them
          Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
        for (Path each : walk.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new ZipEntry(folder.relativize(each).toString().replace('\\', '/')));
          try (InputStream in = Files.newInputStream(each)) {
            in.transferTo(zip);
          }
          zip.closeEntry();
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
