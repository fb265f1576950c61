package org.sonoprobe.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sonoprobe.files.AtomicFiles;

/**
 * The page: a folder that a browser opens from disk, without a server and without a network. Its
 * parts are files of this artifact; what they show is in {@code data}.
 */
public final class Page implements ReportFormat {
  /** Where it begins. */
  public static final String FIRST = "index.html";

  private static final String DATA = "data";

  /** A script of the page, in the order in which the first page asks for it. */
  private static final Pattern SCRIPT = Pattern.compile("<script src=\"(page/[^\"]+)\">");

  @Override
  public String name() {
    return "page";
  }

  @Override
  public void write(Report report, Path folder) throws IOException {
    Path data = folder.resolve(DATA);
    clear(data);
    Map<String, Object> all = PageData.of(report.results(), report.cells());
    PagePredictions predictions = PagePredictions.write(report.results(), data);
    all.put("predictions", predictions.index());
    List<String> problems = new ArrayList<>(predictions.problems());
    PageData.write(
        data.resolve("training.js"), "training", PageData.training(report.results(), problems));
    illustrate(report, folder, all, problems);
    all.put("problems", problems);
    write(folder, all);
  }

  /** Writes a page of some data, besides the files that it reads when it needs them. */
  static void write(Path folder, Map<String, Object> all) throws IOException {
    for (String part : parts()) {
      copy(part, folder);
    }
    PageData.write(folder.resolve(DATA).resolve("report.js"), "report", all);
  }

  /** Removes the data of an earlier report. */
  private static void clear(Path data) throws IOException {
    if (Files.isDirectory(data)) {
      try (Stream<Path> old = Files.list(data)) {
        for (Path file : old.filter(each -> each.toString().endsWith(".js")).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Brings along the sounds, pictures and maps that are kept with the run. */
  private static void illustrate(
      Report report, Path folder, Map<String, Object> all, List<String> problems)
      throws IOException {
    Optional<Path> run = report.results().directory();
    List<?> clips = List.of();
    List<?> maps = List.of();
    try {
      clips = run.isPresent() ? Clips.read(run.get()) : List.of();
      maps = run.isPresent() ? Maps.read(run.get()) : List.of();
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    removeAll(folder.resolve(Clips.FOLDER));
    List<Object> there = new ArrayList<>();
    for (Object each : clips) {
      if (each instanceof Map<?, ?> clip) {
        try {
          bring(run.orElseThrow(), folder, String.valueOf(clip.get("audio")));
          bring(run.orElseThrow(), folder, String.valueOf(clip.get("picture")));
          there.add(clip);
        } catch (IOException e) {
          problems.add("a clip of the run is not there: " + e.getMessage());
        }
      }
    }
    List<Object> drawn = new ArrayList<>();
    for (Object each : maps) {
      if (each instanceof Map<?, ?> map) {
        String file = String.valueOf(map.get("file"));
        try {
          PageData.write(
              folder.resolve(DATA).resolve(file + ".js"),
              file,
              Maps.points(run.orElseThrow(), file));
          drawn.add(map);
        } catch (IOException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    all.put("clips", there);
    all.put("maps", drawn);
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The same file in two folders where the system can, else a copy. */
  private static void bring(Path run, Path folder, String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, run.resolve(name));
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(run.resolve(name), target);
    }
  }

  /** The files that are the same for all reports: the first page, and what it asks for. */
  static List<String> parts() throws IOException {
    List<String> parts = new ArrayList<>(List.of(FIRST, "page/style.css"));
    Matcher scripts = SCRIPT.matcher(new String(content(FIRST), StandardCharsets.UTF_8));
    while (scripts.find()) {
      parts.add(scripts.group(1));
    }
    parts.add("page/lib/LICENCES.txt");
    return parts;
  }

  private static void copy(String part, Path folder) throws IOException {
    AtomicFiles.write(folder.resolve(part), content(part));
  }

  private static byte[] content(String part) throws IOException {
    String name = part.equals(FIRST) ? "page/" + FIRST : part;
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("this build has no " + name);
      }
      return in.readAllBytes();
    }
  }
}
