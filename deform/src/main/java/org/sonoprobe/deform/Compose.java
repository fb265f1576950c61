package org.sonoprobe.deform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.sonoprobe.api.Change;
import org.sonoprobe.api.Deformation;
import org.sonoprobe.api.Deformer;
import org.sonoprobe.api.Parameter;

/**
 * Several deformations one after the other. As audiomentations' composition of that name.
 *
 * @param transforms what acts, in order
 * @param p probability of acting at all; 1 unless set
 * @param shuffle whether the order is drawn for each track; false unless set
 */
public record Compose(
    @Parameter(required = true) List<Deformation> transforms, double p, boolean shuffle)
    implements Deformation {

  public Compose {
    transforms = List.copyOf(transforms);
    Chain.check(transforms, p);
  }

  /** A placeholder. */
  public Compose() {
    this(List.of(new Gain(0)), 1, false);
  }

  /** In this order, always. */
  public Compose(Deformation... transforms) {
    this(List.of(transforms), 1, false);
  }

  @Override
  public String name() {
    return "Compose";
  }

  @Override
  public String label() {
    return Chain.label(transforms, ", ");
  }

  @Override
  public Optional<String> unavailable() {
    return Chain.unavailable(transforms);
  }

  @Override
  public boolean isRandom() {
    return p > 0 && (p < 1 || shuffle || transforms.stream().anyMatch(Deformation::isRandom));
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
          List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
          for (int i = count - 1; i > 0 && shuffle; i--) {
            java.util.Collections.swap(order, i, Draw.whole(0, i, random));
          }
          return order;
        });
  }
}
