package org.sonoprobe.audio;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sonoprobe.audio.PolyphaseResampler.Ratio;
import org.sonoprobe.audio.Sinc.Reading;

/** The resamplers by name; shared, for they keep the coefficients of the ratios they have met. */
final class Resamplers {
  private Resamplers() {}

  private static final double KAISER_BEST_BETA = 14.769656459379492;
  private static final double KAISER_BEST_ROLLOFF = 0.9475937167399596;

  static final SortedMap<String, Resampler> KNOWN =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry(
                      "polyphase",
                      new PolyphaseResampler(new Sinc(64, KAISER_BEST_BETA, KAISER_BEST_ROLLOFF))),
                  Map.entry("polyphase_fast", new PolyphaseResampler(new Sinc(32, 10, 0.95))),
                  Map.entry("sinc_hann", new PolyphaseResampler(new Sinc(6, -1, 0.99))),
                  Map.entry(
                      "scipy_poly", new PolyphaseResampler(new Sinc(10, 5, 1), Ratio.UNIT_GAIN)),
                  Map.entry(
                      "kaiser_best",
                      new PolyphaseResampler(
                          new Sinc(
                              64, KAISER_BEST_BETA, KAISER_BEST_ROLLOFF, new Reading(512, true)))),
                  // measured on libsamplerate 0.2.2 and libsoxr 0.1.3 by their answers to impulses
                  Map.entry(
                      "libsamplerate_medium",
                      new PolyphaseResampler(
                          new Sinc(22438 / 491.0, 12.25294113, 0.91906297, new Reading(491, false)),
                          Ratio.SINGLE)),
                  Map.entry(
                      "libsamplerate_best",
                      new PolyphaseResampler(
                          new Sinc(
                              340239 / 2381.0, 16.0502947, 0.96572842, new Reading(2381, false)),
                          Ratio.SINGLE)),
                  Map.entry("soxr_hq", new PolyphaseResampler(new Sinc(97, 13.0401, 0.95687182))),
                  Map.entry("libsamplerate_linear", new LinearResampler(true)),
                  Map.entry("linear", new LinearResampler(false)))));
}
