package org.sonoprobe.embeddings.networks;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engine that runs a kind of file. */
enum Engines {
  ONNX("onnx", "OnnxRuntime", "an ONNX network", "sonoprobe-embeddings-onnx"),
  TORCH("torchscript", "PyTorch", "a TorchScript network", "sonoprobe-embeddings-pytorch"),
  TENSORFLOW(
      "savedmodel", "TensorFlow", "a TensorFlow SavedModel", "sonoprobe-embeddings-tensorflow");

  private final String type;
  private final String engine;
  private final String words;
  private final String artifact;

  Engines(String type, String engine, String words, String artifact) {
    this.type = type;
    this.engine = engine;
    this.words = words;
    this.artifact = artifact;
  }

  /**
   * The engine for a file, by what it is called and whether it is a folder.
   *
   * @throws IOException if there is none for it
   */
  static Engines of(Path path) throws IOException {
    return byName(path)
        .orElseThrow(
            () ->
                new IOException(
                    ("%s is no network by its name: .onnx is ONNX, .pt TorchScript, a folder with "
                            + "saved_model.pb a TensorFlow SavedModel%s")
                        .formatted(path, frozen(path))));
  }

  private static String frozen(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".pb")
        ? "; convert a frozen graph: python -m tf2onnx.convert --graphdef "
            + name
            + " --inputs INPUT:0 --outputs OUTPUT:0 --output network.onnx"
        : "";
  }

  private static Optional<Engines> byName(Path path) {
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      return Optional.of(TENSORFLOW);
    }
    if (name.endsWith(".onnx")) {
      return Optional.of(ONNX);
    }
    return name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".ts")
        ? Optional.of(TORCH)
        : Optional.empty();
  }

  /**
   * The engine of a component of that name.
   *
   * @throws IOException if the file is one of another engine by its name
   */
  static Engines named(String type, Path path) throws IOException {
    for (Engines each : values()) {
      if (each.type.equals(type)) {
        Engines other = byName(path).orElse(each);
        if (other != each || !frozen(path).isEmpty()) {
          throw new IOException(
              path
                  + " is not "
                  + each.words
                  + (other == each
                      ? frozen(path)
                      : " but " + other.words + " by its name; use type " + other.type));
        }
        return each;
      }
    }
    return of(path);
  }

  /** A network in memory. */
  ZooModel<NDList, NDList> load(Path path, Execution execution) throws IOException {
    // DJL reads these when an engine starts; what the caller has set stays
    String threads = String.valueOf(execution.networkThreads());
    usual("ai.djl.offline", "true");
    usual("ai.djl.pytorch.num_threads", threads);
    usual("ai.djl.pytorch.num_interop_threads", "1");
    usual("ai.djl.pytorch.graph_optimizer", "false");
    usual("ai.djl.tensorflow.num_intraop_threads", threads);
    usual("ai.djl.tensorflow.num_interop_threads", "1");
    for (NativeLibrary library : ServiceLoader.load(NativeLibrary.class)) {
      if (library.engine().equals(engine)) {
        library.prepare();
      }
    }
    if (!Engine.hasEngine(engine)) {
      throw new IOException(
          ("%s is %s, which artifact %s runs; put its jar and those beside it in lib on "
                  + "the class path%s")
              .formatted(
                  path,
                  words,
                  artifact,
                  this == TENSORFLOW ? "" : ", or give both folders with --plugins"));
    }
    Criteria.Builder<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine(engine)
            .optModelPath(path)
            .optTranslator(new NoopTranslator())
            .optDevice(device(execution));
    if (this == ONNX) {
      criteria
          .optOption("intraOpNumThreads", String.valueOf(execution.networkThreads()))
          .optOption("interOpNumThreads", "1");
    }
    if (this == TORCH) {
      criteria.optOption("mapLocation", "true");
    }
    try {
      return criteria.build().loadModel();
    } catch (ModelNotFoundException | MalformedModelException | IOException | RuntimeException e) {
      throw new IOException(path + " cannot be loaded as " + words + ": " + why(e) + advice(e), e);
    }
  }

  private static void usual(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** What to do where the file is of a common kind that is no network. */
  private static String advice(Exception e) {
    return why(e).contains("constants.pkl")
        ? "; it is a checkpoint without the network: export it with"
            + " torch.jit.trace(model.eval(), example).save(\"network.pt\")"
        : "";
  }

  /** What went wrong, down to its cause. */
  private static String why(Throwable thrown) {
    StringBuilder text = new StringBuilder(String.valueOf(thrown.getMessage()));
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
        text.append(": ")
            .append(cause instanceof LinkageError ? cause.toString() : cause.getMessage());
      }
    }
    return text.toString();
  }

  private static Device device(Execution execution) {
    String number = execution.device().substring(3);
    return execution.device().equals("cpu")
        ? Device.cpu()
        : Device.gpu(number.isEmpty() ? 0 : Integer.parseInt(number));
  }
}
