package org.sonoprobe.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.sonoprobe.api.Audio;
import org.sonoprobe.dsp.AnalysisWindows;
import org.sonoprobe.dsp.Fft;
import org.sonoprobe.files.AtomicFiles;

/**
 * A picture of sound: time from left to right, mel frequency from bottom to top, 80 dB from dark to
 * bright.
 */
public final class Spectrogram {
  private static final int FRAME = 2048;
  private static final double RANGE_DB = 80;

  /** Dark violet, blue, green, yellow: bright is loud, and so it is in grey. */
  private static final int[] COLOURS = {0x1b0c41, 0x31456f, 0x2a788e, 0x22a884, 0x7ad151, 0xfde725};

  private Spectrogram() {}

  /**
   * Writes a picture as PNG.
   *
   * @param audio mixed to mono
   * @param width in pixels
   * @param height in pixels
   */
  public static void write(Path file, Audio audio, int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture(audio, width, height), "png", bytes);
    AtomicFiles.write(file, bytes.toByteArray());
  }

  /** The picture. */
  public static BufferedImage picture(Audio audio, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height + " pixels");
    }
    float[] samples = audio.mono();
    double[] window = AnalysisWindows.hann(FRAME, false);
    Fft fft = new Fft(FRAME);
    double[][] levels = new double[width][height];
    double loudest = 1e-10;
    double highest = Math.log1p(audio.sampleRate() / 2.0 / 700);
    for (int x = 0; x < width; x++) {
      int centre = (int) ((x + 0.5) * samples.length / width);
      double[] frame = new double[FRAME];
      for (int i = 0; i < FRAME; i++) {
        int at = centre - FRAME / 2 + i;
        frame[i] = at >= 0 && at < samples.length ? window[i] * samples[at] : 0;
      }
      fft.forward(frame);
      for (int y = 0; y < height; y++) {
        int from = bin(y, height, highest, audio.sampleRate());
        int to = Math.max(from + 1, bin(y + 1, height, highest, audio.sampleRate()));
        double most = 0;
        for (int k = from; k < Math.min(to, FRAME / 2); k++) {
          double power = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
          most = Math.max(most, power);
        }
        levels[x][y] = most;
        loudest = Math.max(loudest, most);
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        double db = 10 * Math.log10((levels[x][y] + 1e-30) / loudest);
        image.setRGB(x, height - 1 - y, colour(1 + db / RANGE_DB));
      }
    }
    return image;
  }

  private static int bin(int y, int height, double highest, int rate) {
    double hertz = 700 * Math.expm1(highest * y / height);
    return Math.max(1, (int) (hertz * FRAME / rate));
  }

  private static int colour(double share) {
    double place = Math.max(0, Math.min(1, share)) * (COLOURS.length - 1);
    int below = Math.min((int) place, COLOURS.length - 2);
    double way = place - below;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = COLOURS[below] >> shift & 0xff;
      int high = COLOURS[below + 1] >> shift & 0xff;
      colour |= (int) Math.round(low + way * (high - low)) << shift;
    }
    return colour;
  }
}
