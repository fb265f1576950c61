package org.sonoprobe.deform;

/** The unit in which a length of time is given. */
public enum Unit {
  /** A share of the audio. */
  FRACTION,
  /** Samples. */
  SAMPLES,
  /** Seconds. */
  SECONDS;

  /** A length as samples, rounded to whole ones. */
  int samples(double length, int count, int rate) {
    double exact =
        switch (this) {
          case FRACTION -> length * count;
          case SAMPLES -> length;
          case SECONDS -> length * rate;
        };
    return (int) Math.rint(exact);
  }
}
