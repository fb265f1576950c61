package org.sonoprobe.deform;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * One of several deformations, drawn for each track. As audiomentations' composition of that name.
 *
 * @param transforms what may act
 * @param p probability of acting at all; 1 unless set
 * @param weights how likely each is, in proportion; equal unless set
 */
public record OneOf(
    @Parameter(required = true) List<Deformation> transforms, double p, List<Double> weights)
    implements Deformation {

  public OneOf {
    transforms = List.copyOf(transforms);
    weights = List.copyOf(weights);
    Chain.check(transforms, p);
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    if (!weights.isEmpty()
        && (weights.size() != transforms.size()
            || !(sum > 0)
            || Double.isInfinite(sum)
            || weights.stream().anyMatch(weight -> weight < 0))) {
      throw new IllegalArgumentException(
          ("'weights' must be one number for each of the %s transforms, none negative, "
                  + "but are %s")
              .formatted(transforms.size(), weights));
    }
  }

  /** A placeholder. */
  public OneOf() {
    this(List.of(new Gain(0)), 1, List.of());
  }

  /** Each as likely, always. */
  public OneOf(Deformation... transforms) {
    this(List.of(transforms), 1, List.of());
  }

  @Override
  public String name() {
    return "OneOf";
  }

  @Override
  public String label() {
    return Chain.label(transforms, " or ");
  }

  @Override
  public Optional<String> unavailable() {
    return Chain.unavailable(transforms);
  }

  @Override
  public boolean isRandom() {
    return p > 0;
  }

  @Override
  public Change draw(RandomGenerator random) throws IOException {
    return open().draw(random);
  }

  @Override
  public Deformer open() throws IOException {
    return Chain.open(
        transforms,
        p,
        (count, random) -> {
          double share = random.nextDouble();
          if (weights.isEmpty()) {
            return List.of(Draw.place(share, count));
          }
          double left = share * weights.stream().mapToDouble(Double::doubleValue).sum();
          int chosen = -1;
          for (int i = 0; i < count && left >= 0; i++) {
            chosen = weights.get(i) > 0 ? i : chosen;
            left -= weights.get(i);
          }
          return List.of(chosen);
        });
  }
}
