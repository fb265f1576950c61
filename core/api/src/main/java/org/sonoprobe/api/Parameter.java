package org.sonoprobe.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A note on one parameter of a component beyond its name, type and default. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

  /**
   * Whether the default is a mere placeholder, so that whoever uses the component must give a
   * value.
   */
  boolean required() default false;

  /** Other YAML spellings that are accepted for this parameter. */
  String[] aliases() default {};

  /** The YAML spelling, where it is not the snake_case form of the record component's name. */
  String name() default "";

  /**
   * For a parameter that is a record: whether its components are written beside the parameters of
   * the component itself, as if they were its own. So a record with many parameters can be made of
   * a few smaller ones, and YAML need not know.
   */
  boolean flat() default false;

  /**
   * For an {@link java.util.Optional}: the words that say in YAML that there is no value, such as
   * {@code auto}, whatever the case of their letters; the first of them is shown to people.
   */
  String[] none() default {};
}
