package org.sonoprobe.dsp;

import java.util.Optional;
import java.util.Set;
import org.sonoprobe.dsp.LogMel.Compression;
import org.sonoprobe.dsp.LogMel.Energy;
import org.sonoprobe.dsp.LogMel.Frames;
import org.sonoprobe.dsp.LogMel.Levels;
import org.sonoprobe.dsp.LogMel.Mel;
import org.sonoprobe.dsp.LogMel.Window;
import org.sonoprobe.dsp.MelFilterbank.Shape;

/**
 * The front-ends that well-known networks were trained on, after their public reference code, with
 * the patches that it cuts.
 */
public final class FrontEnds {

  private FrontEnds() {}

  /** A front-end that is another one with a name, and patches, of its own. */
  interface Profile extends FrontEnd {

    /** What it is. */
    FrontEnd recipe();

    @Override
    default Set<String> aliases() {
      return name().contains("-") ? Set.of(name().replace('-', '_')) : Set.of();
    }

    @Override
    default int sampleRate() {
      return recipe().sampleRate();
    }

    @Override
    default int hop() {
      return recipe().hop();
    }

    @Override
    default int bandCount() {
      return recipe().bandCount();
    }

    @Override
    default Preparation preparation() {
      return recipe().preparation();
    }

    @Override
    default boolean eachPatchAlone() {
      return recipe().eachPatchAlone();
    }

    @Override
    default Standardisation standardisation() {
      return recipe().standardisation();
    }

    @Override
    default Transform open() {
      return recipe().open();
    }
  }

  /**
   * MusiCNN and the VGG taggers in the musicnn package: 16 kHz, 512/256, mirrored ends, 96 Slaney
   * bands 0-8000 Hz of powers, {@code log10(1 + 10000 x)}; patches of 187 frames side by side.
   *
   * @param halfPrecision whether band energies are rounded to half precision, as the package does
   *     (at most 3e-4 apart); false unless set
   */
  public record Musicnn(boolean halfPrecision) implements Profile {

    /** In full precision. */
    public Musicnn() {
      this(false);
    }

    @Override
    public String name() {
      return "musicnn";
    }

    @Override
    public LogMel recipe() {
      LogMel mel = musicnn(false);
      return new LogMel(
          mel.frames(),
          mel.window(),
          mel.mel(),
          new Energy(false, halfPrecision),
          mel.compression());
    }

    @Override
    public Cut cut() {
      return Cut.of(187, 187);
    }
  }

  /**
   * The same in Essentia: its framing, symmetric window and single-precision filterbank; patches of
   * 187 frames every 93.
   */
  public record MusicnnEssentia() implements Profile {

    @Override
    public String name() {
      return "musicnn-essentia";
    }

    @Override
    public LogMel recipe() {
      return musicnn(true);
    }

    @Override
    public Cut cut() {
      return Cut.of(187, 93);
    }
  }

  /**
   * EffNet-Discogs: as {@code musicnn-essentia}, patches of 128 frames every 62.
   *
   * @param everyPatch whether the last whole patch counts also where Essentia, which expects one
   *     frame less than it makes, loses it; false unless set
   */
  public record Effnet(boolean everyPatch) implements Profile {

    /** As Essentia. */
    public Effnet() {
      this(false);
    }

    @Override
    public String name() {
      return "effnet";
    }

    @Override
    public LogMel recipe() {
      return musicnn(true).levels(new Levels(false, Optional.empty(), 0, 1, !everyPatch, false));
    }

    @Override
    public Cut cut() {
      return Cut.of(128, 62);
    }
  }

  /**
   * MAEST: as {@code musicnn-essentia}, then {@code (x - 2.06755686098554) / (2 *
   * 1.268292820667291)}; patches of 1876 frames (30 s) every 1875.
   *
   * @param huggingFace whether the mel is that of the Hugging Face extractor (mirrored ends,
   *     periodic window; 1e-3 away); false unless set
   */
  public record Maest(boolean huggingFace) implements Profile {

    /** As Essentia. */
    public Maest() {
      this(false);
    }

    @Override
    public String name() {
      return "maest";
    }

    @Override
    public LogMel recipe() {
      return musicnn(!huggingFace).levels(Levels.affine(2.06755686098554, 2 * 1.268292820667291));
    }

    @Override
    public Cut cut() {
      return Cut.of(1876, 1875);
    }
  }

  /**
   * VGGish as AudioSet published it: 16 kHz, 400/160 in 512 points, incomplete frames dropped, 64
   * HTK bands 125-7500 Hz of magnitudes, {@code ln(x + 0.01)}; patches of 96 frames side by side.
   */
  public record Vggish() implements Profile {

    @Override
    public String name() {
      return "vggish";
    }

