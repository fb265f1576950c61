package org.sonoprobe.deform.tarsos;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.WaveformSimilarityBasedOverlapAdd;
import be.tarsos.dsp.WaveformSimilarityBasedOverlapAdd.Parameters;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Makes a signal longer or shorter without changing its pitch, block by block through TarsosDSP's
 * WSOLA.
 */
final class Wsola {
  /** In Hz; below it there are no samples to overlap. */
  static final int LOWEST_RATE = 1000;

  private static final Object CONSTRUCTION = new Object();

  private Wsola() {}

  /** {@code samples} made {@code factor} times as long, within a thousandth. */
  static float[] stretch(float[] samples, int sampleRate, double factor) {
    Parameters parameters = Parameters.musicDefaults(1 / factor, sampleRate);
    WaveformSimilarityBasedOverlapAdd wsola = quietly(parameters);
    // The first block is faded in over one overlap: it is given silence to fade in, which is cut
    // off again.
    int lead = (int) (sampleRate * parameters.getOverlapMs() / 1000);
    int needed = wsola.getInputBufferSize();
    int step = needed - wsola.getOverlap();
    int length = (int) Math.ceil(samples.length * factor);
    float[] padded = new float[lead + samples.length + 2 * needed];
    System.arraycopy(samples, 0, padded, lead, samples.length);
    float[] result = new float[lead + length + needed];
    int filled = 0;
    AudioEvent event = new AudioEvent(new TarsosDSPAudioFormat(sampleRate, 16, 1, true, false));
    for (int start = 0; filled < lead + length; start += step) {
      float[] block =
          start < padded.length
              ? Arrays.copyOfRange(padded, start, start + needed)
              : new float[needed];
      event.setFloatBuffer(block);
      wsola.process(event);
      float[] out = event.getFloatBuffer();
      if (filled + out.length > result.length) {
        result = Arrays.copyOf(result, 2 * (filled + out.length));
      }
      System.arraycopy(out, 0, result, filled, out.length);
      filled += out.length;
    }
    return Arrays.copyOfRange(result, lead, lead + length);
  }

  /**
   * The constructor prints a line to standard output. While it runs, this thread's lines go nowhere
   * and those of all other threads where they should.
   */
  private static WaveformSimilarityBasedOverlapAdd quietly(Parameters parameters) {
    synchronized (CONSTRUCTION) {
      PrintStream out = System.out;
      Thread here = Thread.currentThread();
      try {
        System.setOut(
            new PrintStream(out, true) {
              @Override
              public void println(String line) {
                if (Thread.currentThread() != here) {
                  super.println(line);
                }
              }
            });
        return new WaveformSimilarityBasedOverlapAdd(parameters);
      } finally {
        System.setOut(out);
      }
    }
  }
}
