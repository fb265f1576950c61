package org.sonoprobe.embeddings.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sonoprobe.api.Parameter;
import org.sonoprobe.dsp.FrontEnds;

/**
 * Published models by name. Facts are those of the papers and of the reference code; front-ends are
 * held by reference arrays, see {@link FrontEnds}. Those whose weights could not be had where this
 * was written were tested with generated networks of the same signature.
 */
public final class KnownModels {

  private KnownModels() {}

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
    public NetworkRecipe recipe(Path path) {
      NetworkDescription usual = network();
      Cutting cutting = Cutting.as(usual.layout());
      return usual.recipe(
          path, weights, usual.hearing(), fixedBatch ? cutting.batch(64, true) : cutting);
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
    public NetworkRecipe recipe(Path path) {
      boolean gist = framing == FrontEnds.OpenL3Framing.ESSENTIA_GIST;
      NetworkDescription usual = network();
      return usual.recipe(
          path,
          weights,
          Hearing.of(
              new FrontEnds.OpenL3Mel128(framing),
              gist ? "libsamplerate_medium" : usual.hearing().resampler()),
          Cutting.as(usual.layout()));
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
    public NetworkDescription network() {
      return NetworkDescription.named("mert-v1-95m");
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
          ? network().reading().layerNames()
          : hidden.stream().map(String::valueOf).toList();
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
  }
}
