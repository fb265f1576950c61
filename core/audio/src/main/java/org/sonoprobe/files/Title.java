package org.sonoprobe.files;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The title of a record component in a {@link Table}, where it is not its name; for a component
 * that is a record itself what stands before the titles of its own.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Title {
  /** Such as {@code rank_high}, or {@code behind_} for a record of {@code low} and {@code high}. */
  String value();
}
