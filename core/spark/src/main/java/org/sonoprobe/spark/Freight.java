package org.sonoprobe.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
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
import java.util.WeakHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.sonoprobe.component.Locations;
import org.sonoprobe.component.internal.Hashes;
import org.sonoprobe.run.RunException;
import org.sonoprobe.run.Supervisor;

/**
 * What executors need beside the job and do not have: the jars on this program's class path, and
 * the files of this machine that components name. Each is sent once in a session.
 */
final class Freight {
  private static final Map<SparkContext, Freight> BY_SESSION = new WeakHashMap<>();

  private final JavaSparkContext spark;
  private final Set<String> jars = new HashSet<>();
  private final Map<String, String> files = new HashMap<>();

  private Freight(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** What has been sent in a session, however many backends are made for it. */
  static Freight of(JavaSparkContext spark) {
    synchronized (BY_SESSION) {
      return BY_SESSION.computeIfAbsent(spark.sc(), session -> new Freight(spark));
    }
  }

  /** Sends those jars of the class path and of plug-ins that executors do not have. */
  synchronized void sendJars(Supervisor supervisor) {
    if (spark.isLocal()) {
      return;
    }
    CodeSource own = Freight.class.getProtectionDomain().getCodeSource();
    Path ownPlace = Path.of(URI.create(own.getLocation().toString()));
    for (String address : sent()) {
      jars.add(address.substring(address.lastIndexOf('/') + 1));
    }
    boolean first = send(ownPlace);
    Set<Path> here = classPath();
    here.removeIf(place -> jars.contains(name(place)));
    if (first || !here.isEmpty()) {
      Set<String> there = onExecutors(supervisor);
      for (Path place : here) {
        if (there.contains(name(place))) {
          jars.add(name(place));
        } else {
          send(place);
        }
      }
    }
  }

  /** The names of the jars that an executor has, one of which must be there. */
  private Set<String> onExecutors(Supervisor supervisor) {
    byte[] answer =
        Submitted.of(spark, "look what executors have", List.of(new byte[0]), new Probe())
            .only(supervisor);
    return Set.of(new String(answer, StandardCharsets.UTF_8).split("\n", -1));
  }

  private Collection<String> sent() {
    return scala.jdk.javaapi.CollectionConverters.asJavaCollection(spark.sc().listJars().toSeq());
  }

  private boolean send(Path place) {
    if (!jars.add(name(place))) {
      return false;
    }
    Path jar = Files.isDirectory(place) ? packed(place, ".jar") : place;
    spark.addJar(jar.toUri().toString());
    return true;
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
   * Sends a file or folder, unless that is not wanted, or it is not on this machine's disk.
   *
   * @return the name under which executors have it; empty if they have to find it themselves
   */
  synchronized String sendFile(Path file) {
    boolean wanted = spark.getConf().getBoolean("spark.sonoprobe.sendFiles", true);
    if (!wanted || spark.isLocal() || !Locations.isHere(file)) {
      return "";
    }
    Path whole = file.toAbsolutePath().normalize();
    String state;
    try {
      state = whole + " " + Files.getLastModifiedTime(whole) + " " + Files.size(whole);
    } catch (IOException e) {
      return ""; // which executors find out, and say
    }
    return files.computeIfAbsent(
        state,
        key ->
            sendNew(
                whole,
                Hashes.sha256(key).substring(0, 12) + "-" + String.valueOf(whole.getFileName())));
  }

  private String sendNew(Path file, String name) {
    try {
      if (Files.isDirectory(file)) {
        Path zip = packed(file, ".zip");
        Path renamed = zip.resolveSibling(name + ".zip");
        Files.move(zip, renamed);
        spark.sc().addArchive(renamed.toUri().toString());
        return name + ".zip";
      }
      Path named = temporary().resolve(name);
      try {
        Files.createSymbolicLink(named, file);
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(file, named);
      }
      spark.addFile(named.toUri().toString());
      return name;
    } catch (IOException e) {
      throw new RunException(file + " cannot be sent to other processes: " + e, e);
    }
  }

  private static Path temporary() throws IOException {
    Path folder = Files.createTempDirectory("sonoprobe-spark");
    folder.toFile().deleteOnExit();
    return folder;
  }

  private static Path packed(Path folder, String ending) {
    try {
      Path file = temporary().resolve(name(folder).replace(".jar", ending));
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> walk = Files.walk(folder)) {
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
