package org.sonoprobe.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.jspecify.annotations.Nullable;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedder;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.assets.Assets;
import org.sonoprobe.audio.Resampler;

/**
 * The test of whether an embedding model can be trusted: each {@link ModelCheck.Kind} is tried on
 * sounds made for it. A check that something else makes impossible is left out.
 */
public final class ModelValidation {
  private static final int LONG_SECONDS = 600;

  /** How alike, by the cosine, all sounds must be to be called collapsed. */
  private static final double COLLAPSED_COSINE = 0.999;

  private static final double COLLAPSED_RANK = 2;

  private final EmbeddingModel model;
  private final Options options;
  private final List<ModelCheck> checks = new ArrayList<>();
  private final Map<String, Object> measured = new LinkedHashMap<>();
  private final int rate;

  /**
   * The scope of a validation.
   *
   * @param longAudio whether ten minutes are embedded
   */
  public record Options(boolean longAudio) {}

  private ModelValidation(EmbeddingModel model, Options options) {
    this.model = model;
    this.options = options;
    this.rate = model.input().sampleRate() == 0 ? 44100 : model.input().sampleRate();
  }

  /** Tries a model that embeds audio. */
  public static ModelValidation of(EmbeddingModel model, Options options) {
    ModelValidation validation = new ModelValidation(model, options);
    validation.run();
    return validation;
  }

  /** What was tried, in order. */
  public List<ModelCheck> checks() {
    return List.copyOf(checks);
  }

  /** Whether nothing failed. */
  public boolean passed() {
    return checks.stream().noneMatch(each -> each.verdict() == ModelCheck.Verdict.FAIL);
  }

