package org.sonoprobe.run.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sonoprobe.component.Internal;
import org.sonoprobe.component.Nearest;

/** The selection of the layers that an experiment wants of a model. */
@Internal
public final class LayerChoice {

  private LayerChoice() {}

  /**
   * The positions of layers given by name or by position.
   *
   * @param wanted none for all
   * @param names of all layers; empty if nobody knows them yet
   * @return empty if all are wanted of a model of which nobody knows the layers yet
   * @throws IllegalArgumentException if there is no such layer, naming those that exist
   */
  public static List<Integer> positions(List<String> wanted, List<String> names) {
    if (wanted.isEmpty()) {
      return IntStream.range(0, names.size()).boxed().toList();
    }
    List<Integer> positions = new ArrayList<>();
    for (String layer : wanted) {
      int position = names.indexOf(layer);
      if (position < 0 && layer.matches("\\d{1,6}")) {
        position = Integer.parseInt(layer);
      }
      if (position < 0 || !names.isEmpty() && position >= names.size()) {
        throw new IllegalArgumentException(
            "there is no layer '%s'%s; there are %s"
                .formatted(
                    layer,
                    layer.matches("\\d+") ? "" : Nearest.hint(layer, names),
                    names.isEmpty()
                        ? "positions from 0 on, names being unknown"
                        : "0 to " + (names.size() - 1) + ", called " + String.join(", ", names)));
      }
      positions.add(position);
    }
    return positions;
  }
}
