/**
 * The nouns and the five extension points: everything an implementor of a dataset, a deformation,
 * an embedding model, a downstream model or a metric needs to see. Depends on the JDK alone.
 */
@NullMarked
package org.sonoprobe.api;

import org.jspecify.annotations.NullMarked;
