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
 * Some of several deformations, drawn for each track, in the order in which they are listed. As
 * audiomentations' composition of that name.
 *
 * @param numTransforms how many act: a number, or the fewest and the most, of which one is drawn
 *     uniformly; 0 as the most stands for all
 * @param transforms what may act
 * @param p probability of acting at all; 1 unless set
 */
public record SomeOf(
    @Parameter(required = true) List<Integer> numTransforms,
    @Parameter(required = true) List<Deformation> transforms,
    double p)
    implements Deformation {

  public SomeOf {
    numTransforms = List.copyOf(numTransforms);
    transforms = List.copyOf(transforms);
    Chain.check(transforms, p);
    int size = transforms.size();
    int most = numTransforms.size() == 2 && numTransforms.get(1) == 0 ? size : last(numTransforms);
    if (numTransforms.isEmpty()
        || numTransforms.size() > 2
        || numTransforms.get(0) < 0
        || most < numTransforms.get(0)
        || most > size) {
      throw new IllegalArgumentException(
          ("'num_transforms' must be a number, or the fewest and the most, of the %s "
                  + "transforms, but is %s")
              .formatted(size, numTransforms));
    }
  }

  private static int last(List<Integer> numbers) {
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** A placeholder. */
  public SomeOf() {
    this(1, new Gain(0));
  }

  /** So many of them, always. */
  public SomeOf(int number, Deformation... transforms) {
    this(List.of(number), List.of(transforms), 1);
  }

  @Override
  public String name() {
    return "SomeOf";
  }

  @Override
  public String label() {
    return "some of " + Chain.label(transforms, ", ");
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
          int most =
              last(numTransforms) == 0 && numTransforms.size() == 2 ? count : last(numTransforms);
          int number = Draw.whole(numTransforms.get(0), most, random);
          List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
          while (all.size() > number) {
            all.remove(Draw.whole(0, all.size() - 1, random));
          }
          return all;
        });
  }
}
