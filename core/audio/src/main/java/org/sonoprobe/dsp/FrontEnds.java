package org.sonoprobe.dsp;

import org.sonoprobe.dsp.LogMel.Compression;
import org.sonoprobe.dsp.LogMel.Frames;
import org.sonoprobe.dsp.LogMel.Mel;
import org.sonoprobe.dsp.LogMel.Window;
import org.sonoprobe.dsp.MelFilterbank.Shape;

/** The front-ends that well-known networks were trained on, after their public reference code. */
public final class FrontEnds {

  private FrontEnds() {}

  /** A front-end that is one log-mel spectrogram with a name of its own. */
  interface Profile extends FrontEnd {

    /** What it is. */
    LogMel spectrogram();

    @Override
    default int sampleRate() {
      return spectrogram().sampleRate();
    }

    @Override
    default int hop() {
      return spectrogram().hop();
    }

    @Override
    default int bandCount() {
      return spectrogram().bandCount();
    }

    @Override
    default Transform open() {
      return spectrogram().open();
    }
  }

  /** 16 kHz, 512/256, 96 Slaney bands, log10(1 + 10000 x), mirrored ends (the musicnn package). */
  public record Musicnn() implements Profile {

    @Override
    public String name() {
      return "musicnn";
    }

    @Override
    public LogMel spectrogram() {
      return musicnn(false);
    }
  }

  /** The same with Essentia's framing and symmetric window; also for EffNet-Discogs. */
  public record MusicnnEssentia() implements Profile {

    @Override
    public String name() {
      return "musicnn_essentia";
    }

    @Override
    public LogMel spectrogram() {
      return musicnn(true);
    }
  }

  /**
   * 16 kHz, 400/160 in 512 points, 64 HTK bands 125-7500 Hz of magnitudes, ln(x + 0.01) (AudioSet).
   */
  public record Vggish() implements Profile {

    @Override
    public String name() {
      return "vggish";
    }

    @Override
    public LogMel spectrogram() {
      return vggish(false);
    }
  }

  /** The same with Essentia's framing and symmetric window. */
  public record VggishEssentia() implements Profile {

    @Override
    public String name() {
      return "vggish_essentia";
    }

    @Override
    public LogMel spectrogram() {
      return vggish(true);
    }
  }

  /** 32 kHz, 1024/320, 64 Slaney bands 50-14000 Hz in dB. */
  public record Panns() implements Profile {

    @Override
    public String name() {
      return "panns";
    }

    @Override
    public LogMel spectrogram() {
      return new LogMel(
          new Frames(32000, 1024, 320, Framing.CENTRED_REFLECT),
          new Window(1024, false),
          new Mel(64, 50, 14000, MelScale.SLANEY, Shape.SLANEY_AREA),
          false,
          Compression.DECIBEL);
    }
  }

  /** 16 kHz, 512/256, 96 HTK bands without norm in dB (sota-music-tagging-models). */
  public record SotaTagging() implements Profile {

    @Override
    public String name() {
      return "sota_tagging";
    }

    @Override
    public LogMel spectrogram() {
      return new LogMel(
          new Frames(16000, 512, 256, Framing.CENTRED_REFLECT),
          new Window(512, false),
          new Mel(96, 0, 8000, MelScale.HTK, Shape.HERTZ_PEAK),
          false,
          Compression.DECIBEL);
    }
  }

  private static LogMel musicnn(boolean essentia) {
    return new LogMel(
        new Frames(16000, 512, 256, essentia ? Framing.ESSENTIA : Framing.CENTRED_REFLECT),
        new Window(512, essentia),
        new Mel(96, 0, 8000, MelScale.SLANEY, Shape.SLANEY_AREA),
        false,
        Compression.MUSICNN);
  }

  private static LogMel vggish(boolean essentia) {
    return new LogMel(
        new Frames(16000, 512, 160, essentia ? Framing.ESSENTIA : Framing.INSIDE),
        new Window(400, essentia),
        new Mel(64, 125, 7500, MelScale.HTK, Shape.MEL_PEAK),
        true,
        Compression.AUDIOSET);
  }
}
