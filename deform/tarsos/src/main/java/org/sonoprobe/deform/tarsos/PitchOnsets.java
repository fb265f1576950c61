package org.sonoprobe.deform.tarsos;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.onsets.ComplexOnsetDetector;
import be.tarsos.dsp.pitch.FastYin;
import be.tarsos.dsp.pitch.PitchDetectionResult;
import java.util.Arrays;
import org.sonoprobe.api.Audio;
import org.sonoprobe.api.Embedding;
import org.sonoprobe.api.EmbeddingModel;
import org.sonoprobe.api.Input;
import org.sonoprobe.api.LoadedModel;
import org.sonoprobe.api.Loading;

/**
 * What melody and rhythm a track has, in 22 numbers: fundamental frequency by YIN (A. de Cheveigné,
 * H. Kawahara, 2002) and onsets in the complex domain (C. Duxbury et al., 2003), by TarsosDSP.
 *
 * <p>Of the frames that have a pitch: their share; minimum, quartiles, maximum, mean and standard
 * deviation of the pitch as a MIDI number (0 without any); how often each pitch class is heard, C
 * first, as shares; of the onsets: how many a second, and the mean of the time between them in
 * seconds.
 *
 * @param frameSize samples in a frame at 22.05 kHz, a power of two; 2048 unless set
 * @param hop samples from frame to frame; 512 unless set
 * @param yinThreshold below which a dip of YIN's difference function is a pitch; 0.2 unless set
 * @param onsetThreshold above which a peak is an onset; 0.4 unless set
 */
public record PitchOnsets(int frameSize, int hop, double yinThreshold, double onsetThreshold)
    implements EmbeddingModel {

  private static final int RATE = 22050;
  private static final int PITCH = 8;
  private static final int CLASSES = 12;

  public PitchOnsets {
    if (frameSize < 2 || Integer.bitCount(frameSize) != 1 || hop <= 0) {
      throw new IllegalArgumentException(
          "frame_size must be a power of two and hop positive, but they are %s and %s"
              .formatted(frameSize, hop));
    }
    if (!(yinThreshold > 0) || !(onsetThreshold > 0)) {
      throw new IllegalArgumentException(
          "yin_threshold and onset_threshold must be positive, but are %s and %s"
              .formatted(yinThreshold, onsetThreshold));
    }
  }

  /** Frames of 2048 samples every 512. */
  public PitchOnsets() {
    this(2048, 512, 0.2, 0.4);
  }

  @Override
  public String name() {
    return "pitch_onsets";
  }

  @Override
  public Input input() {
    return Input.mono(RATE);
  }

  @Override
  public LoadedModel load(Loading loading) {
    return LoadedModel.of(this::embed);
  }

  private Embedding embed(Audio audio) {
    float[] samples = audio.samples();
    for (float sample : samples) {
      if (!Float.isFinite(sample)) {
        throw new IllegalArgumentException("a sample is " + sample);
      }
    }
    float[] values = new float[PITCH + CLASSES + 2];
    pitch(samples, values);
    onsets(samples, values);
    return Embedding.wrap(values, 1, 1, values.length, 0);
  }

  private float[] frame(float[] samples, int start) {
    float[] frame = new float[frameSize];
    if (start < samples.length) {
      System.arraycopy(samples, start, frame, 0, Math.min(frameSize, samples.length - start));
    }
    return frame;
  }

  private void pitch(float[] samples, float[] values) {
    FastYin yin = new FastYin(RATE, frameSize, yinThreshold);
    int frames = 1 + Math.max(0, samples.length - frameSize) / hop;
    double[] midi = new double[frames];
    int voiced = 0;
    for (int t = 0; t < frames; t++) {
      PitchDetectionResult result = yin.getPitch(frame(samples, t * hop));
      if (result.isPitched() && result.getPitch() > 0) {
        midi[voiced++] = 69 + 12 * Math.log(result.getPitch() / 440) / Math.log(2);
      }
    }
    values[0] = (float) voiced / frames;
    if (voiced == 0) {
      return;
    }
    double[] heard = Arrays.copyOf(midi, voiced);
    double mean = Arrays.stream(heard).sum() / voiced;
    double squares = 0;
    for (double each : heard) {
      squares += (each - mean) * (each - mean);
      values[PITCH + Math.floorMod((int) Math.rint(each), CLASSES)] += 1f / voiced;
    }
    Arrays.sort(heard);
    for (int q = 0; q <= 4; q++) {
      values[1 + q] = (float) heard[(int) Math.rint(q / 4.0 * (voiced - 1))];
    }
    values[6] = (float) mean;
    values[7] = (float) Math.sqrt(squares / voiced);
  }

  private void onsets(float[] samples, float[] values) {
    ComplexOnsetDetector detector = new ComplexOnsetDetector(frameSize, onsetThreshold);
    int[] count = {0};
    double[] times = {0, 0};
    detector.setHandler(
        (time, salience) -> {
          times[count[0] == 0 ? 0 : 1] = time;
          count[0]++;
        });
    AudioEvent event = new AudioEvent(new TarsosDSPAudioFormat(RATE, 16, 1, true, false));
    event.setOverlap(Math.max(0, frameSize - hop));
    for (int start = 0; start < samples.length; start += hop) {
      event.setFloatBuffer(frame(samples, start));
      event.setBytesProcessed(2L * start);
      detector.process(event);
    }
    double seconds = (double) samples.length / RATE;
    values[PITCH + CLASSES] = seconds == 0 ? 0 : (float) (count[0] / seconds);
    values[PITCH + CLASSES + 1] =
        count[0] < 2 ? 0 : (float) ((times[1] - times[0]) / (count[0] - 1));
  }
}
