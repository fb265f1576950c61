/**
 * What a component has to keep, as tests to inherit, and signals to test with. Depends on {@code
 * core}, JUnit and AssertJ.
 */
@NullMarked
package org.sonoprobe.testkit;

import org.jspecify.annotations.NullMarked;