  /** Facts, measurements and checks as plain data. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model.name());
    Input input = model.input();
    data.put("sample_rate", input.sampleRate());
    data.put("channels", input.channels().name().toLowerCase(Locale.ROOT));
    data.put("resampler", input.resampler());
    data.put("hears_seconds", model.patchSeconds());
    model.card().ifPresent(card -> data.put("licence", card.origin().licence()));
    data.put("measured", measured);
    data.put("passed", passed());
    data.put("checks", checks.stream().map(ModelCheck::toData).toList());
    return data;
  }

  /** The same as a page in Markdown. */
  public String toMarkdown() {
    StringBuilder page = new StringBuilder();
    page.append("# Embedding model ").append(model.name()).append("\n\n");
    page.append(passed() ? "No check failed.\n\n" : "**It cannot be trusted as it is.**\n\n");
    page.append("| check | verdict | what was seen |\n|:--|:--|:--|\n");
    for (ModelCheck check : checks) {
      page.append("| ")
          .append(check.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(" | ")
          .append(check.verdict())
          .append(" | ")
          .append(check.text().replace("|", "\\|").replace("\n", " "))
          .append(" |\n");
    }
    page.append('\n');
    measured.forEach(
        (name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
    return page.toString();
  }

  private void run() {
    LoadedModel loaded = load();
    if (loaded == null) {
      return;
    }
    try (loaded) {
      Embedder embedder = loaded.open();
      try (embedder) {
        Embedding usual = usual(embedder);
        if (usual != null) {
          // without each of these the next ones could not tell anything
          boolean same =
              attempt(ModelCheck.Kind.DETERMINISM, () -> determinism(embedder, usual))
                  && attempt(ModelCheck.Kind.ORDER, () -> order(embedder, loaded, usual));
          if (same) {
            attempt(ModelCheck.Kind.THREADS, () -> threads(loaded));
            attempt(ModelCheck.Kind.BATCH, () -> batch(embedder));
            attempt(ModelCheck.Kind.NOT_A_NUMBER, () -> notANumber(embedder, usual));
          }
          attempt(ModelCheck.Kind.ARGUMENT, () -> argument(embedder));
          attempt(ModelCheck.Kind.SILENCE, () -> silence(embedder, usual.dimension()));
          attempt(
              ModelCheck.Kind.SHORT,
              () ->
                  finite(embedder, usual.dimension(), Map.of("10 ms of a tone", tone(0.01, 440))));
          attempt(ModelCheck.Kind.EXTREMES, () -> finite(embedder, usual.dimension(), extremes()));
          attempt(ModelCheck.Kind.TIME, () -> time(embedder));
          variety(embedder);
          attempt(ModelCheck.Kind.PADDING, () -> padding(embedder));
          attempt(ModelCheck.Kind.LEVEL, () -> level(embedder));
          if (options.longAudio) {
            attempt(ModelCheck.Kind.LONG, () -> longAudio(embedder, usual.dimension()));
          }
        }
      }
      attempt(ModelCheck.Kind.CLOSING, () -> closing(loaded));
    } catch (IOException | RuntimeException e) {
      add(ModelCheck.Kind.CLOSING, ModelCheck.Verdict.FAIL, "closing failed: " + words(e));
    }
  }

  // ---- the ways of a check

  private interface Trial {
    String carryOut() throws Exception;
  }

  /** A trial that does not end well is a failure with its reason. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  private static final class Doubtful extends Exception {
    private static final long serialVersionUID = 1;

    Doubtful(String message) {
      super(message);
    }
  }

  /** Carries out a trial; whether it did not fail. */
  private boolean attempt(ModelCheck.Kind kind, Trial trial) {
    ModelCheck.Verdict verdict = ModelCheck.Verdict.FAIL;
    String text;
    try {
      text = trial.carryOut();
      verdict = ModelCheck.Verdict.PASS;
    } catch (Doubtful e) {
      text = String.valueOf(e.getMessage());
      verdict = ModelCheck.Verdict.WARN;
    } catch (Failed e) {
      text = String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      text = "it was interrupted";
    } catch (Exception e) {
      text = "it failed: " + words(e);
    }
    add(kind, verdict, text);
    return verdict != ModelCheck.Verdict.FAIL;
  }

  private void add(ModelCheck.Kind kind, ModelCheck.Verdict verdict, String text) {
    checks.add(new ModelCheck(kind, verdict, text));
  }

  private static String words(Throwable thrown) {
    Throwable cause =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }

  // ---- checks

  private @Nullable LoadedModel load() {
    try {
      if (model.unavailable().isPresent()) {
        add(ModelCheck.Kind.LOADS, ModelCheck.Verdict.FAIL, model.unavailable().get());
        return null;
      }
      Assets assets = Assets.standard();
      if (assets.problem(model).isPresent()) {
        add(ModelCheck.Kind.LOADS, ModelCheck.Verdict.FAIL, assets.problem(model).get());
        return null;
      }
      Resampler.named(model.input().resampler());
      List<String> layers = model.layers();
      if (layers.isEmpty() || layers.stream().distinct().count() < layers.size()) {
        add(
            ModelCheck.Kind.LOADS,
            ModelCheck.Verdict.FAIL,
            "it must name at least one layer, each once, but names " + layers);
        return null;
      }
      long start = System.nanoTime();
      LoadedModel loaded = model.load(new Loading(layers, assets.of(model)));
      double seconds = (System.nanoTime() - start) / 1e9;
      measured.put("seconds to load", rounded(seconds));
      add(ModelCheck.Kind.LOADS, ModelCheck.Verdict.PASS, "loaded in " + rounded(seconds) + " s");
      return loaded;
    } catch (IOException | RuntimeException e) {
      add(ModelCheck.Kind.LOADS, ModelCheck.Verdict.FAIL, "it cannot be loaded: " + words(e));
      return null;
    }
  }

  /** Embeds a usual sound; null if nothing else can be tried. */
  private @Nullable Embedding usual(Embedder embedder) {
    try {
      embedder.embed(music(10, 1));
      Audio audio = music(10, 1);
      long start = System.nanoTime();
      Embedding usual = embedder.embed(audio);
      double seconds = (System.nanoTime() - start) / 1e9;
      measured.put("seconds of audio per second, one thread", rounded(10 / seconds));
      measured.put("dimension", usual.dimension());
      measured.put("frames of 10 s", usual.frameCount());
      if (usual.layerCount() != model.layers().size()) {
        add(
            ModelCheck.Kind.LAYERS,
            ModelCheck.Verdict.FAIL,
            "it gave " + usual.layerCount() + " layers but names " + model.layers());
      } else {
        add(
            ModelCheck.Kind.LAYERS,
            ModelCheck.Verdict.PASS,
            usual.layerCount()
                + (usual.layerCount() == 1 ? " layer of " : " layers of ")
                + usual.dimension()
                + " dimensions");
      }
      int declared = model.card().map(ModelCard::dimension).orElse(usual.dimension());
      add(
          ModelCheck.Kind.DIMENSION,
          declared == usual.dimension() ? ModelCheck.Verdict.PASS : ModelCheck.Verdict.FAIL,
          declared == usual.dimension()
              ? "as declared, or not declared"
              : "its card says " + declared + ", but vectors have " + usual.dimension());
      return usual;
    } catch (IOException | RuntimeException e) {
      add(
          ModelCheck.Kind.LAYERS,
          ModelCheck.Verdict.FAIL,
          "10 s of a usual sound cannot be embedded: " + words(e));
      return null;
    }
  }

  private String determinism(Embedder embedder, Embedding usual) throws Exception {
    for (int i = 0; i < 3; i++) {
      Embedding again = embedder.embed(music(10, 1));
      if (!again.equals(usual)) {
        throw new Failed(
            "the same audio gave other vectors, by up to "
                + largestDifference(again, usual)
                + "; seed what it draws, and switch training behaviour (dropout) off");
      }
    }
    return "the same bits four times";
  }

  private String order(Embedder embedder, LoadedModel loaded, Embedding usual) throws Exception {
    embedder.embed(noise(3, 5));
    embedder.embed(tone(1, 3000));
    Embedding after = embedder.embed(music(10, 1));
    if (!after.equals(usual)) {
      throw new Failed(
          "what it was given before changed its vectors by up to "
              + largestDifference(after, usual)
              + "; it must keep nothing from call to call");
    }
    try (Embedder fresh = loaded.open()) {
      if (!fresh.embed(music(10, 1)).equals(usual)) {
        throw new Failed("a second embedder gives other vectors than the first");
      }
    }
    return "what came before makes no difference";
  }

  private String threads(LoadedModel loaded) throws Exception {
    List<Audio> audio = List.of(music(3, 1), noise(3, 2), music(3, 3), tone(3, 500));
    List<Embedding> alone = new ArrayList<>();
    try (Embedder embedder = loaded.open()) {
      for (Audio each : audio) {
        alone.add(embedder.embed(copy(each)));
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(audio.size());
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < audio.size(); i++) {
        int own = i;
        work.add(
            () -> {
              try (Embedder embedder = loaded.open()) {
                boolean equal = true;
                for (int n = 0; n < 12; n++) {
                  equal &= embedder.embed(copy(audio.get(own))).equals(alone.get(own));
                }
                return equal;
              }
            });
      }
      for (Future<Boolean> each : pool.invokeAll(work)) {
        if (!each.get()) {
          throw new Failed(
              "threads at the same time give other vectors than one alone; what is not safe to share"
                  + " belongs in open()");
        }
      }
    } finally {
      pool.shutdown();
    }
    return "four threads at once give what one gives";
  }

  private String batch(Embedder embedder) throws Exception {
    List<Audio> tracks = List.of(music(3, 1), tone(0.3, 220), noise(5, 7), music(1, 8));
    List<Embedding> together = embedder.embed(tracks.stream().map(ModelValidation::copy).toList());
    if (together.size() != tracks.size()) {
      throw new Failed(tracks.size() + " tracks gave " + together.size() + " embeddings");
    }
    for (int i = 0; i < tracks.size(); i++) {
      Embedding alone = embedder.embed(copy(tracks.get(i)));
      if (!together.get(i).equals(alone)) {
        throw new Failed(
            "track "
                + i
                + " of four at once differs from the same alone by up to "
                + largestDifference(together.get(i), alone)
                + "; a batch must not change what a track gives");
      }
    }
    return "four tracks at once give what they give one by one";
  }

  /** The same audio, which nobody else has. */
  private static Audio copy(Audio audio) {
    return Audio.of(audio.sampleRate(), audio.channels());
  }

  private String argument(Embedder embedder) throws Exception {
    Audio audio = music(2, 4);
    Audio copy = copy(audio);
    embedder.embed(audio);
    if (!audio.equals(copy)) {
      throw new Failed("it changed the audio that it was given, which other models hear too");
    }
    return "left as it was";
  }

  private String silence(Embedder embedder, int dimension) throws Exception {
    Map<String, Audio> sounds = new LinkedHashMap<>();
    sounds.put("3 s of digital silence", Audio.wrap(rate, new float[3 * rate]));
    sounds.put("no sample at all", Audio.wrap(rate, new float[0]));
    sounds.put("one sample", Audio.wrap(rate, new float[] {0.5f}));
    return finite(embedder, dimension, sounds);
  }

  private Map<String, Audio> extremes() {
    Map<String, Audio> sounds = new LinkedHashMap<>();
    float[] clipped = music(3, 1).samples().clone();
    float[] soft = clipped.clone();
    float[] constant = new float[3 * rate];
    for (int i = 0; i < clipped.length; i++) {
      soft[i] *= 1e-6f;
      clipped[i] = Math.max(-1, Math.min(1, 20 * clipped[i]));
    }
    Arrays.fill(constant, 0.5f);
    float[] loud = clipped.clone();
    for (int i = 0; i < loud.length; i++) {
      loud[i] *= 100;
    }
    sounds.put("clipped audio", Audio.wrap(rate, clipped));
    sounds.put("audio 40 dB above full scale", Audio.wrap(rate, loud));
    sounds.put("audio 120 dB below", Audio.wrap(rate, soft));
    sounds.put("a constant of 0.5", Audio.wrap(rate, constant));
    return sounds;
  }

  private static String finite(Embedder embedder, int dimension, Map<String, Audio> sounds)
      throws Failed {
    for (Map.Entry<String, Audio> sound : sounds.entrySet()) {
      try {
        Embedding embedding = embedder.embed(sound.getValue());
        if (embedding.dimension() != dimension) {
          throw new Failed(
              sound.getKey()
                  + " gave vectors of "
                  + embedding.dimension()
                  + " dimensions instead of "
                  + dimension);
        }
      } catch (IOException | RuntimeException e) {
        throw new Failed(sound.getKey() + " cannot be embedded: " + words(e));
      }
    }
    return "finite vectors of "
        + dimension
        + " dimensions for "
        + String.join(", ", sounds.keySet());
  }

  private String longAudio(Embedder embedder, int dimension) throws Exception {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    long start = System.nanoTime();
    Embedding embedding = embedder.embed(music(LONG_SECONDS, 11));
    double seconds = (System.nanoTime() - start) / 1e9;
    long after = runtime.totalMemory() - runtime.freeMemory();
    measured.put("seconds for ten minutes", rounded(seconds));
    measured.put("heap after ten minutes, MB more", Math.max(0, after - before >> 20));
    if (embedding.dimension() != dimension) {
      throw new Failed(
          "ten minutes gave vectors of " + embedding.dimension() + " dimensions, not " + dimension);
    }
    return embedding.frameCount() + " frames in " + rounded(seconds) + " s";
  }

  private String time(Embedder embedder) throws Exception {
    Embedding shorter = embedder.embed(music(20, 1));
    Embedding longer = embedder.embed(music(40, 1));
    double hop = longer.hopSeconds();
    if (longer.frameCount() == 1) {
      if (hop > 0 && hop < 40 - model.patchSeconds()) {
        throw new Failed("40 s gave one frame, but frames are said to be " + hop + " s apart");
      }
      return "one frame for a track";
    }
    if (hop == 0) {
      throw new Failed(
          longer.frameCount()
              + " frames of 40 s, but the time between them is said to be 0; give it in seconds");
    }
    double measuredHop = 20.0 / Math.max(1, longer.frameCount() - shorter.frameCount());
    double heard = hop * (longer.frameCount() - shorter.frameCount());
    // whole patches only may come and go
    if (Math.abs(heard - 20) > Math.max(2 * hop, model.patchSeconds()) + 0.4) {
      throw new Failed(
          String.format(
              Locale.ROOT,
              "20 s more gave %d frames more, one each %.4f s, but they are said to be %.4f s apart",
              longer.frameCount() - shorter.frameCount(),
              measuredHop,
              hop));
    }
    return String.format(
        Locale.ROOT, "%d frames of 40 s, %.4f s apart as declared", longer.frameCount(), hop);
  }

  private String notANumber(Embedder embedder, Embedding usual) throws Exception {
    float[] samples = music(3, 1).samples().clone();
    samples[samples.length / 2] = Float.NaN;
    String refused = "";
    try {
      embedder.embed(Audio.wrap(rate, samples));
    } catch (IOException | RuntimeException e) {
      refused = words(e);
    }
    if (!embedder.embed(music(10, 1)).equals(usual)) {
      throw new Failed("one sample that is no number spoils what comes after");
    }
    if (refused.isEmpty()) {
      throw new Doubtful(
          "a sample that is no number gave finite vectors without a word; files with such samples are"
              + " refused before they come here");
    }
    return "refused: " + refused;
  }

  /** Whether sounds are told apart. */
  private void variety(Embedder embedder) {
    List<double[]> vectors = new ArrayList<>();
    List<Audio> sounds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sounds.add(music(4, 20 + i));
      sounds.add(tone(4 + 0.1 * i, 110 * Math.pow(2, i / 2.0)));
    }
    sounds.add(noise(4, 40));
    try {
      for (Audio sound : sounds) {
        vectors.add(mean(embedder.embed(sound)));
      }
    } catch (IOException | RuntimeException e) {
      add(ModelCheck.Kind.COLLAPSE, ModelCheck.Verdict.FAIL, "it failed: " + words(e));
      return;
    }
    double sum = 0;
    int pairs = 0;
    int equal = 0;
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        sum += cosine(vectors.get(i), vectors.get(j));
        equal += Arrays.equals(vectors.get(i), vectors.get(j)) ? 1 : 0;
        pairs++;
      }
    }
    double cosine = sum / pairs;
    double rank = effectiveRank(vectors);
    measured.put("mean cosine of " + vectors.size() + " different sounds", rounded(cosine));
    measured.put("their effective rank", rounded(rank));
    String text =
        String.format(
            Locale.ROOT,
            "%d different sounds: mean cosine %.4f, effective rank %.2f",
            vectors.size(),
            cosine,
            rank);
    boolean collapsed = cosine > COLLAPSED_COSINE && rank < COLLAPSED_RANK;
    add(
        ModelCheck.Kind.COLLAPSE,
        collapsed ? ModelCheck.Verdict.FAIL : ModelCheck.Verdict.PASS,
        collapsed
            ? text + "; the vectors hardly depend on the sound: were the weights really read?"
            : text);
    if (collapsed) {
      return;
    }
    add(
        ModelCheck.Kind.DUPLICATES,
        equal > 0 ? ModelCheck.Verdict.FAIL : ModelCheck.Verdict.PASS,
        equal > 0
            ? ("%s of %s pairs of different sounds have the same vector; is the input cut "
                    + "short or quantised?")
                .formatted(equal, pairs)
            : "no two are the same");
  }

