package org.sonoprobe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sonoprobe.api.Component;
import org.sonoprobe.component.Components;

/**
 * The contract that every component keeps: found by name, its defaults in the no-argument
 * constructor, a value.
 */
public interface ComponentContract<T extends Component> {

  /** The extension point. */
  Class<T> kind();

  /** The component under test. */
  T component();

  /**
   * Whether it has a service line, so that names and YAML find it; true unless overridden for a
   * component that is only used by value.
   */
  default boolean hasServiceLine() {
    return true;
  }

  @Test
  default void isFoundByItsNameAndAliases() {
    if (!hasServiceLine()) {
      return;
    }
    T found = Components.named(kind(), component().name());

    assertThat(found).hasSameClassAs(component());
    for (String alias : component().aliases()) {
      assertThat(Components.named(kind(), alias)).isEqualTo(found);
    }
  }

  @Test
  default void itsNoArgumentConstructorHoldsTheDefaults() throws ReflectiveOperationException {
    Object first = component().getClass().getConstructor().newInstance();
    Object second = component().getClass().getConstructor().newInstance();

    assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
  }

  @Test
  default void itsVariantsHaveNamesOfTheirOwn() {
    List<String> names = new java.util.ArrayList<>(List.of(component().name()));
    component().variants().forEach(variant -> names.add(variant.name()));

    assertThat(names).isNotEmpty();
    assertThat(names.stream().distinct().count()).isGreaterThanOrEqualTo(names.size() - 1);
  }

  @Test
  default void itsParametersAreValuesThatYamlCanSay() {
    Components.parameters(component())
        .forEach((name, value) -> assertThat(value).as(name).isNotNull());
    assertThat(Components.describe(component())).startsWith(component().name());
  }
}
