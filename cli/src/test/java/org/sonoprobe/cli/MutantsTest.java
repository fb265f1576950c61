package org.sonoprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every kind in a process with 512 MB. Few mutants in a usual build; {@code
 * -Dsonoprobe.mutants=N} asks for more of each file, {@code -Dsonoprobe.mutants.seed=S} for others.
 */
class MutantsTest {
  @TempDir Path folder;

  @Test
  void damagedFilesAreReadOrRefusedInTimeAndSpace() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.sonoprobe.cli.Mutants",
                folder.toString(),
                System.getProperty("sonoprobe.mutants", "60"),
                System.getProperty("sonoprobe.mutants.seed", "1")));
    command.addAll(audio());
    Path output = folder.resolve("output.txt");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();

    assertThat(code).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
    if (System.getProperty("sonoprobe.mutants") != null) {
      Files.copy(
          output, Path.of("target/mutants.txt"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** One short file of every format. */
  private List<String> audio() throws IOException {
    List<String> files = new ArrayList<>();
    for (String folder : List.of("audio", "audio-ffmpeg")) {
      try (Stream<Path> walk = Files.walk(Path.of("../core", folder, "src/test/resources"))) {
        walk.map(Path::toString)
            .filter(name -> name.matches(".*\\.(aac|m4a|caf|mp3|ogg|opus|wav|wma|flac)"))
            .sorted()
            .forEach(files::add);
      }
    }
    Path wav =
        files.stream()
            .filter(name -> name.endsWith(".wav"))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
    Path aiff = folder.resolve("tone.aiff");
    try (AudioInputStream in = AudioSystem.getAudioInputStream(wav.toFile())) {
      AudioSystem.write(in, AudioFileFormat.Type.AIFF, aiff.toFile());
    } catch (javax.sound.sampled.UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
    files.add(aiff.toString());
    return files;
  }
}