    @Override
    public LogMel recipe() {
      return vggish(false, 0.01);
    }

    @Override
    public Cut cut() {
      return Cut.of(96, 96);
    }
  }

  /** The same in Essentia: its framing and symmetric window; patches of 96 frames every 93. */
  public record VggishEssentia() implements Profile {

    @Override
    public String name() {
      return "vggish-essentia";
    }

    @Override
    public LogMel recipe() {
      return vggish(true, 0.01);
    }

    @Override
    public Cut cut() {
      return Cut.of(96, 93);
    }
  }

  /**
   * YAMNet: as {@code vggish} with {@code ln(x + 0.001)}; silence is appended until patches of 96
   * frames every 48 cover it all.
   */
  public record Yamnet() implements Profile {

    @Override
    public String name() {
      return "yamnet";
    }

    @Override
    public LogMel recipe() {
      return vggish(false, 0.001);
    }

    @Override
    public Cut cut() {
      return Cut.of(96, 48).last(Cut.Last.PAD);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /** The placement of the frames of OpenL3's one-second windows. */
  public enum OpenL3Framing {
    /** openl3's own "librosa" front-end with librosa 0.9 and later. */
    LIBROSA_CONSTANT(Framing.CENTRED_ZERO, false),
    /** The same with librosa before 0.9. */
    LIBROSA_REFLECT(Framing.CENTRED_REFLECT, false),
    /** kapre 0.3.5 inside the Keras model: no zeros in front. */
    KAPRE(Framing.PAD_END, false),
    /** kapre 0.1.4, with which the weights were trained. */
    KAPRE014(Framing.SAME, false),
    /** The script that the thesis uses with Essentia's export. */
    ESSENTIA_GIST(Framing.ESSENTIA_HALF, true);

    private final Framing framing;
    private final boolean essentia;

    OpenL3Framing(Framing framing, boolean essentia) {
      this.framing = framing;
      this.essentia = essentia;
    }
  }

  /**
   * OpenL3: 48 kHz, half a second of silence in front, one-second windows cut first, of each 199
   * frames of 2048/242, Slaney bands 0-24 kHz of magnitudes in dB below the window's largest, down
   * to -80. Silence is appended until the windows, one a second, cover it all.
   *
   * @param framing where frames lie; {@code librosa_constant} unless set
   */
  public record OpenL3Mel128(OpenL3Framing framing) implements Profile {

    /** openl3's "librosa" front-end. */
    public OpenL3Mel128() {
      this(OpenL3Framing.LIBROSA_CONSTANT);
    }

    @Override
    public String name() {
      return "openl3-mel128";
    }

    @Override
    public LogMel recipe() {
      return openL3(128, framing);
    }

    @Override
    public Cut cut() {
      return Cut.of(48000, 48000).last(Cut.Last.PAD);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /**
   * The same with 256 bands.
   *
   * @param framing where frames lie; {@code librosa_constant} unless set
   */
  public record OpenL3Mel256(OpenL3Framing framing) implements Profile {

    /** openl3's "librosa" front-end. */
    public OpenL3Mel256() {
      this(OpenL3Framing.LIBROSA_CONSTANT);
    }

    @Override
    public String name() {
      return "openl3-mel256";
    }

    @Override
    public LogMel recipe() {
      return openL3(256, framing);
    }

    @Override
    public Cut cut() {
      return Cut.of(48000, 48000).last(Cut.Last.PAD);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /**
   * NeuralFP (Chang and others, 2021): 8 kHz, segments of 1 s every half second, of each 32 frames
   * of 1024/256 with zeros beyond its ends, 256 Slaney bands 300-4000 Hz of magnitudes, {@code
   * log10(max(x + 0.06, 1e-10))} below the segment's largest, down to -80. (The reference takes the
   * largest of the whole batch; a batch of one is what can be reproduced.)
   *
   * @param padded whether half a second of silence is put in front and up to as much behind, as the
   *     thesis does; true unless set
   */
  public record NeuralFp(boolean padded) implements Profile {

    /** As the thesis. */
    public NeuralFp() {
      this(true);
    }

    @Override
    public String name() {
      return "neuralfp";
    }

    @Override
    public LogMel recipe() {
      LogMel mel =
          new LogMel(
              new Frames(8000, 1024, 256, Framing.CENTRED_ZERO),
              new Window(1024, false),
              new Mel(256, 300, 4000, MelScale.SLANEY, Shape.SLANEY_AREA),
              Energy.MAGNITUDE,
              new Compression(1, 0.06, 0, 1, LogMel.Logarithm.TEN));
      // one zero behind, so that audio of whole half seconds gets another half
      return mel.levels(Levels.below(80))
          .samples(padded ? Preparation.padded(4000, 1) : Preparation.NONE);
    }

    @Override
    public Cut cut() {
      return Cut.of(8000, 4000).last(padded ? Cut.Last.PAD : Cut.Last.DROP);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /**
   * CLMR: samples at 22.05 kHz in blocks of 59049, the last one followed by silence (as in the
   * thesis; the reference drops it).
   */
  public record Clmr() implements Profile {

    @Override
    public String name() {
      return "clmr";
    }

    @Override
    public FrontEnd recipe() {
      return new Waveform();
    }

    @Override
    public int sampleRate() {
      return 22050;
    }

    @Override
    public Cut cut() {
      return Cut.of(59049, 59049).last(Cut.Last.PAD);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /**
   * MERT: samples at 24 kHz, {@code (x - mean) / sqrt(variance + 1e-7)} over all of them
   * (Wav2Vec2FeatureExtractor with {@code do_normalize}); at least 400, which its convolutions
   * need.
   */
  public record Mert() implements Profile {

    @Override
    public String name() {
      return "mert";
    }

    @Override
    public FrontEnd recipe() {
      return new Waveform(Preparation.lengthened(400), Standardisation.Kind.VARIANCE_PLUS, 1e-7);
    }

    @Override
    public int sampleRate() {
      return 24000;
    }
  }

  /**
   * MULE: 16 kHz, windows of 400 every 160 in 2048 points, mirrored ends, 96 HTK bands 0-8000 Hz of
   * powers, each band's weights of Euclidean norm 1, {@code log10(1 + 10000 x)}; slices of 300
   * frames whose middles lie at 200, 400 ..., less their mean and divided by their deviation, at
   * least 0.01.
   *
   * @param halved whether samples are halved, as the reference does with files of one channel;
   *     false unless set
   */
  public record Mule(boolean halved) implements Profile {

    /** Full scale. */
    public Mule() {
      this(false);
    }

    @Override
    public String name() {
      return "mule";
    }

    @Override
    public LogMel recipe() {
      LogMel mel =
          new LogMel(
              new Frames(16000, 2048, 160, Framing.CENTRED_REFLECT),
              new Window(400, false),
              new Mel(96, 0, 8000, MelScale.HTK, Shape.HERTZ_L2),
              Energy.POWER,
              Compression.MUSICNN);
      return mel.samples(new Preparation(0, 0, halved ? 0.5 : 1, false, 0));
    }

    @Override
    public Cut cut() {
      return new Cut(300, 200, 50, Cut.Last.SHIFT);
    }

    @Override
    public Standardisation standardisation() {
      return new Standardisation(Standardisation.Kind.POPULATION, 0.01);
    }
  }

  /**
   * PANNs Cnn14: 32 kHz, 1024/320, mirrored ends, 64 Slaney bands 50-14000 Hz in dB; at least the
   * third of a second that its five halvings need.
   */
  public record Panns() implements Profile {

    @Override
    public String name() {
      return "panns";
    }

    @Override
    public LogMel recipe() {
      return new LogMel(
              new Frames(32000, 1024, 320, Framing.CENTRED_REFLECT),
              new Window(1024, false),
              new Mel(64, 50, 14000, MelScale.SLANEY, Shape.SLANEY_AREA),
              Energy.POWER,
              Compression.DECIBEL)
          .samples(Preparation.lengthened(10240));
    }
  }

  /**
   * LAION-CLAP: 48 kHz, samples cut to 32767ths, 10 s at a time (shorter audio repeated as often as
   * it fits; the reference takes a random 10 s of longer audio, here they follow each other and an
   * incomplete last one is dropped), 1024/480, mirrored ends, 64 bands 50-14000 Hz in dB.
   *
   * @param htk whether bands are those of {@code get_mel}, HTK without norm, instead of HTSAT's
   *     own, Slaney; false unless set
   */
  public record Clap(boolean htk) implements Profile {

    /** HTSAT's own. */
    public Clap() {
      this(false);
    }

    @Override
    public String name() {
      return "clap";
    }

    @Override
    public LogMel recipe() {
      return new LogMel(
          new Preparation(0, 0, 1, true, 0),
          new Frames(48000, 1024, 480, Framing.CENTRED_REFLECT),
          new Window(1024, false),
          new Mel(
              64,
              50,
              14000,
              htk ? MelScale.HTK : MelScale.SLANEY,
              htk ? Shape.HERTZ_PEAK : Shape.SLANEY_AREA),
          Energy.POWER,
          Compression.DECIBEL,
          new Levels(false, Optional.empty(), 0, 1, false, true));
    }

    @Override
    public Cut cut() {
      return Cut.of(480000, 480000);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.REPEAT_WHOLE;
    }
  }

  /**
   * MusicFM: 24 kHz, 2048/240, mirrored ends, 128 HTK bands without norm 0-12000 Hz in dB, the last
   * frame dropped, {@code (x - mean) / deviation} with the statistics of its training set; at least
   * a tenth of a second.
   *
   * @param mean in dB; 6.768444971712967 (Million Song Dataset) unless set
   * @param deviation in dB; 18.417922652295623 unless set
   */
  public record MusicFm(double mean, double deviation) implements Profile {

    /** With the statistics of the Million Song Dataset. */
    public MusicFm() {
      this(6.768444971712967, 18.417922652295623);
    }

    @Override
    public String name() {
      return "musicfm";
    }

    @Override
    public LogMel recipe() {
      return new LogMel(
          Preparation.lengthened(2400),
          new Frames(24000, 2048, 240, Framing.CENTRED_REFLECT),
          new Window(2048, false),
          new Mel(128, 0, 12000, MelScale.HTK, Shape.HERTZ_PEAK),
          Energy.POWER,
          Compression.DECIBEL,
          new Levels(false, Optional.empty(), mean, deviation, true, false));
    }
  }

  /**
   * The taggers of sota-music-tagging-models: 16 kHz, 512/256, mirrored ends, 96 HTK bands without
   * norm 0-8000 Hz in dB.
   */
  public record SotaTagging() implements Profile {

    @Override
    public String name() {
      return "sota-tagging";
    }

    @Override
    public LogMel recipe() {
      return new LogMel(
          new Frames(16000, 512, 256, Framing.CENTRED_REFLECT),
          new Window(512, false),
          new Mel(96, 0, 8000, MelScale.HTK, Shape.HERTZ_PEAK),
          Energy.POWER,
          Compression.DECIBEL);
    }
  }

  /**
   * CREPE: samples at 16 kHz with 512 zeros on either side, frames of 1024 every 160, each {@code
   * (x - mean) / deviation}.
   *
   * @param original whether the deviation is that of the original (n values divided by n) instead
   *     of torchcrepe's (by n - 1); false unless set
   */
  public record Crepe(boolean original) implements Profile {

    /** As torchcrepe. */
    public Crepe() {
      this(false);
    }

    @Override
    public String name() {
      return "crepe";
    }

    @Override
    public FrontEnd recipe() {
      return new Waveform(
          Preparation.padded(512, 512),
          original ? Standardisation.Kind.POPULATION : Standardisation.Kind.SAMPLE,
          original ? 1e-8 : 1e-10);
    }

    @Override
    public int sampleRate() {
      return 16000;
    }

    @Override
    public Cut cut() {
      return Cut.of(1024, 160);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  /**
   * basic-pitch: samples at 22.05 kHz with 3840 zeros in front, windows of 43844 every 36164 as
   * long as one begins inside, the last ones followed by silence.
   */
  public record BasicPitch() implements Profile {

    @Override
    public String name() {
      return "basic-pitch";
    }

    @Override
    public FrontEnd recipe() {
      return new Waveform(Preparation.padded(3840, 43844 - 36164), Standardisation.Kind.NONE, 0);
    }

    @Override
    public int sampleRate() {
      return 22050;
    }

    @Override
    public Cut cut() {
      return Cut.of(43844, 36164).last(Cut.Last.PAD);
    }

    @Override
    public ShortAudio shortAudio() {
      return ShortAudio.PAD;
    }
  }

  private static LogMel musicnn(boolean essentia) {
    return new LogMel(
        new Frames(16000, 512, 256, essentia ? Framing.ESSENTIA : Framing.CENTRED_REFLECT),
        new Window(512, essentia),
        new Mel(96, 0, 8000, MelScale.SLANEY, Shape.SLANEY_AREA),
        Energy.POWER,
        Compression.MUSICNN);
  }

  private static LogMel vggish(boolean essentia, double offset) {
    return new LogMel(
        new Frames(16000, 512, 160, essentia ? Framing.ESSENTIA : Framing.INSIDE),
        new Window(400, essentia),
        new Mel(64, 125, 7500, MelScale.HTK, Shape.MEL_PEAK),
        Energy.MAGNITUDE,
        new Compression(1, offset, 0, 1, LogMel.Logarithm.NATURAL));
  }

  private static LogMel openL3(int bands, OpenL3Framing framing) {
    LogMel mel =
        new LogMel(
            new Frames(48000, 2048, 242, framing.framing),
            new Window(2048, framing.essentia),
            new Mel(bands, 0, 24000, MelScale.SLANEY, Shape.SLANEY_AREA),
            Energy.MAGNITUDE,
            Compression.DECIBEL);
    return mel.levels(Levels.below(80))
        .samples(Preparation.padded(24000, framing.essentia ? 24000 : 0));
  }
}