  private String padding(Embedder embedder) throws Exception {
    float[] samples = music(8, 1).samples();
    double cosine =
        cosine(
            mean(embedder.embed(Audio.wrap(rate, samples))),
            mean(embedder.embed(Audio.wrap(rate, Arrays.copyOf(samples, samples.length + rate)))));
    measured.put("cosine with a second of silence after 8 s", rounded(cosine));
    if (cosine < 0.9) {
      throw new Doubtful(
          String.format(
              Locale.ROOT,
              "a second of silence after 8 s of sound turns the mean vector to a cosine of %.3f; tracks"
                  + " of unequal length are not alike to it",
              cosine));
    }
    return String.format(Locale.ROOT, "cosine %.4f with a second of silence after 8 s", cosine);
  }

  private String level(Embedder embedder) throws Exception {
    float[] samples = music(8, 1).samples();
    float[] half = samples.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] *= 0.5f;
    }
    double cosine =
        cosine(
            mean(embedder.embed(Audio.wrap(rate, samples))),
            mean(embedder.embed(Audio.wrap(rate, half))));
    measured.put("cosine at half the level", rounded(cosine));
    if (cosine < 0.9) {
      throw new Doubtful(
          String.format(
              Locale.ROOT,
              "half the level turns the mean vector to a cosine of %.3f; is the audio scaled as the"
                  + " model expects?",
              cosine));
    }
    return String.format(Locale.ROOT, "cosine %.4f at half the level", cosine);
  }

  private String closing(LoadedModel loaded) throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Embedder embedder = loaded.open()) {
        embedder.embed(tone(0.2, 440));
      }
    }
    return "opened and closed 20 times";
  }

  // ---- sounds: specified bit for bit

  private Audio tone(double seconds, double hertz) {
    float[] samples = new float[(int) (seconds * rate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return Audio.wrap(rate, samples);
  }

  private Audio noise(double seconds, long seed) {
    java.util.Random random = new java.util.Random(seed);
    float[] samples = new float[(int) (seconds * rate)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (random.nextFloat() - 0.5f) * 0.4f;
    }
    return Audio.wrap(rate, samples);
  }

  /** Decaying notes of a seeded melody over a soft noise. */
  private Audio music(double seconds, long seed) {
    java.util.Random random = new java.util.Random(seed);
    float[] samples = new float[(int) (seconds * rate)];
    int length = rate / 4;
    double hertz = 440;
    double colour = 0.5;
    for (int i = 0; i < samples.length; i++) {
      int at = i % length;
      if (at == 0) {
        hertz = 110 * Math.pow(2, random.nextInt(36) / 12.0);
        colour = random.nextDouble();
      }
      double envelope = Math.exp(-6.0 * at / length);
      double phase = 2 * Math.PI * hertz * at / rate;
      samples[i] =
          (float)
              (0.3
                      * envelope
                      * (Math.sin(phase)
                          + colour * Math.sin(2 * phase)
                          + colour * colour * Math.sin(3 * phase))
                  + 0.003 * (random.nextDouble() - 0.5));
    }
    return Audio.wrap(rate, samples);
  }

  // ---- numbers

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }

  private static String largestDifference(Embedding a, Embedding b) {
    float[] left = a.values();
    float[] right = b.values();
    if (left.length != right.length) {
      return left.length + " values instead of " + right.length;
    }
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return String.format(Locale.ROOT, "%.3g", largest);
  }

  /** The mean over frames, layer after layer. */
  private static double[] mean(Embedding embedding) {
    double[] mean = new double[embedding.layerCount() * embedding.dimension()];
    float[] values = embedding.values();
    int frames = embedding.frameCount();
    int dimension = embedding.dimension();
    for (int i = 0; i < values.length; i++) {
      int layer = i / (frames * dimension);
      mean[layer * dimension + i % dimension] += values[i] / (double) frames;
    }
    return mean;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      left += a[i] * a[i];
      right += b[i] * b[i];
    }
    if (left == 0 || right == 0) {
      return left == right ? 1 : 0;
    }
    return product / Math.sqrt(left * right);
  }

  /**
   * The exponential of the entropy of the centred vectors' normalised eigenvalues (O. Roy, M.
   * Vetterli, 2007).
   */
  private static double effectiveRank(List<double[]> vectors) {
    int n = vectors.size();
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += vector[d] / n;
      }
    }
    double[][] products = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int d = 0; d < mean.length; d++) {
          sum += (vectors.get(i)[d] - mean[d]) * (vectors.get(j)[d] - mean[d]);
        }
        products[i][j] = sum;
        products[j][i] = sum;
      }
    }
    double[] eigenvalues =
        new EigenDecomposition(new Array2DRowRealMatrix(products, false)).getRealEigenvalues();
    double total = Arrays.stream(eigenvalues).map(value -> Math.max(0, value)).sum();
    if (!(total > 0)) {
      return 0;
    }
    double entropy = 0;
    for (double value : eigenvalues) {
      double share = Math.max(0, value) / total;
      if (share > 1e-15) {
        entropy -= share * Math.log(share);
      }
    }
    return Math.exp(entropy);
  }
}
