package org.sonoprobe.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.dsp.FrontEnds;
import org.sonoprobe.dsp.Patcher;
import org.sonoprobe.dsp.Patches;
import org.sonoprobe.embeddings.networks.Cutting;
import org.sonoprobe.embeddings.networks.Hearing;
import org.sonoprobe.embeddings.networks.Layout;
import org.sonoprobe.embeddings.networks.Ports;
import org.sonoprobe.embeddings.onnx.OnnxModel;

/**
 * MusiCNN from samples to vectors beside a session of ONNX Runtime's own Java interface that is
 * given the patches made before, interleaved in one run on one thread each.
 */
public final class NetworkBenchmark {
  private static final int BATCH = 16;

  private NetworkBenchmark() {}

  /** Measures the MusiCNN of an ONNX file on 30 s of a seeded noise; then half an hour of it. */
  public static void main(String[] arguments) throws IOException, OrtException {
    Path path = Path.of(arguments[0]);
    OnnxModel model =
        new OnnxModel(
            path,
            Ports.of("embeddings"),
            Hearing.of(new FrontEnds.MusicnnEssentia()),
            Cutting.as(Layout.NTF));
    Audio audio = noise(30);
    Patcher patcher = new Patcher(new FrontEnds.MusicnnEssentia());
    Patches patches = patcher.apply(audio.samples());
    int size = patches.frames() * patches.bands();
    float[] all = new float[patches.count() * size];
    for (int p = 0; p < patches.count(); p++) {
      patches.copy(p, all, p * size);
    }
    try (Embedder embedder = model.open();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      try (OrtSession session =
          OrtEnvironment.getEnvironment().createSession(path.toString(), options)) {
        double ours = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        double frontEnd = Double.MAX_VALUE;
        for (int rep = 0; rep < 12; rep++) {
          long start = System.nanoTime();
          Embedding embedding = embedder.embed(audio);
          ours = Math.min(ours, seconds(start));
          start = System.nanoTime();
          float last = bare(session, all, patches);
          bare = Math.min(bare, seconds(start));
          start = System.nanoTime();
          Patches again = patcher.apply(audio.samples());
          for (int p = 0; p < again.count(); p++) {
            again.copy(p, all, p * size);
          }
          frontEnd = Math.min(frontEnd, seconds(start));
          float[] row = embedding.vector(0, embedding.frameCount() - 1);
          if (Math.abs(row[row.length - 1] - last) > 1e-4) {
            throw new IllegalStateException("they differ: " + row[row.length - 1] + " " + last);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "30 s, %d patches: here %.1f ms (%.0f x realtime), of which front-end %.1f ms;"
                + " bare session %.1f ms; network part %.3f of it, whole %.3f%n",
            patches.count(),
            1e3 * ours,
            30 / ours,
            1e3 * frontEnd,
            1e3 * bare,
            (ours - frontEnd) / bare,
            ours / bare);
      }
      long start = System.nanoTime();
      Embedding half = embedder.embed(noise(1800));
      System.out.printf(
          Locale.ROOT,
          "half an hour: %.1f s, %d vectors, heap %d MB at most%n",
          seconds(start),
          half.frameCount(),
          Runtime.getRuntime().totalMemory() >> 20);
    }
  }

  private static float bare(OrtSession session, float[] all, Patches patches) throws OrtException {
    int size = patches.frames() * patches.bands();
    float last = 0;
    for (int first = 0; first < patches.count(); first += BATCH) {
      int count = Math.min(BATCH, patches.count() - first);
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(
                  OrtEnvironment.getEnvironment(),
                  FloatBuffer.wrap(all, first * size, count * size),
                  new long[] {count, patches.frames(), patches.bands()});
          OrtSession.Result result =
              session.run(Map.of("melspectrogram", tensor), Set.of("embeddings"))) {
        float[][] rows = (float[][]) result.get(0).getValue();
        last = rows[count - 1][rows[count - 1].length - 1];
      }
    }
    return last;
  }

  private static Audio noise(int seconds) {
    java.util.Random random = new java.util.Random(1);
    float[] samples = new float[seconds * 16000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (random.nextFloat() - 0.5f) * 0.3f;
    }
    return Audio.wrap(16000, samples);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
