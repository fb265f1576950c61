/**
 * The plan of an experiment: which tracks are heard under which scenarios by which models, and what
 * is to be said beforehand. Depends on {@code api}, {@code assets}, {@code audio}, {@code
 * component}, {@code experiment}, {@code results} and {@code work}.
 */
@NullMarked
package org.sonoprobe.run.plan;

import org.jspecify.annotations.NullMarked;
