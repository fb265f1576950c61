/**
 * Finding components by name, reading their parameters, describing and identifying them. Depends on
 * {@code api} and the JDK.
 */
@NullMarked
package org.sonoprobe.component;

import org.jspecify.annotations.NullMarked;
