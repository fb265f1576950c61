package org.sonoprobe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.datasets.BeatportKey;
import org.sonoprobe.datasets.Magnatagatune;
import org.sonoprobe.datasets.TinySol;
import org.sonoprobe.datasets.VocalSet;
import org.sonoprobe.files.Npy;

/**
 * The datasets of the thesis in their real layouts, small and without audio, and vectors for them.
 */
final class ThesisTree {
  private static final List<String> SCENARIOS = List.of("clean", "D1", "D2", "D3", "D4");

  private final Path data;

  ThesisTree(Path data) {
    this.data = data;
  }

  private void write(String name, String text) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Makes all four datasets. */
  void makeDatasets() throws IOException {
    magnatagatune();
    for (int i = 0; i < 240; i++) {
      String tonic =
          List.of("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B").get(i % 12);
      write(
          "beatport_key/keys/" + (1000 + i) + " Artist - Title.txt",
          tonic + (i / 12 % 2 == 0 ? " major" : " minor"));
    }
    tinySol();
    for (int s = 1; s <= 20; s++) {
      String singer = s <= 9 ? "f" + s : "m" + (s - 9);
      for (String technique :
          List.of(
              "belt",
              "breathy",
              "inhaled",
              "lip_trill",
              "spoken",
              "straight",
              "trill",
              "trillo",
              "vibrato",
              "vocal_fry")) {
        write(
            "vocalset/FULL/"
                + singer
                + "/"
                + technique
                + "/"
                + singer
                + "_scales_"
                + technique
                + "_a.wav",
            "");
      }
    }
  }

  private void magnatagatune() throws IOException {
    List<String> tags =
        Files.readAllLines(Path.of("src/test/resources/org/sonoprobe/cli/mtat-tags.txt"));
    StringBuilder csv = new StringBuilder("clip_id\t" + String.join("\t", tags) + "\tmp3_path\n");
    Random random = new Random(3);
    for (String part : List.of("train", "valid", "test")) {
      StringBuilder list = new StringBuilder();
      String folder = part.equals("train") ? "0" : part.equals("valid") ? "c" : "f";
      for (int i = 0; i < (part.equals("train") ? 100 : 40); i++) {
        String path = folder + "/artist-song-" + i + "-0-29.mp3";
        list.append(i).append('\t').append(path).append('\n');
        csv.append(folder.equals("0") ? 1000 + i : folder.equals("c") ? 2000 + i : 3000 + i);
        for (int t = 0; t < tags.size(); t++) {
          csv.append('\t').append(t == i % 50 || random.nextInt(5) == 0 ? 1 : 0);
        }
        csv.append('\t').append(path).append('\n');
      }
      write("magnatagatune/metadata/" + part + ".tsv", list.toString());
    }
    write("magnatagatune/metadata/annotations_final.csv", csv.toString());
  }

  private void tinySol() throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "Path,Fold,Family,Instrument (abbr.),Instrument (in full),Technique (abbr.),Technique (in"
                + " full),Pitch,Pitch ID,Dynamics,Dynamics ID,Instance ID,String ID (if"
                + " applicable),Needed digital retuning\r\n");
    List<String> pitches = List.of("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B");
    for (int i = 0; i < 240; i++) {
      String pitch = pitches.get(i % 12) + (3 + i % 2);
      String id = "In" + i % 4 + "-ord-" + pitch + "-pp-" + i;
      csv.append("F/I/ordinario/" + id + ".wav," + i % 5 + ",F,I,Instrument " + i % 4)
          .append(",ord,ordinario," + pitch + ",60,pp,0,0,,FALSE\r\n");
    }
    write("tinysol/annotation/TinySOL_metadata.csv", csv.toString());
  }

  /** Vectors of four numbers for every track, under every scenario, for so many models. */
  void makeVectors(Path vectors, int models) throws IOException {
    List<Dataset> datasets =
        List.of(
            new Magnatagatune(data.resolve("magnatagatune")),
            new BeatportKey(data.resolve("beatport_key")),
            new TinySol(data.resolve("tinysol")),
            new VocalSet(data.resolve("vocalset")));
    List<String> tasks =
        List.of(
            "autotagging", "key_estimation", "instrument_classification", "singer_identification");
    Random random = new Random(8);
    for (int d = 0; d < datasets.size(); d++) {
      Corpus corpus = datasets.get(d).load(Task.named(tasks.get(d)));
      for (Track track : corpus.tracks()) {
        for (int m = 0; m < models; m++) {
          Path folder = vectors.resolve("model" + m).resolve(datasets.get(d).name());
          Files.createDirectories(folder);
          for (String scenario : SCENARIOS) {
            float[] vector = new float[4];
            for (int i = 0; i < vector.length; i++) {
              vector[i] = (float) random.nextGaussian();
            }
            Files.write(
                folder.resolve(
                    track.id() + (scenario.equals("clean") ? "" : "_" + scenario) + ".npy"),
                new Npy(new int[] {4}, vector).toBytes());
          }
        }
      }
    }
  }

  /** The configuration of the thesis with these models, one epoch of training. */
  Path makeConfiguration(Path vectors, int models) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inModels = false;
    for (String line :
        Files.readAllLines(Path.of("../examples/configs/thesis.yml"), StandardCharsets.UTF_8)) {
      if (line.startsWith("x-embedding-models")) {
        lines.add(line);
        for (int m = 0; m < models; m++) {
          lines.add(
              "  - {name: model"
                  + m
                  + ", type: npy, dir: '"
                  + vectors.resolve("model" + m)
                  + "', pattern: '{dataset}/{id}.npy', deformed_pattern: '{dataset}/{id}_{scenario}.npy'}");
        }
        inModels = true;
      } else if (inModels && line.startsWith("  - ")) {
        continue;
      } else {
        inModels = false;
        lines.add(line.replace("../../data/", data + "/").replaceAll("epochs: \\d+", "epochs: 1"));
      }
    }
    Path file = data.resolve("thesis.yml");
    Files.write(file, lines, StandardCharsets.UTF_8);
    return file;
  }
}
