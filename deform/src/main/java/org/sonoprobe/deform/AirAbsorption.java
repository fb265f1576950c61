package org.sonoprobe.deform;

import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * What air takes away over a distance: high frequencies, by temperature and humidity, without the
 * loss of level that distance brings. As audiomentations' transform of that name.
 *
 * @param minTemperature 10 or 20 degrees Celsius; 10 unless set; drawn from the two
 * @param maxTemperature 10 or 20; 20 unless set
 * @param minHumidity lowest humidity in percent, 30 to 90; 30 unless set; drawn uniformly
 * @param maxHumidity highest humidity; 90 unless set
 * @param minDistance shortest distance in metres, at most 2500; 10 unless set; drawn uniformly
 * @param maxDistance longest distance; 100 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record AirAbsorption(
    double minTemperature,
    double maxTemperature,
    double minHumidity,
    double maxHumidity,
    double minDistance,
    double maxDistance,
    double p)
    implements Deformation {

  public AirAbsorption {
    Draw.checkRange("temperature", minTemperature, maxTemperature);
    if (minTemperature != 10 && minTemperature != 20
        || maxTemperature != 10 && maxTemperature != 20) {
      throw new IllegalArgumentException(
          "temperature must be 10 or 20, but is from " + minTemperature + " to " + maxTemperature);
    }
    Draw.checkRange("humidity", minHumidity, maxHumidity, 30, 90);
    Draw.checkPositive("distance", minDistance, maxDistance);
    Draw.checkRange("distance", minDistance, maxDistance, 0, 2500);
    Draw.checkProbability(p);
  }

  /** Over 10 to 100 m, always. */
  public AirAbsorption() {
    this(10, 20, 30, 90, 10, 100, 1);
  }

  @Override
  public String name() {
    return "AirAbsorption";
  }

  @Override
  public String label() {
    return Draw.label("through air of", minDistance, maxDistance, "m");
  }

  @Override
  public boolean isRandom() {
    return Draw.matters(minTemperature, maxTemperature, p)
        || Draw.matters(minHumidity, maxHumidity, p)
        || Draw.matters(minDistance, maxDistance, p);
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    int degrees = 10 * Draw.whole((int) minTemperature / 10, (int) maxTemperature / 10, random);
    double humidity = Math.rint(Draw.between(minHumidity, maxHumidity, random));
    double metres = Draw.between(minDistance, maxDistance, random);
    Change change =
        SampleMath.each(
            (samples, rate) ->
                AirDamping.damped(samples, rate, degrees, humidity, seconds -> metres));
    return acts
        ? change.withDrawn("temperature", degrees, "humidity", humidity, "distance", metres)
        : Change.NONE;
  }
}
