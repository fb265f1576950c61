package org.sonoprobe.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test, or a class of nothing but such tests, that looks at the reference data. Without the
 * data it is skipped, with a message. All other tests run where the data is out of sight, so that
 * they do the same on every machine.
 */
@Inherited
@Tag("reference-data")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ReferenceData {}
