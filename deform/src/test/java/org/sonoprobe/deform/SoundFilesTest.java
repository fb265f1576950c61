package org.sonoprobe.deform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonoprobe.audio.AudioFormat;

class SoundFilesTest {
  @TempDir private Path folder;

  @Test
  void whatADatasetTakesForAudioIsASoundToo() throws IOException {
    assertThat(AudioFormat.allEndings()).contains("oga", "webm", "wave", "caf", "aifc");
    for (String ending : AudioFormat.allEndings()) {
      Path own = Files.createDirectories(folder.resolve(ending));
      assertThat(SoundFiles.problem(List.of(own), "sound")).as("an empty folder").isPresent();
      Files.createFile(own.resolve("Sound." + ending.toUpperCase(java.util.Locale.ROOT)));
      assertThat(SoundFiles.problem(List.of(own), "sound")).as(ending).isEmpty();
    }
    Path text = Files.createDirectories(folder.resolve("text"));
    Files.createFile(text.resolve("wav"));
    Files.createFile(text.resolve("list.wav.txt"));
    assertThat(SoundFiles.problem(List.of(text), "sound")).isPresent();
  }
}
