package org.sonoprobe.deform;

/**
 * The response of a shoebox room: image sources (J. Allen, D. Berkley, JASA 1979) up to an order
 * and, behind them, noise with the energy that the rest of a diffuse field has (H. Kuttruff, Room
 * Acoustics), damped by air.
 *
 * @param size of the room in metres
 * @param source where the sound is
 * @param microphone where it is heard
 * @param absorption of energy by all surfaces, 0 to 1
 * @param reverberation in which the diffuse field falls by 60 dB, in seconds
 * @param order of the image sources
 * @param diffuse whether there is noise behind them
 */
record Room(
    double[] size,
    double[] source,
    double[] microphone,
    double absorption,
    double reverberation,
    int order,
    boolean diffuse) {
  /** Of sound in m/s. */
  static final double SPEED = 343;

  /** Of energy, by which 60 dB are lost in the reverberation time. */
  private static final double DECAY = 6 * StrictMath.log(10);

  private static final int TAPS = 81;
  private static final double LONGEST = 10;
  private static final int CELSIUS = 20;
  private static final double HUMIDITY = 60;

  double volume() {
    return size[0] * size[1] * size[2];
  }

  double surface() {
    return 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2]);
  }

  /** The absorption by which a room has a reverberation time (Sabine). */
  static double absorption(double[] size, double rt60) {
    double volume = size[0] * size[1] * size[2];
    double surface = 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2]);
    return 24 * StrictMath.log(10) * volume / (SPEED * surface * rt60);
  }

  /** The order of image sources that lasts as long as a reverberation time. */
  static int order(double[] size, double rt60) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      double a = size[i];
      double b = size[(i + 1) % 3];
      least = Math.min(least, a * b / StrictMath.hypot(a, b));
    }
    return (int) Math.ceil(SPEED * rt60 / least - 1);
  }

  /** The reverberation time of surfaces that absorb a share of the energy (Eyring). */
  static double reverberation(double[] size, double absorption) {
    double lost = -StrictMath.log(Math.max(1e-6, 1 - Math.min(0.999999, absorption)));
    return absorption(size, 1) / Math.max(1e-9, lost);
  }

  /** The response at a sample rate. */
  float[] response(int rate, long seed) {
    double begin = (order + 1) * 4 * volume() / (SPEED * surface());
    double reach = StrictMath.hypot(StrictMath.hypot(size[0], size[1]), size[2]) * (order + 1);
    double seconds = reach / SPEED + TAPS / (double) rate;
    if (diffuse) {
      seconds = Math.max(seconds, begin + reverberation);
    }
    float[] response = new float[(int) (Math.min(LONGEST, seconds) * rate) + 1];
    for (int x = -order; x <= order; x++) {
      for (int y = -order; y <= order; y++) {
        for (int z = -order; z <= order; z++) {
          images(response, rate, x, y, z);
        }
      }
    }
    if (diffuse) {
      Gaussian noise = new Gaussian(seed);
      double energy = 1 / (Math.PI * surface() * absorption) * DECAY / reverberation / rate;
      for (int i = (int) (begin * rate); i < response.length; i++) {
        double level = energy * StrictMath.exp(-DECAY * i / (reverberation * rate));
        response[i] += (float) (Math.sqrt(level) * noise.next());
      }
    }
    return AirDamping.damped(response, rate, CELSIUS, HUMIDITY, time -> SPEED * time);
  }

  private void images(float[] response, int rate, int x, int y, int z) {
    int[] cell = {x, y, z};
    for (int mirror = 0; mirror < 8; mirror++) {
      int reflections = 0;
      double square = 0;
      for (int d = 0; d < 3; d++) {
        int u = mirror >> d & 1;
        reflections += Math.abs(cell[d] - u) + Math.abs(cell[d]);
        double place = (1 - 2 * u) * source[d] + 2 * cell[d] * size[d] - microphone[d];
        square += place * place;
      }
      if (reflections <= order) {
        double distance = Math.max(0.01, Math.sqrt(square));
        double gain = StrictMath.pow(1 - absorption, reflections / 2.0) / (4 * Math.PI * distance);
        add(response, distance / SPEED * rate, gain);
      }
    }
  }

  /** A pulse between samples. */
  private static void add(float[] response, double place, double gain) {
    int middle = (int) Math.rint(place);
    for (int i = Math.max(0, middle - TAPS / 2);
        i <= Math.min(response.length - 1, middle + TAPS / 2);
        i++) {
      double t = i - place;
      double window = 0.5 + 0.5 * StrictMath.cos(2 * Math.PI * t / (TAPS + 1));
      double sinc = Math.abs(t) < 1e-9 ? 1 : StrictMath.sin(Math.PI * t) / (Math.PI * t);
      response[i] += (float) (gain * window * sinc);
    }
  }
}
