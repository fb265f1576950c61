package org.sonoprobe.examples;

import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.AudioSource;
import org.sonoprobe.api.Corpus;
import org.sonoprobe.api.Dataset;
import org.sonoprobe.api.Target;
import org.sonoprobe.api.Task;
import org.sonoprobe.api.Track;
import org.sonoprobe.downstream.Classifier;
import org.sonoprobe.embeddings.MelSpectrogram;
import org.sonoprobe.experiment.Experiment;
import org.sonoprobe.report.Report;
import org.sonoprobe.results.Results;
import org.sonoprobe.run.Runner;

/** A dataset of one's own, given to the builder as a value: beats that are slow or fast. */
public final class OwnDataset {
  private OwnDataset() {}

  /** Clicks at some beats per minute. */
  record Clicks(int beatsPerMinute) implements AudioSource {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public Audio read() {
      float[] samples = new float[4 * 22050];
      int period = 60 * 22050 / beatsPerMinute;
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) (0.8 * Math.exp(-(i % period) / 200.0) * Math.sin(0.4 * (i % period)));
      }
      return Audio.wrap(22050, samples);
    }

    @Override
    public String fingerprint() {
      return toString();
    }

    @Override
    public String location() {
      return toString();
    }
  }

  /** Slow and fast clicks. */
  record Beats(int tracks) implements Dataset {
    @Override
    public String name() {
      return "beats";
    }

    @Override
    public Corpus load(Task task) {
      List<Track> list = new ArrayList<>();
      for (int i = 0; i < tracks; i++) {
        boolean fast = i % 2 == 0;
        Clicks clicks = new Clicks((fast ? 140 : 60) + i / 4);
        list.add(new Track("beat" + i, clicks, new Target.Label(fast ? "fast" : "slow")));
      }
      return Corpus.of(task, list, List.of(), List.of());
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(Report.of(run()).markdown());
  }

  static Results run() throws IOException {
    return Runner.builder()
        .build()
        .run(
            Experiment.builder("slow or fast")
                .task("tempo_classification")
                .dataset(new Beats(200))
                .embedding(new MelSpectrogram())
                .downstream(new Classifier(List.of(64)))
                .build());
  }
}
