package org.sonoprobe.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named recipe that is a value: a record whose components are its parameters and whose public
 * no-argument constructor holds the defaults.
 *
 * <p>Implementations are found with {@link java.util.ServiceLoader}; YAML and the builder call them
 * by {@link #name()}. A parameter {@code snrDb} is written {@code snr_db} in YAML. Parameters may
 * be numbers, booleans, strings, enums, {@link java.nio.file.Path}s, other records, and lists or
 * {@link java.util.Optional}s of these. The content of a file that a {@code Path} parameter names
 * is part of the component's identity, its location is not.
 */
public interface Component {

  /**
   * The name by which YAML and the builder call this component; unique among the components of its
   * kind and the same whatever the case of its letters.
   */
  String name();

  /** Other spellings of the name that are accepted when reading; none unless overridden. */
  default Set<String> aliases() {
    return Set.of();
  }

  /**
   * Further ready-made values of this component that have names of their own, such as {@code
   * f1_micro} beside {@code f1_macro}; none unless overridden.
   */
  default List<? extends Component> variants() {
    return List.of();
  }

  /**
   * Changes whenever the same parameters come to give other results, so that stored embeddings are
   * not taken for current ones; empty unless overridden. Raised, too, when a default comes to mean
   * something else, because parameters at their default are not part of the identity.
   */
  default String revision() {
    return "";
  }

  /**
   * The files that it needs and does not bring, such as weights; none unless overridden. More may
   * be named once those named before are there, such as the archives that a list names.
   */
  default List<Asset> assets() {
    return List.of();
  }

  /**
   * The folder that its assets belong in; empty, for one of its own in a common folder, unless
   * overridden.
   */
  default Optional<Path> home() {
    return Optional.empty();
  }
}
