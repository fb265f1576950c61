package org.sonoprobe.benchmarks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A benchmark of batches of many short tracks: the time per patch of a bare session of ONNX
 * Runtime, one thread, for batches of 1 to 64 patches, and whether a patch has the same bits in
 * each of them as alone.
 */
public final class BatchBenchmark {
  private static final int[] BATCHES = {1, 2, 4, 8, 16, 32, 64};
  private static final int REPETITIONS = 5;
  private static final int MUSICNN_FRAMES = 187;

  private BatchBenchmark() {}

  /**
   * Measures ONNX files whose first axis is the batch; another axis without a size is MusiCNN's.
   */
  public static void main(String[] arguments) throws OrtException {
    for (String file : arguments) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file, options)) {
          measure(Path.of(file).getFileName().toString(), session);
        }
      }
    }
  }

  private static void measure(String name, OrtSession session) throws OrtException {
    NodeInfo input = session.getInputInfo().values().iterator().next();
    long[] shape = ((TensorInfo) input.getInfo()).getShape().clone();
    int size = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      shape[axis] = shape[axis] < 0 ? MUSICNN_FRAMES : shape[axis];
      size *= (int) shape[axis];
    }
    Random random = new Random(1);
    float[] values = new float[BATCHES[BATCHES.length - 1] * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    float[] alone = new float[0];
    StringBuilder line = new StringBuilder(name);
    for (int batch : BATCHES) {
      shape[0] = batch;
      double best = Double.MAX_VALUE;
      boolean same = true;
      for (int rep = 0; rep < REPETITIONS; rep++) {
        long start = System.nanoTime();
        try (OnnxTensor tensor =
                OnnxTensor.createTensor(
                    OrtEnvironment.getEnvironment(),
                    FloatBuffer.wrap(values, 0, batch * size),
                    shape);
            OrtSession.Result result = session.run(Map.of(input.getName(), tensor))) {
          best = Math.min(best, (System.nanoTime() - start) / 1e6 / batch);
          FloatBuffer all = ((OnnxTensor) result.get(0)).getFloatBuffer();
          float[] first = new float[all.remaining() / batch];
          all.get(first);
          alone = batch == 1 ? first : alone;
          same &= Arrays.equals(first, alone);
        }
      }
      line.append(
          String.format(Locale.ROOT, "  %d: %.2f ms%s", batch, best, same ? "" : " (other bits)"));
    }
    System.out.println(line);
  }
}
