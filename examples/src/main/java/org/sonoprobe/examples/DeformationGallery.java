package org.sonoprobe.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Task;
import org.sonoprobe.audio.WavWriter;
import org.sonoprobe.component.Components;
import org.sonoprobe.datasets.SyntheticMusic;
import org.sonoprobe.report.Spectrogram;

/**
 * Every deformation with its defaults to be heard and seen: a sound and a picture of each, what was
 * drawn, and a page with all. {@code DeformationGallery FOLDER [AUDIO]}; a few seconds of synthetic
 * music unless a file is given.
 */
public final class DeformationGallery {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 160;

  private DeformationGallery() {}

  /** Writes {@code index.html}, and a WAV and a PNG file for each deformation. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "gallery");
    Audio audio =
        arguments.length > 1 ? org.sonoprobe.audio.AudioFiles.read(Path.of(arguments[1])) : music();
    write(folder, audio);
    System.out.println("Open " + folder.resolve("index.html").toAbsolutePath());
  }

  /** Four seconds of synthetic notes. */
  private static Audio music() throws IOException {
    float[] samples = new float[4 * 22050];
    int at = 0;
    for (var track : new SyntheticMusic(24, 1).load(Task.named("key_estimation")).tracks()) {
      float[] note = track.audio().read().mono();
      int count = Math.min(note.length, samples.length - at);
      System.arraycopy(note, 0, samples, at, count);
      at += count;
    }
    return Audio.wrap(22050, samples);
  }

  /** Writes the gallery of a sound. */
  public static void write(Path folder, Audio audio) throws IOException {
    Files.createDirectories(folder);
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Deformations</title>
            <style>body{font:16px sans-serif;margin:2em auto;max-width:900px}figure{margin:2em 0}
            img{display:block;width:100%;max-width:840px}figcaption{margin:.3em 0}</style></head>
            <body><h1>Every deformation with its defaults</h1>
            <p>Time from left to right, mel frequency upwards, 80 dB. Seed 1.</p>
            """);
    figure(page, folder, "clean", "the audio as it is", audio);
    for (Map.Entry<String, Deformation> each : Components.all(Deformation.class).entrySet()) {
      Deformation deformation = each.getValue();
      if (deformation.unavailable().isEmpty()) {
        Change change = deformation.draw(new SplittableRandom(1));
        figure(page, folder, each.getKey(), words(deformation, change), change.apply(audio));
      }
    }
    Files.writeString(folder.resolve("index.html"), page.append("</body></html>\n"));
  }

  private static String words(Deformation deformation, Change change) {
    StringBuilder words = new StringBuilder(deformation.label());
    change
        .drawn()
        .forEach(
            (name, value) ->
                words
                    .append("; ")
                    .append(name)
                    .append(" ")
                    .append(
                        value instanceof Double number
                            ? String.format(java.util.Locale.ROOT, "%.3g", number)
                            : value));
    return words.toString();
  }

  private static void figure(
      StringBuilder page, Path folder, String name, String words, Audio audio) throws IOException {
    WavWriter.write(folder.resolve(name + ".wav"), audio);
    Spectrogram.write(folder.resolve(name + ".png"), audio, WIDTH, HEIGHT);
    page.append("<figure><figcaption><b>")
        .append(name)
        .append("</b>: ")
        .append(words.replace("&", "&amp;").replace("<", "&lt;"))
        .append("</figcaption><img alt=\"Spectrogram of ")
        .append(name)
        .append("\" src=\"")
        .append(name)
        .append(".png\"><audio controls preload=\"none\" src=\"")
        .append(name)
        .append(".wav\"></audio></figure>\n");
  }
}
