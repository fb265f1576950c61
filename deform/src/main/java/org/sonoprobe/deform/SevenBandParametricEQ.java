package org.sonoprobe.deform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;

/**
 * Seven filters one after the other, each drawn anew: a low shelf, five peaks and a high shelf,
 * with centres in 42 to 95, 91 to 204, 196 to 441, 421 to 948, 909 to 2045, 1957 to 4404 and 4216
 * to 9486 Hz. As audiomentations' transform of that name.
 *
 * @param minGainDb lowest gain of a band in dB; -12 unless set; drawn uniformly
 * @param maxGainDb highest gain of a band in dB; 12 unless set
 * @param p probability of acting at all; 1 unless set
 */
public record SevenBandParametricEQ(double minGainDb, double maxGainDb, double p)
    implements Deformation {
  private static final double[][] CENTRES = {
    {42, 95}, {91, 204}, {196, 441}, {421, 948}, {909, 2045}, {1957, 4404}, {4216, 9486}
  };

  private record Band(double centre, double gain, double q) {}

  public SevenBandParametricEQ {
    Draw.checkRange("gain_db", minGainDb, maxGainDb);
    Draw.checkProbability(p);
  }

  /** Gains between -12 and 12 dB, always. */
  public SevenBandParametricEQ() {
    this(-12, 12, 1);
  }

  @Override
  public String name() {
    return "SevenBandParametricEQ";
  }

  @Override
  public String label() {
    return Draw.label("equalized", minGainDb, maxGainDb, "dB");
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) {
    boolean acts = Draw.acts(p, random);
    List<Band> bands = new ArrayList<>();
    Map<String, Object> drawn = new LinkedHashMap<>();
    for (int b = 0; b < CENTRES.length; b++) {
      boolean shelf = b == 0 || b == CENTRES.length - 1;
      double centre = Draw.frequency(CENTRES[b][0], CENTRES[b][1], random);
      double gain = Draw.between(minGainDb, maxGainDb, random);
      double q = shelf ? Draw.between(0.1, 0.999, random) : Draw.between(0.5, 5, random);
      bands.add(new Band(centre, gain, q));
      drawn.put("center_freq_" + (b + 1), centre);
      drawn.put("gain_db_" + (b + 1), gain);
      drawn.put("q_" + (b + 1), q);
    }
    Change change = SampleMath.each((samples, rate) -> sections(bands, rate).filter(samples));
    return acts ? change.withDrawn(drawn) : Change.NONE;
  }

  private static Sections sections(List<Band> bands, int rate) {
    List<Sections> filters = new ArrayList<>();
    for (int b = 0; b < bands.size(); b++) {
      Band band = bands.get(b);
      double angle = Sections.angle(band.centre, rate);
      filters.add(
          b == 0
              ? Sections.lowShelf(angle, band.gain, band.q)
              : b == bands.size() - 1
                  ? Sections.highShelf(angle, band.gain, band.q)
                  : Sections.peak(angle, band.gain, band.q));
    }
    return Sections.cascade(filters);
  }
}
