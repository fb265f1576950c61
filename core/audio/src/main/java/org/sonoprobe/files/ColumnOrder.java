package org.sonoprobe.files;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The titles of a record's {@link Table} in their order, where that is not the order of its
 * components. Of a component that is a record itself some may be missing: they are not written, and
 * read as what an empty text means.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ColumnOrder {
  /** All titles. */
  String[] value();
}
